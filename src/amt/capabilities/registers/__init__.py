"""Asking registers in place of a proof, and telling them what a person says to be wrong."""
