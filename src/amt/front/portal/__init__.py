"""The pages of residents: find, compute, apply, follow, receive."""
