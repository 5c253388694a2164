"""Models that extraction ships, learnt on the annotated corpus; nothing here is needed to run them."""
