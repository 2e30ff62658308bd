# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a massage was, in the words that every list and page uses."""

import pytest

from caregiver_guide.domain.session import told_minutes


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 0), (1, 0), (29, 0), (59, 0), (60, 1), (61, 1), (89, 1), (90, 2), (150, 3), (300, 5)],
)
def test_a_length_is_told_in_the_nearest_minutes(seconds, minutes):
    """61 seconds are one minute, not two; below a minute nothing is rounded up to one."""
    assert told_minutes(seconds) == minutes
