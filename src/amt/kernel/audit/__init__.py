"""The audit trail: what was done, by whom, to what; append-only and provable."""
