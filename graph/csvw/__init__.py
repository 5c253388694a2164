"""The graph as tables for spreadsheets and statistics, described by W3C's CSV on the Web."""

from regesta.graph.csvw.package import csvw

__all__ = ["csvw"]
