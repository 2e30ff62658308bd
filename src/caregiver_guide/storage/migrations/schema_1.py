# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema 1: revisions that only grow, and three tables that can be rebuilt or forgotten."""

from __future__ import annotations

from caregiver_guide.storage.migrations.migration import Migration

FACTS = """
CREATE TABLE log_fact (
    name  TEXT PRIMARY KEY NOT NULL,       -- replica, log_id, origin
    value TEXT NOT NULL
) STRICT
"""

MIGRATION = """
CREATE TABLE migration (
    number     INTEGER PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    applied_ms INTEGER NOT NULL
) STRICT
"""

REVISION = """
CREATE TABLE revision (
    number          INTEGER PRIMARY KEY,   -- the order of arrival in this file only
    kind            TEXT NOT NULL,         -- person, zone, session, rating, ...
    thing           TEXT NOT NULL,         -- what this is a version of: 32 hex characters
    person          TEXT NOT NULL,         -- whose; empty for caregivers and the folder's own
    session         TEXT NOT NULL,         -- the massage it belongs to, or empty
    state           TEXT NOT NULL,         -- a session's state, or empty
    version         INTEGER NOT NULL CHECK (version >= 1),
    replaces        TEXT NOT NULL,         -- the hash of the version it was made from, or empty
    replica         TEXT NOT NULL,         -- the data folder that wrote it
    seq             INTEGER NOT NULL CHECK (seq >= 1),
    recorded_by     TEXT NOT NULL,         -- the caregiver who wrote it
    happened_ms     INTEGER NOT NULL,
    happened_offset INTEGER NOT NULL,      -- minutes
    happened_zone   TEXT NOT NULL,
    written_ms      INTEGER NOT NULL,
    written_offset  INTEGER NOT NULL,
    written_zone    TEXT NOT NULL,
    is_in_bin       INTEGER NOT NULL CHECK (is_in_bin IN (0, 1)),
    why             TEXT NOT NULL,
    body            TEXT NOT NULL,         -- JSON
    hash            TEXT NOT NULL,         -- of this row and the one before it in its chain
    UNIQUE (person, replica, seq)
) STRICT
"""

THINGS = "CREATE INDEX revision_of_thing ON revision (thing, version)"

NO_UPDATE = """
CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END
"""

NO_DELETE = """
CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END
"""

CURRENT = """
CREATE TABLE current (                     -- the newest revision of each thing; rebuildable
    thing       TEXT PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    person      TEXT NOT NULL,
    session     TEXT NOT NULL,
    state       TEXT NOT NULL,
    is_in_bin   INTEGER NOT NULL,
    happened_ms INTEGER NOT NULL,
    revision    INTEGER NOT NULL REFERENCES revision (number)
) STRICT, WITHOUT ROWID
"""

BY_TIME = """
CREATE INDEX current_by_time ON current (kind, person, happened_ms, state, is_in_bin, revision)
"""

BY_SESSION = "CREATE INDEX current_by_session ON current (session, kind)"

SESSION_NOW = """
CREATE TABLE session_now (                 -- where the running massage stands; no history
    only_one INTEGER PRIMARY KEY NOT NULL CHECK (only_one = 1),
    session  TEXT NOT NULL,
    body     TEXT NOT NULL,                -- JSON
    hash     TEXT NOT NULL                 -- SHA-256 of the two above, a line break between
) STRICT
"""

SCHEMA_1 = Migration(
    1,
    "first",
    (
        FACTS,
        MIGRATION,
        REVISION,
        THINGS,
        NO_UPDATE,
        NO_DELETE,
        CURRENT,
        BY_TIME,
        BY_SESSION,
        SESSION_NOW,
    ),
)
