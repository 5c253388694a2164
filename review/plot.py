"""The curve as a picture (PNG or PDF), drawn as PDF and rendered by PDFium, which the project has for reading
PDFs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

import pypdfium2

from regesta.review.curve import Curve

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, BOTTOM, TOP = 62, 20, 52, 46
#: Line colours (red, green, blue, 0..1), told apart by dash as well as by colour.
_LINES = (
    ("learned", "likeliest first (learned)", "0.00 0.35 0.70 RG", "[] 0 d", 2.2),
    ("confidence", "surest first (extractor)", "0.80 0.40 0.00 RG", "[7 3] 0 d", 1.6),
    ("document", "as in the document", "0.35 0.35 0.35 RG", "[2 3] 0 d", 1.6),
)


def pdf(curve: Curve) -> bytes:
    """One page with the curve: candidates seen across, accepted up."""
    body = "\n".join(_drawing(curve)).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R ".encode()
        + b"/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        f"{p:010d} 00000 n \n".encode() for p in places
    )
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def png(curve: Curve, *, scale: float = 2.0) -> bytes:
    """The same as a PNG of `WIDTH` x `HEIGHT` times `scale` pixels."""
    page = pypdfium2.PdfDocument(pdf(curve))[0]
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = bitmap.to_numpy()[:, :, :3]
    height, width = pixels.shape[:2]
    rows = b"".join(b"\x00" + pixels[y].tobytes() for y in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def _drawing(curve: Curve) -> Iterable[str]:
    most_seen, most = max(curve.tested, 1), max(curve.accepted, 1)

    def x(seen: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * seen / most_seen

    def y(accepted: float) -> float:
        return BOTTOM + (HEIGHT - BOTTOM - TOP) * accepted / most

    yield "1 1 1 rg 0 0 640 420 re f 0 0 0 rg"
    title = f"Accepted per candidates seen: {curve.tested:,} verdicts tested, none of them learned from"
    yield from _words(LEFT, HEIGHT - 26, title, 12)
    for step in _ticks(most_seen):
        yield f"0.88 0.88 0.88 RG [] 0 d 0.5 w {x(step):.1f} {BOTTOM} m {x(step):.1f} {HEIGHT - TOP} l S"
        yield from _words(x(step) - 3 * len(f"{step:,}"), BOTTOM - 16, f"{step:,}", 10)
    for step in _ticks(most):
        yield f"0.88 0.88 0.88 RG [] 0 d 0.5 w {LEFT} {y(step):.1f} m {WIDTH - RIGHT} {y(step):.1f} l S"
        yield from _words(LEFT - 8 - 6 * len(f"{step:,}"), y(step) - 4, f"{step:,}", 10)
    yield from _words(WIDTH / 2 - 40, 14, "candidates seen", 10)
    yield from _words(8, HEIGHT - 40, "accepted", 10)
    for number, (name, label, colour, dash, width) in enumerate(_LINES):
        points: Sequence[tuple[float, float]] = [
            (x(0), y(0)),
            *((x(s), y(a)) for s, a in zip(curve.seen, getattr(curve, name), strict=True)),
        ]
        yield (
            f"{colour} {dash} {width} w "
            + " ".join(f"{a:.1f} {b:.1f} {'l' if n else 'm'}" for n, (a, b) in enumerate(points))
            + " S"
        )
        low = BOTTOM + 62 - 20 * number
        first = f", {curve.per_hundred(name, 100):.0f} of the first 100" if curve.tested >= 100 else ""
        yield f"{WIDTH - 302} {low + 4} m {WIDTH - 272} {low + 4} l S"
        yield from _words(WIDTH - 264, low, label + first, 10)


def _ticks(most: int) -> list[int]:
    step = 10 ** (len(str(most)) - 1)
    while most / step < 4 and step > 1:
        step = step // 2 if step % 2 == 0 else step // 5
    return list(range(0, most + 1, max(step, 1)))


def _words(x: float, y: float, text: str, size: int) -> Iterable[str]:
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    yield f"0.1 0.1 0.1 rg BT /F {size} Tf {x:.1f} {y:.1f} Td ({safe}) Tj ET"
