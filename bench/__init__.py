"""Measures the product against its targets: `make bench` (`--write` keeps the result)."""
