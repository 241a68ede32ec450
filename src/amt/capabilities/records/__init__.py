"""The e-file: Akte and what is filed in it."""
