"""The columns of the two indexes: of articles, and of the quotes in them.

Where a word stands in the first column, no column is noted: so the first is that of most words.
"""

ARTICLE_COLUMNS = ("body", "title", "outlet", "actor")
QUOTE_COLUMNS = ("speaker", "about", "via", "kind")
