# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the log that a backup takes the place of, before it loses its name.

Two things hang on it. A log that is restored over itself goes on with its series of backups, so
that a folder into which backups are restored again and again fills with one series, thinned out as
ever. And a log of which the backup holds every word is not kept aside.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import closing
from dataclasses import field
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.backups import series_in
from caregiver_guide.storage.copies import Holdings, backup_folder, holdings_of
from caregiver_guide.storage.database import Database, Row
from caregiver_guide.storage.errors import Locked, StorageError
from caregiver_guide.storage.own_facts import read_own_facts, series_of
from caregiver_guide.storage.verification import Verification

_ODD = (
    StorageError,
    peewee.PeeweeException,
    dbapi2.Error,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)
"""What reading a damaged log may raise: it is what backups are for, and must not stop one."""

_WITHOUT_HISTORY = ("draft", "left_out", "session_now")


@dataclass(frozen=True, slots=True)
class PresentLog:
    """Which log it is, its series, and what it holds; ``others`` are rows outside of all chains."""

    log_id: str
    series: str
    holdings: Holdings
    others: tuple[Row, ...]
    passphrase: str = field(default="", repr=False, compare=False)


def present_log(log: Path, passphrases: Iterable[str]) -> PresentLog | None:
    """Return what is known of the log at ``log``; ``None`` without one, or if nobody can read it.

    What a killed program left half written is taken back first: its journal must never meet the
    restored file. Raises `Locked` while another program has it open.
    """
    if not log.exists():
        return None
    for passphrase in dict.fromkeys(("", *passphrases)):
        try:
            with closing(Database(log, passphrase=passphrase)) as database:
                return read_present(database)
        except Locked:
            raise
        except _ODD:
            continue
    return None


def read_present(database: Database) -> PresentLog:
    """Return what is known of an open log."""
    own = read_own_facts(database)
    there = {name for (name,) in database.rows("SELECT name FROM sqlite_master")}
    others: list[Row] = []
    for name in _WITHOUT_HISTORY:
        if name in there:  # an older schema has fewer
            others += database.rows(f"SELECT * FROM {name} ORDER BY 1, 2, 3")  # noqa: S608
    return PresentLog(
        own["log_id"], series_of(own), holdings_of(database), tuple(others), database.passphrase
    )


def has_nothing_more(log: Path, present: PresentLog | None, restored: PresentLog) -> bool:
    """Return whether the log is whole, and every word in it is in the restored one as well."""
    if present is None or not present.holdings.revisions:
        return False
    if (present.log_id, present.holdings) != (restored.log_id, restored.holdings):
        return False
    if present.others != restored.others:
        return False
    try:
        with closing(Database(log, passphrase=present.passphrase)) as database:
            return Verification(database).whole().is_ok
    except Locked:
        raise
    except _ODD:
        return False


def series_here(
    log: Path, present: PresentLog | None, log_id: str, passphrases: Iterable[str]
) -> str:
    """Return the series that the log of ``log_id`` goes on with where ``log`` lies.

    Restored over itself, the one that it had. Where another log lies, or one that nobody can read,
    that of its newest backup in this data folder. Where there is no log yet, or an empty one, this
    is another computer, and a new series begins.
    """
    if present is not None and present.log_id == log_id:
        return present.series
    found = None
    if present.holdings.revisions if present else log.exists():
        found = series_in(backup_folder(log.parent), log_id, passphrases)
    return found or secrets.token_hex(16)
