"""Partners for tests and for the demo: keys and addresses laid out in a folder."""
