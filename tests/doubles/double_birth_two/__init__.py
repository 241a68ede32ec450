"""A lantern for new children: with a proof, a consent and two who confirm."""
