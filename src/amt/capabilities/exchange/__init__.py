"""Messages to and from other bodies: signed, encrypted, delivered once; and what was handed on."""
