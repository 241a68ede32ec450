"""A benefit that is paid month by month, decided once more, renewed, decided by the machine."""
