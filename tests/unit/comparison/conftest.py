"""Stems of words that are looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer


@pytest.fixture(scope="session", autouse=True)
def stems() -> Iterator[None]:
    """Each index finds the stems of two thousand listed words anew, and these tests make hundreds of indexes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EnglishStemmer, "stemWord", staticmethod(cache(EnglishStemmer().stemWord)))
        yield
