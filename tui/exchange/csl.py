"""CSL-JSON of the articles that have notes: what citation programs read.

Source: the schema csl-data.json of the Citation Style Language 1.0.2."""

from __future__ import annotations

from collections.abc import Sequence

from tui.exchange.jsontext import Json, write_json
from tui.exchange.model import AnnotatedArticle, Written


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """One item for each article with notes; the notes themselves have no place in it."""
    cited = [article for article in articles if article.notes]
    losses = ("the notes: it names the articles that have any",) if cited else ()
    return Written(((name, write_json([_item(article) for article in cited])),), losses)


def _item(article: AnnotatedArticle) -> Json:
    reference, day = article.reference, article.published
    item: Json = {"id": reference.document or reference.url or reference.path, "type": "article-newspaper"}
    pairs = {
        "title": reference.title,
        "container-title": reference.outlet,
        "author": [{"literal": name} for name in article.byline],
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": reference.url,
        "language": article.language,
    }
    return item | {key: value for key, value in pairs.items() if value}
