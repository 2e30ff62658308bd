# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema 3: tables to find massages and words by, made from the revisions, and unfinished text."""

from __future__ import annotations

from caregiver_guide.storage.migrations.migration import Migration

DRAFT = """
CREATE TABLE draft (                       -- text that nobody has saved yet; no history
    place      TEXT NOT NULL,              -- where in the app it is written
    person     TEXT NOT NULL,
    session    TEXT NOT NULL,
    body       TEXT NOT NULL,
    written_ms INTEGER NOT NULL,
    PRIMARY KEY (place, person, session)
) STRICT, WITHOUT ROWID
"""

SESSION_LINE = """
CREATE TABLE session_line (                -- one massage, short, in the order of time; rebuildable
    person          TEXT NOT NULL,
    happened_ms     INTEGER NOT NULL,
    session         TEXT NOT NULL UNIQUE,
    happened_offset INTEGER NOT NULL,      -- minutes
    caregiver       TEXT NOT NULL,
    routine         TEXT NOT NULL,
    state           TEXT NOT NULL,
    stop_reason     TEXT NOT NULL,         -- or empty
    touch_seconds   INTEGER NOT NULL,
    regions         TEXT NOT NULL,         -- those touched, a space before and after each
    PRIMARY KEY (person, happened_ms, session)
) STRICT, WITHOUT ROWID
"""

REACTION_LINE = """
CREATE TABLE reaction_line (               -- what was noticed, short; rebuildable
    reaction TEXT PRIMARY KEY NOT NULL,
    person   TEXT NOT NULL,
    session  TEXT NOT NULL,                -- or empty
    what     TEXT NOT NULL,
    severity TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

REACTIONS_OF_SESSION = "CREATE INDEX reaction_line_of_session ON reaction_line (session)"

REACTIONS_OF_PERSON = """
CREATE INDEX reaction_line_of_person ON reaction_line (person, what, severity, session)
"""

WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (    -- what people wrote, folded; rebuildable
    text,
    person,                                -- a word of its own, so that a search is one person's
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
)
"""

FORGETS_AT_ONCE = "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)"

SCHEMA_3 = Migration(
    3,
    "to be found",
    (
        DRAFT,
        SESSION_LINE,
        REACTION_LINE,
        REACTIONS_OF_SESSION,
        REACTIONS_OF_PERSON,
        WORDS,
        FORGETS_AT_ONCE,
    ),
)
