"""A register of residents (Melderegister) for the demo and the tests."""
