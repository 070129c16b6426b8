import pytest

pytest.register_assert_rewrite("tests.pilot.action_effects")
