"""A chapter is cut out of a book's file byte for byte, and a PDF's chapter is the same file every time."""

from io import BytesIO

import pypdfium2
from tests.corpus.cut import cut_lines, cut_pages, main


def _book(pages: int) -> bytes:
    book, out = pypdfium2.PdfDocument.new(), BytesIO()
    for k in range(pages):
        book.new_page(100 + k, 200)
    book.save(out)
    return out.getvalue()


def test_lines_keep_their_ends_and_their_encoding():
    book = "one\r\ntwo\r\nthrée\r\nfour\r\nfive\r\n".encode("latin-1")
    assert cut_lines(book, [(1, 1), (3, 4)]) == "one\r\nthrée\r\nfour\r\n".encode("latin-1")


def test_the_pages_asked_for_in_their_order():
    chapter = pypdfium2.PdfDocument(cut_pages(_book(5), [(2, 3), (5, 5)]))
    assert [chapter[k].get_width() for k in range(len(chapter))] == [101, 102, 104]


def test_a_chapter_in_pdf_has_neither_date_nor_random_number():
    book = _book(3)
    cut = cut_pages(book, [(1, 2)])
    assert cut == cut_pages(book, [(1, 2)])
    assert b"/CreationDate(D:00000000000000" in cut
    assert b"/ID[<" + b"0" * 32 in cut


def test_the_command_writes_the_chapter(tmp_path):
    book, chapter = tmp_path / "book.txt", tmp_path / "chapter.txt"
    book.write_bytes(b"a\nb\nc\n")
    assert main(["lines", str(book), str(chapter), "2", "3-3"]) == 0
    assert chapter.read_bytes() == b"b\nc\n"
