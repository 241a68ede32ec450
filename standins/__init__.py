"""Partner systems as separate programs, for the demo and the tests. Production refuses them."""
