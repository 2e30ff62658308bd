# SPDX-License-Identifier: GPL-3.0-or-later
"""A care file from anywhere: all of it comes in, or nothing, and nothing else happens."""

import resource

import pytest
from tests.faults.care_files import spoil

QUICK = 400
WHOLE = 100_000
LONGEST_S = 5.0
MOST_MB = 200


@pytest.mark.parametrize("files", [QUICK, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_no_spoiled_file_does_harm(folder, files):
    """No crash, no wait, no half of a file, and not a byte written elsewhere."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ends, outside = spoil(files, folder)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert [trace for trace, _, _ in ends.wrong] == []
    assert ends.counts["crash"] == 0
    assert outside == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "empty", "log", "one", "real.care", "try.care",
    ]  # fmt: skip
    assert ends.slowest_s < LONGEST_S
    assert grown < MOST_MB
    # Some have to come in, and some to be refused: else nothing was tried.
    assert ends.counts["taken in with news"] > files // 100
    assert ends.counts["CareFileDamaged"] > files // 2
    assert ends.counts["CareFileDoesNotFit"] > 0
