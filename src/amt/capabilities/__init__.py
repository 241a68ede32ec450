"""What all procedures share: domain only, no HTTP. Entered through services, queries and events."""
