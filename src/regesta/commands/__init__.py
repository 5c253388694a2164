"""The commands of `regesta`, a module per purpose; the rooms do the work."""
