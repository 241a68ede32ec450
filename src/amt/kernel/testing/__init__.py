"""The fixed cast that all tests share."""
