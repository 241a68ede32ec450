"""An invented Familienkasse: takes applications, says that it did, reports how they stand."""
