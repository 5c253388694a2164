"""Full-text search beside the store."""
