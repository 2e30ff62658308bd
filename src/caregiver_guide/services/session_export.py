# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of one person as rows that a stranger can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from caregiver_guide.domain.session import (
    COMFORT_SIGNS,
    Caregiver,
    Fact,
    Moment,
    Person,
    Rating,
    SessionStory,
)
from caregiver_guide.services.follow_up import NOTHING_NEW
from caregiver_guide.storage.revisions import FAR_AHEAD

QUESTIONS = ("pain", "worry", "tiredness")
COLUMNS = (
    "session_id",
    "person",
    "started",
    "ended",
    "time_zone",
    "written",
    "given_by",
    "written_by",
    "routine",
    "position",
    "state",
    "stop_reason",
    "minutes_asked",
    "touch_seconds",
    "regions",
    *(f"{question}_{when}" for question in QUESTIONS for when in ("before", "after")),
    *(f"{question}_{when}_source" for question in QUESTIONS for when in ("before", "after")),
    "minutes_since_hands_off",
    "asked",
    *(f"sign_{sign}_{when}" for sign in COMFORT_SIGNS for when in ("before", "after")),
    "signs_minutes_since_hands_off",
    "nothing_new",
    "next_days",
    "next_days_answers",
    "next_days_written",
    "next_days_what_done",
    "reactions",
    "notes",
    "told_afterwards",
    "ended_by",
    "version",
    "reason",
)
"""Times are ISO 8601 with their offset, lengths in seconds or minutes as named, ratings 0 to 10.

Signs are 0 to 2 each, of our own untested list for who cannot say; they are no ratings.
``next_days`` is fine, call-today or emergency, and empty where nobody knows or was asked.
"""

_FORMULA = frozenset("=+-@＝＋－＠")
_BREAKS = frozenset("\t\r\n")


def rows_of(
    person: Person, stories: Iterable[SessionStory], caregivers: dict[str, Caregiver]
) -> list[dict[str, object]]:
    """Return one row for each session, in the order given."""
    return [_row(person, story, caregivers) for story in stories]


def as_json(rows: list[dict[str, object]]) -> str:
    """Return rows as a JSON list."""
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def changes_counted(fact: Fact) -> int:
    """Return 1 for what was first written, and one more for each change, a move too."""
    moves, others = divmod(fact.version, FAR_AHEAD)
    return moves + others


def as_csv(rows: list[dict[str, object]], columns: Sequence[str] = COLUMNS) -> str:
    """Return rows as CSV with a head line; lists are joined by semicolons."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(_words(item) for item in value)
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Return words that no spreadsheet takes for a formula, whatever they begin with.

    A lone carriage return would begin a new row in the middle of them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip()[:1] in _FORMULA or text[:1] in _BREAKS else text


def _words(item: object) -> str:
    if isinstance(item, dict):
        return ", ".join(str(part) for part in item.values() if part not in ("", []))
    return str(item)


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else moment.iso


def _row(
    person: Person, story: SessionStory, caregivers: dict[str, Caregiver]
) -> dict[str, object]:
    session = story.session
    regions = dict.fromkeys(
        region
        for step in session.steps
        if step.is_touch and step.seconds > 0
        for region in step.regions
    )
    row: dict[str, object] = {
        "session_id": session.id,
        "person": person.name,
        "started": _iso(session.started),
        "ended": _iso(session.ended),
        "time_zone": session.started.zone,
        "written": _iso(session.written),
        "given_by": _name(session.caregiver, caregivers),
        "written_by": _name(session.recorded_by, caregivers),
        "routine": session.routine,
        "position": session.position,
        "state": session.state,
        "stop_reason": session.stop_reason,
        "minutes_asked": session.minutes_asked,
        "touch_seconds": session.touch_seconds,
        "regions": list(regions),
    }
    ratings: dict[tuple[str, str], Rating] = {
        (rating.question, rating.when): rating for rating in story.ratings
    }
    for question in QUESTIONS:
        for when in ("before", "after"):
            rating = ratings.get((question, when))
            row[f"{question}_{when}"] = None if rating is None else rating.value
            row[f"{question}_{when}_source"] = None if rating is None else rating.source
    later = [r.minutes_since_hands_off for r in story.ratings if r.when == "after"]
    row["minutes_since_hands_off"] = next((value for value in later if value is not None), None)
    row["asked"] = [{"answer": one.answer, "at_seconds": one.at_s} for one in story.consents]
    row |= _signs(story) | _follow_ups(story)
    row["reactions"] = [
        {
            "what": reaction.what,
            "severity": reaction.severity,
            "regions": " ".join(reaction.regions),
            "what_done": reaction.what_done,
            "note": reaction.note,
        }
        for reaction in story.reactions
    ]
    row["notes"] = [note.text for note in story.notes]
    row["told_afterwards"] = session.is_told
    row["ended_by"] = session.ended_by
    row["version"] = changes_counted(session)
    row["reason"] = session.why
    return {column: row[column] for column in COLUMNS}


def _signs(story: SessionStory) -> dict[str, object]:
    """Return what was watched in a person who cannot say; ``None`` for what was not."""
    row: dict[str, object] = {}
    for when in ("before", "after"):
        found = story.signs("before" if when == "before" else "after")
        for sign in COMFORT_SIGNS:
            row[f"sign_{sign}_{when}"] = None if found is None else found.values.get(sign)
    after = story.signs("after")
    row["signs_minutes_since_hands_off"] = None if after is None else after.minutes_since_hands_off
    return row


def _follow_ups(story: SessionStory) -> dict[str, object]:
    """Return what was said of a massage later: nothing new, and how the next days were."""
    later, asked = story.follow_up("after"), story.follow_up("next-day")
    is_answered = asked is not None and asked.is_closed
    return {
        "nothing_new": later is not None and NOTHING_NEW in later.answers,
        "next_days": asked.result if asked is not None and is_answered else None,
        "next_days_answers": list(asked.answers) if asked is not None and is_answered else [],
        "next_days_written": _iso(asked.written) if asked is not None and is_answered else None,
        "next_days_what_done": asked.what_done if asked is not None and is_answered else "",
    }


def _name(caregiver: str, caregivers: dict[str, Caregiver]) -> str:
    known = caregivers.get(caregiver)
    return "" if known is None else known.name
