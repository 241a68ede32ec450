"""Drafts for the tests of this room and of the pages above it."""
