"""The quotations of a draft held against articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.checked import Checked, Verdict, told_differences
from tui.comparison.drafts import DraftCheck
from tui.comparison.passages import PassageFinder
from tui.documents.loading import parse
from tui.documents.model import Document
from tui.extraction.pipeline import extract
from tui.output.checking_drafts import check_rows
from tui.text import Span

HARBOUR = """Harbour talks

“We will not close the northern harbour before nine ferries have sailed,” Minister Anna Berg said on Monday.

“The islanders were never asked about the harbour,” said Peter Holm, the mayor of Westport.

Berg said that the storm had cost the town a third of its boats. The quay lay empty under a thin and bitter rain.

“It was a long winter,” Berg said.

“And nobody in the capital came to see it,” she added.
"""
OTHER = """Ferries

“The ferries are old but they are safe,” Anna Berg told the Harbour Post on Tuesday.
"""


def article(text: str) -> Document:
    return parse(text, path="-")


def checked(draft: str, *articles: str) -> list[Checked]:
    return _told(DraftCheck.of(article(draft)), *articles)


def checked_markdown(draft: str, *articles: str) -> list[Checked]:
    return _told(DraftCheck.of(parse(draft, path="-", format="md")), *articles)


def _told(check: DraftCheck, *articles: str) -> list[Checked]:
    documents = {str(number): article(text) for number, text in enumerate(articles or (HARBOUR, OTHER))}
    for key, document in documents.items():
        check.take(key, document)
    return check.told(lambda key, document: extract(document))


def one(draft: str, *articles: str) -> Checked:
    (found,) = checked(f"A draft\n\n{draft}\n", *articles)
    return found


def remarks(found: Checked) -> list[str]:
    return told_differences(found.sources[0], found.words)


def test_same_words_of_the_same_speaker_are_exact_whatever_the_marks_case_and_stops() -> None:
    found = one('Anna Berg said: "we will not close the northern harbour before nine ferries have sailed"')
    assert found.verdict is Verdict.EXACT
    assert (found.speaker, found.sources[0].speaker) == ("Anna Berg", "Anna Berg")
    assert found.sources[0].words.startswith("We will not close")
    assert remarks(found) == []


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ("We will close the northern harbour before nine ferries have sailed", "“not” is left out (negation)"),
        ("We will not close the northern harbour before ten ferries have sailed", "“nine” became “ten” (number)"),
        ("We will not ever close the northern harbour before nine ferries have sailed", "“ever” is put in"),
        ("We will not close the … harbour before nine ferries have sailed", "“northern” became “…” (ellipsis)"),
        ("[They] will not close the northern harbour before nine ferries have sailed", "(brackets)"),
    ],
)
def test_changed_words_are_told_one_by_one(quoted: str, told: str) -> None:
    found = one(f"“{quoted},” Anna Berg said.")
    assert found.verdict is Verdict.ALTERED
    assert len(remarks(found)) == 1
    assert told in remarks(found)[0]


def test_what_changes_the_meaning_is_told_first() -> None:
    found = one("“We will surely close the northern harbour before nine ferries have sailed,” Anna Berg said.")
    assert "negation" in remarks(found)[0]


def test_words_laid_to_another_speaker_are_told_with_the_right_one() -> None:
    found = one("“The islanders were never asked about the harbour,” Anna Berg said.")
    assert found.verdict is Verdict.OTHER_SPEAKER
    assert (found.speaker, found.sources[0].speaker) == ("Anna Berg", "Peter Holm")


def test_a_surname_alone_may_be_anyones_who_bears_it() -> None:
    article = "Talks\n\n“The ferries were sold for nine crowns,” Holm said.\n\nJane Holm and Carl Holm met.\n"
    assert one("“The ferries were sold for nine crowns,” Carl Holm said.", article).verdict is Verdict.EXACT
    named = "Talks\n\n“The ferries were sold for nine crowns,” Jane Holm said. Carl Holm met her.\n"
    assert one("“The ferries were sold for nine crowns,” Carl Holm said.", named).verdict is Verdict.OTHER_SPEAKER


def test_brackets_at_the_ends_are_those_of_the_article() -> None:
    article = "Talks\n\n“[I hope] the ferries were sold for nine crowns (or ten),” Jane Holm said.\n"
    same = one("“[I hope] the ferries were sold for nine crowns (or ten),” Jane Holm said.", article)
    assert same.verdict is Verdict.EXACT
    changed = one("“I hope the ferries were sold for nine crowns (or ten),” Jane Holm said.", article)
    assert changed.verdict is Verdict.ALTERED


def test_a_draft_that_names_nobody_lays_the_words_to_no_other() -> None:
    found = one("On the wall: “The islanders were never asked about the harbour.”")
    assert found.verdict is Verdict.EXACT
    assert found.sources[0].speaker == "Peter Holm"


def test_a_paraphrase_between_marks_is_no_exact_quotation() -> None:
    found = one("“The storm had cost the town a third of its boats,” Anna Berg said.")
    assert found.verdict is Verdict.ALTERED
    assert "paraphrase" in found.sources[0].note


def test_the_articles_own_words_are_no_speakers() -> None:
    found = one("“The quay lay empty under a thin and bitter rain,” Anna Berg said.")
    assert found.verdict is Verdict.OTHER_SPEAKER
    assert "own words" in found.sources[0].note


HEADLINE = "The ferries are old but they are safe, says Anna Berg\n\n"


def test_of_places_that_are_as_good_the_one_between_marks_goes_before_a_headline() -> None:
    text = HEADLINE + "“The ferries are old but they are safe,” Anna Berg told the Harbour Post on Tuesday.\n"
    for draft in (
        "“The ferries are old … but they are safe,” Anna Berg said.",
        "“The ferries are old but they are safe.”",
    ):
        best = one(draft, text).sources[0]
        assert (best.speaker, best.note) == ("Anna Berg", "")


INTERRUPTED = "“The ferries are old,” Anna Berg told the Harbour Post, “but they are safe.”\n"


@pytest.mark.parametrize("above", [HEADLINE, "Ferries\n\n"])
def test_a_quotation_that_is_interrupted_in_the_article_is_judged_by_its_parts(above: str) -> None:
    found = one("“The ferries are old but they are safe,” Anna Berg said.", above + INTERRUPTED)
    assert (found.verdict, remarks(found)) == (Verdict.EXACT, [])
    assert (found.sources[0].speaker, found.sources[0].note) == ("Anna Berg", "interrupted there")
    other = one("“The ferries are old but they are safe,” Peter Holm said.", above + INTERRUPTED)
    assert other.verdict is Verdict.OTHER_SPEAKER
    assert other.sources[0].speaker in ("Anna Berg", "")


def test_what_two_speakers_said_is_no_interrupted_quotation() -> None:
    text = "Ferries\n\n“The ferries are old,” Anna Berg said. Peter Holm said: “But they are safe.”\n"
    assert one("“The ferries are old but they are safe,” Anna Berg said.", text).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg said that “the ferries are old” on all lines “but they are safe”.",
        "Anna Berg said she would “never ever” agree to “sell the old ferries”.",
        "“The ferries are old,” Anna Berg said, and few on all lines doubted it, “but they” were, she said, “safe”.",
        "“The ferries are old,” Anna Berg said. She left the town on Monday. “But they are safe.”",
    ],
)
def test_a_quotation_put_together_from_pieces_is_altered(text: str) -> None:
    said = "never ever sell the old ferries" if "sell" in text else "The ferries are old but they are safe"
    assert one(f"“{said},” Anna Berg said.", f"Ferries\n\n{text}\n").verdict is Verdict.ALTERED


def test_a_place_of_other_words_is_none_beside_one_of_the_same_in_an_article() -> None:
    text = "Ferries\n\n“The ferries are old but they are safe,” Anna Berg said.\n\nThe ferries are old and are safe.\n"
    assert len(one("“The ferries are old but they are safe,” Anna Berg said.", text).sources) == 1


def test_own_words_of_an_article_without_an_outlet_are_laid_to_nobody() -> None:
    (row,) = check_rows([one("“The ferries are old but they are safe,” Anna Berg said.", HEADLINE + "She left.\n")])
    assert row["what differs"].startswith("laid to nobody there; the article's own words")


def test_what_no_article_has_is_not_found() -> None:
    found = one("“The bridge will be built by Christmas at any price,” Anna Berg said.")
    assert (found.verdict, found.sources) == (Verdict.NOT_FOUND, ())


def test_small_words_in_common_make_no_passage() -> None:
    assert one("“It was in the end a matter of money and of time,” Anna Berg said.").verdict is Verdict.NOT_FOUND


def test_a_quotation_may_join_two_paragraphs_of_the_article() -> None:
    found = one("“It was a long winter. And nobody in the capital came to see it,” Anna Berg said.")
    assert found.verdict in (Verdict.EXACT, Verdict.ALTERED)
    assert found.sources[0].share >= 0.6


def test_the_right_speaker_among_several_articles_is_preferred() -> None:
    echo = "Echo\n\n“The islanders were never asked about the harbour,” Anna Berg said on Friday.\n"
    found = one("“The islanders were never asked about the harbour,” Anna Berg said.", HARBOUR, echo)
    assert found.verdict is Verdict.EXACT
    assert [source.key for source in found.sources] == ["1", "0"]


def test_single_words_and_titles_and_the_draft_itself() -> None:
    draft = "Draft\n\nHolm spoke of “islanders”. Berg spoke of “sandwiches”.\n"
    assert [each.verdict for each in checked(draft)] == [Verdict.EXACT, Verdict.NOT_FOUND]
    alone = "Draft\n\n“The bridge will be built by Christmas at any price,” Anna Berg said.\n"
    assert [each.verdict for each in checked(alone, alone)] == [Verdict.NOT_FOUND]


def test_a_draft_without_quotations_has_nothing_to_tell() -> None:
    assert checked("Draft\n\nNothing was said.\n") == []


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("> The ferries are old but they are safe.", "The ferries are old but they are safe."),
        ("> The ferries are old\n> but they are safe.", "The ferries are old but they are safe."),
        ("> The ferries are old\nbut they are safe.", "The ferries are old but they are safe."),
        ("> > The ferries are old but they are safe.", "The ferries are old but they are safe."),
        ("> The ferries are old\n>\n> > but they are safe.", "The ferries are old but they are safe."),
        ("> The ferries are old but they are safe.\n> — Anna Berg", "The ferries are old but they are safe."),
        ("> The ferries are old but they are safe.\n>\n> -- Anna Berg", "The ferries are old but they are safe."),
    ],
)
def test_a_block_quotation_is_a_quotation(quoted: str, words: str) -> None:
    (found,) = checked_markdown(f"# Draft\n\nOf the ferries it is said:\n\n{quoted}\n\nThat was all.\n")
    assert (found.words, found.verdict) == (words, Verdict.EXACT)


def test_a_block_quotation_is_checked_for_words_and_speaker_in_the_order_of_the_draft() -> None:
    found = checked_markdown(
        "# Draft\n\nPeter Holm said:\n\n> The ferries are old but they are not safe.\n\n"
        "“The bridge will be built by Christmas at any price,” Anna Berg said.\n\n"
        "Anna Berg said:\n\n> The islanders were never asked about the harbour.\n"
    )
    assert [each.verdict for each in found] == [Verdict.ALTERED, Verdict.NOT_FOUND, Verdict.OTHER_SPEAKER]
    assert [each.speaker for each in found] == ["Peter Holm", "Anna Berg", "Anna Berg"]


def test_a_block_quotation_with_marks_is_checked_by_them_alone() -> None:
    found = checked_markdown("# Draft\n\n> “The ferries are old but they are safe,” Anna Berg said, and she smiled.\n")
    assert [(each.words, each.verdict) for each in found] == [("The ferries are old but they are safe,", Verdict.EXACT)]


def test_plain_text_with_block_quotations_is_read_as_markdown() -> None:
    (found,) = checked("Draft\n\nAnna Berg said:\n\n> The ferries are old\n> but they are safe.\n\nThat was all.\n")
    assert (found.words, found.verdict) == ("The ferries are old but they are safe.", Verdict.EXACT)
    assert found.speaker == "Anna Berg"


BLOCKS = st.lists(
    st.sampled_from(
        ["> It is old.", "> > So it is.", "> “Old,” he said.", "> — Holm", "Berg said:", "> # It", "- x", "> ---"]
    ),
    min_size=1,
)


@given(BLOCKS, st.sampled_from(["\n", "\n\n", "\n>\n"]))
def test_any_draft_with_block_quotations_is_checked(lines: list[str], between: str) -> None:
    for found in checked_markdown(between.join(lines)):
        assert found.words


def test_a_draft_may_begin_and_end_with_a_block_quotation() -> None:
    (found,) = checked_markdown("> The ferries aren't old but they are safe.")
    assert (found.words, found.verdict) == ("The ferries aren't old but they are safe.", Verdict.ALTERED)


WORDS = st.lists(st.sampled_from(["harbour", "ferry", "of", "the", "a", "storm", "winter", "never", "in"]), min_size=3)


@given(WORDS, WORDS, WORDS)
def test_words_that_stand_in_a_text_are_found_there(passage: list[str], before: list[str], after: list[str]) -> None:
    text = " ".join([*before, *passage, *after])
    finder = PassageFinder([" ".join(passage)])
    assert finder.take("here", text, [Span(0, len(text))])
    found = finder.found(0)[0]
    assert found.same_words
    assert found.span.of(text).split() == passage


def test_an_article_counts_once_for_each_place_and_the_best_come_first() -> None:
    finder = PassageFinder(["nine ferries sailed at dawn today"])
    finder.take("changed", "nine ferries sailed at noon today", [Span(0, 33)])
    finder.take("same", "so nine ferries sailed at dawn today and nine ferries sailed at dawn today", [Span(0, 75)])
    assert [(each.key, each.same_words) for each in finder.found(0)] == [
        ("same", True), ("same", True), ("changed", False),
    ]  # fmt: skip
