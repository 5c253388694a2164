"""The vocabulary, as data: Turtle files, and `terms` with their names in Python."""
