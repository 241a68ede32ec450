"""Running grants for tests and measurements."""
