"""Which actors, sources and events of different documents are one: proposed as identities, each to be
reviewed."""
