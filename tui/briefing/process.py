"""The process that puts a briefing together: takes articles, writes the file, tells what became of it.

Started as `python -m tui.briefing.process`; ends when it has answered. All articles and what the templates need are its
own: of a thousand articles they are tens of megabytes, which the desk would keep.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable

from tui.briefing.article import Article
from tui.briefing.formats import BriefingError
from tui.briefing.gathering import gather
from tui.briefing.messages import Order, Outcome, encode_outcome
from tui.briefing.saving import save, written
from tui.library.pickled import messages


def write(order: Order, articles: Iterable[Article]) -> Outcome:
    """Write what is ordered, whole or not at all."""
    try:
        briefing = gather(articles, order.title, order.made, order.choice)
        save(order.file, written(briefing, order.format))
    except BriefingError as error:
        return Outcome(0, str(error))
    except OSError as error:
        return Outcome(0, f"{order.file}: {error.strerror}" if error.strerror else str(error))
    return Outcome(briefing.statements)


def main() -> None:
    told = messages(sys.stdin.buffer)
    for order in told:
        if isinstance(order, Order):
            outcome = write(order, (each for each in told if isinstance(each, Article)))
            sys.stdout.buffer.write(encode_outcome(outcome))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
