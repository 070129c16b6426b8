"""The articles that were saved more than once, as records and as rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.folding import Folding
from tui.library.records import placeholder
from tui.output.records import Record, published_record
from tui.output.tables import SOURCE

COPY_COLUMNS = ("article", "path", "outlet", "published")
COPY_HEADING = ("article",)


def copy_records(catalogue: Catalogue) -> list[Record]:
    """A record of each article of which there are copies, with all of them, in the order of the library."""
    listing = catalogue.listing()
    found: list[Record] = []
    for rows in Folding.of(listing, catalogue.groups()).groups:
        articles = [placeholder(Path(listing[row])) for row in rows]
        catalogue.fill_some(articles, VERSION)
        found.append(
            {
                "copies": [
                    {
                        "path": article.key,
                        "id": article.document_id,
                        "title": article.title,
                        "outlet": article.outlet,
                        "published": published_record(article.published),
                        "words": article.words,
                    }
                    for article in articles
                ]
            }
        )
    return found


def copy_rows(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row a copy, every cell a text; `article` names what all are copies of."""
    return [
        {
            SOURCE: record["copies"][0]["path"],
            "article": f"{record['copies'][0]['title']} ×{len(record['copies'])}",
            "path": copy["path"],
            "outlet": copy["outlet"],
            "published": copy["published"] or "",
        }
        for record in records
        for copy in record["copies"]
    ]
