"""All HTTP: pages of residents, staff and the frame they share. No business rule lives here."""
