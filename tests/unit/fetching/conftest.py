"""A site on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened
