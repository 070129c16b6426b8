"""Keymaps are checked before they are used; keys become actions in a predictable way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.actions import ACTIONS, Context
from tui.config import ConfigError, Keys, load_settings
from tui.keymap import Keymap, KeyReader, Outcome, checked, token

FILE = Path("mine.yaml")
READING = (Context.READING, Context.DESK)
SELECTING = (Context.SELECTING, *READING)
QUOTES = (Context.QUOTES, Context.LIST, Context.DESK)
NOTES = (Context.NOTES, Context.LIST, Context.DESK)


def keys(**changed: list[str]) -> Keys:
    shipped = load_settings(environ={}).keys
    return msgspec.structs.replace(
        shipped,
        actions=shipped.actions | {name.replace("_", "-"): tuple(each) for name, each in changed.items()},
    )


def reader(**changed: list[str]) -> KeyReader:
    return KeyReader(Keymap.from_settings(keys(**changed), FILE))


def typed(reading: KeyReader, text: str, contexts: tuple[Context, ...] = READING) -> Outcome:
    outcome = Outcome("unbound")
    for each in text.split():
        outcome = reading.feed(each, contexts)
    return outcome


def done(outcome: Outcome) -> tuple[str, int | None]:
    assert outcome.state == "action"
    assert outcome.action is not None
    return outcome.action.id, outcome.count


def refusal(**changed: list[str]) -> str:
    with pytest.raises(ConfigError) as caught:
        Keymap.from_settings(keys(**changed), FILE)
    message = str(caught.value)
    assert message.startswith("mine.yaml: keys.actions.")
    return message


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("upper_g", "G", "G"),
        ("right_square_bracket", "]", "]"),
        ("apostrophe", "'", "'"),
        ("dollar_sign", "$", "$"),
        ("ctrl+d", "\x04", "^d"),
        ("space", " ", "Space"),
        ("tab", "\t", "Tab"),
        ("shift+tab", None, "Shift+Tab"),
        ("enter", "\r", "Enter"),
        ("escape", "\x1b", "Esc"),
        ("pagedown", None, "PageDown"),
        ("left", None, "Left"),
        ("f1", None, "F1"),
        ("é", "é", "é"),
        ("ctrl+left", None, "ctrl+left"),
    ],
)
def test_key_event_becomes_the_token_that_settings_use(key: str, character: str | None, expected: str) -> None:
    assert token(key, character) == expected


def test_every_shipped_action_can_be_reached_by_all_its_keys() -> None:
    keymap = Keymap.from_settings(keys(), FILE)
    stacks = {
        Context.DESK: (Context.DESK,),
        Context.LIST: (Context.LIST, Context.DESK),
        Context.READING: READING,
        Context.SELECTING: SELECTING,
        Context.QUOTES: QUOTES,
        Context.NOTES: NOTES,
        Context.ALL_NOTES: (Context.ALL_NOTES, Context.LIST, Context.DESK),
        Context.COVERAGE: (Context.COVERAGE, Context.LIST, Context.DESK),
        Context.TIMELINE: (Context.TIMELINE, Context.LIST, Context.DESK),
        Context.SEARCH: (Context.SEARCH, Context.LIST, Context.DESK),
    }
    for each in ACTIONS:
        reached = dict(keymap.in_force(stacks[each.context]))
        assert reached[each] == keymap.keys_of(each.id) != ()


def test_keys_are_shown_as_they_are_pressed() -> None:
    keymap = Keymap.from_settings(keys(quit=["^Q", "pagedown g"], page_down=["space"]), FILE)
    assert keymap.keys_of("quit") == ("^q", "PageDown g")
    assert keymap.keys_of("page-down") == ("Space",)
    assert Keymap.from_settings(keys(quit=[]), FILE).keys_of("quit") == ()


def test_inner_context_takes_a_key_from_an_outer_one() -> None:
    assert done(typed(reader(), "q", READING)) == ("back-or-close", None)
    assert done(typed(reader(), "q", SELECTING)) == ("select-quote", None)
    in_force = dict(Keymap.from_settings(keys(), FILE).in_force(SELECTING))
    assert "back-or-close" not in {each.id for each in in_force}


def test_count_goes_to_a_counted_action() -> None:
    assert done(typed(reader(), "5 j")) == ("down", 5)
    assert done(typed(reader(), "1 0 j")) == ("down", 10)
    assert done(typed(reader(), "3 ] q")) == ("next-quote", 3)
    assert done(typed(reader(), "j")) == ("down", None)


def test_zero_alone_is_a_key_and_no_count() -> None:
    assert done(typed(reader(), "0", SELECTING)) == ("extend-line-start", None)
    assert done(typed(reader(), "2 0 w", SELECTING)) == ("extend-word", 20)


def test_pane_number_acts_at_once_and_is_taken_back_when_it_begins_a_count() -> None:
    reading = reader()
    outcome = typed(reading, "3")
    assert done(outcome) == ("pane-3", None)
    assert outcome.pending == "3×"
    outcome = typed(reading, "j", NOTES)
    assert done(outcome) == ("down", 3)
    assert outcome.back
    typed(reading, "1")
    assert typed(reading, "2", NOTES) == Outcome("pending", pending="12×", back=True)
    outcome = typed(reading, "j")
    assert done(outcome) == ("down", 12)
    assert not outcome.back


def test_number_before_a_sequence_counts_it_and_is_told_as_a_count() -> None:
    reading = reader()
    typed(reading, "2")
    assert (reading.pending, reading.alone and reading.alone.id) == ("2×", "pane-2")
    assert typed(reading, "]") == Outcome("pending", pending="2× ]")
    assert reading.alone is None
    assert done(typed(reading, "q")) == ("next-quote", 2)
    typed(reading, "1 2")
    assert (reading.pending, reading.alone) == ("12×", None)


def test_pane_has_keys_that_are_never_a_count() -> None:
    reading = reader()
    outcome = typed(reading, "g 2")
    assert (done(outcome), outcome.pending) == (("pane-2", None), "")
    assert done(typed(reading, "] q")) == ("next-quote", None)


def test_lone_1_counts_nothing_and_stays_the_number_of_its_pane() -> None:
    reading = reader()
    assert done(typed(reading, "1", READING)) == ("pane-1", None)
    outcome = typed(reading, "j", QUOTES)
    assert done(outcome) == ("down", None)
    assert not outcome.back
    assert reading.pending == ""


def test_count_belongs_to_where_it_was_begun() -> None:
    reading = reader()
    typed(reading, "4", SELECTING)
    assert done(typed(reading, "j", NOTES)) == ("extend-down", 4)


def test_pane_number_is_no_count_any_more_when_time_is_up_or_another_key_comes() -> None:
    reading = reader()
    typed(reading, "3")
    assert reading.expires(READING)
    assert reading.expire(READING) == Outcome("unbound")
    assert done(typed(reading, "j", QUOTES)) == ("down", None)
    typed(reading, "3")
    assert typed(reading, "g g", QUOTES) == Outcome("unbound", replay=("g", "g"))
    assert reading.pending == ""


def test_digit_that_cannot_be_taken_back_waits() -> None:
    reading = reader(toggle_star=["7"], pane_3=[])
    assert typed(reading, "7").state == "pending"
    assert reading.alone is not None
    assert reading.expires(READING)
    assert done(reading.expire(READING)) == ("toggle-star", None)
    outcome = typed(reading, "7 g g")
    assert done(outcome) == ("toggle-star", None)
    assert outcome.replay == ("g", "g")


def test_count_that_is_no_key_is_dropped_before_a_key_that_takes_none() -> None:
    outcome = typed(reader(), "1 2 z")
    assert done(outcome) == ("toggle-zen", None)
    assert outcome.replay == ()


def test_unfinished_sequence_waits_as_long_as_it_must() -> None:
    reading = reader()
    assert typed(reading, "g").state == "pending"
    assert not reading.expires(READING)
    assert reading.expire(READING) == Outcome("pending", pending="g")
    assert done(typed(reading, "g")) == ("top", None)


def test_sequence_that_leads_nowhere_is_dropped_whole() -> None:
    reading = reader()
    assert typed(reading, "g y").state == "unbound"
    assert done(typed(reading, "j")) == ("down", None)


def test_short_key_of_an_outer_context_waits_for_the_time_out_behind_a_longer_inner_one() -> None:
    under_g = [id for id, found in keys().actions.items() if any(each.startswith("g ") for each in found)]
    free = {id.replace("-", "_"): [] for id in under_g}
    reading = reader(**{**free, "details": ["g x"], "go_forward": ["g"]})
    assert typed(reading, "g", QUOTES).state == "pending"
    assert reading.expires(QUOTES)
    assert done(reading.expire(QUOTES)) == ("go-forward", None)
    assert done(typed(reading, "g x", QUOTES)) == ("details", None)


def test_mark_waits_for_its_letter() -> None:
    reading = reader()
    assert typed(reading, "m") == Outcome("pending", pending="m")
    outcome = reading.feed("j", READING)
    assert done(outcome) == ("set-mark", None)
    assert outcome.argument == "j"
    assert typed(reading, "m 5").argument == "5"
    assert typed(reading, "m PageDown").state == "unbound"


@pytest.mark.parametrize("held", ["g", "5", "m", "d", "5 g", "]"])
def test_escape_drops_what_is_held_and_does_nothing_else(held: str) -> None:
    reading = reader()
    typed(reading, held)
    assert reading.feed("Esc", READING) == Outcome("unbound")
    assert done(reading.feed("Esc", READING)) == ("cancel", None)


@pytest.mark.parametrize(
    ("sequence", "told"),
    [
        ("^i", "Tab"),
        ("^M", "Enter"),
        ("^j", "Enter"),
        ("^h", "Backspace"),
        ("Spcae", "did you mean Space?"),
        ("ab", "one character"),
        ("", "a key"),
        ("g Esc", "Esc"),
        ("3 x", "digits begin a count"),
    ],
)
def test_key_that_cannot_be_used_is_refused_with_its_place(sequence: str, told: str) -> None:
    message = refusal(quit=[sequence])
    assert "keys.actions.quit" in message
    assert told in message


def test_unknown_action_is_refused_with_the_nearest_name() -> None:
    assert "did you mean toggle-zen?" in refusal(toggle_zenn=["Z"])


def test_all_that_is_wrong_with_keys_and_settings_is_told_together(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "reading: {measure: wide}\n"
        'keys: {actions: {quit: ["^i", "^m"], toggle-zenn: [Z], go-back: [j], down: 3, annotate: [j]}}\n'
    )
    with pytest.raises(ConfigError) as caught:
        checked(file, environ={})
    found = [(each.key, each.found) for each in caught.value.faults]
    assert sorted(found) == sorted([
        ("reading.measure", "'wide'"),
        ("keys.actions.down", "3"),
        ("keys.actions.quit", '"^i"'),
        ("keys.actions.quit", '"^m"'),
        ("keys.actions.toggle-zenn", "an unknown action"),
        ("keys.actions.annotate", '"j", which clashes with "j" of go-back'),
    ])  # fmt: skip


def test_of_a_preset_that_there_is_not_no_key_clashes_and_what_else_is_wrong_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("keys: {preset: emacs, actions: {quit: [j], qiut: [x]}}\n")
    with pytest.raises(ConfigError) as caught:
        checked(file, environ={})
    assert [each.key for each in caught.value.faults] == ["keys.preset", "keys.actions.qiut"]


@pytest.mark.parametrize("sequence", ["j", "g", "g g x"])
def test_two_actions_that_claim_the_same_keys_in_one_context_are_refused(sequence: str) -> None:
    message = refusal(quit=[sequence])
    assert f'"{sequence}"' in message
    assert "quit" in message
    assert "clashes" in message


def test_same_key_may_mean_something_else_in_an_inner_context() -> None:
    assert done(typed(reader(repair_anchor=["j"]), "j", NOTES)) == ("repair-anchor", None)


TOKENS = st.sampled_from([*"0123456789gjdmq']x[", "Esc", "Space", "^d", "Tab", "ctrl+left", "é"])


@given(st.lists(st.tuples(TOKENS, st.booleans(), st.sampled_from([READING, SELECTING, QUOTES, NOTES]))))
def test_any_keys_leave_the_reader_in_a_state_that_it_tells(steps) -> None:
    reading = reader_once()
    reading.reset()
    for each, time_is_up, contexts in steps:
        outcome = reading.feed(each, contexts)
        early = outcome.action is not None and outcome.action.at_once and bool(outcome.pending)
        assert (outcome.state == "pending" or early) == bool(reading.pending)
        assert outcome.pending == reading.pending
        assert (outcome.state == "action") == (outcome.action is not None)
        assert outcome.count is None or (outcome.action.counted and outcome.count > 0)
        assert (outcome.argument is not None) == (outcome.action is not None and outcome.action.argument)
        if time_is_up and reading.expires(contexts):
            assert reading.expire(contexts).state == ("unbound" if early else "action")
            assert reading.pending == ""
    reading.feed("Esc", READING)
    assert reading.pending == ""


@given(st.lists(TOKENS))
def test_keys_to_feed_again_are_never_more_than_were_fed(tokens) -> None:
    reading = reader_once()
    reading.reset()
    fed = 0
    for each in tokens:
        queue = [each]
        while queue:
            fed += 1
            queue = [*reading.feed(queue[0], READING).replay, *queue[1:]]
    assert fed <= 2 * len(tokens)


_READER: list[KeyReader] = []


def reader_once() -> KeyReader:
    """One reader for all examples of a property; making it reads the settings."""
    if not _READER:
        _READER.append(reader())
    return _READER[0]


def test_clash_is_told_of_the_action_that_the_file_itself_gives_keys(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text('keys:\n  actions:\n    annotate: ["y"]\n')
    with pytest.raises(ConfigError) as found:
        Keymap.from_settings(load_settings(file).keys, file)
    assert str(found.value).startswith(f'{file}: keys.actions.annotate: found "y", which clashes with "y" of copy')
