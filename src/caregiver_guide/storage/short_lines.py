# SPDX-License-Identifier: GPL-3.0-or-later
"""Short lines to find things by: massages in the order of time, reactions, and everybody's words.

Three tables hold them: ``session_line``, ``reaction_line`` and the text index ``words``. They say
nothing of their own. Each line is made from the newest version of one thing, in the transaction
that writes the version, and goes when that is put in the bin; all can be made anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from caregiver_guide.storage.database import Database, Row, Value
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.migrations.schema_3 import FORGETS_AT_ONCE, WORDS

OWN_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "note": ("text",),
    "reaction": ("what_done", "note"),
    "follow-up": ("what_done",),
    "question": ("text", "answer", "answered_by"),
    "zone": ("note",),
    "condition": ("note",),
    "clearance": ("note",),
    "team-answer": ("note",),
}
"""Where people write in their own words: by kind, the fields that hold them."""

KINDS: Final = frozenset({"session", "reaction", *OWN_WORDS})
"""The kinds of things that have a line."""

_SLICE = 500


def _names(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


# The plus keeps the database from sorting all of a kind for each slice in the order of things.
_THINGS = f"""
SELECT c.thing, c.kind, c.person, c.session, c.state, c.happened_ms, r.happened_offset,
    r.number, r.body
FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.is_in_bin = 0 AND +c.kind IN ({_names(KINDS)})
"""  # noqa: S608 - our own names

_STRAY_SESSIONS = """
SELECT l.session, EXISTS (
    SELECT 1 FROM current WHERE thing = l.session AND kind = 'session' AND is_in_bin = 0)
FROM session_line AS l WHERE l.session > ? ORDER BY l.session LIMIT ?
"""

_STRAY_REACTIONS = """
SELECT l.reaction, EXISTS (
    SELECT 1 FROM current WHERE thing = l.reaction AND kind = 'reaction' AND is_in_bin = 0)
FROM reaction_line AS l WHERE l.reaction > ? ORDER BY l.reaction LIMIT ?
"""

_STRAY_WORDS = f"""
SELECT w.rowid, EXISTS (
    SELECT 1 FROM revision AS r
    JOIN current AS c ON c.thing = r.thing AND c.revision = r.number AND c.is_in_bin = 0
    WHERE r.number = w.rowid AND r.kind IN ({_names(OWN_WORDS)}))
FROM words AS w WHERE w.rowid > ? ORDER BY w.rowid LIMIT ?
"""  # noqa: S608 - our own names

_STRAY: tuple[tuple[str, Value], ...] = (
    (_STRAY_SESSIONS, ""),
    (_STRAY_REACTIONS, ""),
    (_STRAY_WORDS, -1),
)

_DRAFTS_OF_PERSON = """
DELETE FROM draft WHERE person = ? OR session IN (
    SELECT session FROM session_line WHERE person = ?)
"""

_PERSON_GOES = (
    _DRAFTS_OF_PERSON,
    "DELETE FROM words WHERE rowid IN (SELECT number FROM revision WHERE person = ?)",
    "DELETE FROM session_line WHERE person = ?",
    "DELETE FROM reaction_line WHERE person = ?",
)


class _Thing(NamedTuple):
    """The newest version of a thing."""

    thing: str
    kind: str
    person: str
    session: str
    state: str
    happened_ms: int
    happened_offset: int
    number: int
    body: str


class _Lines(NamedTuple):
    """The lines that one thing has; ``None`` for those it has not."""

    session: Row | None
    reaction: Row | None
    words: Row | None


class _Step(msgspec.Struct):
    is_touch: bool = False
    seconds: int = 0
    regions: list[str] = []


class _Session(msgspec.Struct):
    caregiver: str = ""
    routine: str = ""
    touch_seconds: int = 0
    stop_reason: str | None = None
    steps: list[_Step] = []


class _Reaction(msgspec.Struct):
    what: str = ""
    severity: str = ""


def folded(text: str) -> str:
    """Return ``text`` as it is searched: no capitals, no accents, no signs above or below."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def has_lines(database: Database) -> bool:
    """Return whether the file is of a schema with these tables."""
    return database.number("SELECT count(*) FROM sqlite_master WHERE name = 'session_line'") == 1


def keep_in_step(database: Database, thing: str, kind: str) -> None:
    """Make the lines of one thing what its newest version says, in the transaction of now."""
    if kind not in KINDS:
        return
    if kind == "session":
        database.run("DELETE FROM session_line WHERE session = ?", (thing,))
    if kind == "reaction":
        database.run("DELETE FROM reaction_line WHERE reaction = ?", (thing,))
    if kind in OWN_WORDS:
        database.run(
            "DELETE FROM words WHERE rowid IN (SELECT number FROM revision WHERE thing = ?)",
            (thing,),
        )
    for row in database.rows(f"{_THINGS} AND c.thing = ?", (thing,)):
        _put(database, _lines_of(database, row))


def rebuild_lines(database: Database) -> None:
    """Make all lines anew from the revisions, in one transaction."""
    with database.transaction():
        database.run("DELETE FROM session_line")
        database.run("DELETE FROM reaction_line")
        # What a fault of the disk has left of a text index cannot be emptied, only be left.
        database.run("DROP TABLE IF EXISTS words")
        database.run(WORDS)
        database.run(FORGETS_AT_ONCE)
        for rows in _slices(database):
            for row in rows:
                _put(database, _lines_of(database, row))


def erase_lines(database: Database, person: str) -> None:
    """Delete every line and every unfinished text of a person, in the transaction of now."""
    for statement in _PERSON_GOES:
        database.run(statement, (person,) * statement.count("?"))
    # The index is written anew, so that no word of theirs stands even in its inner pages.
    database.run("INSERT INTO words (words) VALUES ('rebuild')")


def wrong_lines(database: Database) -> Iterator[int]:
    """Yield, slice after slice, how many lines are missing, wrong or stray."""
    for rows in _slices(database):
        wanted = [_lines_of(database, row) for row in rows]
        there = _lines_there(database, rows)
        yield sum(1 for one in wanted if not _is_there(one, there))
    for question, first in _STRAY:
        last: Value = first
        while rows := database.rows(question, (last, _SLICE)):
            if rows[-1][0] == last:
                raise Damaged(database.path)  # a damaged index goes round in circles
            last = rows[-1][0]
            yield sum(1 for _key, belongs in rows if not belongs)


def _slices(database: Database) -> Iterator[list[Row]]:
    last: Value = ""
    while rows := database.rows(
        f"{_THINGS} AND c.thing > ? ORDER BY c.thing LIMIT ?", (last, _SLICE)
    ):
        before, last = last, rows[-1][0]
        if str(last) <= str(before):
            raise Damaged(database.path)
        yield rows


def _lines_of(database: Database, row: Row) -> _Lines:
    """Return the lines that the newest version of a thing gives."""
    one = _Thing._make(row)  # the tables are strict
    try:
        return _Lines(_session_line(one), _reaction_line(one), _words_line(one))
    except (msgspec.MsgspecError, TypeError, AttributeError) as problem:
        raise Damaged(database.path) from problem


def _session_line(one: _Thing) -> Row | None:
    if one.kind != "session":
        return None
    body = msgspec.json.decode(one.body, type=_Session)
    touched = sorted(
        {name for step in body.steps if step.is_touch and step.seconds > 0 for name in step.regions}
    )
    return (
        one.person,
        one.happened_ms,
        one.thing,
        one.happened_offset,
        body.caregiver,
        body.routine,
        one.state,
        body.stop_reason or "",
        body.touch_seconds,
        f" {'  '.join(touched)} " if touched else "",
    )


def _reaction_line(one: _Thing) -> Row | None:
    if one.kind != "reaction":
        return None
    body = msgspec.json.decode(one.body, type=_Reaction)
    return (one.thing, one.person, one.session, body.what, body.severity)


def _words_line(one: _Thing) -> Row | None:
    if one.kind not in OWN_WORDS:
        return None
    text = folded(own_words(one.kind, one.body))
    return (one.number, text, one.person) if text else None


def own_words(kind: str, body: str) -> str:
    """Return what people wrote themselves in a thing of a kind; its fields stand under each other.

    Raises what reading JSON raises.
    """
    said = msgspec.json.decode(body)
    return "\n".join(filter(None, (str(said.get(name, "")) for name in OWN_WORDS[kind])))


def _put(database: Database, lines: _Lines) -> None:
    if lines.session:
        places = ", ".join("?" * len(lines.session))
        database.run(f"INSERT INTO session_line VALUES ({places})", lines.session)  # noqa: S608
    if lines.reaction:
        database.run("INSERT INTO reaction_line VALUES (?, ?, ?, ?, ?)", lines.reaction)
    if lines.words:
        database.run("INSERT INTO words (rowid, text, person) VALUES (?, ?, ?)", lines.words)


def _lines_there(database: Database, rows: list[Row]) -> _There:
    """Return the lines that the tables hold of some things."""
    things = [row[0] for row in rows]
    places = ", ".join("?" * len(rows))
    sessions = f"SELECT * FROM session_line WHERE session IN ({places})"  # noqa: S608
    reactions = f"SELECT * FROM reaction_line WHERE reaction IN ({places})"  # noqa: S608
    words = f"SELECT rowid, text, person FROM words WHERE rowid IN ({places})"  # noqa: S608
    return _There(
        {row[2]: row for row in database.rows(sessions, things)},
        {row[0]: row for row in database.rows(reactions, things)},
        {row[0]: row for row in database.rows(words, [row[7] for row in rows])},
    )


class _There(NamedTuple):
    """Lines as the tables hold them, by massage, reaction and number of the version."""

    sessions: dict[Value, Row]
    reactions: dict[Value, Row]
    words: dict[Value, Row]


def _is_there(one: _Lines, there: _There) -> bool:
    return (
        (one.session is None or there.sessions.get(one.session[2]) == one.session)
        and (one.reaction is None or there.reactions.get(one.reaction[0]) == one.reaction)
        and (one.words is None or there.words.get(one.words[0]) == one.words)
    )
