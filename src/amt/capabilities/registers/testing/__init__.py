"""Registers for tests and for the demo: addresses and secrets laid out in a folder."""
