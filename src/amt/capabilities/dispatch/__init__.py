"""What leaves the house: e-mails without content, letters for printing."""
