"""Workspaces as one archive, with or without the texts they were read from."""
