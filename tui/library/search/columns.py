"""The columns of the two indexes: of articles, and of the quotes in them."""

ARTICLE_COLUMNS = ("title", "outlet", "actor", "body")
QUOTE_COLUMNS = ("speaker", "about", "via", "kind")
