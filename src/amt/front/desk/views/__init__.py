"""Views of the desk: each translates a request into one call of a capability."""
