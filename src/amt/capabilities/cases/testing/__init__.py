"""Cases of the test-double procedures, for tests of cases and of the rooms above."""
