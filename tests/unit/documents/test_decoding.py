"""From bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.decoding import BinaryFileError, decode

ENGLISH = "“That’s all we can do for now,” the Prime Minister said – and left the café.\n" * 5
RUSSIAN = "Министр заявил, что переговоры в Москве не принесли результата.\n" * 8
POLISH = "Premier powiedział, że żołnierze będą stać ramię w ramię z sojusznikami.\n" * 8


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_english_is_read_in_its_usual_encodings(encoding: str, name: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == (ENGLISH, name)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    assert decode(mark + RUSSIAN.encode(encoding)) == (RUSSIAN, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zoë et François déjà vus à Genève", "latin-1"),
        ("Die Gespräche über die Lage waren für die Außenministerin schwierig", "latin-1"),
        ("Café", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        ("Ο υπουργός δήλωσε ότι οι συνομιλίες δεν απέδωσαν", "cp1253"),
        ("首相は会談後の記者会見で、話し合いは成果がなかったと述べました。", "shift_jis"),
        ("外交部长在会谈后的记者会上表示，双方没有取得任何成果。", "gb18030"),
    ],
    ids=lambda value: value[:8],
)
def test_other_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_page_is_read_in_the_encoding_it_declares() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN[:40]}</p></html>'
    assert decode(page.encode("cp1251"))[0] == page


def test_few_damaged_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    data = (ENGLISH * 3).encode() + b"\xff" + "“Yes,” he said.".encode()
    text, name = decode(data)
    assert name == "utf-8"
    assert "That’s" in text
    assert text.count("\ufffd") == 1


def test_short_utf8_with_more_sound_characters_than_damaged_ones_stays_utf8() -> None:
    data = "She said “we are déjà là” – once.\n".encode() + b"\xff\xfe\xe2( more\n"
    assert decode(data) == ("She said “we are déjà là” – once.\n\ufffd\ufffd\ufffd( more\n", "utf-8")


def test_file_cut_in_the_middle_of_a_character_is_utf8() -> None:
    assert decode(ENGLISH.encode()[:-1] + "é".encode()[:1])[1] == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
        b"\x00" * 400,
    ],
    ids=["pdf", "png", "zip", "every byte", "program", "nuls"],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(BinaryFileError):
        decode(data)


def test_single_nul_does_not_make_text_binary() -> None:
    assert decode(b"He said\x00 no.")[0] == "He said\x00 no."


def test_few_nuls_among_words_are_text() -> None:
    data = b"Title\x00here\n\n\x00\x00She said there are\x00some.\n"
    assert decode(data)[0] == data.decode()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=100))
def test_utf8_text_is_returned_as_it_is(text: str) -> None:
    try:
        decoded, _ = decode(text.encode())
    except BinaryFileError:
        assert text.startswith(("%PDF-", "GIF8", "BZh", "ID3", "{\\rtf", "OggS", "wOF", "SQLite"))
    else:
        assert decoded == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_binary_and_nothing_else_happens(data: bytes) -> None:
    try:
        text, name = decode(data)
    except BinaryFileError:
        return
    assert isinstance(text, str)
    "".encode(name)
