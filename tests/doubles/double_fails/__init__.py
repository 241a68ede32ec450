"""A service whose every function raises: the platform must survive it."""
