# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that spoils what is on it: nobody is ever shown words that were not written."""

import pytest
from tests.faults.damage import (
    BY_OPENING,
    BY_THE_CHAIN,
    BY_THE_DATABASE,
    DAMAGES,
    HARMLESS,
    SILENT,
    damage,
)

QUICK = 200
WHOLE = 600


@pytest.mark.parametrize("files", [QUICK, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_no_damaged_log_reads_back_other_words_than_were_written(folder, files):
    """Opening, reading or the check says that a log is damaged, unless every word is right."""
    ends, each = damage(folder, files)
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[SILENT] == 0
    assert all(ends.trials == files // len(DAMAGES) for ends in each.values())
    # Without the chains some would pass: they are worth their time.
    assert ends.counts[BY_THE_CHAIN] > 0
    assert ends.counts[BY_THE_DATABASE] > 0


@pytest.mark.parametrize("files", [QUICK // 2, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_no_damaged_log_with_a_passphrase_reads_back_other_words(folder, files):
    """Each page says whether it is as it was written; what is left of an older page, the chains."""
    ends, _each = damage(folder, files, passphrase="river-lamp-button-cloud")
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[SILENT] == 0
    assert ends.counts[BY_OPENING] > files // 4
    assert ends.counts[HARMLESS] < files // 4
