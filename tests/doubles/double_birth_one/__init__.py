"""A register of stars for new children: it says what the others need."""
