"""Keymaps, checked before they are used, and the reader that turns keys into actions.

A key is a token: the character itself ("j", "]"), a name ("Space", "PageDown"), or "^" and a letter for Ctrl.
A sequence is tokens parted by spaces ("g g").
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from tui import paths, resources
from tui.actions import ACTIONS, Action, Context, action
from tui.checking import ConfigError, closest, raise_all, read_mapping
from tui.config import Keys, Settings, sound_settings

# Textual's names of keys without a character of their own -> ours.
_NAMES = {
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
_CANONICAL = {name.lower(): name for name in _NAMES.values()}
# What a terminal sends for these is the same byte as for the key named.
_SAME_BYTE = {"^i": "Tab", "^m": "Enter", "^j": "Enter", "^h": "Backspace", "^[": "Esc"}
_DIGITS = frozenset("0123456789")
_MOST_DIGITS = 4
_ONE = "1"
_ESCAPE = "Esc"
_ACTIONS, _PRESET = "keys.actions.", "keys.preset"

Tokens = tuple[str, ...]


def token(key: str, character: str | None) -> str:
    """Our token of a key event: `key` and `character` as Textual gives them. Keys without a name keep
    Textual's.
    """
    if key in _NAMES:
        return _NAMES[key]
    control = re.fullmatch(r"ctrl\+([a-z])", key)
    if control:
        return f"^{control[1]}"
    if character is not None and len(character) == 1 and character.isprintable() and not character.isspace():
        return character
    return key


class Outcome(msgspec.Struct, frozen=True):
    """What a key led to.

    `count` and `argument` belong to the action. `replay` are tokens to feed again once the action is done:
    keys that followed a lone digit and are no counted action; the digit's action may have changed the
    contexts they hold in. `pending` is what to show of an unfinished sequence; with an action beside it, that action
    may have to be taken back. `back` says so, before anything else is done: the digit that led to it began a count.
    """

    state: Literal["action", "pending", "unbound"]
    action: Action | None = None
    count: int | None = None
    argument: str | None = None
    pending: str = ""
    replay: Tokens = ()
    back: bool = False


class Keymap:
    """Which sequences do what, by context. Immutable once made."""

    def __init__(self, sequences: Mapping[str, Sequence[Tokens]]) -> None:
        """`sequences` by action id, taken to be free of clashes; `from_settings` checks."""
        self._shown = {id: tuple(" ".join(each) for each in found) for id, found in sequences.items()}
        self._bound: dict[Context, dict[Tokens, Action]] = {context: {} for context in Context}
        self._prefixes: dict[Context, set[Tokens]] = {context: set() for context in Context}
        for id, found in sequences.items():
            context = action(id).context
            for each in found:
                self._bound[context][each] = action(id)
                self._prefixes[context].update(each[:length] for length in range(1, len(each)))

    @classmethod
    def from_settings(cls, keys: Keys, source_file: Path, *, preset_known: bool = True) -> Keymap:
        """The keymap of the settings. ConfigError, naming `source_file` and the key, for each unknown action, each
        key that does not exist or that a terminal cannot send, and any two actions that claim the same keys in
        one context; not for those where the preset that was meant is not known.
        """
        known = {each.id for each in ACTIONS}
        taken: dict[Context, dict[Tokens, str]] = {context: {} for context in Context}
        sequences: dict[str, list[Tokens]] = {id: [] for id in known}
        faults: list[ConfigError] = []
        for id, texts in keys.actions.items():
            where = f"keys.actions.{id}"
            if id not in known:
                expected = f"the name of an action{closest(id, known)}; briefing-tui keys lists them"
                faults.append(ConfigError(str(source_file), where, "an unknown action", expected))
                continue
            for text in texts:
                try:
                    found = _parsed(text, str(source_file), where)
                except ConfigError as error:
                    faults.append(error)
                    continue
                others = taken[action(id).context]
                rival = _rival(found, others)
                if rival is None:
                    others[found] = id
                    sequences[id].append(found)
                elif preset_known:
                    faults.append(_clash(source_file, (id, text), (others[rival], " ".join(rival))))
        raise_all(faults)
        return cls(sequences)

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The sequences of an action as shown, in the order of the settings; empty when it has none."""
        return self._shown.get(action_id, ())

    def in_force(self, contexts: Sequence[Context]) -> Iterator[tuple[Action, tuple[str, ...]]]:
        """Every action that has a key where `contexts` hold (the inner first), with those of its keys that
        lead to it.

        In the order of the registry; keys which an inner context uses for something else are left out.
        """
        for each in ACTIONS:
            if each.context in contexts:
                reachable = tuple(text for text in self.keys_of(each.id) if self._reaches(text, each, contexts))
                if reachable:
                    yield each, reachable

    def lookup(self, tokens: Tokens, contexts: Sequence[Context]) -> Action | Literal["prefix"] | None:
        """What the innermost context that knows the tokens has for them: an action, or "prefix" for a
        beginning.
        """
        for context in contexts:
            whole = self._bound[context].get(tokens)
            if whole is not None:
                return whole
            if tokens in self._prefixes[context]:
                return "prefix"
        return None

    def whole(self, tokens: Tokens, contexts: Sequence[Context]) -> Action | None:
        """The action of exactly these tokens, also where an inner context has a longer sequence that begins
        so.
        """
        return next((self._bound[each][tokens] for each in contexts if tokens in self._bound[each]), None)

    def _reaches(self, text: str, wanted: Action, contexts: Sequence[Context]) -> bool:
        tokens = tuple(text.split(" "))
        beginnings = (self.lookup(tokens[:length], contexts) for length in range(1, len(tokens)))
        return all(each == "prefix" for each in beginnings) and self.lookup(tokens, contexts) is wanted


def checked(
    file: Path | None, *, environ: Mapping[str, str] | None = None, overrides: Mapping[str, object] | None = None
) -> tuple[Settings, Keymap]:
    """The settings, read as by `load_settings`, and their keymap. Raises ConfigError, with all that is wrong in
    either: a file is right or wrong whatever reads it.
    """
    settings, faults = sound_settings(file, environ=environ, overrides=overrides)
    try:
        keymap = sound_keymap(settings.keys, faults, file)
    except ConfigError as error:
        raise_all([*faults, *error.faults])
        raise
    raise_all(faults)
    return settings, keymap


def sound_keymap(keys: Keys, faults: Sequence[ConfigError], file: Path | None) -> Keymap:
    """The keymap of settings in which the `faults` are; what they have left without its own keys has none here, as it
    would clash with what it is not. Raises ConfigError.
    """
    own = file or paths.user_config()
    wrong = {fault.key.removeprefix(_ACTIONS) for fault in faults}
    sound = {id: texts for id, texts in keys.actions.items() if id not in wrong}
    source = own if own.exists() else resources.default_config()
    return Keymap.from_settings(msgspec.structs.replace(keys, actions=sound), source, preset_known=_PRESET not in wrong)


class KeyReader:
    """Reads tokens one by one: sequences, counts before counted actions, and arguments after actions that
    take one.

    A digit from 1 to 9 begins a count and is held. Where it is the key of an action that can be done `at_once` (a
    pane's number), that is done while the digit waits; a second digit or a counted action's key takes it back and
    belongs to the place where the count was begun. A lone 1 is not taken back: it would count nothing. Another lone
    digit that is a key is that key before any other key, and when the time is up (`expire`); a longer number before
    what takes no count is dropped. Esc drops whatever is held. An unfinished sequence waits as long as it must.
    """

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._digits = ""
        self._tokens: Tokens = ()
        self._asking: Action | None = None
        self._alone: Action | None = None
        self._origin: Sequence[Context] | None = None
        """Where the digit was typed whose action was done at once."""

    @property
    def pending(self) -> str:
        """What is held, as shown: "3×", "3× g", "m"."""
        return " ".join((f"{self._digits}×", *self._tokens) if self._digits else self._tokens)

    @property
    def alone(self) -> Action | None:
        """What the digit held is, or was, the key of, should no movement follow."""
        return None if self._tokens else self._alone

    def expires(self, contexts: Sequence[Context]) -> bool:
        """True where the passing of time decides what is held: start the clock, then call `expire`."""
        return self._only_a_digit or self._on_expiry(contexts) is not None

    def reset(self) -> None:
        """Drops what is held."""
        self._digits, self._tokens, self._asking, self._alone, self._origin = "", (), None, None, None

    def feed(self, token: str, contexts: Sequence[Context]) -> Outcome:
        """The next key, where `contexts` hold, the inner first."""
        if token == _ESCAPE and self.pending:
            return self._end(Outcome("unbound"))
        if self._asking is not None:
            argument = token if len(token) == 1 else None
            return self._end(
                Outcome("action" if argument else "unbound", self._asking if argument else None, argument=argument)
            )
        if not self._tokens and token in _DIGITS and (self._digits or token != "0"):
            return self._digit(token, contexts)
        if self._digits == _ONE and self._origin is not None and not self._tokens:
            self.reset()
        self._tokens += (token,)
        early = self._origin is not None
        found = self._keymap.lookup(self._tokens, self._origin or contexts)
        if found == "prefix":
            return Outcome("pending", pending=self.pending)
        if found is not None and found.counted:
            count = int(self._digits) if self._digits else None
            return self._end(Outcome("action", found, count=count, back=early))
        if early:
            return self._end(Outcome("unbound", replay=self._tokens))
        first = self._keymap.whole((self._digits,), contexts) if self._digits else None
        if first is not None:
            return self._end(Outcome("action", first, replay=self._tokens))
        if found is None:
            return self._end(Outcome("unbound"))
        if found.argument:
            self._digits, self._asking = "", found
            return Outcome("pending", pending=self.pending)
        return self._end(Outcome("action", found))

    def _digit(self, token: str, contexts: Sequence[Context]) -> Outcome:
        back, self._origin = self._origin is not None, None
        self._digits = (self._digits + token)[:_MOST_DIGITS]
        first = self._alone = self._keymap.whole((self._digits,), contexts)
        if first is not None and first.at_once and not back:
            self._origin = tuple(contexts)
            return Outcome("action", first, pending=self.pending)
        return Outcome("pending", pending=self.pending, back=back)

    @property
    def _only_a_digit(self) -> bool:
        """True while a digit is held whose own action was done."""
        return self._origin is not None and not self._tokens

    def expire(self, contexts: Sequence[Context]) -> Outcome:
        """The time is up: what is held alone and is a key in itself is that key, all else goes on waiting."""
        if self._only_a_digit:
            return self._end(Outcome("unbound"))
        found = self._on_expiry(contexts)
        if found is not None:
            return self._end(Outcome("action", found))
        return Outcome("pending", pending=self.pending) if self.pending else Outcome("unbound")

    def _on_expiry(self, contexts: Sequence[Context]) -> Action | None:
        if self._asking is not None or bool(self._digits) == bool(self._tokens):
            return None
        return self._keymap.whole(self._tokens or (self._digits,), contexts)

    def _end(self, outcome: Outcome) -> Outcome:
        self.reset()
        return outcome


def _parsed(text: str, source: str, where: str) -> Tokens:
    """The tokens of a sequence as a user wrote it."""
    names = text.split()
    if not names:
        raise ConfigError(source, where, f'"{text}"', "a key, or keys parted by spaces")
    found = tuple(_known(name, source, where) for name in names)
    if len(found) > 1 and _ESCAPE in found:
        raise ConfigError(source, where, f'"{text}"', "Esc alone: in a sequence it drops what was typed")
    if len(found) > 1 and found[0] in _DIGITS - {"0"}:
        raise ConfigError(source, where, f'"{text}"', "a sequence that begins with no digit: digits begin a count")
    return found


def _known(name: str, source: str, where: str) -> str:
    if name.lower() in _CANONICAL:
        return _CANONICAL[name.lower()]
    if name.lower() in _SAME_BYTE:
        same = _SAME_BYTE[name.lower()]
        raise ConfigError(source, where, f'"{name}"', f"another key: a terminal cannot tell {name} from {same}")
    if re.fullmatch(r"\^[A-Za-z]", name):
        return name.lower()
    if len(name) == 1 and name.isprintable():
        return name
    near = closest(name, _CANONICAL.values())
    raise ConfigError(source, where, f'"{name}"', f"one character, ^ and a letter, or the name of a key{near}")


def _clash(source_file: Path, one: tuple[str, str], other: tuple[str, str]) -> ConfigError:
    """What is wrong with two actions that claim the same keys, told of the one that the file itself gives keys."""
    written: Any = None
    with contextlib.suppress(ConfigError):
        written = read_mapping(source_file).get("keys")
    own = written.get("actions") if isinstance(written, dict) else None
    if isinstance(own, dict) and other[0] in own and one[0] not in own:
        one, other = other, one
    return ConfigError(
        str(source_file),
        f"keys.actions.{one[0]}",
        f'"{one[1]}", which clashes with "{other[1]}" of {other[0]}',
        f"keys that no other action in the context {action(one[0]).context} uses or begins with",
    )


def _rival(tokens: Tokens, taken: Mapping[Tokens, str]) -> Tokens | None:
    """A sequence among `taken` that is the same, that this one begins with, or that begins with it."""
    for other in taken:
        shorter = min(len(tokens), len(other))
        if tokens[:shorter] == other[:shorter]:
            return other
    return None
