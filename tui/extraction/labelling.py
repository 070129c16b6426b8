"""Scores of words for each label, packed into one number, and the best sequence of labels (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.model import ActorKind

LABELS: tuple[ActorKind | None, ...] = (None, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE)
"""What the scores of a word stand for, in their order; None is "no name"."""

Scores = tuple[int, int, int, int]
"""Scores of one word for each of `LABELS`, in tenths of the learner's weights."""

_BITS = 15
_MASK = (1 << _BITS) - 1
_HALF = 1 << (_BITS - 1)
_BIAS = _HALF | _HALF << _BITS | _HALF << 2 * _BITS | _HALF << 3 * _BITS


def packed(scores: Sequence[int]) -> int:
    """Four scores as one number; the sum of such numbers packs the sums, while those stay under 16,384."""
    s0, s1, s2, s3 = scores
    return s0 + (s1 << _BITS) + (s2 << 2 * _BITS) + (s3 << 3 * _BITS)


def unpacked(number: int) -> Scores:
    """The four scores of a number that `packed` made, or of a sum of such numbers."""
    number += _BIAS
    return (
        (number & _MASK) - _HALF,
        (number >> _BITS & _MASK) - _HALF,
        (number >> 2 * _BITS & _MASK) - _HALF,
        (number >> 3 * _BITS & _MASK) - _HALF,
    )


def best_labels(scores: Sequence[Scores], into: Sequence[Sequence[int]]) -> list[int]:
    """The best sequence of labels (Viterbi); `into[label][k]` is the weight of `label` right after `k`.

    Where every word alone has the same label, that is taken: staying in a label never costs anything.
    """
    alone = [here.index(max(here)) for here in scores]
    return alone if alone.count(alone[0]) == len(alone) else best_path(scores, into)


def best_path(scores: Sequence[Scores], into: Sequence[Sequence[int]]) -> list[int]:
    """The path of Viterbi, as `best_labels` without its look first. Written out for the four labels: half of the time
    of the tagger would go into loops.
    """
    (a0, a1, a2, a3), (b0, b1, b2, b3), (c0, c1, c2, c3), (d0, d1, d2, d3) = into
    rows = [scores[0]]
    w0, w1, w2, w3 = scores[0]
    for s0, s1, s2, s3 in scores[1:]:
        n0, n1, n2, n3 = w0 + a0, w0 + b0, w0 + c0, w0 + d0
        if (other := w1 + a1) > n0:
            n0 = other
        if (other := w2 + a2) > n0:
            n0 = other
        if (other := w3 + a3) > n0:
            n0 = other
        if (other := w1 + b1) > n1:
            n1 = other
        if (other := w2 + b2) > n1:
            n1 = other
        if (other := w3 + b3) > n1:
            n1 = other
        if (other := w1 + c1) > n2:
            n2 = other
        if (other := w2 + c2) > n2:
            n2 = other
        if (other := w3 + c3) > n2:
            n2 = other
        if (other := w1 + d1) > n3:
            n3 = other
        if (other := w2 + d2) > n3:
            n3 = other
        if (other := w3 + d3) > n3:
            n3 = other
        w0, w1, w2, w3 = n0 + s0, n1 + s1, n2 + s2, n3 + s3
        rows.append((w0, w1, w2, w3))
    label = rows[-1].index(max(rows[-1]))
    path = [label]
    for before in reversed(rows[:-1]):
        (w0, w1, w2, w3), (t0, t1, t2, t3) = before, into[label]
        reached = (w0 + t0, w1 + t1, w2 + t2, w3 + t3)
        label = reached.index(max(reached))
        path.append(label)
    path.reverse()
    return path


def best_of(number: int) -> int:
    """The index of the highest of the scores packed in `number`, the first of equals."""
    number += _BIAS
    best, label = number & _MASK, 0
    number >>= _BITS
    if number & _MASK > best:
        best, label = number & _MASK, 1
    number >>= _BITS
    if number & _MASK > best:
        best, label = number & _MASK, 2
    return 3 if number >> _BITS & _MASK > best else label
