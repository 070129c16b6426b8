"""Small articles with statements that no reader could take for anything else."""

from __future__ import annotations

from pathlib import Path

HARBOUR = """Harbour Reopens After The Storm

Mayor Anna Keller spoke in Linden on Monday.

“The harbour is open again for every ship,” Anna Keller said.
"""
FERRY = """Ferries To Sail From Tuesday

The ferries of Linden will sail again this week.

“We have waited for this day all winter long,” Tom Brandt said.

“The first boat will leave early in the morning,” Anna Keller said.
"""


def write(folder: Path, **texts: str) -> list[Path]:
    """Files of these names and texts, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.txt" for name in sorted(texts)]
    for path in paths:
        path.write_text(texts[path.stem], encoding="utf-8")
    return paths
