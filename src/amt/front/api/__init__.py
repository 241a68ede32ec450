"""Addresses for machines of other bodies."""
