"""Items that wait for a person of a unit, whatever their subject."""
