"""A register of births and marriages for the demo and the tests."""
