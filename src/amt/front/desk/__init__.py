"""The desk: pages of caseworkers."""
