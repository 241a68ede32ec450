"""Test-double procedures: one does everything right, one fails at every step."""
