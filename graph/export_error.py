"""What cannot be exported as asked."""

from __future__ import annotations


class ExportError(ValueError):
    """An export that cannot be made as asked; the message lists what is legal."""
