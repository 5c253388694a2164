"""Numbers as texts write them, in figures and as Roman numerals."""

from __future__ import annotations

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def ways_to_write(number: str) -> list[str]:
    """The number of a chapter as it stands, and in the other numerals: "3" is also "III" and "iii". Anything
    that is no number up to 399 stays as it is."""
    figures = int(number) if number.isdecimal() and number.isascii() and len(number) < 4 else 0
    if not figures:
        figures = next((n for n in range(1, 400) if roman(n) == number.upper()), 0)
    if not 0 < figures < 400:
        return [number]
    return list(dict.fromkeys((number, str(figures), roman(figures), roman(figures).lower())))


def roman(number: int) -> str:
    """A number from 1 on in Roman numerals, in capitals."""
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


__all__ = ["roman", "ways_to_write"]
