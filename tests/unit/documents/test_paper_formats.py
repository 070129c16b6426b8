"""Documents made to be printed: .pdf, .docx and .epub."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from tests.unit.documents.containing import archive, refused, saved
from tui.documents import BlockKind, Document
from tui.documents.loading import load, load_given

SAID = (
    '"Nothing came of it," said Mr. Ivanov after the negotiations in the old capital, where ministers had met for the '
    "third time in as many weeks without any result that they could have told the press about on that day."
)
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Talks in Moscow</dc:title>
<dc:creator>Jane Roe</dc:creator><dc:creator>John Doe</dc:creator><dc:publisher>The Morning Press</dc:publisher>
<dc:date>2022-02-10</dc:date><dc:language>en-GB</dc:language><dc:identifier>https://example.org/book</dc:identifier>
</metadata><manifest><item id="b" href="text/two.xhtml"/><item id="a" href="text/on%20e.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'
)
BOOK: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "O/p.opf": PACKAGE,
    "O/text/on e.xhtml": "<html><body><h1>Day one</h1><p>“Nothing came of it,” said Mr. Ivanov.</p></body></html>",
    "O/text/two.xhtml": "<html><head><title>x</title></head><body><h1>Day two</h1><p>He left.</p></body></html>",
}


def pdf(pages: int = 4) -> FPDF:
    made = FPDF()
    made.set_title("Talks in Moscow")
    made.set_author("Jane Roe")
    made.set_creation_date(datetime(2022, 2, 10, 11, 5, tzinfo=UTC))
    for page in range(1, pages + 1):
        made.add_page()
        made.set_font("helvetica", size=9)
        made.cell(0, 10, f"The Morning Desk, page {page}")
        made.ln(20)
        made.set_font("helvetica", size=12)
        for paragraph in "ab":
            made.multi_cell(0, 6, f"{page}{paragraph}. {SAID}")
            made.ln(6)
    return made


def shown(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def test_paragraphs_of_a_pdf_are_whole_and_heads_of_pages_are_litter(tmp_path: Path) -> None:
    document = load(saved(tmp_path, bytes(pdf().output()), "talks.pdf"))
    assert shown(document, BlockKind.LITTER) == [f"The Morning Desk, page {page}" for page in range(1, 5)]
    assert f"1b. {SAID}" in shown(document, BlockKind.PARAGRAPH)
    assert (document.title, document.byline) == ("Talks in Moscow", ("Jane Roe",))
    assert document.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert load_given(bytes(pdf(1).output())).title == "Talks in Moscow"


def test_paragraphs_that_stand_close_in_a_pdf_are_parted(tmp_path: Path) -> None:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    told = [f"{SAID[:189]} it.", '"I do not know," he said.', f"{SAID[1:180]} that.", "- one thing", "- another thing"]
    for paragraph in told:
        made.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
    document = load(saved(tmp_path, bytes(made.output()), "talks.pdf"))
    assert [block.span.of(document.text) for block in document.blocks] == told


def test_date_in_the_text_goes_before_that_of_the_file(tmp_path: Path) -> None:
    dated = FPDF()
    dated.set_creation_date(datetime(2024, 5, 1, tzinfo=UTC))
    dated.add_page()
    dated.set_font("helvetica", size=12)
    for line in ("Talks in Moscow", "By Jane Roe, 10 February 2022", SAID):
        dated.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        dated.ln(6)
    document = load(saved(tmp_path, bytes(dated.output()), "talks.pdf"))
    assert document.byline == ("Jane Roe",)
    assert document.published == datetime(2022, 2, 10, tzinfo=UTC)


def test_pdf_of_pictures_says_that_it_holds_no_text(tmp_path: Path) -> None:
    made = FPDF()
    made.add_page()
    assert refused(saved(tmp_path, bytes(made.output()), "a.pdf")) == "holds no text (a scan?)"


def test_encrypted_pdf_says_so_unless_all_may_read_it(tmp_path: Path) -> None:
    locked = pdf(1)
    locked.set_encryption(owner_password="one", user_password="two")
    assert refused(saved(tmp_path, bytes(locked.output()), "a.pdf")) == "is encrypted"
    signed = pdf(1)
    signed.set_encryption(owner_password="one")
    assert SAID in load(saved(tmp_path, bytes(signed.output()), "b.pdf")).text


def test_damaged_pdf_says_so_or_shows_what_is_left(tmp_path: Path) -> None:
    whole = bytes(pdf(1).output())
    for cut in (5, 900, whole.index(b"stream") + 100):
        assert refused(saved(tmp_path, whole[:cut], "a.pdf")).startswith("is damaged (")
    assert SAID in load(saved(tmp_path, whole[: whole.rindex(b"startxref")], "b.pdf")).text


@pytest.mark.parametrize("layers", [1, 2])
def test_pdf_that_unpacks_to_far_more_than_it_is_is_not_opened(tmp_path: Path, layers: int) -> None:
    packed = bytes(70_000_000)
    for _ in range(layers):
        packed = zlib.compress(packed)
    data = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    assert "not opened" in refused(saved(tmp_path, data, "a.pdf"))


def word_document() -> bytes:
    made = docx.Document()
    told = made.core_properties
    told.title, told.author, told.created = "Talks in Moscow", "Jane Roe", datetime(2022, 2, 10, 11, 5)
    made.add_heading("Talks in Moscow", 0)
    made.add_heading("Day one", 1)
    made.add_paragraph("“Nothing came of it,” said Mr. Ivanov.")
    made.add_paragraph("One thing", style="List Bullet")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Ministers", "two"
    made.add_paragraph("Then he left.")
    made.save(data := io.BytesIO())
    return data.getvalue()


def test_paragraphs_tables_and_properties_of_a_docx(tmp_path: Path) -> None:
    document = load(saved(tmp_path, word_document(), "talks.docx"))
    assert document.text == (
        "Talks in Moscow\n\nDay one\n\n“Nothing came of it,” said Mr. Ivanov.\n\nOne thing\n\nMinisters two\n\n"
        "Then he left."
    )
    assert shown(document, BlockKind.HEADING) == ["Day one"]
    assert shown(document, BlockKind.LIST_ITEM) == ["One thing"]
    assert (document.title, document.byline) == ("Talks in Moscow", ("Jane Roe",))
    assert document.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert load_given(word_document()).title == "Talks in Moscow"


def test_paragraphs_in_the_style_of_a_quotation_are_set_off(tmp_path: Path) -> None:
    made = docx.Document()
    for words, style in (
        ("She said:", None),
        ("One.", "Quote"),
        ("Two.", "Quote"),
        ("No.", None),
        ("Three.", "Intense Quote"),
    ):
        made.add_paragraph(words, style=style)
    made.save(data := io.BytesIO())
    document = load(saved(tmp_path, data.getvalue(), "draft.docx"))
    assert [span.of(document.text) for span in document.set_off] == ["One.\n\nTwo.", "Three."]


def with_entities(document: bytes) -> bytes:
    """The document with text that unfolds without end."""
    nested = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    words = parts["word/document.xml"].decode().replace("Then he left.", "&e9;")
    at = words.index("<w:document")
    parts["word/document.xml"] = f'{words[:at]}<!DOCTYPE d [<!ENTITY e0 "ha">{nested}]>{words[at:]}'.encode()
    return archive(parts)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is encrypted, or of a word processor from before 2007"),
        (word_document()[:-300], "is damaged (no archive)"),
        (archive({"a.txt": "x"}), "is damaged (KeyError)"),
        (archive({"word/document.xml": bytes(50_000_000)}), "would unpack to 47.7 MB"),
        (with_entities(word_document()), "is damaged (XMLSyntaxError)"),
    ],
)
def test_what_is_no_docx_says_so(tmp_path: Path, data: bytes, reason: str) -> None:
    assert refused(saved(tmp_path, data, "a.docx")).startswith(reason)


def test_book_is_one_article_with_its_chapters_in_order(tmp_path: Path) -> None:
    document = load(saved(tmp_path, archive(BOOK, 0), "talks.epub"))
    assert document.text == (
        "Talks in Moscow\n\nDay one\n\n“Nothing came of it,” said Mr. Ivanov.\n\nDay two\n\nHe left."
    )
    assert (document.title, document.outlet, document.language) == ("Talks in Moscow", "The Morning Press", "en")
    assert document.byline == ("Jane Roe", "John Doe")
    assert document.published == datetime(2022, 2, 10, tzinfo=UTC)
    assert document.url == "https://example.org/book"
    assert load_given(archive(BOOK, 0)).title == "Talks in Moscow"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"O/text/two.xhtml": b"\x89PNG\r\n\x1a\n"}, "is damaged (a chapter is no text)"),
        ({"O/p.opf": "<package"}, "is damaged (its list of chapters)"),
        ({"META-INF/container.xml": "<container/>"}, "is damaged (a part is missing)"),
        ({"META-INF/encryption.xml": '<e><CipherReference URI="O/text/two.xhtml"/></e>'}, "is encrypted"),
        ({"O/text/two.xhtml": bytes(50_000_000)}, "would unpack to 47.7 MB"),
    ],
)
def test_book_that_cannot_be_read_says_so(tmp_path: Path, changed: dict[str, str | bytes], reason: str) -> None:
    assert refused(saved(tmp_path, archive({**BOOK, **changed}), "a.epub")).startswith(reason)


def test_book_reads_no_other_file_of_this_machine(tmp_path: Path) -> None:
    secret = saved(tmp_path, b"secret words", "secret.txt")
    entity = f'<!DOCTYPE package [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    package = PACKAGE.replace("<package", f"{entity}<package", 1).replace("Talks in Moscow", "Talks &x;")
    outside = package.replace("text/two.xhtml", "../../../../../../.." + str(secret))
    assert "secret" not in load(saved(tmp_path, archive({**BOOK, "O/p.opf": package}), "a.epub")).text
    assert refused(saved(tmp_path, archive({**BOOK, "O/p.opf": outside}), "b.epub")) == "is damaged (a part is missing)"
