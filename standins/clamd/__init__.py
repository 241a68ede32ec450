"""A virus scanner that speaks clamd's protocol and knows one file: the EICAR test file."""
