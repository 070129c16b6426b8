"""Many statements compared at once, by one process and by two."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui.comparison.helper import can_fork

SCRIPT = """
import os, random, sys
from datetime import datetime, timedelta, UTC
from tests.unit.comparison.test_variants import article
from tui.comparison import bulk
from tui.comparison.helper import Helper
from tui.comparison.variants import VariantIndex

WORDS = "brigade valley turnip orchard glacier harbour lantern ferry bishop carpet anvil thunder violin marsh".split()
bulk._FEWEST = 0
bulk.has_second_core = lambda: True

class Lost(Helper):
    def result(self):
        super().result()
        return None

def groups(forking):
    chance = random.Random(7)
    index = VariantIndex(forking=forking)
    for number in range(150):
        said = [(chance.choice(["ann", "bob", ""]), " ".join(chance.choices(WORDS, k=6))) for _ in range(8)]
        name, analysis, words = article(number, *said)
        index.add(name, analysis, words, datetime(2022, 2, 10, tzinfo=UTC) + timedelta(hours=number))
    return index.groups()

alone, together = groups(False), groups(True)
assert len(alone) > 10
assert alone == together
bulk.Helper = Lost
assert groups(True) == alone
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody is left")
"""


@pytest.mark.skipif(not can_fork(), reason="the system cannot copy a process")
def test_two_processes_find_what_one_finds_also_where_one_of_them_is_lost() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout == "nobody is left\n", done.stderr
