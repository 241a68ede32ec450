"""Asking registers in place of a proof, with the person's choice, and telling them what is wrong."""
