"""Digitales Bürger:innenamt; `docs/tour.md` shows the way through the house."""
