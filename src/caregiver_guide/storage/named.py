# SPDX-License-Identifier: GPL-3.0-or-later
"""Which caregivers the entries of a person name: who wrote them, and who gave the massages.

Nearly always the first entries name everybody there is, or the newest massage does; only for a
caregiver who had nothing to do with this person are all of the entries looked through.
"""

from __future__ import annotations

from caregiver_guide.storage.database import Database
from caregiver_guide.storage.short_lines import has_lines

_FIRST = """
SELECT DISTINCT recorded_by FROM (
    SELECT recorded_by FROM revision WHERE person = ? ORDER BY replica, seq LIMIT 200)
"""

_GAVE = """
SELECT 1 FROM session_line WHERE person = ? AND caregiver = ? ORDER BY happened_ms DESC LIMIT 1
"""

_GAVE_OF_OLD = """
SELECT 1 FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.kind = 'session' AND c.person = ? AND c.is_in_bin = 0
AND json_extract(r.body, '$.caregiver') = ? LIMIT 1
"""

_WROTE = "SELECT DISTINCT recorded_by FROM revision WHERE person = ?"

_EVERYBODY = """
SELECT c.thing, r.hash FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.kind = 'caregiver' AND c.person = ''
"""


def caregivers_named(database: Database, person: str) -> dict[str, str]:
    """Return the hash of the newest version of each caregiver that a person's entries name, by id.

    It is the same in every log that holds the same entries.
    """
    everybody = {str(thing): str(hashed) for thing, hashed in database.rows(_EVERYBODY)}
    named = _ids(database, _FIRST, person) & everybody.keys()
    gave = _GAVE if has_lines(database) else _GAVE_OF_OLD
    for one in sorted(everybody.keys() - named):
        if database.rows(gave, (person, one)):
            named.add(one)
    if everybody.keys() - named:
        named |= _ids(database, _WROTE, person) & everybody.keys()
    return {one: everybody[one] for one in sorted(named)}


def _ids(database: Database, question: str, person: str) -> set[str]:
    return {str(one) for (one,) in database.rows(question, (person,))}
