"""Settings profiles (`production`, `demo`, `test`) and what they share, by topic."""
