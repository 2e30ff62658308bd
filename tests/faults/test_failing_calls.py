# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call to the disk fails once: there is a sentence for it, and nothing saved is lost."""

import pytest
from tests.faults.failing_calls import sweep
from tests.faults.lives import LIVES, SLOW


@pytest.mark.parametrize("every", [53, pytest.param(1, marks=pytest.mark.long)])
def test_a_disk_that_fails_at_any_call_is_told_and_takes_nothing(layer, folder, every):
    """Full, broken, read-only or forbidden, once or for good: told, and written on a second try."""
    ends, told = sweep(layer, folder, "day", every)
    assert ends.wrong == {}
    assert {"DiskFull", "DiskTrouble"} <= told.keys()


@pytest.mark.parametrize(
    ("what", "every"),
    [
        *((what, 97 if what in SLOW else 19) for what in LIVES if what != "days"),
        *(pytest.param(what, 1, marks=pytest.mark.long) for what in LIVES if what != "days"),
    ],
)
def test_a_disk_that_fails_while_the_whole_log_is_copied_or_changed_is_told(
    layer, folder, what, every
):
    """The log stays as it was, with all in it, and on a second try it is done."""
    ends, told = sweep(layer, folder, what, every)
    assert ends.wrong == {}
    assert told.total() > told["nothing: it was not needed"]


def test_a_disk_that_fails_while_settings_are_written_is_told(layer, folder):
    """The settings are the old ones or the new ones, and nothing is left beside them."""
    ends, told = sweep(layer, folder, "settings")
    assert ends.wrong == {}
    assert told["SettingsNotSaved"] > 0
