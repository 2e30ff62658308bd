# SPDX-License-Identifier: GPL-3.0-or-later
"""What a log knows of itself: its replica, its id and who made it, with a check over all of it.

No chain runs through these few words, and a flipped bit in the replica would begin a new chain.

The series is what the backups of a log are named by, and thinned out within. It is the log's id,
until the log goes on in another place than before: two computers that were restored from one backup
are two series, and neither thins out the copies of the other on a stick.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import Damaged

ANEW_DUE = "write-anew"
"""Stands here from an erasing until the file is written anew."""

FOLLOWING = "following"
"""Stands here from a change of the passphrase until every copy of the log has followed it."""

WAS = "was"
"""The replicas that this log was before it came back from a backup, with spaces between."""

_SERIES = "series"
_SERIES_BEFORE = "series-before"
"""The series that this log was before it went on in another place, with spaces between."""

_CHECK = "check"
_NEEDED = frozenset({"replica", "log_id", "origin"})


def read_own_facts(database: Database) -> dict[str, str]:
    """Return them by name; `Damaged` when one is missing or not as it was written."""
    rows = database.rows("SELECT name, value FROM log_fact")
    facts = {str(name): str(value) for name, value in rows}
    written = facts.pop(_CHECK, None)
    if not facts.keys() >= _NEEDED or written not in (None, _check(facts)):
        raise Damaged(database.path)
    return facts


def write_own_facts(database: Database, facts: Mapping[str, str]) -> None:
    """Put ``facts`` in place of all that were there, in one."""
    with database.transaction():
        database.run("DELETE FROM log_fact")
        for name, value in (*facts.items(), (_CHECK, _check(facts))):
            database.run("INSERT INTO log_fact VALUES (?, ?)", (name, value))


def with_new_replica(facts: Mapping[str, str], replica: str) -> dict[str, str]:
    """Return ``facts`` of the same log as another replica; what it was before stays known."""
    before = " ".join((facts.get(WAS, ""), facts["replica"])).strip()
    return {**facts, "replica": replica, WAS: before}


def series_of(facts: Mapping[str, str]) -> str:
    """Return the series that the backups of a log belong to."""
    return facts.get(_SERIES, facts["log_id"])


def series_before(facts: Mapping[str, str]) -> frozenset[str]:
    """Return the series that a log was before it went on in another place."""
    return frozenset(facts.get(_SERIES_BEFORE, "").split())


def with_series(facts: Mapping[str, str], series: str) -> dict[str, str]:
    """Return ``facts`` of the same log in another series; which ones it was stays known."""
    before = (series_before(facts) | {series_of(facts)}) - {series}
    after = {**facts, _SERIES: series, _SERIES_BEFORE: " ".join(sorted(before))}
    return {name: value for name, value in after.items() if value}


def _check(facts: Mapping[str, str]) -> str:
    return sha256("\n".join(f"{name}={facts[name]}" for name in sorted(facts)).encode()).hexdigest()
