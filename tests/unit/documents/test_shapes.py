"""Recognisers of the shapes of articles, on made-up lines."""

from __future__ import annotations

import pytest

from tui.documents import BlockKind, Document
from tui.documents.loading import parse
from tui.documents.shapes.bylines import read_byline
from tui.documents.shapes.dates import find_moment, only_moment

PROSE = "The two ministers met in the morning and said afterwards that they had agreed on very little."
MORE = "Neither of them wished to say when the next meeting would be, or whether there would be one."


def kinds(*lines: str) -> list[str]:
    return [block.kind.value for block in parse("\n\n".join(lines), path="x").blocks]


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("line", "names", "place", "published"),
    [
        ("By Jane Roe in Berlin February 10, 2022", ("Jane Roe",), "Berlin", "2022-02-10T00:00:00+00:00"),
        ("By Jane Roe and John Q. Public", ("Jane Roe", "John Q. Public"), "", None),
        ("BY JANE ROE, DIPLOMATIC EDITOR", ("JANE ROE",), "", None),
        ("By Jane Roe, Reuters", ("Jane Roe",), "", None),
        (
            "By Ana de la Cruz | 3 March 2021, 9:05 pm EST",
            ("Ana de la Cruz",),
            "",
            "2021-03-03T21:05:00-05:00",
        ),
        ("Written by Jane O’Neill-Smith", ("Jane O’Neill-Smith",), "", None),
        ("With reporting by AFP, Reuters, and TASS", ("AFP", "Reuters", "TASS"), "", None),
        ("(Reporting by Jane Roe in Kyiv; Editing by John Public)", ("Jane Roe", "John Public"), "", None),
        ("Published: Thursday, 10 February 2022, 14:05 GMT", (), "", "2022-02-10T14:05:00+00:00"),
        ("February 10, 2022", (), "", "2022-02-10T00:00:00+00:00"),
        ("Last updated on 10 Feb 2022 at 2.05pm CET", (), "", "2022-02-10T14:05:00+01:00"),
    ],
)
def test_bylines_are_read(line: str, names: tuple[str, ...], place: str, published: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.names == names
    assert byline.place == place
    assert (byline.published.isoformat() if byline.published else None) == published


@pytest.mark.parametrize(
    "line",
    [
        "By the way, nobody came.",
        "By Friday night the streets were empty.",
        "By any measure",
        "From London to Moscow",
        "On February 10, 2022 the talks began.",
        "Reporting by the newspaper was denied.",
        "By ",
        "",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("14:05 Greenwich Mean Time 10 February 2022", "2022-02-10T14:05:00+00:00"),
        ("2:05 PM ET, Thu February 10, 2022", "2022-02-10T14:05:00-05:00"),
        ("2022-02-10 14:05 CET", "2022-02-10T14:05:00+01:00"),
        ("10th Feb. 2022, 14.05 MSK", "2022-02-10T14:05:00+03:00"),
        ("31 July 2022 14:05 BST", "2022-07-31T14:05:00+01:00"),
        ("12:15 am, 1 May 2020", "2020-05-01T00:15:00+00:00"),
    ],
)
def test_moments_are_found_with_their_zone(words: str, moment: str) -> None:
    found = find_moment(words)
    assert found is not None
    assert found.when.isoformat() == moment


@pytest.mark.parametrize("words", ["31 February 2022", "99:99", "in 2022", "May 2022", "10/2/22", ""])
def test_what_is_no_date_is_none(words: str) -> None:
    assert find_moment(words) is None


def test_sentence_with_a_date_is_no_line_of_a_date() -> None:
    assert only_moment("The talks were held on 10 February 2022 in Moscow") is None


def test_title_given_twice_is_shown_once() -> None:
    assert kinds("Ministers meet", "MINISTERS MEET", PROSE) == ["title", "litter", "paragraph"]


def test_text_that_starts_with_prose_has_no_title_block_but_a_name() -> None:
    document = parse(f"WASHINGTON (Reuters) — {PROSE} {MORE}\n\n{MORE}", path="x")
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}
    assert document.title.startswith("WASHINGTON (Reuters)")
    assert document.title.endswith("…")


def test_subheads_stand_between_paragraphs() -> None:
    assert kinds("Ministers meet", PROSE, "What comes next", MORE, "Who pays?", PROSE) == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "“We will look at what more we can offer",
        "‘I was not mute",
        '"Never again"',
        "“No,” he said",
        "He said: “We will wait and see",
        "And he left.",
        "so they left",
        "«Никогда»",
    ],
)
def test_quotes_and_short_sentences_are_paragraphs(line: str) -> None:
    assert kinds("Ministers meet", PROSE, line, MORE, PROSE) == ["title", *["paragraph"] * 4]


def test_last_short_line_is_no_heading() -> None:
    assert kinds("Ministers meet", PROSE, "And nobody came")[-1] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "The two lecterns in the hall. / wiki",
        "Two ministers speak to the media in MoscowImage source, EPA",
        "Photo: Jane Roe/AFP",
        "Two ministers in a hall. REUTERS/Jane Roe",
        "Two ministers in a hall (AP Photo/Jane Roe)",
        "The hall on Thursday. Photograph: Jane Roe/The Guardian",
        "Two ministers. © AFP",
    ],
)
def test_captions_and_credits_are_captions(line: str) -> None:
    assert kinds("Ministers meet", line, PROSE, MORE) == ["title", "caption", "paragraph", "paragraph"]


def test_caption_label_takes_the_line_below_with_it() -> None:
    assert kinds("Ministers meet", PROSE, "Image caption,", "The hall as it was", MORE)[2:4] == ["caption"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "He spoke to AFP / Reuters and left in a hurry to meet the others in the hall.",
        "Photo: “I took it,” he said, “and I shall take more.” The court did not agree with him at all. " * 5,
        "He told Reuters and AFP.",
        "The image source, he said, was known to the police and had never been hidden from the court.",
        "It was an either/or choice",
    ],
)
def test_prose_with_the_words_of_credits_is_prose(line: str) -> None:
    assert kinds("Ministers meet", PROSE, line, MORE)[2] in ("paragraph", "heading")


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "Your email address will not be published.",
        "Your email address will not be published. Required fields are marked *",
        "Leave a Reply",
        "Source link",
        "Our YouTube Channel…",
        "About Author",
        "For more stories of where you live, visit In your region",
        "SHARE THIS",
        "Home | News | Sport | Weather",
        "* * *",
        "___",
    ],
)
def test_litter_is_litter(line: str) -> None:
    assert kinds("Ministers meet", PROSE, MORE, line) == ["title", "paragraph", "paragraph", "litter"]


def test_menu_above_the_article_is_litter() -> None:
    assert kinds("Home", "News", "Sport", "Weather", "Ministers meet", PROSE) == [
        *["litter"] * 4,
        "title",
        "paragraph",
    ]


def test_links_below_the_article_are_litter_and_a_quote_there_is_not() -> None:
    below = ("Related articles", "Five maps of the border", "Who is who")
    assert kinds("Ministers meet", PROSE, *below)[2:] == ["litter"] * 3
    quote = "“We have said all that there is to say about this matter,” the minister told reporters."
    assert kinds("Ministers meet", PROSE, *below, quote)[-1] == "paragraph"


def test_channel_name_above_the_headline_is_the_outlet() -> None:
    document = parse(f"The Harbour Times\n\nMinisters meet in the old capital\n\n{PROSE}", path="x")
    assert document.outlet == "The Harbour Times"
    assert document.title == "Ministers meet in the old capital"
    assert texts(document, BlockKind.LITTER) == ["The Harbour Times"]


def test_outlet_that_a_byline_names_is_the_outlet() -> None:
    assert parse(f"Ministers meet\n\nBy Jane Roe, Reuters\n\n{PROSE}", path="x").outlet == "Reuters"


def test_outlet_that_is_only_quoted_is_not_the_outlet() -> None:
    document = parse(f"Ministers meet\n\nReuters reported on Friday that nothing came of it.\n\n{PROSE}", path="x")
    assert document.outlet == ""


def test_lists_keep_their_items() -> None:
    assert kinds("Ministers meet", PROSE, "- one thing", "- another", "1. first", "2. second", MORE) == [
        "title",
        "paragraph",
        *["list_item"] * 4,
        "paragraph",
    ]


def test_dash_alone_opens_speech_not_a_list() -> None:
    assert kinds("Ministers meet", PROSE, "– I never said so, he answered.", MORE)[2] == "paragraph"


def test_bullets_below_the_headline_are_the_summary() -> None:
    document = parse(f"Ministers meet\n\n• One thing\n• Another\n\n{PROSE}\n\n• A third\n\n{MORE}", path="x")
    assert texts(document, BlockKind.SUMMARY) == ["• One thing", "• Another"]
    assert texts(document, BlockKind.LIST_ITEM) == ["• A third"]


def test_paragraphs_wrapped_at_a_width_are_whole() -> None:
    wrapped = (
        "The two ministers met in the morning and said afterwards that they\n"
        "had agreed on very little. Neither of them wished to say when they\n"
        "would meet again, or whether.\n\n"
        "“We have said what there is to say,” one of them told reporters in\n"
        "the rain. “The rest is for others to say, and they will no doubt do\n"
        "so before the week is over.”"
    )
    document = parse(wrapped, path="x")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 2
    assert document.blocks[0].span.of(document.text).endswith("or whether.")


def test_lines_without_blank_lines_between_them_are_paragraphs_of_their_own() -> None:
    assert kinds(f"Ministers meet\n{PROSE}\n{MORE}\n{PROSE}") == ["title", *["paragraph"] * 3]
