"""The cast as accounts, for tests and for the demo."""
