"""Texts that break naive arithmetic: wide, narrow and joined characters, long words, odd white space."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.text import normalise

_PLAIN_WORDS = st.sampled_from(["a", "of", "Truss", "“said”", "naïve", "pro-Russian", "Зеленский", "x" * 23, "—"])
_ODD_WORDS = st.sampled_from(
    ["漢字", "首脳会談", "한국", "ｆｕｌｌ", "🙂", "👩\u200d👩\u200d👧", "🇬🇧", "⚠\ufe0f", "❤\ufe0f",
     "e\u0301te\u0301",     "Z\u0351\u036b", "नमस्ते", "ไทย", "مرحبا",
     "zero\u200bwidth", "soft\xadhyphen", "漢" * 30, "a" * 9 + "漢", "\u0301"]
)  # fmt: skip
_GAPS = st.sampled_from([" ", " ", " ", "  ", "     ", "\n", " \n", "\n\n", "\xa0"])

PLAIN = st.lists(st.tuples(_PLAIN_WORDS, _GAPS), max_size=25).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
ODD = st.lists(st.tuples(st.one_of(_PLAIN_WORDS, _ODD_WORDS), _GAPS), max_size=25).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
NORMAL = st.one_of(PLAIN, ODD, st.text(max_size=80), st.text(" \n", max_size=30)).map(normalise)
"""Text as it stands in a document."""

RAW = st.one_of(
    NORMAL, st.text(st.characters(codec=None), max_size=60), st.text("\x1b[31m\x9b\x07\r\t ab漢", max_size=40)
)
"""Text as it may come from anywhere, escape sequences and lone surrogates included."""

WIDTHS = st.integers(4, 40)
