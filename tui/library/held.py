"""What was found in the articles asked for lately, at hand: as it was found, and with the reader's corrections made."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.library.protocol import Findings

HELD = 2500
"""Articles of which what was found is at hand; of more, the catalogue is asked again."""
_NEAR = 8
"""Of these, those asked for last, of which it is not encoded: encoded it takes a quarter of the memory, and some
microseconds to be told."""


class HeldFindings:
    """Findings by the id of their document; those held longest leave first."""

    def __init__(self) -> None:
        self.corrector: Callable[[str, Findings], Findings] | None = None
        """Makes the reader's corrections in what was found in the article of a key."""
        self._found: dict[str, bytes] = {}
        self._corrected: dict[str, bytes | None] = {}
        """None where nothing is corrected."""
        self._near: OrderedDict[str, tuple[Findings, Findings]] = OrderedDict()
        self._only_here: set[str] = set()

    def as_found(self, document_id: str) -> Findings | None:
        """What was found, before any correction."""
        near = self._near.get(document_id)
        if near is not None:
            return near[0]
        found = self._found.get(document_id)
        return _decoded(found) if found is not None else None

    def corrected(self, document_id: str) -> Findings | None:
        """What was found, with the corrections; the same object as `as_found` then gives where there are none."""
        if document_id not in self._corrected:
            return None
        near = self._near.get(document_id)
        if near is None:
            found, corrected = _decoded(self._found[document_id]), self._corrected[document_id]
            near = self._keep_near(found, _decoded(corrected) if corrected is not None else found)
        return near[1]

    def hold(self, found: Findings, key: str) -> Findings:
        """Keep what was found in the article of a key; what is to be shown of it, with the corrections made."""
        from tui.library.protocol import findings_encoded

        identifier = found.analysis.document_id
        while len(self._found) >= HELD and identifier not in self._found:
            oldest = next(each for each in self._found if each not in self._only_here)
            self._found.pop(oldest)
            self._corrected.pop(oldest, None)
            self._near.pop(oldest, None)
        corrected = self.corrector(key, found) if self.corrector is not None else found
        self._found[identifier] = findings_encoded(found)
        self._corrected[identifier] = findings_encoded(corrected) if corrected is not found else None
        return self._keep_near(found, corrected)[1]

    def forget(self, document_id: str) -> None:
        """What was found is to be asked for again."""
        self._corrected.pop(document_id, None)
        self._near.pop(document_id, None)

    def keep_here(self, document_id: str) -> None:
        """The findings of a document never leave: the catalogue keeps nothing of what has no file."""
        self._only_here.add(document_id)

    def _keep_near(self, found: Findings, corrected: Findings) -> tuple[Findings, Findings]:
        near = self._near[found.analysis.document_id] = found, corrected
        self._near.move_to_end(found.analysis.document_id)
        if len(self._near) > _NEAR:
            self._near.popitem(last=False)
        return near


def _decoded(data: bytes) -> Findings:
    from tui.library.protocol import decode_findings

    return decode_findings(data)
