"""Words a second of our extractor against a spaCy pipeline of the usual small architecture, in one run.

    pip install spacy && python -m tests.benchmarks.spacy_ratio [ARTICLE_OR_FOLDER...]

The pipeline (tok2vec of width 96 and depth 4 with hashed embeddings, tagger, parser, names, as in spaCy's small
English models) is built here without trained weights: its speed does not depend on them. Both work on one core, take
turns article by article, and the medians of the rounds are compared. Without arguments the bundled articles are read.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from tui import resources
from tui.documents import Document
from tui.documents.loading import load
from tui.documents.sources import find_articles
from tui.extraction.pipeline import extract

ROUNDS = 5
_WORD = re.compile(r"\w+")
_TAGS = ("NN", "VB", "JJ", "DT", "IN", "NNP", "VBD", "RB", "PRP", "CC", ".", ",")
_DEPENDENCIES = ("nsubj", "obj", "det", "amod", "prep", "pobj", "punct", "ccomp", "advmod", "compound")


def small_pipeline(texts: list[str]) -> Any:
    """Tagger, parser and names over one tok2vec, initialised with made-up annotation of some of the texts."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": 96,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
                    "rows": [5000, 1000, 2500, 2500, 50, 50],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            }
        },
    )
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, kind in (("parser", "parser"), ("ner", "ner")):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": kind,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": listener,
        }
        nlp.add_pipe(name, config={"model": model})
    chance = random.Random(1)
    examples = []
    for text in texts[:20]:
        doc = nlp.make_doc(text[:2000])
        size = len(doc)
        gold = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=[chance.choice(_TAGS) for _ in range(size)],
            heads=[max(i - 1, 0) for i in range(size)],
            deps=["ROOT", *(chance.choice(_DEPENDENCIES) for _ in range(size - 1))],
            ents=["B-PERSON" if i % 17 == 0 else "B-ORG" if i % 23 == 0 else "O" for i in range(size)],
        )
        examples.append(Example(doc, gold))
    nlp.initialize(lambda: examples)
    return nlp


def main(paths: list[Path]) -> None:
    """Measure and print."""
    documents: list[Document] = [load(path) for path in find_articles(paths).files]
    words = sum(len(_WORD.findall(document.text)) for document in documents)
    nlp = small_pipeline([document.text for document in documents])
    for document in documents[:3]:
        extract(document)
        nlp(document.text)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        own = other = 0.0
        for document in documents:
            start = time.process_time()
            extract(document)
            middle = time.process_time()
            nlp(document.text)
            own += middle - start
            other += time.process_time() - middle
        ours.append(words / own)
        theirs.append(words / other)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{len(documents)} articles, {words:,} words, {ROUNDS} rounds, CPU time of one core")
    print(f"extractor          {statistics.median(ours):>10,.0f} words a second")
    print(f"small architecture {statistics.median(theirs):>10,.0f} words a second")
    print(f"ratio              {ratio:>10.1f}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [resources.seeds_dir()])
