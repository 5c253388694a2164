"""Synthetic theses with known truth: as many as wanted, seeded, of any size."""
