"""Who is meant where."""
