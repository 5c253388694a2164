"""Accepted knowledge in the formats of other people's tools: places, letters, arguments."""
