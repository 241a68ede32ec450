"""Test fixtures of the room, for this and higher rooms."""
