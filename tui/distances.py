"""How far two words or texts are apart, by rapidfuzz.

Its search and its scores are not used here: without them it takes two megabytes and not four.
"""

from tui.light_start import later

with later("rapidfuzz.fuzz", "rapidfuzz.process", "rapidfuzz.utils"):
    from rapidfuzz.distance import Indel, Levenshtein

__all__ = ["Indel", "Levenshtein"]
