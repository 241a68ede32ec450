"""One life event, several authorities: what people tell once, and what becomes of it."""
