"""Live pages of other makes than the real one."""

from __future__ import annotations

from tui.documents import BlockKind, Document
from tui.documents.loading import parse

PROSE = "The two ministers met in the morning and said afterwards that they had agreed on very little."


def page(*lines: str) -> Document:
    return parse("\n".join(lines), path="x")


def headlines(document: Document) -> list[str]:
    return [entry.headline.of(document.text) for entry in document.entries]


def test_stamp_glued_to_the_headline_is_taken_off() -> None:
    document = page(
        "  1. He’s gonepublished at 09:05 British Summer Time 7 July 2022",
        "",
        PROSE,
        "  2. Who stays? published at 08:59 BST 7 July 2022",
        PROSE,
    )
    assert headlines(document) == ["He’s gone", "Who stays?"]
    assert document.published is not None
    assert document.published.isoformat() == "2022-07-07T09:05:00+01:00"


def test_entry_directly_below_a_line_opens_all_the_same() -> None:
    document = page(
        "  1. Onepublished at 10:00 GMT 1 May 2020",
        PROSE,
        "    Two ministersImage source, EPA",
        "  2. Twopublished at 09:00 GMT 1 May 2020",
        PROSE,
    )
    assert [block.kind.value for block in document.blocks] == [
        "entry",
        "paragraph",
        "caption",
        "entry",
        "paragraph",
    ]


def test_label_above_the_headline_belongs_to_the_entry() -> None:
    document = page(
        "1. Onepublished at 10:00 GMT 1 May 2020",
        "",
        PROSE,
        "",
        "2. Analysis",
        "",
        "Twopublished at 09:00 GMT 1 May 2020",
        "",
        "Jane Roe",
        "Political editor",
        "",
        PROSE,
    )
    assert headlines(document) == ["One", "Two"]
    assert [entry.number for entry in document.entries] == [1, 2]
    assert (document.entries[1].author, document.entries[1].role) == ("Jane Roe", "Political editor")
    assert document.byline == ("Jane Roe",)
    assert sum(block.kind is BlockKind.ENTRY for block in document.blocks) == 2


def test_words_for_a_picture_of_somebody_in_the_entry_are_no_author() -> None:
    document = page(
        "1. Onepublished at 10:00 GMT 1 May 2020",
        "",
        "Jane Roe",
        "",
        "Ms Roe said that the two ministers had met in the morning and agreed on very little.",
        "",
        PROSE,
    )
    assert document.entries[0].author == ""
    assert [block.kind.value for block in document.blocks][1] == "caption"


def test_times_alone_in_their_lines_open_entries() -> None:
    document = page(
        "Ministers meet: live",
        "Published 10 February 2022",
        "11.40 GMT",
        "They have met",
        PROSE,
        "11:05",
        PROSE,
        "10:50 a.m.",
        "They arrive",
        PROSE,
    )
    assert headlines(document) == ["They have met", "11:05", "They arrive"]
    assert [entry.published.hour for entry in document.entries if entry.published] == [11, 11, 10]
    assert document.title == "Ministers meet: live"


def test_litter_at_the_end_is_in_no_entry() -> None:
    document = page(
        "1. Onepublished at 10:00 GMT 1 May 2020",
        PROSE,
        "2. Twopublished at 09:00 GMT 1 May 2020",
        PROSE,
        "Comments are closed.",
    )
    assert document.entries[-1].last == len(document.blocks) - 1
    assert document.blocks[-1].published is None


def test_article_with_one_stamp_is_no_live_page() -> None:
    assert page("Ministers meet", "", "Published at 14:05 GMT 10 February 2022", "", PROSE).entries == ()


def test_numbered_list_is_no_live_page() -> None:
    assert page("Five things", "", PROSE, "1. One thing", "2. Another", PROSE).entries == ()


def test_entries_in_markdown_are_entries_though_they_are_items_or_headings() -> None:
    stamp = "published at 10:00 GMT 1 May 2020"
    for lines in ([f"1. One{stamp}", f"1. Two{stamp}"], [f"# 1. One{stamp}", PROSE, f"## 2. Two{stamp}"]):
        document = parse("\n\n".join(lines), path="x", format="md")
        assert len(document.entries) == 2
        assert [document.blocks[entry.first].kind for entry in document.entries] == [BlockKind.ENTRY] * 2
