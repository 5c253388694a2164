"""XML out of files nobody vouches for: no entities, no network, no bombs."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from regesta.extract.read.decode import format_of
from regesta.extract.read.doctype import without_doctype
from regesta.extract.read.errors import ReadingError

#: Bytes an archive may unpack to, and how many times its size.
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
_ENTITY = re.compile(rb"<!ENTITY", re.I)


def parse_xml(data: bytes, name: str, part: str = "") -> etree._Element:
    """The root element of an XML file. Raises ReadingError for entity declarations and broken XML."""
    where = f"{name} ({part})" if part else name
    data = data if part else without_doctype(data)
    if _ENTITY.search(data[:200_000]):
        raise ReadingError(
            f"{where} declares XML entities",
            "entities can be made to grow without limit, so they are not expanded",
            "Remove the <!ENTITY ...> lines, writing the characters themselves",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        raise ReadingError(
            f"{where} is no well-formed XML",
            f"line {e.lineno}: {e.msg}",
            "Open it in the program that made it and save it again",
        ) from e


class Archive:
    """A ZIP-based document; reads single parts, refuses bombs, encrypted and truncated files."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError) as e:
            what = format_of(data)
            if what and not data.startswith(b"PK"):
                raise ReadingError(
                    f"{name} is {what}, not a {kind} file",
                    "its first bytes say so, whatever it is called",
                    "Choose the file that holds the text",
                ) from e
            raise ReadingError(
                f"{name} is no whole {kind} file",
                "its ZIP container is broken or was cut off",
                "Download or save it again; a complete file opens in a word processor",
            ) from e
        size = sum(i.file_size for i in self._zip.infolist())
        if size > MAX_UNPACKED or size > max(MAX_RATIO * len(data), 50 * 1024 * 1024):
            raise ReadingError(
                f"{name} unpacks to {size // 1048576} MB",
                "a file that grows so much when unpacked is not read",
                "Save the document again without its images",
            )
        if any(i.flag_bits & 1 for i in self._zip.infolist()):
            raise ReadingError(
                f"{name} is password-protected",
                "its parts are encrypted",
                "Save a copy without a password and add that",
            )

    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None when the archive has none of that name."""
        try:
            return self._zip.read(part)
        except KeyError:
            return None
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as e:
            raise ReadingError(
                f"{self.name} is damaged", f"its part {part} cannot be unpacked", "Download or save it again"
            ) from e
        except Exception as e:  # zlib.error has no public base class
            if type(e).__name__ != "error":
                raise
            raise ReadingError(
                f"{self.name} is damaged", f"its part {part} cannot be unpacked", "Download or save it again"
            ) from e

    def xml(self, part: str) -> etree._Element | None:
        """The root element of an XML part; None when there is none."""
        data = self.read(part)
        return None if data is None else parse_xml(data, self.name, part)

    def need(self, part: str) -> etree._Element:
        """The root element of a part a file of this kind must have."""
        root = self.xml(part)
        if root is None:
            raise ReadingError(
                f"{self.name} is no {self.kind} file",
                f"it holds no {part}",
                f"Check the suffix, or save the document as {self.kind} again",
            )
        return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def whole(text: str | None, default: int, base: int = 10) -> int:
    """The number an attribute holds; `default` when there is none or it is no number below a million."""
    try:
        value = int(text or "", base)
    except ValueError:
        return default
    return value if -1_000_000 < value < 1_000_000 else default
