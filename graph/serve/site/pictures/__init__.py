"""The pictures of a perspective: what each draws, as data for the browser, out of the rows that fit."""
