"""From bytes to text: which encoding an article is in."""

from __future__ import annotations

import codecs
import re

from tui.documents.language import detect, measure
from tui.documents.terms import Plain, usual

_SAMPLE = 4096
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"\x1f\x8b",
    b"\x7fELF",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"SQLite format 3\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
    b"\x00\x00\x01\x00",
    b"\x00asm",
)
_UTF32 = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONG_SAMPLE = 256 * 1024
_SIGN = "¹²³¿¡¼½¾°§©®¸¨¯¬±¶¤¦¢£¥€µ†‡•‰™ºª"
_SIGN_IN_WORD = re.compile(rf"[^\W\d_][{_SIGN}][^\W\d_]|[a-z][À-Þ][a-z]|\b[a-z]*[À-ÿ]{{4,}}")
_WESTERN_LANGUAGES = frozenset(("", "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi"))
_LAST_ASCII = "\x7f"
_MOST_WIDE = 0.3
_CLEARLY = 1.2
_FEW_NULS = 0.005
_SPARSE_NULS = 0.03
_SOME_NULS = 8
_MANY_CONTROLS = 0.1
_CONTROLS = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B))


class BinaryFileError(ValueError):
    """The bytes are no text (a picture, an archive, a program...)."""


def decode_usual(data: bytes) -> tuple[str, Plain] | None:
    """The text of bytes that `decode` takes as UTF-8 and `normalise` leaves as it is, of nothing but ASCII and usual
    marks, as most articles are; None for others, and where nothing but white space is in it.
    """
    low = b"" if data.startswith(_MAGIC) else usual(data)
    try:
        return (data.decode("utf-8"), Plain(data, low, "")) if low and not low.isspace() else None
    except UnicodeDecodeError:
        return None


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data`, line ends and marks as they stand there, and the name of its encoding.

    UTF-16 and UTF-32 by their byte order mark, UTF-16 without one by its NULs; UTF-8; then the encoding that
    a page declares; then detection, with Windows-1252 for what stays undecided. Text is never refused: a
    byte without a meaning becomes the replacement character. Raises BinaryFileError where the bytes are no
    text.
    """
    if data.startswith(_MAGIC):
        raise BinaryFileError("a binary file, not text")
    for mark, name in (*_UTF32, *_UTF16):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), name
    wide = _utf16_by_nuls(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    _refuse_binary(data)
    try:
        if data.startswith(codecs.BOM_UTF8):
            return data[len(codecs.BOM_UTF8) :].decode("utf-8"), "utf-8-sig"
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    cut_short = len(data) - broken.start < 4 and broken.reason == "unexpected end of data"
    if cut_short and not data[: broken.start].isascii():
        return data.decode("utf-8", errors="replace"), "utf-8"
    return _declared(data) or _nearly_utf8(data) or _detected(data)


def _utf16_by_nuls(data: bytes) -> str:
    """The byte order of UTF-16 whose text is mostly Latin, so that every other byte is NUL; else empty."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    if not sample:
        return
    nuls = sample.count(0)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # NULs alone, among words, are a text that was cut or padded; programs and pictures hold other controls too.
    few = max(_SOME_NULS, _SPARSE_NULS * len(sample)) if controls == nuls else max(1, _FEW_NULS * len(sample))
    if nuls > few or controls - nuls > max(2, _MANY_CONTROLS * len(sample)):
        raise BinaryFileError("a binary file, not text")


def _declared(data: bytes) -> tuple[str, str] | None:
    """Text in the encoding that the head of a page names, where there is such an encoding and it fits."""
    match = _DECLARED.search(data[:_SAMPLE])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        if name.startswith("utf"):
            return None
        # A page that says Latin-1 means Windows-1252 (WHATWG Encoding Standard, section 4.2).
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        return data.decode(name), name
    except (LookupError, ValueError):
        return None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with damaged bytes, told from other encodings by its sound sequences, which those hold by rare chance."""
    text = data.decode("utf-8", errors="replace")
    wide = sum(1 for char in text if char > "\x7f") if len(data) < 1_000_000 else len(data) - len(text)
    bad = text.count("\ufffd")
    return (text, "utf-8") if bad * 2 < wide else None


def _detected(data: bytes) -> tuple[str, str]:
    """Windows-1252 where it reads as Western text, else what charset-normalizer finds."""
    western = data.decode("cp1252", errors="replace")
    if _is_western(western[:_LONG_SAMPLE]):
        return western, "cp1252"
    from charset_normalizer import from_bytes

    names = dict.fromkeys(
        name for match in from_bytes(data[:_LONG_SAMPLE]) for name in (match.encoding, *match.could_be_from_charset)
    )
    if not names:
        return western, "cp1252"
    # Several encodings give plausible letters; another than the likeliest must give clearly more words.
    first, *others = names
    shares = {name: _share_of_words(data.decode(name, errors="replace")[:_LONG_SAMPLE]) for name in names}
    clearer = [name for name in others if shares[name] > _CLEARLY * shares[first]]
    name = max(clearer, key=shares.__getitem__, default=first)
    return data.decode(name, errors="replace"), name


def _share_of_words(text: str) -> float:
    """How sure a language is in a text; 0.0 where signs stand inside words, as in a wrong encoding."""
    return 0.0 if _SIGN_IN_WORD.search(text) else measure(text)[1]


def _is_western(text: str) -> bool:
    """True where no sign stands inside a word and the words are of a language written in Windows-1252."""
    wide = sum(map(_LAST_ASCII.__lt__, text))
    if wide > _MOST_WIDE * len(text):
        return False
    return "\ufffd" not in text and not _SIGN_IN_WORD.search(text) and detect(text) in _WESTERN_LANGUAGES
