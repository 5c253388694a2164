"""The start page in the browser: a file is dropped, read, turned into a graph, and opened for review."""
