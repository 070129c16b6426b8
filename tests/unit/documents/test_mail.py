"""Messages, mailboxes and pages that a browser saved whole."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.unit.documents.containing import MESSAGE, mailbox, names_found, refused, saved, titles_found
from tui.documents import BlockKind
from tui.documents.loading import DocumentError, keys_given, load, load_given
from tui.documents.sources import find_articles

PAGE = "<html><body><h1>Ministers meet</h1><p>“Nothing came of it,” said Mr. Ivanov after the talks.</p></body></html>"


def newsletter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"The Morning Desk" <desk@example.org>'
    message["Subject"] = "Gespräche in Moskau – day one"
    message["Date"] = "Thu, 10 Feb 2022 14:05:00 +0300"
    message["Archived-At"] = "<https://example.org/letters/1>"
    message.set_content("Read this letter in a browser.")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment("Attached words.", filename="notes.txt")
    return message


def test_newsletter_is_its_page_with_what_the_head_tells(tmp_path: Path) -> None:
    document = load(saved(tmp_path, bytes(newsletter()), "letter.eml"))
    assert document.title == "Gespräche in Moskau – day one"
    assert document.outlet == "The Morning Desk"
    assert document.published == datetime(2022, 2, 10, 11, 5, tzinfo=UTC)
    assert document.url == "https://example.org/letters/1"
    assert "“Nothing came of it,” said Mr. Ivanov" in document.text
    assert "Attached" not in document.text
    assert "browser" not in document.text


def test_letter_laid_out_in_tables_is_read_row_by_row(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td><table><tr><td><h2>Story {number}</h2></td></tr><tr><td>“Nothing came of it,” said Mr. Ivanov of day "
        f"{number}.<br>He left.</td></tr></table></td></tr>"
        for number in range(3)
    )
    message = EmailMessage()
    message["Subject"] = "Monday"
    hidden = "<div style='display: none'>Read this first <span>or not</span></div>"
    message.set_content(f"<html><body>{hidden}<table>{rows}</table></body></html>", subtype="html")
    document = load(saved(tmp_path, bytes(message), "a.eml"))
    assert [block.span.of(document.text) for block in document.blocks][:4] == [
        *("Monday", "Story 0", "“Nothing came of it,” said Mr. Ivanov of day 0.", "He left.")
    ]
    assert document.text.count("Nothing came of it") == 3
    assert document.blocks[1].kind is BlockKind.HEADING
    assert "Read this first" not in document.text


def test_plain_message_stands_under_its_subject(tmp_path: Path) -> None:
    document = load(saved(tmp_path, MESSAGE.format(1).encode(), "letter.eml"))
    assert document.text.startswith("Talks of day 1\n\n“Nothing came of day 1,”")
    assert document.blocks[0].kind is BlockKind.TITLE


def test_sender_without_a_name_is_known_by_the_host(tmp_path: Path) -> None:
    path = saved(tmp_path, b"From: desk@example.org\nSubject: Talks\n\nNobody said a word.\n", "a.eml")
    assert load(path).outlet == "example.org"


@pytest.mark.parametrize("charset", ["koi8-r", "no-such-charset", ""])
def test_words_are_decoded_whatever_their_charset_is_called(tmp_path: Path, charset: str) -> None:
    words = "Министр сказал, что переговоры закончились, и больше ничего не сказал журналистам в тот день."
    told = f'; charset="{charset}"' if charset else ""
    body = words.encode("koi8-r" if charset == "koi8-r" else "utf-8")
    head = f"From: a@example.org\nSubject: x\nContent-Type: text/plain{told}\nContent-Transfer-Encoding: 8bit\n\n"
    assert words in load(saved(tmp_path, head.encode() + body, "letter.eml")).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"No head and no body, only words.\n", "is damaged (no message)"),
        (b"From: a@example.org\nSubject: x\n\n", "holds no text"),
        (b"From: a@example.org\nContent-Type: application/pdf\n\n%PDF", "holds no text"),
    ],
)
def test_what_is_no_message_says_so(tmp_path: Path, data: bytes, reason: str) -> None:
    assert refused(saved(tmp_path, data, "letter.eml")) == reason


def test_hostile_heads_do_no_harm(tmp_path: Path) -> None:
    for number, head in enumerate((
        b"From: =?utf-8?q?=1b]0;x=07?= <a@example.org>\nSubject: =?bogus?x?",
        b"From: \xff\xfe\x00\nSubject: " + b"=?utf-8?b?////?=" * 50,
        b"From: (((((((((((" + b"(" * 2000 + b"\nDate: 99 Foo 0000 99:99:99 +9999\nSubject: x",
        b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b\nDate:",
    )):  # fmt: skip
        path = saved(tmp_path, head + b"\n\nWords that nobody said.\n", f"{number}.eml")
        with suppress(DocumentError):
            document = load(path)
            shown = document.text + document.title + document.outlet
            assert not any(char < " " for char in shown.replace("\n", ""))


def test_parts_nested_without_end_are_no_crash(tmp_path: Path) -> None:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each) for each in range(1500))
    assert refused(saved(tmp_path, b"From: a@example.org\nSubject: x\n" + parts, "a.eml")) in (
        *("holds no text", "is damaged (no message)"),
    )


def test_mailbox_holds_an_article_for_each_message(tmp_path: Path) -> None:
    path = saved(tmp_path, mailbox(3), "news.mbox")
    assert titles_found(path) == ["Talks of day 1", "Talks of day 2", "Talks of day 3"]
    first = load(find_articles([path]).files[0])
    assert first.text.endswith("\n\nFrom there nobody returned.")


def test_names_of_messages_stay_when_others_come(tmp_path: Path) -> None:
    before = names_found(saved(tmp_path, mailbox(2), "news.mbox"))
    after = names_found(saved(tmp_path, mailbox(5), "news.mbox"))
    assert after[:2] == before
    assert len(set(after)) == 5


def test_large_mailbox_is_parted_where_its_messages_begin(tmp_path: Path) -> None:
    filler = "Words of a long day went on and on.\n" * 2000
    text = "".join(f"From a@b Thu Feb 10\n{MESSAGE.format(day)}{filler}\n" for day in range(150))
    for line_end in ("\n", "\r\n"):
        path = saved(tmp_path, text.replace("\n", line_end).encode(), "news.mbox")
        keys = find_articles([path]).files
        assert [key.name.rpartition("-")[0] for key in keys] == [f"talks-of-day-{day}" for day in range(150)]
        for day in (0, 57, 58, 149):
            assert f"“Nothing came of day {day},”" in load(keys[day]).text


def test_name_of_a_message_shows_its_decoded_subject(tmp_path: Path) -> None:
    head = "From: a@example.org\nsubject: =?utf-8?q?Gespr=C3=A4che?=\n =?utf-8?q?_in_Moskau?=\n\nSubject: no\n"
    assert names_found(saved(tmp_path, f"From x\n{head}".encode(), "a.mbox"))[0].startswith("!/gespräche-in-moskau-")


def test_messages_that_are_the_same_have_names_of_their_own(tmp_path: Path) -> None:
    path = saved(tmp_path, mailbox(1) * 3, "news.mbox")
    names = names_found(path)
    assert len(set(names)) == 3
    assert titles_found(path) == ["Talks of day 1"] * 3


def test_what_is_no_mailbox_says_so(tmp_path: Path) -> None:
    assert refused(saved(tmp_path, b"\x00" * 300_000, "a.mbox")) == "is damaged (no mailbox)"
    assert refused(saved(tmp_path, b"", "b.mbox")) == "is empty"


def test_standard_input_may_be_a_message_or_a_mailbox() -> None:
    assert load_given(bytes(newsletter())).outlet == "The Morning Desk"
    keys = keys_given(mailbox(2))
    assert [load_given(mailbox(2), key).title for key in keys] == ["Talks of day 1", "Talks of day 2"]
    for told in (
        "From: here on, words follow\n\nSubject: words of a note, and no message at all.\n",
        "From Moscow at 14:05 came the word that nothing came of it.\n",
        "From: here\nTo: there\nHow: on foot\n",
    ):
        assert load_given(told.encode()).text == told


def test_page_that_a_browser_saved_whole_is_its_page(tmp_path: Path) -> None:
    page = PAGE.replace("“", "=E2=80=9C").replace("”", "=E2=80=9D").replace("Mr. ", "Mr.=\n ")
    told = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/talks\nSubject: Ministers meet\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        "--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: https://example.org/talks\n\n{page}\n"
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    )
    document = load(saved(tmp_path, told.encode(), "talks.mhtml"))
    assert "“Nothing came of it,” said Mr. Ivanov after the talks." in document.text
    assert document.url == "https://example.org/talks"
    assert load_given(told.encode()).url == "https://example.org/talks"
    assert refused(saved(tmp_path, b"Content-Type: text/plain\n\nWords", "a.mhtml")) == "holds no page"
