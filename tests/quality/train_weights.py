"""Learns the weights in `tui/extraction/data/attribution_weights.json` from annotated articles.

    python tests/quality/train_weights.py GOLD.jsonl [--study] [--output FILE]

It needs numpy and scipy, which the program does not. Gold lines are as the evaluation kit describes them:
`id, text, quotes[{content, source, cue, type}]`. What is learned is figures for the feature values of `cues`,
`sources`, `contents` and `carried`; a value seen fewer than `MINIMUM` times is left out, so that no phrase of an
article survives. Every sixth article is held out first, and the confidence is learned on those; then, unless
`--study` is given, the other models are learned once more from all articles.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from tui.extraction import bounds, carried, contents, cues, ranking, sources, words
from tui.extraction.confidence import confidence_features, relations
from tui.extraction.contents import BOTH, LEFT, RIGHT, Unit, unit_of
from tui.extraction.frame import Frame
from tui.extraction.framing import frame_block, frame_cues, weigh_cues
from tui.extraction.marked import introduced_titles
from tui.extraction.marks import Quoted, pair_marks
from tui.extraction.noun_phrases import phrases
from tui.extraction.pipeline import frames, kind_of
from tui.extraction.ranking import Features
from tui.extraction.tokens import Tokens
from tui.text import Span

MINIMUM, PENALTY, SMALLEST = 3, 3.0, 0.1
"""How often a feature value must be seen to be kept; the L2 penalty; the smallest weight that is stored."""

FOLDS = 3
HELD_OUT = 6
"""One article in so many is held out."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(slots=True)
class Choice:
    """One decision: the features of the candidates, and which of them is right."""

    candidates: list[Features]
    right: int
    weight: float = 1.0


@dataclass(slots=True)
class Examples:
    by_model: dict[str, list[Choice]] = field(default_factory=dict)

    def add(self, model: str, candidates: list[Features], right: int) -> None:
        self.by_model.setdefault(model, []).append(Choice(candidates, right))


def blocks_of(text: str) -> list[Tokens]:
    """The paragraphs of a gold article."""
    spans = [Span(*match.span()) for match in _LINE.finditer(text)]
    outer = [passage for passage in pair_marks(text, spans) if passage.depth == 0]
    titles = {passage.outer for passage in introduced_titles(text, outer)}
    outer = [passage for passage in outer if passage.outer not in titles]
    return [Tokens(text, span, inside(outer, span), number) for number, span in enumerate(spans)]


def inside(quoted: Sequence[Quoted], span: Span) -> list[Quoted]:
    return [passage for passage in quoted if span.start <= passage.outer.start and passage.outer.end <= span.end]


def cue_word(row: dict[str, Any], quote: dict[str, Any], rates: dict[str, float]) -> tuple[int, str] | None:
    """Offset and form of the word in a gold cue that is most typical of cues."""
    found = [
        (rates.get(match.group().lower(), 0.0), match.start(), match.group().lower())
        for a, b in quote["cue"]
        for match in re.finditer(r"\w+(?:[-'’&]\w+)*|:", row["text"][a:b])
        for match in [re.compile(re.escape(match.group())).search(row["text"], a + match.start())]
        if match is not None
    ]
    return max(found, key=lambda item: item[0])[1:] if found else None


def cue_rates(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How often each word is in a gold cue, out of all its uses."""
    pattern = re.compile(r"\w+(?:[-'’&]\w+)*|:")
    uses: Counter[str] = Counter()
    in_cue: Counter[str] = Counter()
    for row in rows:
        uses.update(match.group().lower() for match in pattern.finditer(row["text"]))
        for quote in row["quotes"]:
            for a, b in quote["cue"]:
                in_cue.update(set(pattern.findall(row["text"][a:b].lower())))
    return {form: count / (uses[form] + 8) for form, count in in_cue.items() if uses[form]}


def cue_forms(rows: list[dict[str, Any]], rates: dict[str, float]) -> set[str]:
    heads: Counter[str] = Counter()
    for row in rows:
        for quote in row["quotes"]:
            head = cue_word(row, quote, rates)
            if head is not None:
                heads[head[1]] += 1
    return {
        form for form, count in heads.items() if count >= 4 and rates.get(form, 0.0) >= 0.08 and not is_closed(form)
    }


def is_closed(form: str) -> bool:
    """True for auxiliaries, prepositions and the like, which are cues too seldom to be looked at everywhere."""
    if form in words.words("auxiliaries"):
        return True
    return form in words.words("function") and words.word_classes().get(form) is None


def collect(rows: list[dict[str, Any]], rates: dict[str, float], pieces: bool = True) -> Examples:
    examples = Examples()
    for row in rows:
        by_offset: dict[int, list[dict[str, Any]]] = {}
        for quote in row["quotes"]:
            head = cue_word(row, quote, rates)
            if head is not None:
                by_offset.setdefault(head[0], []).append(quote)
        for tokens in blocks_of(row["text"]):
            tokens.count_finite()
            if pieces:
                weigh_cues(tokens)
            for first, last in tokens.sentences:
                spoke = None
                for at in cues.cue_candidates(tokens, first, last):
                    quotes = by_offset.get(tokens.start[at])
                    examples.add("cue", [cues.cue_features(tokens, at, first, last)], 0 if quotes else -1)
                    if quotes and pieces:
                        spoke = learn_frame(examples, tokens, quotes[0], at, first, last, spoke) or spoke
    return examples


def learn_frame(
    examples: Examples, tokens: Tokens, quote: dict[str, Any], cue: int, first: int, last: int, spoke: Span | None
) -> Span | None:
    """Examples of one gold attribution; gives back its source. `spoke` is that of the one before in the sentence."""
    found = phrases(tokens, first, last, cue)
    candidates = sources.source_candidates(tokens, found, cue)
    right = None
    for number, (phrase, _, _) in enumerate(candidates[:-1]):
        a, b = tokens.start[phrase.first], tokens.end[phrase.last - 1]
        if any(a < y and x < b for x, y in quote["source"]):
            right = number
            break
    if right is None:
        right = len(candidates) - 1
    source = candidates[right][0]
    overlapping = {
        number
        for number, (phrase, _, _) in enumerate(candidates[:-1])
        if any(tokens.start[phrase.first] < y and x < tokens.end[phrase.last - 1] for x, y in quote["source"])
    }
    kept = [number for number in range(len(candidates)) if number == right or number not in overlapping]
    examples.add(
        "source",
        [sources.source_features(tokens, candidates[number], cue, first, last, spoke) for number in kept],
        kept.index(right),
    )
    unit = unit_of(tokens, cue, None if source is sources.NO_SOURCE else source, first, last)
    learn_pieces(examples, tokens, quote, unit)
    return None if unit.source is None else tokens.span(unit.source.first, unit.source.last)


def collect_carried(rows: list[dict[str, Any]]) -> Examples:
    """Choices about passages that no cue accounts for, as the models learned so far leave them over."""
    examples = Examples()
    for row in rows:
        before: list[Frame] = []
        for tokens in blocks_of(row["text"]):
            here = frame_cues(tokens)
            for passage in carried.passages(tokens):
                inner = tokens.quoted[passage.region].inner
                if any(piece.overlaps(inner) for frame in here for piece in frame.content):
                    continue
                learn_passage(examples, row, tokens, passage, before, here)
            before.extend(frame_block(tokens, before))
    return examples


def learn_passage(
    examples: Examples,
    row: dict[str, Any],
    tokens: Tokens,
    passage: carried.Passage,
    before: list[Frame],
    here: list[Frame],
) -> None:
    inner = tokens.quoted[passage.region].inner
    holding = [
        quote
        for quote in row["quotes"]
        if any(min(b, inner.end) - max(a, inner.start) > inner.length * 0.6 for a, b in quote["content"])
    ]
    examples.add("loose", [carried.loose_features(tokens, passage, before, here)], 0 if holding else -1)
    if not holding:
        return
    quote = max(holding, key=lambda quote: sum(a - b for a, b in quote["content"]))
    learn_reach(examples, tokens, passage, quote)
    candidates = carried.candidates_for(tokens, passage, before, here)
    right = [
        number
        for number, candidate in enumerate(candidates)
        if candidate.source is not None
        and any(candidate.source.start < y and x < candidate.source.end for x, y in quote["source"])
    ] or ([len(candidates) - 1] if not quote["source"] else [])
    if right:
        kept = [number for number in range(len(candidates)) if number == right[0] or number not in right]
        features = [carried.carried_features(tokens, passage, candidates[number]) for number in kept]
        examples.add("carried", features, kept.index(right[0]))


def learn_reach(examples: Examples, tokens: Tokens, passage: carried.Passage, quote: dict[str, Any]) -> None:
    if carried.is_whole(tokens, passage):
        return
    inner = tokens.quoted[passage.region].inner
    a, b = next((a, b) for a, b in quote["content"] if a < inner.end and inner.start < b)
    held = word_range(tokens, a, b, passage.begin, passage.end)
    if held is None:
        return
    starts, ends = carried.reach_candidates(tokens, passage)
    if held[0] in starts:
        features = [carried.reach_start_features(tokens, passage, at) for at in starts]
        examples.add("reach_start", features, starts.index(held[0]))
    last = max((at for at in ends if at <= held[1]), default=None)
    if last is not None:
        features = [carried.reach_end_features(tokens, passage, at) for at in ends]
        examples.add("reach_end", features, ends.index(last))


def word_range(tokens: Tokens, a: int, b: int, first: int, last: int) -> tuple[int, int] | None:
    """First and last word of the sentence inside the gold piece `[a, b)`."""
    inner = [
        at for at in range(first, last) if tokens.start[at] < b and tokens.end[at] > a and tokens.word[at][0].isalnum()
    ]
    return (inner[0], inner[-1]) if inner else None


def learn_pieces(examples: Examples, tokens: Tokens, quote: dict[str, Any], unit: Unit) -> None:
    ranges = [
        found for a, b in quote["content"] if (found := word_range(tokens, a, b, unit.first, unit.last)) is not None
    ]
    left = [found for found in ranges if found[1] < unit.cue]
    right = [found for found in ranges if found[0] > unit.cue]
    if not left and not right:
        return
    side = BOTH if left and right else LEFT if left else RIGHT
    features = contents.side_features(tokens, unit)
    sides = (RIGHT, LEFT, BOTH)
    examples.add("side", [tuple(name + value for value in features) for name in sides], sides.index(side))
    if right:
        start, end = right[0]
        low_end = unit.end if unit.source is not None else unit.cue + 1
        if unit.source is not None and unit.source.first > unit.cue and side == RIGHT:
            low_end = unit.cue + 1
        starts = bounds.start_candidates(tokens, low_end, unit.last, low_end + bounds.NEAR)
        if start in starts:
            examples.add(
                "right_start",
                [contents.right_start_features(tokens, unit, at, side) for at in starts],
                starts.index(start),
            )
            ends = bounds.end_candidates(tokens, start, unit.last)
            if end in ends:
                examples.add(
                    "right_end",
                    [contents.right_end_features(tokens, unit, start, at) for at in ends],
                    ends.index(end),
                )
    if left:
        start, end = left[-1]
        starts = bounds.start_candidates(tokens, unit.first, end + 1)
        if start in starts:
            examples.add(
                "left_start",
                [contents.left_start_features(tokens, unit, end, at) for at in starts],
                starts.index(start),
            )


def train(choices: list[Choice]) -> list[dict[str, float]]:
    """Conditional (for one candidate: binary) logistic regression with an L2 penalty, by L-BFGS.

    One table of weights for each feature; weights too small to matter are left out.
    """
    width = len(choices[0].candidates[0])
    counts: Counter[tuple[int, str]] = Counter()
    for choice in choices:
        counts.update({(place, value) for features in choice.candidates for place, value in enumerate(features)})
    kept = sorted(key for key, count in counts.items() if count >= MINIMUM)
    index = {key: number for number, key in enumerate(kept)}
    columns: list[int] = []
    ends, group, right = [0], [], []
    for number, choice in enumerate(choices):
        right.append(len(group) + max(choice.right, 0))
        for features in choice.candidates:
            columns += [index[key] for key in enumerate(features) if key in index]
            ends.append(len(columns))
            group.append(number)
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(group), len(index)))
    transposed = matrix.T.tocsr()
    groups = np.array(group)
    begins = np.searchsorted(groups, np.arange(len(choices)))
    target = np.zeros(len(group))
    target[right] = 1.0
    binary = all(len(choice.candidates) == 1 for choice in choices)
    if binary:
        target = np.array([float(choice.right == 0) for choice in choices])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        if binary:
            likelihood = np.logaddexp(0, scores).sum() - (target * scores).sum()
            found = 1 / (1 + np.exp(-scores))
        else:
            tops = np.maximum.reduceat(scores, begins)
            powers = np.exp(scores - tops[groups])
            totals = np.add.reduceat(powers, begins)
            likelihood = (tops + np.log(totals)).sum() - scores[right].sum()
            found = powers / totals[groups]
        return likelihood + PENALTY / 2 * weights @ weights, transposed @ (found - target) + PENALTY * weights

    solved = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    tables: list[dict[str, float]] = [{} for _ in range(width)]
    for (place, value), weight in zip(kept, solved, strict=True):
        if abs(weight) >= SMALLEST:
            tables[place][value] = round(float(weight), 2)
    return tables


def accuracy(choices: list[Choice], tables: list[dict[str, float]]) -> float:
    right = 0
    for choice in choices:
        scores = [
            sum(table.get(value, 0.0) for table, value in zip(tables, features, strict=True))
            for features in choice.candidates
        ]
        chosen = scores.index(max(scores))
        right += (scores[0] > 0) == (choice.right == 0) if len(scores) == 1 else chosen == choice.right
    return right / len(choices)


def load(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def learned(rows: list[dict[str, Any]], check_rows: list[dict[str, Any]]) -> dict[str, Any]:
    """All models but the confidence, learned from `rows`; how often they are right on `check_rows` is printed."""
    rates = cue_rates(rows)
    weights: dict[str, Any] = {"forms": sorted(cue_forms(rows, rates))}
    use(weights)
    fit = Examples()
    for fold in range(FOLDS):
        learn(
            weights,
            collect([row for number, row in enumerate(rows) if number % FOLDS != fold], rates, pieces=False),
            Examples(),
        )
        use(weights)
        join(fit, collect(rows[fold::FOLDS], rates))
    learn(weights, collect(rows, rates, pieces=False), Examples())
    use(weights)
    learn(weights, fit, collect(check_rows, rates))
    weights |= {"loose": [{}], "carried": [{}], "reach_start": [{}], "reach_end": [{}]}
    use(weights)
    learn(weights, collect_carried(rows), collect_carried(check_rows))
    use(weights)
    return weights


def join(into: Examples, more: Examples) -> None:
    for model, choices in more.by_model.items():
        into.by_model.setdefault(model, []).extend(choices)


def collect_confidence(rows: list[dict[str, Any]]) -> Examples:
    """Whether each attribution found in articles that were not learned from is right: words and source."""
    examples = Examples()
    for row in rows:
        text = row["text"]
        spans = [Span(*match.span()) for match in _LINE.finditer(text)]
        quoted = [passage for passage in pair_marks(text, spans) if passage.depth == 0]
        outers = [passage.outer for passage in quoted]
        golds = [(Span(*piece), quote) for quote in row["quotes"] for piece in quote["content"]]
        found = frames(text, spans, quoted)
        for frame, relation in zip(found, relations(found), strict=True):
            piece = max(frame.content, key=lambda span: span.length)
            right = any(
                2 * shared(text, piece, gold) >= 0.5 * (count(text, piece) + count(text, gold))
                and same_source(frame, quote)
                for gold, quote in golds
                if gold.overlaps(piece)
            )
            kind = kind_of(text, frame.content, outers)
            examples.add("confidence", [confidence_features(text, frame, kind, relation)], 0 if right else -1)
    return examples


def count(text: str, span: Span) -> int:
    return len(re.findall(r"\w+", span.of(text)))


def shared(text: str, one: Span, other: Span) -> int:
    return count(text, Span(max(one.start, other.start), min(one.end, other.end)))


def same_source(frame: Frame, quote: dict[str, Any]) -> bool:
    if frame.source is None or not quote["source"]:
        return frame.source is None and not quote["source"]
    return any(frame.source.overlaps(Span(*span)) for span in quote["source"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--study", action="store_true", help="store what was learned without the held-out part")
    data = Path(__file__).resolve().parents[2] / "tui" / "extraction" / "data"
    parser.add_argument("--output", type=Path, default=data / "attribution_weights.json")
    options = parser.parse_args()
    rows = list(load(options.gold))
    held = rows[::HELD_OUT]
    if options.study:
        rows = [row for number, row in enumerate(rows) if number % HELD_OUT]
    confidence = Examples()
    for fold in range(FOLDS):
        learned([row for number, row in enumerate(rows) if number % FOLDS != fold], [])
        join(confidence, collect_confidence(rows[fold::FOLDS]))
    weights = learned(rows, held)
    learn(weights, confidence, collect_confidence(held))
    options.output.write_text(json.dumps(weights, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def learn(weights: dict[str, Any], examples: Examples, check: Examples) -> None:
    """Train a model for each kind of choice and print how often it is right."""
    for model, choices in examples.by_model.items():
        weights[model] = train(choices)
        if not check.by_model:
            continue
        held_choices = check.by_model.get(model, [])
        figure = f"{accuracy(held_choices, weights[model]):.4f}" if held_choices else "-"
        sys.stderr.write(
            f"{model}: {len(choices)} choices, learned {accuracy(choices, weights[model]):.4f}, held out {figure}\n"
        )


def use(weights: dict[str, Any]) -> None:
    """Let the extractor of this process decide by these weights."""
    words.learn_with(weights)
    ranking.tables.cache_clear()
    cues.forms.cache_clear()
    cues.telling_forms.cache_clear()


if __name__ == "__main__":
    main()
