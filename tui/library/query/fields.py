"""The fields of the query language: the one table behind the parser, the help and the completion."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tui.extraction.model import Kind


class Scope(StrEnum):
    """What a condition is about. Those on a quote that stand together hold of the same one."""

    ARTICLE = "article"
    QUOTE = "quote"


class Field(NamedTuple):
    """`values` are all that the field can have; none where it takes words."""

    name: str
    meaning: str
    example: str
    scope: Scope = Scope.ARTICLE
    values: tuple[str, ...] = ()


DATE = "date"
STATES = ("unread", "read", "starred", "noted")
FIELDS: tuple[Field, ...] = (
    Field("speaker", "said by", "speaker:lavrov", Scope.QUOTE),
    Field("about", "named inside the quote", "about:truss", Scope.QUOTE),
    Field("via", "outlet through which the quote came", "via:tass", Scope.QUOTE),
    Field("kind", "how the words are given", "kind:direct", Scope.QUOTE, tuple(Kind)),
    Field("actor", "person, organisation or place in the article", "actor:nato"),
    Field("title", "words of the title", "title:talks"),
    Field("outlet", "outlet of the article", "outlet:guardian"),
    Field(DATE, "published on a day, in a month, a year, or from a day to another", "date:2022-02-10..2022-02-12"),
    Field("tag", "tag of one of your notes", "tag:evidence"),
    Field("note", "words of one of your notes", "note:translation"),
    Field("is", "what you did with the article", "is:unread", values=STATES),
)
BY_NAME = {field.name: field for field in FIELDS}

SYNTAX: tuple[tuple[str, str], ...] = (
    ("harbour talks", "both words, in any case, with or without accents"),
    ('"red line"', "words that follow each other"),
    ("minist*", "words that begin so"),
    ("a OR b, NOT c, ( )", "either; without; together"),
    *((field.example, field.meaning) for field in FIELDS),
)
"""What can be written, and what it means."""
