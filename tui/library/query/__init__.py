"""The query language: what a reader types, as a tree; its fields; and whether an article or a statement fits it."""
