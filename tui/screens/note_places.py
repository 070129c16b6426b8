"""From a notes file to its article in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.annotations.overview import NotesPlace
    from tui.screens.session import Session


def article_of(session: Session, place: NotesPlace) -> str | None:
    """The key of the article whose notes these are: by its text, by an earlier text, by its path; None where it is not
    in the library."""
    library = session.library
    for identifier in (place.header.document, *reversed(place.header.earlier)):
        found = library.key_of(identifier) if identifier else None
        if found is not None:
            return found
    if place.header.path:
        key = str(place.path.parent.parent / place.header.path)
        if key in library:
            return key
    return None
