# SPDX-License-Identifier: GPL-3.0-or-later
"""Schema 2: entries of a chain that somebody chose not to hand over, known by their hash alone."""

from __future__ import annotations

from caregiver_guide.storage.migrations.migration import Migration

LEFT_OUT = """
CREATE TABLE left_out (
    person  TEXT NOT NULL,
    replica TEXT NOT NULL,
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    hash    TEXT NOT NULL,                 -- as the revision carries it that is not here
    PRIMARY KEY (person, replica, seq)
) STRICT, WITHOUT ROWID
"""

SCHEMA_2 = Migration(2, "left out", (LEFT_OUT,))
