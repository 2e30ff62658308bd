# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that nobody wrote do nothing: no crash, no hang, no memory eaten, no file left behind."""

import pytest
from tests.faults.fuzz import MOST_MEMORY_MB, NOT_RESTORED, NOT_TAKEN_IN, OPENED, REFUSED, fuzz


@pytest.mark.parametrize("files", [500, pytest.param(100_000, marks=pytest.mark.long)])
def test_a_file_that_nobody_wrote_is_opened_or_refused(folder, files):
    """Whatever lies where the log should be, there is a log or a sentence, and soon."""
    ends, megabytes = fuzz(folder, files, "log")
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[REFUSED] > 0
    assert ends.counts[OPENED] > 0
    assert megabytes < MOST_MEMORY_MB


@pytest.mark.parametrize("files", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_protected_file_that_nobody_wrote_is_opened_or_refused(folder, files):
    """With the right passphrase, too, noise that was changed is a log or a sentence."""
    ends, megabytes = fuzz(folder, files, "protected")
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[REFUSED] > 0
    assert megabytes < MOST_MEMORY_MB


@pytest.mark.parametrize("files", [120, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_backup_that_nobody_wrote_is_restored_whole_or_refused(folder, files):
    """A file from somebody else's stick is a right backup, or nothing of it comes in."""
    ends, megabytes = fuzz(folder, files, "backup")
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[NOT_RESTORED] > 0
    assert megabytes < MOST_MEMORY_MB


@pytest.mark.parametrize("files", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_care_file_that_nobody_wrote_is_taken_in_whole_or_refused(folder, files):
    """A file that was spoiled on its way brings nothing in, and the log stays as it was."""
    ends, megabytes = fuzz(folder, files, "care")
    assert ends.trials == files
    assert ends.wrong == {}
    assert ends.counts[NOT_TAKEN_IN] > 0
    assert megabytes < MOST_MEMORY_MB
