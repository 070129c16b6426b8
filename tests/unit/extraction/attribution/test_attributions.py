"""Who said what, on small texts: each test is named after what it shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.documents.loading import parse
from tui.extraction import extract
from tui.extraction.model import Analysis, Attribution, Kind, MarkedKind
from tui.text import Span

HEAD = "Ministers meet in the capital for a second day of talks\n\n"


def analyse(text: str) -> tuple[str, Analysis]:
    document = parse(HEAD + text, path="article.txt")
    return document.text, extract(document)


def found(text: str) -> list[tuple[list[str], Attribution]]:
    """Each attribution with the words of its content."""
    whole, analysis = analyse(text)
    return [([piece.of(whole) for piece in a.content], a) for a in analysis.attributions]


def holding(text: str, words: str) -> Attribution:
    """The one attribution whose content begins with the words."""
    matching = [a for pieces, a in found(text) if pieces[0].startswith(words)]
    assert len(matching) == 1, [pieces for pieces, _ in found(text)]
    return matching[0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We leave tomorrow,” Anna Brown said.", "Anna Brown"),
        ("“We leave tomorrow,” said Anna Brown.", "Anna Brown"),
        ("Anna Brown said: “We leave tomorrow.”", "Anna Brown"),
        ("Anna Brown told reporters in Geneva, “We leave tomorrow.”", "Anna Brown"),
        ("“We leave tomorrow,” said Anna Brown, the head of the delegation, on Monday.", "Anna Brown"),
        ("“We leave tomorrow,” Anna Brown, the head of the delegation, said on Monday.", "Anna Brown"),
        ("Speaking in Geneva, Anna Brown insisted: “We leave tomorrow.”", "Anna Brown"),
        ("‘We leave tomorrow,’ said Anna Brown.", "Anna Brown"),
        ("According to Anna Brown, “We leave tomorrow.”", "Anna Brown"),
    ],
)
def test_the_speaker_of_a_quotation(text: str, speaker: str) -> None:
    attribution = holding(text, "We leave tomorrow")
    assert attribution.speaker == speaker
    assert attribution.kind is Kind.DIRECT


def test_an_interrupted_quotation_is_one_attribution_of_two_pieces() -> None:
    ((pieces, attribution),) = found("“If they stay,” Anna Brown said, “we shall leave tomorrow.”")
    assert pieces == ["If they stay", "we shall leave tomorrow."]
    assert attribution.speaker == "Anna Brown"


def test_a_second_quotation_in_the_paragraph_has_the_same_speaker() -> None:
    attribution = holding("“We leave tomorrow,” said Anna Brown. “There is nothing left to say.”", "There is nothing")
    assert attribution.speaker == "Anna Brown"
    assert attribution.cue is None


def test_a_quotation_over_several_paragraphs_has_one_speaker() -> None:
    text = "Anna Brown said: “We leave tomorrow.\n\n“There is nothing left to say.\n\n“And nobody to say it to.”"
    assert [a.speaker for _, a in found(text)] == ["Anna Brown"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Anna Brown said that the talks would go on for a week.",
        "Anna Brown said the talks would go on for a week.",
        "The talks would go on for a week, Anna Brown said.",
        "The talks would go on for a week, according to Anna Brown.",
        "According to Anna Brown, the talks would go on for a week.",
        "Anna Brown warned on Monday that the talks would go on for a week.",
    ],
)
def test_reported_speech_without_marks(text: str) -> None:
    ((pieces, attribution),) = found(text)
    assert "talks would go on for a week" in pieces[0]
    assert attribution.kind is Kind.INDIRECT
    assert attribution.speaker == "Anna Brown"


def test_mixed_content_holds_the_words_around_the_marks() -> None:
    ((pieces, attribution),) = found("Anna Brown said the talks were “a complete waste of time” for everybody.")
    assert pieces == ["the talks were “a complete waste of time” for everybody"]
    assert attribution.kind is Kind.MIXED


def test_a_pronoun_is_followed_to_its_actor() -> None:
    text = "Anna Brown arrived in Geneva on Monday.\n\n“We leave tomorrow,” she said."
    whole, _ = analyse(text)
    attribution = holding(text, "We leave")
    assert attribution.source is not None
    assert attribution.source.of(whole) == "she"
    assert attribution.speaker == "Anna Brown"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("“We leave tomorrow,” Anna Brown said, as cited by RFE/RL.", ("RFE/RL",)),
        ("Anna Brown said that (as the Guardian reported): “We leave tomorrow.”", ("Guardian",)),
        ("Anna Brown said (as reported by the BBC): “We leave tomorrow.”", ("BBC",)),
        ("Anna Brown answered: “We leave tomorrow,” according to a report by Kommersant.", ("Kommersant",)),
        ("“We leave tomorrow,” Anna Brown said, as reported by the Times, citing TASS.", ("TASS", "Times")),
        ("“We leave tomorrow,” said Anna Brown.", ()),
    ],
)
def test_the_outlets_a_statement_came_through(text: str, via: tuple[str, ...]) -> None:
    attribution = holding(text, "We leave tomorrow")
    assert attribution.via == via
    assert attribution.speaker == "Anna Brown"


def test_an_agency_that_quotes_an_unnamed_source() -> None:
    text = "TASS quoted an unidentified Foreign Ministry source as saying that “the visit has been approved.”"
    ((_, attribution),) = found(text)
    assert attribution.via == ("TASS",)
    assert attribution.speaker == "unidentified Foreign Ministry source"


def test_unnamed_sources_are_actors_of_their_own() -> None:
    text = (
        "A senior defence source said the planes were ready to leave on Monday.\n\n"
        "A senior police source said the roads were closed to everybody on Monday."
    )
    _, analysis = analyse(text)
    unnamed = [actor for actor in analysis.actors if actor.unnamed]
    assert sorted(actor.name for actor in unnamed) == ["senior defence source", "senior police source"]
    assert len({a.speaker_id for a in analysis.attributions}) == 2


def test_an_outlet_that_reports_what_somebody_said_stands_between() -> None:
    text = "The Times reported that Anna Brown told ministers that the talks would go on for a week."
    inner = [a for _, a in found(text) if a.speaker == "Anna Brown"]
    assert [a.via for a in inner] == [("The Times",)]


def test_titles_of_works_are_no_statements() -> None:
    whole, analysis = analyse("The crowd bought every copy of “The Art of the Deal” in the city that week.")
    assert [(m.span.of(whole), m.kind) for m in analysis.marked] == [("The Art of the Deal", MarkedKind.TITLE)]
    assert not analysis.attributions


def test_scare_quotes_are_no_statements() -> None:
    whole, analysis = analyse("The bank moved its loans to a “bad” unit in the spring, and its shares rose.")
    assert [m.span.of(whole) for m in analysis.marked] == ["bad"]
    assert not analysis.attributions


def test_litter_is_not_searched() -> None:
    text = "“We leave tomorrow,” said Anna Brown.\n\nLeave a Reply\n\nYour email address will not be published."
    _, analysis = analyse(text)
    assert len(analysis.attributions) == 1


def test_why_names_the_words_that_decided() -> None:
    attribution = holding("“We leave tomorrow,” Anna Brown told reporters.", "We leave")
    assert attribution.why == "“Anna Brown told” follows the quotation in the same sentence."


def test_a_plain_case_is_surer_than_one_without_a_word_of_saying() -> None:
    text = "“We leave tomorrow,” Anna Brown said.\n\nThe weather was fine. “Nobody is ready for it.”"
    plain, loose = holding(text, "We leave"), holding(text, "Nobody is")
    assert plain.confidence >= 0.9
    assert loose.confidence < plain.confidence


def test_in_another_language_marks_are_paired_and_no_speaker_is_told() -> None:
    text = (
        "Der Kanzler reiste am Montag in die Hauptstadt und sprach dort mit dem Präsidenten über die Lage. "
        "„Wir sind bereit zu reden“, sagte er nach dem Treffen vor der Presse. Die Gespräche dauerten länger als "
        "erwartet, und am Abend wurde eine gemeinsame Erklärung veröffentlicht, die beide Seiten lobten."
    )
    document = parse("Kanzler spricht in der Hauptstadt über die Lage\n\n" + text, path="artikel.txt")
    analysis = extract(document)
    assert document.language == "de"
    assert not analysis.speakers_resolved
    assert [(a.content[0].of(document.text), a.speaker) for a in analysis.attributions] == [
        ("Wir sind bereit zu reden", None)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“We leave,” said Anna Brown.",
                "he added",
                "“",
                "”",
                "‘",
                "according to TASS",
                "(as the BBC reports)",
                "\n\n",
                ".",
                ",",
                "The minister said that",
                "quoted a source as saying",
                ":",
                "—",
                "who",
                "“Open",
                "as",
            ]
        ),
        max_size=14,
    )
)
def test_any_text_gives_spans_inside_it_in_order_and_figures_in_range(parts: list[str]) -> None:
    whole, analysis = analyse(" ".join(parts))
    places = [a.content[0].start for a in analysis.attributions]
    assert places == sorted(places)
    for attribution in analysis.attributions:
        assert 0 <= attribution.confidence <= 1
        assert attribution.why.endswith(".")
        for piece in attribution.content:
            assert Span(0, len(whole)).contains(piece)
            assert piece.length > 0


def test_what_a_pronoun_demands_in_a_clause_is_found() -> None:
    told = found(
        "Anna Brown was coldly received by the mayor during a visit to Harwich where she demanded that the port "
        "release its ferries."
    )
    assert [(pieces, one.speaker) for pieces, one in told] == [(["that the port release its ferries"], "Anna Brown")]


def test_what_somebody_makes_clear_comes_through_the_outlet_that_reports_it() -> None:
    told = found("The Times reported that Anna Brown will make it clear that the bridge must close for the winter.")
    assert {(a.speaker, a.via) for _, a in told} == {("Times", ()), ("Anna Brown", ("The Times",))}


def test_a_source_described_between_marks_is_told_beside_its_statement() -> None:
    text = "Tass quoted a “senior British defence source” as saying that the talks would go on."
    whole, analysis = analyse(text)
    assert [m.span.of(whole) for m in analysis.marked] == ["senior British defence source"]


def test_a_name_with_its_apposition_is_no_statement_yet() -> None:
    text = "Anna Brown insisted Carl Green, the mayor of the town, must not be allowed to close the bridge."
    ((pieces, _),) = found(text)
    assert pieces == ["Carl Green, the mayor of the town, must not be allowed to close the bridge"]


def test_what_follows_a_colon_after_the_cue_is_the_statement() -> None:
    ((pieces, attribution),) = found("Anna Brown responded robustly: the troops had to go home before the spring.")
    assert pieces == ["the troops had to go home before the spring"]
    assert attribution.speaker == "Anna Brown"


def test_a_statement_ends_where_the_next_one_begins() -> None:
    text = "Anna Brown said the bridge would be closed, and Carl Green warned that the ferries would stop too."
    assert [pieces for pieces, _ in found(text)] == [
        ["the bridge would be closed"],
        ["that the ferries would stop too"],
    ]


def test_the_speaker_of_a_participle_is_the_one_who_spoke_before() -> None:
    text = "Anna Brown told investors that fears of fast ferries were “overblown,” adding that fares would “rise soon.”"
    assert {attribution.speaker for _, attribution in found(text)} == {"Anna Brown"}


def test_what_is_told_according_to_an_outlet_has_the_outlet_behind_it() -> None:
    (told,) = found("“We leave tomorrow,” Anna Brown said, according to a report by Kommersant.")
    assert told[1].speaker == "Anna Brown"
    assert told[1].via == ("Kommersant",)
