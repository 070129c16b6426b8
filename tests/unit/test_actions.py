"""The action registry and the settings speak of the same actions, in words that fit their places."""

from __future__ import annotations

import re

import pytest

from tui.actions import ACTIONS, action
from tui.config import load_settings


def test_settings_list_exactly_the_actions_there_are_in_their_order() -> None:
    listed = list(load_settings(environ={}).keys.actions)
    assert sorted(listed) == sorted(each.id for each in ACTIONS)
    assert len(listed) == len({each.id for each in ACTIONS})


@pytest.mark.parametrize("each", ACTIONS, ids=lambda each: each.id)
def test_action_is_named_and_described_as_the_footer_and_the_help_need_it(each) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", each.id)
    assert 0 < len(each.title) <= 12
    assert each.description[0].isupper()
    assert each.description.endswith(".")
    assert len(each.description) <= 100
    assert action(each.id) is each


def test_no_action_both_takes_a_count_and_waits_for_an_argument() -> None:
    assert not [each.id for each in ACTIONS if each.counted and each.argument]


def test_unknown_action_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        action("fly")
