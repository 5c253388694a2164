"""Dates in running text, as EDTF."""
