"""What a briefing holds: statements by speaker with their wordings, ways, times, notes and sources."""

from __future__ import annotations

from msgspec.structs import replace

from tests.unit.briefing.making import COURIER, GAZETTE, article, briefing, two_in_one
from tui.briefing.choosing import Choice
from tui.briefing.model import Briefing
from tui.library.query.parsing import parse
from tui.screens.briefing_prompt import choice_of


def names(found: Briefing) -> list[str]:
    return [speaker.name for speaker in found.speakers]


def test_wordings_of_one_statement_stand_together_with_what_changes_its_meaning() -> None:
    found = briefing()
    assert names(found) == ["Anna Berg", "Peter Holm"]
    (statement,) = found.speakers[0].statements
    assert [found.source(report.source).outlet for report in statement.reports] == ["The Courier", "The Gazette"]
    assert statement.reports[1].changes == ("negation: “not” is left out",)
    assert statement.reports[0].changes == ()
    assert statement.reports[1].via == ("Reuters",)
    assert statement.independent == 2
    assert "Anna Berg → Reuters → The Gazette" in statement.ways
    assert statement.first == "The Courier"
    assert statement.reports[0].context.endswith("Minister Anna Berg said.")


def test_sources_are_numbered_by_time_and_know_what_they_are_cited_for() -> None:
    found = briefing(article(GAZETTE), article(COURIER))
    assert [(source.number, source.title) for source in found.sources] == [
        (1, "Harbour stays open"), (2, "Berg speaks"),
    ]  # fmt: skip
    courier = found.source(1)
    assert (courier.published, courier.moment) == ("2 Mar 2026 08:00 UTC", "2026-03-02T08:00:00+00:00")
    assert courier.statements == ((1, 1), (2, 1))
    assert found.made == "4 Mar 2026 09:30 UTC"


def test_a_statement_of_nobody_knows_whom_is_laid_to_nobody_else() -> None:
    text = "Harbour\n\nOn the wall stood the words: “We will not close the northern harbour before the storm.”\n"
    (speaker,) = briefing(article(text), article(f"Other\n{text}")).speakers
    assert speaker.name == ""
    assert all(report.speaker == statement.speaker for statement in speaker.statements for report in statement.reports)


def test_coverage_and_timeline() -> None:
    found = briefing()
    assert found.outlets == ("The Courier", "The Gazette")
    assert [(row.name, row.cells, row.first) for row in found.coverage] == [
        ("Anna Berg", ((1, 0), (1, 0)), "The Courier"), ("Peter Holm", ((1, 0), (0, 0)), ""),
    ]  # fmt: skip
    assert [(event.words, event.source) for event in found.timeline] == [("Harbour stays open", 1), ("Berg speaks", 2)]


def test_articles_of_no_outlet_and_one_name_are_told_apart_by_their_numbers() -> None:
    courier = COURIER.replace("outlet: The Courier\n", "").replace("url: ", "was: ")
    texts = [courier, GAZETTE.replace("outlet: The Gazette\n", "")]
    found = briefing(*(article(text.replace("Harbour stays open", "Berg speaks")) for text in texts))
    assert found.outlets == ("Berg speaks [1]", "Berg speaks [2]")
    assert [row.first for row in found.coverage] == ["Berg speaks [1]", ""]
    (statement,) = found.speakers[0].statements
    assert statement.first == "Berg speaks [1]"
    assert statement.ways == ("Anna Berg → Berg speaks [1]", "Anna Berg → Reuters → Berg speaks [2]")


def test_an_article_without_an_outlet_is_called_by_the_site_that_it_is_from() -> None:
    found = briefing(article(COURIER.replace("outlet: The Courier\n", "")))
    assert found.outlets == ("example.org",)
    assert [source.name for source in found.sources] == ["example.org"]


def test_a_quote_that_holds_two_statements_stands_under_both_and_is_counted_once() -> None:
    found = two_in_one()
    (speaker,) = found.speakers
    titles = [sorted(found.source(each.source).title for each in one.reports) for one in speaker.statements]
    assert sorted(titles) == [["Both", "One"], ["Both", "Other"]]
    assert [one.independent for one in speaker.statements] == [2, 2]
    assert len({one.words for one in speaker.statements}) == 2
    also = [report.also for one in speaker.statements for report in one.reports if report.also]
    assert also == [((1, 2),), ((1, 1),)]
    notes = [note.body for one in speaker.statements for report in one.reports for note in report.notes]
    assert notes == ["Is it?"]
    both = next(each for each in found.sources if each.title == "Both")
    assert both.statements == ((1, 1), (1, 2))
    (row,) = found.coverage
    assert row.cells == ((1, 0), (1, 0), (1, 0))


def test_whose_speaker_is_not_known_is_told_apart_from_the_speakers() -> None:
    wall = article("Wall\n\nOn the wall stood the words: “No road leads into the village any more today.”\n")
    found = briefing(wall, article(COURIER))
    assert [each.name for each in found.speakers] == ["Anna Berg", "Peter Holm", ""]
    assert found.told == "2 statements by 2 speakers and 1 whose speaker is not known"
    assert briefing(wall).told == "1 statement whose speaker is not known"
    assert briefing().told == "2 statements by 2 speakers"
    assert found.coverage[-1].name == "speaker not known"


def test_every_quote_of_an_article_is_in_the_table_once_also_one_that_its_headline_gives() -> None:
    title = "‘We will not close the northern harbour before the storm’ - Berg"
    headed = article(COURIER.replace("title: Harbour stays open", f'title: "{title}"'))
    found = briefing(headed, article(GAZETTE))
    quotes = len(headed.analysis.attributions)
    assert quotes == 3
    assert sum(direct + told for row in found.coverage for direct, told in row.cells[:1]) == quotes
    printed = [report for speaker in found.speakers for each in speaker.statements for report in each.reports]
    assert sum(found.source(report.source).outlet == "The Courier" for report in printed) == quotes


def test_the_timeline_holds_the_days_that_texts_speak_of() -> None:
    told = COURIER.replace("before the storm", "before January 22")
    found = briefing(article(told), article(GAZETTE)).timeline
    assert [(event.published, event.kind) for event in found[:1]] == [("22 Jan 2026", "text")]
    assert "before January 22" in found[0].words
    assert [event.kind for event in found[1:]] == ["article", "article"]


def test_notes_stand_with_the_statement_they_are_on_and_the_others_apart() -> None:
    noted = article(COURIER, ("northern harbour", "Is that so?", ("check",)), ("Harbour stays open", "A headline", ()))
    found = briefing(noted)
    (note,) = found.speakers[0].statements[0].reports[0].notes
    assert (note.body, note.tags, note.creator) == ("Is that so?", ("check",), "ann")
    assert [note.body for note in found.notes] == ["A headline"]


def test_statements_are_chosen_by_words_tags_and_notes_with_all_their_wordings() -> None:
    noted = article(COURIER, ("islanders", "", ("Evidence",)))
    other = article(GAZETTE)

    def chosen(choice: Choice) -> list[str]:
        return names(briefing(noted, other, choice=choice))

    assert chosen(Choice(parse("HARBOUR berg"))) == ["Anna Berg"]
    assert chosen(Choice(parse("gazette"))) == ["Anna Berg"]
    assert len(briefing(noted, other, choice=Choice(parse("gazette"))).speakers[0].statements[0].reports) == 2
    assert chosen(Choice(tags=("evidence",))) == ["Peter Holm"]
    assert chosen(Choice(tags=("#evidence", "other"))) == []
    assert chosen(Choice(noted=True)) == ["Peter Holm"]
    place = noted.document.text.index("islanders")
    assert chosen(Choice(marks={noted.document.id: [place]})) == ["Peter Holm"]
    assert chosen(Choice(marks={})) == []
    assert chosen(Choice(parse("nothing like it"))) == []
    assert chosen(Choice(parse("speaker:berg kind:direct date:2026-03-02 via:reuters"))) == ["Anna Berg"]
    assert chosen(Choice(parse("speaker:berg about:islanders OR tag:evidence is:noted"))) == ["Peter Holm"]
    assert chosen(Choice(parse("outlet:courier NOT speaker:berg"))) == ["Peter Holm"]
    assert chosen(Choice(parse("speaker:berg speaker:holm"))) == [], "a statement has one speaker"
    read = Choice(parse("is:read is:starred"), flagged=lambda flag: [other.document.id])
    assert chosen(read) == ["Anna Berg"]
    assert [source.title for source in briefing(noted, other, choice=Choice(noted=True)).sources] == [
        "Harbour stays open"
    ]


def test_a_choice_is_told_and_typed() -> None:
    def told(typed: str) -> Choice:
        return replace(choice_of(typed), flagged=Choice().flagged)  # which looks into the reader's own files

    assert told("nato #evidence troops +note") == Choice(parse("nato troops"), ("evidence",), noted=True)
    assert told("  ") == Choice()
    assert told("nato +mark") == Choice(parse("nato"), marks={})
    assert briefing(choice=choice_of("+mark")).chosen == "at a mark"
    assert briefing(choice=Choice(parse("berg"), ("a",), noted=True)).chosen == "with “berg”, tagged #a, with a note"


def test_articles_with_the_same_text_count_once_and_none_make_an_empty_briefing() -> None:
    one = article(COURIER)
    copy = replace(one, document=replace(one.document, path="copy.md"))
    assert len(briefing(one, copy).sources) == 1
    empty = briefing(article("Nothing\n\nIt rained.\n"))
    assert (empty.speakers, empty.sources, empty.statements) == ((), (), 0)


def test_copies_of_an_article_count_once_and_their_notes_are_told() -> None:
    text = f"{COURIER}\nThe storm is to reach the islands in the night, and the ferries are to stay where they are.\n"
    once = briefing(article(text))
    noted = article(f"{text}\nComments are closed.\n", ("northern harbour", "Is that so?", ()))
    again = article(text.replace("stays open", "remains open"), ("Harbour remains open", "A headline", ()))
    found = briefing(article(text), noted, again)
    assert [row.cells for row in found.coverage] == [row.cells for row in once.coverage]
    (statement, *_) = found.speakers[0].statements
    assert [note.body for report in statement.reports for note in report.notes] == ["Is that so?"]
    assert [note.body for note in found.notes] == ["A headline"]


def test_what_a_copy_tells_otherwise_is_a_wording_of_its_own() -> None:
    text = f"{COURIER}\nThe storm is to reach the islands in the night, and the ferries are to stay where they are.\n"
    found = briefing(article(text), article(text.replace("will not close", "will close")))
    (statement, *_) = found.speakers[0].statements
    assert len(statement.reports) == 2
    assert any("negation" in change for report in statement.reports for change in report.changes)
    assert len(found.sources) == 2
    assert sum(cell for row in found.coverage for told in row.cells for cell in told) == 3
