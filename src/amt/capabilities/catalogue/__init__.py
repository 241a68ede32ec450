"""The catalogue of services: search, situations, most asked. Reads procedures, owns no tables."""
