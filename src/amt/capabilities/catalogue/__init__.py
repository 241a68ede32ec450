"""The catalogue of services: search, life situations, most asked. Reads procedures, owns no tables."""
