"""Who holds which office in one document: by a role that the text gives, or by going on about somebody with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tui.extraction.coreference import Sentences, Trail
from tui.extraction.entry import Entry
from tui.extraction.lexicon import lexicon
from tui.extraction.titles import Role, read_role
from tui.text import Span

_REACH = 8
_MOST_LOOKED_AT = 12
_MANY_HOLDERS = 100
_MOST_AFTER = 4
"""So many words may stand between an office and the end of its sentence ("the ambassador to the UK")."""


class Offices:
    """The holders of offices; actors are known by their index in `entries`, which the book fills."""

    def __init__(self, text: str, sentences: Sentences, entries: Sequence[Entry]) -> None:
        self._text = text
        self._sentences = sentences
        self._entries = entries
        self._holders: dict[str, set[int]] = defaultdict(set)
        self.implied: set[str] = set()
        """Offices that somebody holds only because the text goes on about him or her with them."""

    def add(self, index: int, role: Role) -> None:
        """Somebody holds the office of a role."""
        for key in role.shared_words():
            self._holders[key].add(index)

    def imply(self, index: int, role: Role) -> None:
        """The text goes on about somebody with the office."""
        self._entries[index].implied.append(role)
        self.implied.add(role.office)
        self.add(index, role)

    def holders(self, role: Role, place: int, trail: Trail) -> set[int]:
        """Those whom a nominal at `place` that reads as `role` can mean."""
        return {
            index
            for index in self._near(role, place, trail)
            if any(known.plays(role) for known in (*self._entries[index].roles, *self._entries[index].implied))
        }

    def _near(self, role: Role, place: int, trail: Trail) -> set[int]:
        """Those who may hold an office; where many may, only those mentioned shortly before `place`."""
        sets = [self._holders[word] for word in role.shared_words() if word in self._holders]
        if sum(map(len, sets)) <= _MANY_HOLDERS:
            return set().union(*sets)
        last = trail.before(place)
        near = trail.actors[max(0, last - _MANY_HOLDERS) : last]
        return {actor for actor in near if any(actor in holders for holders in sets)}

    def likely_holder(self, source: Span, role: Role, trail: Trail) -> int | None:
        """The person without a role whom an office in the singular goes on about: the subject of a sentence
        shortly before ("Boris Johnson arrived in Poland. ... The PM warned").
        """
        here = self._sentences.sentence(source.start)
        start = self._sentences.start_of(source.start)
        lists = lexicon()
        gender = lists.noun_gender.get(role.noun, "")
        before = self._text[start : source.start]
        if role.noun in lists.strangers or (any(c.isalpha() for c in before) and before[-2:-1] != ","):
            return None
        at = trail.before(source.start)
        for i in range(at - 1, max(-1, at - _MOST_LOOKED_AT - 1), -1):
            away = here - trail.sentences[i]
            if away > _REACH:
                return None
            entry = self._entries[trail.actors[i]]
            agrees = not gender or entry.gender in ("", gender)
            if away and agrees and trail.subjects[i] and not entry.roles and not entry.implied:
                return trail.actors[i]
        return None

    def introduce(self, nominal: Span, trail: Trail) -> None:
        """Give an office with its country to the person in full at the head of the next sentence, where it closes its
        own ("... from the Ukrainian ambassador. Vadym Prystaiko tells").
        """
        role = read_role(nominal.of(self._text))
        if role is None or not role.country or role.former or role.noun in lexicon().strangers:
            return
        at = trail.before(nominal.end)
        if at == len(trail.starts):
            return
        sentence, start = self._sentences.sentence(nominal.start) + 1, trail.starts[at]
        if trail.sentences[at] != sentence or self._sentences.start_of(start) != start:
            return
        if len(self._text[nominal.end : start].split()) > _MOST_AFTER:
            return
        entry = self._entries[trail.actors[at]]
        in_full = " " in entry.name and self._text.startswith(entry.name, start)
        if in_full and not entry.roles and not entry.implied:
            self.imply(trail.actors[at], role)
