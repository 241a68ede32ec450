"""A permit with several parties, deeds, terms and consulted bodies."""
