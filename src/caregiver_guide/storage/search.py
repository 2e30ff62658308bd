# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching what people wrote in the log: of one person, as it stands, not from the bin."""

from __future__ import annotations

import msgspec

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.chain import COLUMNS, revision_of
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.short_lines import folded, own_words

_MOST_WORDS = 16
"""More words than anybody types only cost time."""

_FOUND = f"""
SELECT {", ".join(f"r.{name}" for name in COLUMNS)}
FROM words AS w
JOIN revision AS r ON r.number = w.rowid
JOIN current AS c ON c.thing = r.thing AND c.revision = r.number
WHERE words MATCH ? AND c.person = ? AND c.is_in_bin = 0
ORDER BY r.happened_ms DESC, r.number DESC LIMIT ? OFFSET ?
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Found:
    """One thing whose own words hold what was looked for; ``session`` is empty for a day's own.

    ``text`` is all that was written there, its fields on lines of their own.
    """

    thing: str
    kind: str
    session: str
    happened: Moment
    recorded_by: str
    text: str


def search_words(
    database: Database, person: str, typed: str, limit: int, offset: int = 0
) -> tuple[Found, ...]:
    """Return what a person's log holds with every word of ``typed``, the newest first.

    A word is found by its beginning, whatever its capitals and accents. Whatever is typed is only
    ever looked for; where it holds no letter or digit, nothing is found.
    """
    asked = question_of(person, typed)
    if not asked:
        return ()
    rows = database.rows(_FOUND, (asked, person, limit, offset))
    found = []
    for row in rows:
        one = revision_of(row, database.path)
        try:
            text = own_words(one.kind, one.body)
        except (KeyError, msgspec.MsgspecError, AttributeError) as problem:
            raise Damaged(database.path) from problem
        found.append(Found(one.thing, one.kind, one.session, one.happened, one.recorded_by, text))
    return tuple(found)


def question_of(person: str, typed: str) -> str:
    """Return what the text index is asked; empty where there is nothing to look for."""
    words = [word for word in folded(typed).replace("\0", " ").split() if _can_be_found(word)]
    if not words:
        return ""
    each = " ".join(f'"{_doubled(word)}"*' for word in words[:_MOST_WORDS])
    return f'person : "{_doubled(person)}" AND text : ({each})'


def _can_be_found(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _doubled(word: str) -> str:
    return word.replace('"', '""')
