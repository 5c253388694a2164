"""Annotations out of and into other people's tools: W3C Web Annotation, INCEpTION's UIMA CAS,
spreadsheets."""
