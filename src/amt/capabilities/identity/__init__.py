"""Who somebody is: residents by identity adapters, staff by password and second factor, roles."""
