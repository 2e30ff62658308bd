# SPDX-License-Identifier: GPL-3.0-or-later
"""A log that cannot be opened: said plainly, with a way on."""

import inspect
from pathlib import Path

import pytest

from caregiver_guide.services.trouble import trouble_view
from caregiver_guide.storage import errors

PATH = Path("/home/ana/My files. 2026/log.db")
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.StorageError)
    and kind not in (errors.StorageError, errors.FolderTrouble, errors.SettingsNotSaved)
]
WITH_A_REASON = (errors.NoBackup, errors.BackupUnreadable, errors.PassphraseNotChanged)


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_says_what_happened_what_is_kept_and_what_to_do(kind):
    """Each kind of fault gives at least three sentences, all of them whole."""
    fault = kind(PATH, "there is no room left") if kind in WITH_A_REASON else kind(PATH)
    view = trouble_view(fault, PATH.parent)

    assert len(view.sentences) >= 3
    assert " ".join(view.sentences) == str(fault)
    assert view.folder == str(PATH.parent)


def test_trying_again_is_offered_only_where_it_may_help():
    """A log from a newer version stays one, however often it is opened."""
    assert trouble_view(errors.Locked(PATH), PATH.parent).may_retry
    assert trouble_view(errors.FolderTrouble(PATH.parent, "it is gone"), PATH.parent).may_retry
    assert not trouble_view(errors.TooNew(PATH), PATH.parent).may_retry


def test_a_damaged_log_leads_to_its_backups():
    """And nothing else does: a backup does not help against a locked log or a full disk."""
    assert trouble_view(errors.Damaged(PATH), PATH.parent).may_restore
    for other in (errors.Locked, errors.DiskFull, errors.TooNew, errors.Gone):
        assert not trouble_view(other(PATH), PATH.parent).may_restore
