"""The open article is gone from where it was on the disk: it has another name now, or is left."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


def leave(desk: DeskScreen, row: int, alike: Sequence[str]) -> None:
    """Show the article under its new name, where that is among `alike`, the names of some that came; else what stands
    at a row of the list now, if anything does.
    """
    library, before = desk.session.library, desk.locus
    if before is None:
        return
    desk.flow.remember_place()
    name, new = Path(before.path).name, _new_name(desk, alike)
    desk.article = None
    if new and desk.flow.open(new):
        desk.locus = replace(before, path=new)
        desk.notify(f"{name} is now {Path(new).name}", markup=False, timeout=4)
        return
    desk.notify(f"{name} is gone; notes on it stay", markup=False, timeout=6)
    if len(library):
        desk.flow.open(library.records[min(row, len(library) - 1)].key)
        return
    from tui.screens.empty import nothing_to_read

    desk.locus = None
    desk.reading.problem = nothing_to_read(desk.session)
    desk.reading.refresh()
    desk.side.show()


def _new_name(desk: DeskScreen, names: Sequence[str]) -> str:
    """The one of these articles whose text is that of the open one; "" where there is none."""
    from tui.documents.loading import DocumentError

    if desk.article is None:
        return ""
    library, document_id = desk.session.library, desk.article.document.id
    for name in names:
        with contextlib.suppress(DocumentError):
            if name in library and library.document(name).id == document_id:
                return name
    return ""
