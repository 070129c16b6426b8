"""Across articles: the same actor, and later the same statement, in several of them."""
