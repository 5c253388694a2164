"""How well documents of the corpus are read: extraction and baselines scored, averaged, laid out as tables."""
