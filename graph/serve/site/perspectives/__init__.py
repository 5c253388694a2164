"""Views of the whole graph from one side each: people, debate, timeline, sources, archives, places, letters,
slips."""
