"""Learn the weights of the name tagger and write `tui/extraction/data/actor_weights.json`.

python tests/quality/actors/learn.py [EPOCHS]

Reads the training articles of `../shared/eval/gold` beside the repository; what is stored are figures and
single words. Averaged perceptron over runs (Collins 2002), Viterbi decoding, features of
`tui.extraction.names.Tagger`.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from tui.extraction import labelling, names
from tui.extraction.model import ActorKind
from tui.extraction.runs import runs
from tui.text import Span

ROOT = Path(__file__).resolve().parents[3]
TRAIN = ROOT.parent / "shared" / "eval" / "gold" / "train.jsonl"
LABEL = {"PERSON": 1, "ORG": 2, "LOC": 3}
LEAST_COUNT = 3
LEAST_WORD_COUNT = 4
SMALLEST = 8
OWN_FORM = ("word", "suffix")
"""Left out at times, so that class, shape and company learn to decide for names that were never seen."""
DROPPED = 0.15
assert labelling.LABELS == (None, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE)


def articles(path: Path = TRAIN) -> list[dict]:
    return [
        row for line in path.read_text(encoding="utf-8").splitlines() if (row := json.loads(line)).get("has_ner", True)
    ]


def blocks(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]


def common_words(rows: list[dict]) -> list[str]:
    """Words that stand in lower case far oftener than within a sentence with a capital."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for row in rows:
        lower.update(re.findall(r"(?<![\w’'-])[a-z][a-z-]+\b", row["text"]))
        upper.update(w.lower() for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z-]+\b", row["text"]))
    return sorted(w for w, n in lower.items() if n >= 4 and n > 2 * upper[w])


def samples(row: dict, tagger: names.Tagger) -> list[tuple[list[list[tuple[str, str]]], list[int]]]:
    text = row["text"]
    at = {}
    for start, end, label in row["persons"]:
        for place in range(start, end):
            at[place] = LABEL[label]
    ignored = [Span(*pair) for pair in row.get("ignore", [])]
    found = []
    for start, run, left, right, headline in runs(text, blocks(text)):
        if any(span.holds(start) for span in ignored):
            continue
        gold, words = [], run.split(" ")
        for word in words:
            gold.append(at.get(start + (3 if word.startswith(("al-", "el-")) else 0), 0))
            start += len(word) + 1
        found.append((tagger.features(words, left, right, headline), gold))
    return found


def learn(rows: list[dict], epochs: int) -> dict:
    common = common_words(rows)
    bare = names.Tagger({}, {}, [[0.0] * 4] * 4, frozenset(common))
    data = [sample for row in rows for sample in samples(row, bare)]
    counts = Counter(feature for features, _ in data for token in features for feature in token)
    kept = {f for f, n in counts.items() if n >= (LEAST_WORD_COUNT if f[0] == "word" else LEAST_COUNT)}
    data = [([[f for f in token if f in kept] for token in features], gold) for features, gold in data]
    weights = {f: [0.0] * 4 for f in kept}
    totals = {f: [0.0] * 4 for f in kept}
    moves = [[0.0] * 4 for _ in range(4)]
    move_totals = [[0.0] * 4 for _ in range(4)]
    step = 1
    rng = random.Random(7)
    for epoch in range(epochs):
        rng.shuffle(data)
        wrong = 0
        for whole, gold in data:
            features = [
                [f for f in token if f[0] not in OWN_FORM] if rng.random() < DROPPED else token for token in whole
            ]
            scores = []
            for token in features:
                rows4 = [weights[f] for f in token]
                scores.append(tuple(map(sum, zip(*rows4, strict=True))) if rows4 else (0.0, 0.0, 0.0, 0.0))
            guess = labelling.best_labels(scores, list(zip(*moves, strict=True)))
            if guess != gold:
                wrong += 1
                for i, token in enumerate(features):
                    if guess[i] != gold[i]:
                        for f in token:
                            w, t = weights[f], totals[f]
                            w[gold[i]] += 1
                            t[gold[i]] += step
                            w[guess[i]] -= 1
                            t[guess[i]] -= step
                for i in range(1, len(gold)):
                    if guess[i - 1 : i + 1] != gold[i - 1 : i + 1]:
                        moves[gold[i - 1]][gold[i]] += 1
                        move_totals[gold[i - 1]][gold[i]] += step
                        moves[guess[i - 1]][guess[i]] -= 1
                        move_totals[guess[i - 1]][guess[i]] -= step
            step += 1
        print(f"epoch {epoch}: {wrong} of {len(data)} runs wrong", file=sys.stderr)
    stored: dict[str, dict[str, int]] = {}
    by_class: dict[str, dict[str, dict[str, int]]] = {"previous": {}, "next": {}}
    for f in sorted(kept):
        row = [round(10 * (w - t / step)) for w, t in zip(weights[f], totals[f], strict=True)]
        if max(map(abs, row)) <= SMALLEST:
            continue
        side, divider, _ = f[0].partition(" class")
        if divider:
            word, _, kind = f[1].rpartition(" ")
            by_class[side].setdefault(kind, {})[word] = labelling.packed(row)
        else:
            stored.setdefault(f[0], {})[f[1]] = labelling.packed(row)
    transitions = [
        [round(10 * (w - t / step)) for w, t in zip(ws, ts, strict=True)]
        for ws, ts in zip(moves, move_totals, strict=True)
    ]
    return {"common": common, "transitions": transitions, "weights": stored, "weights_by_class": by_class}


def main() -> None:
    stored = learn(articles(), int(sys.argv[1]) if len(sys.argv) > 1 else 6)
    out = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n")
    (ROOT / "tui/extraction/data/actor_weights.json").write_text(out + "\n", encoding="utf-8")
    print({group: len(rows) for group, rows in stored["weights"].items()}, len(stored["common"]), len(out))


if __name__ == "__main__":
    main()
