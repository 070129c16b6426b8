"""Families of copies: the same whatever the order in which documents come and go."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library.copies import SCHEMA, Copies
from tui.library.database import Database

_HASHES = 64


def sketched(seed: int, changed: float = 0.0, version: int = 0) -> bytes:
    """A sketch of its own for each seed; of `changed` of its hashes, for each version too."""
    own, other = random.Random(seed), random.Random(f"{seed} {version}")
    hashes = {own.getrandbits(32) for _ in range(_HASHES)}
    kept = sorted(hashes, key=lambda _: own.random())[: round(_HASHES * (1 - changed))]
    new = [other.getrandbits(32) for _ in range(_HASHES - len(kept))]
    return pack(f"<{_HASHES}I", *sorted([*kept, *new]))


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    database = Database(tmp_path / "copies.sqlite", [SCHEMA])
    yield Copies(database)
    database.close()


def test_copies_are_a_family_and_others_are_alone(copies: Copies) -> None:
    copies.put({"first": sketched(1)})
    copies.put({"other": sketched(2)})
    copies.put({"again": sketched(1, changed=0.2, version=1)})
    assert copies.family("first") == copies.family("again") == ["first", "again"]
    assert copies.family("other") == ["other"]
    assert copies.family("never seen") == ["never seen"]


def test_the_greatest_of_hashes_are_looked_up_as_any(copies: Copies) -> None:
    data = pack(f"<{_HASHES}I", *range(2**32 - _HASHES, 2**32))
    copies.put({"first": data})
    copies.put({"again": data})
    assert copies.family("first") == ["first", "again"]


def test_a_document_without_a_sketch_is_alone(copies: Copies) -> None:
    copies.put({"stub": b""})
    copies.put({"another stub": b""})
    assert copies.family("stub") == ["stub"]


def test_a_document_that_goes_leaves_the_others_together(copies: Copies) -> None:
    for version in range(3):
        copies.put({f"version {version}": sketched(1, changed=0.2, version=version)})
    copies.forget(["version 0"])
    assert copies.family("version 1") == copies.family("version 2") == ["version 1", "version 2"]
    assert copies.family("version 0") == ["version 0"]


def test_what_was_one_only_through_a_document_is_parted_when_it_goes(copies: Copies) -> None:
    hashes = random.Random(0).sample(range(2**32), 64)
    first, middle, last = (pack(f"<{len(some)}I", *sorted(some)) for some in (hashes[:40], hashes, hashes[24:]))
    copies.put({"first": first})
    copies.put({"last": last})
    assert copies.family("first") == ["first"]
    copies.put({"middle": middle})
    assert len(copies.family("first")) == 3
    copies.forget(["middle"])
    assert copies.family("first") == ["first"]
    assert copies.family("last") == ["last"]


def test_a_document_whose_sketch_is_another_leaves_its_family(copies: Copies) -> None:
    copies.put({"one": sketched(1)})
    copies.put({"other": sketched(1, changed=0.1)})
    copies.put({"other": sketched(2)})
    assert copies.family("one") == ["one"]
    copies.put({"other": b""})
    assert copies.family("other") == ["other"]


def test_many_versions_of_one_page_are_one_family(copies: Copies) -> None:
    """More of them than are looked at for one hash."""
    for version in range(150):
        copies.put({f"version {version}": sketched(1, changed=0.1, version=version)})
    assert len(copies.family("version 3")) == 150
    copies.forget([f"version {version}" for version in range(0, 150, 2)])
    assert len(copies.family("version 3")) == 75


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=25), st.randoms())
def test_families_do_not_depend_on_the_order(steps: list[tuple[int, int, bool]], order: random.Random) -> None:
    """What came and went in any order gives what those left give when they come alone, and all at once."""
    there: dict[str, bytes] = {}
    database = Database(Path(":memory:"), [SCHEMA])
    lived = Copies(database)
    for seed, version, comes in steps:
        name = f"{seed}.{version}"
        if comes:
            there[name] = sketched(seed, changed=0.1, version=version)
            lived.put({name: there[name]})
        elif there.pop(name, None) is not None:
            lived.forget([name])
    fresh = Database(Path(":memory:"), [SCHEMA])
    alone = Copies(fresh)
    names = list(there)
    order.shuffle(names)
    alone.put({name: there[name] for name in names})
    assert {name: set(lived.family(name)) for name in there} == {name: set(alone.family(name)) for name in there}
    database.close()
    fresh.close()


def test_many_that_come_together_are_as_those_that_come_one_by_one(copies: Copies) -> None:
    together = {f"{seed} {version}": sketched(seed, 0.1, version) for seed in range(3) for version in range(40)}
    copies.put(together)
    assert [len(copies.family(f"{seed} 0")) for seed in range(3)] == [40, 40, 40]
    copies.put({**together, "0 0": sketched(9), "1 0": b""})
    assert [len(copies.family(f"{seed} 1")) for seed in range(3)] == [39, 39, 40]
