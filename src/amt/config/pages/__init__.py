"""The few pages of the composition root itself: health, errors, the number of a request."""
