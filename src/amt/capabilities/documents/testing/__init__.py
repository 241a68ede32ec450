"""Papers that tests hand in."""
