"""A mail server that keeps what it receives as files and passes nothing on."""
