"""A small service that uses every part of the contract and always works."""
