"""Whatever script an article is in, the edges of the panes stay in their columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal

WORDS = {
    "double width": "東京で会談が開かれた。「交渉を続ける」と外相は述べた。ＦＵＬＬ ｈａｌｆ ｶﾀｶﾅ 한국어 문장",
    "combining": "Ve\u0301ra S\u030cimkova\u0301 r\u030cekla; Việt Nam; नमस्ते दुनिया; ภาษาไทยที่นี่; e\u0301\u0323\u0302",
    "emoji": "Flags 🇬🇧🇷🇺, family 👩‍👩‍👧‍👦, skin 👍🏽, hearts ❤️ ☎️ ⚠️, keycap 1️⃣, stars ⭐ ✅ ☺ and 😀 in a row",
    "right to left": "قال الوزير “لن نقبل ذلك” في موسكو يوم الخميس. אמר השר \u2067“לא נסכים”\u2069 במוסקבה.",
    "no width": "zero\u200bwidth\u200djoined soft\u00adhyphen word\u2060joiner none\u0378 private\ue000use",
}


def edges(desk: Terminal, row: int, signs: str) -> list[int]:
    """The columns of a line in which one of these signs stands."""
    return [at for at in range(desk.screen.columns) if desk.screen.buffer[row][at].data in signs]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@pytest.mark.parametrize("script", WORDS)
def test_edges_stay_in_their_columns(
    terminal: Callable[..., Terminal], tmp_path: Path, script: str, size: tuple[int, int]
) -> None:
    words = WORDS[script]
    folder = tmp_path / "articles"
    folder.mkdir()
    body = "\n\n".join(f"{'x' * shift} {words} “{words}” said Ada Byron." for shift in range(8))
    (folder / "a.txt").write_text(f"{words}\n\nBy {words[:20]}\n\n{body}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"{words[3:]}\n\n“Nothing came of it,” said Tom Brandt.\n", encoding="utf-8")
    desk = terminal(folder, size=size)
    desk.wait_for(lambda text: text.count("” ") >= 2 and "analys" not in text)
    desk.settle()
    for keys in ((), ("l", "]", "q"), ("j", "j", "V", "j"), ("Esc", "f"), ("Esc", "l"), ("4",), ("2", "G")):
        desk.press(*keys)
        desk.settle()
        corners = edges(desk, 0, "┌┏")
        assert len(corners) == (2 if size[0] >= 120 else 1)
        found = [edges(desk, row, "│┃") for row in range(1, desk.screen.lines - 2)]
        assert all(set(corners) <= set(line) for line in found), desk.text
