"""The reading view: a document's text by sections, with what was read out of it marked in place."""
