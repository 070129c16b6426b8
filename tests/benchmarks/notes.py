"""What notes cost: saving one, and opening an article that has many.

    python -m tests.benchmarks.notes [--rounds 40] [--folder FOLDER]

The base of a save is one write with fsync of the same bytes in the same folder, taken in turns with it. The folder must
lie on a real disk: in memory a sync costs nothing, and then only the lock and the merge are measured.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.data import text
from tui.annotations.anchoring import anchor_all
from tui.annotations.changes import Wish
from tui.annotations.model import (
    Annotation,
    Motivation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    new_annotation,
)
from tui.annotations.notebook import Notebook
from tui.annotations.store import NoteStore
from tui.documents.model import Document
from tui.extraction.pipeline import extract
from tui.linking import ArticleLinks
from tui.screens.note_rows import note_rows
from tui.text import Span, content_hash

_WORDS = ("is this so?", "see the wire", "he said the opposite on Monday", "no source is named", "ask again")
_TAGS = ("check", "moscow", "doubt", "translation", "later")


def document(number: int, size: int = 60_000) -> Document:
    body = text(number, size)
    return Document(content_hash(body), f"{number:06d}.txt", body, f"Report {number}", "Post", (), None, "en", "", ())


def note(article: Document, number: int) -> Annotation:
    """A note on some passage. The context is cut by hand: making it long enough to be told apart takes longer."""
    chance = random.Random(number)
    start = chance.randrange(40, len(article.text) - 240)
    end = start + chance.randrange(20, 200)
    body = article.text
    made = new_annotation(
        "x", Span(0, 1), motivation=Motivation.COMMENTING, body=chance.choice(_WORDS), creator="anna",
        tags=chance.sample(_TAGS, 2),
    )  # fmt: skip
    quote = TextQuoteSelector(body[start:end], body[start - 32 : start], body[end : end + 32])
    return Annotation(
        made.id, made.motivation, Target(quote, TextPositionSelector(start, end)), made.body, made.tags,
        made.creator, made.created, made.modified,
    )  # fmt: skip


def filled(folder: Path, article: Document, count: int) -> Notebook:
    book = NoteStore(folder).open(article)
    book._disk.save([Wish(each.id, None, each) for each in (note(article, n) for n in range(count))])
    return NoteStore(folder).open(article)


def plain_write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)
    os.close(descriptor)


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def saving(name: str, folder: Path, article: Document, book: Notebook, rounds: int) -> None:
    """Prints the medians of a save and of its base, and the median of their ratios."""
    ours, base = [], []
    others = {path: path.stat().st_mtime_ns for path in folder.glob("*.yaml") if path != book.path}
    for number in range(rounds + 3):
        fresh = note(article, 1_000_000 + number)
        mine = timed(lambda fresh=fresh: book.add(fresh))  # type: ignore[misc]
        data = book.path.read_bytes()
        plain = timed(lambda data=data: plain_write(folder / "plain.bin", data))  # type: ignore[misc]
        if number >= 3:
            ours.append(mine)
            base.append(plain)
    touched = sum(path.stat().st_mtime_ns != before for path, before in others.items())
    ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, base, strict=True))
    wall, cpu, plain_wall = (statistics.median(each) for each in (*zip(*ours, strict=True), [b[0] for b in base]))
    print(
        f"{name:34}{wall:9.2f} ms{plain_wall:9.2f} ms{ratio:7.2f} x   {cpu:6.2f} ms of the processor, "
        f"{len(data):>9,} bytes, {touched} of {len(others)} other files touched"
    )


def opening(folder: Path, article: Document, count: int, rounds: int) -> None:
    """What `count` notes add to the opening of their article: read, anchored, linked, listed."""
    filled(folder, article, count)
    analysis = extract(article)

    def bare() -> None:
        ArticleLinks(article.path, article, analysis)

    def noted() -> None:
        book = store.open(article)
        links = ArticleLinks(article.path, article, analysis, book.annotations, book.anchors)
        note_rows(links)

    times = []
    for _ in range(rounds + 2):
        store = NoteStore(folder)
        store.counts()  # as the desk does when it starts
        times.append((timed(noted), timed(bare)))
    added = [(a[0] - b[0], a[1] - b[1]) for a, b in times[2:]]
    wall, cpu = (statistics.median(each) for each in zip(*added, strict=True))
    print(f"{f'opening with {count:,} notes adds':34}{wall:9.2f} ms{cpu:9.2f} ms of the processor")


def anchoring(rounds: int) -> None:
    """Finding 1,000 notes again on a text of 1 MB, against one exact search of it for each."""
    article = document(3, 1_000_000)
    notes = [note(article, number) for number in range(1000)]
    body = article.text
    texts = {
        "as it was": body,
        "moved": "Put before it.\n\n" + body,
        "with other marks": body.replace("“", '"').replace("”", '"').replace("\n\n", "\n"),
        "with a word changed": body.replace(" Monday", " Sunday"),
    }
    for name, changed in texts.items():
        ratios = []
        for _ in range(max(rounds // 8, 3)):
            base = timed(lambda: [changed.find(each.target.quote.exact) for each in notes])[1]  # noqa: B023
            ours = timed(lambda: anchor_all(changed, notes))[1]  # noqa: B023
            ratios.append((ours / base, ours, base))
        ratio, own, plain = sorted(ratios)[len(ratios) // 2]
        print(f"{f'1,000 notes on 1 MB, {name}':34}{own:9.2f} ms{plain:9.2f} ms{ratio:7.2f} x   of the processor")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--files", type=int, default=1000, help="articles of the library, each with 100 notes")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(dir=options.folder))
    try:
        print(f"{'':34}{'save':>12}{'plain write':>12}{'ratio':>9}")
        for count in (10, 1000, 10_000):
            folder, article = place / str(count), document(1)
            book = filled(folder, article, count)
            saving(f"{count:,} notes on one article", folder, article, book, options.rounds)
        library, article = place / "library", document(0)
        filled(library, article, 100)
        (first,) = library.glob("*.yaml")
        raw = first.read_text(encoding="utf-8")
        for number in range(1, options.files):
            name = f"{number:016x}"
            (library / f"report-{name}.yaml").write_text(raw.replace(article.id, name), encoding="utf-8")
        book = NoteStore(library).open(article)
        saving(f"{100 * options.files:,} over {options.files:,} articles", library, article, book, options.rounds)
        print(f"{'':34}{'anchor':>12}{'one search':>12}{'ratio':>9}")
        anchoring(options.rounds)
        for count in (1000, 10_000):
            opening(place / f"opening-{count}", document(2), count, max(options.rounds // 4, 5))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
