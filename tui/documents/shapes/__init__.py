"""Recognisers of the shapes of articles: pure functions over lines."""
