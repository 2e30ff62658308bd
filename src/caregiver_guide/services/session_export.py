# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of one person as rows that a stranger can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from caregiver_guide.domain.session import Caregiver, Moment, Person, Rating, SessionStory

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
    "reactions",
    "notes",
)
"""Times are ISO 8601 with their offset, lengths in seconds or minutes as named, ratings 0 to 10."""

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
    return {column: row[column] for column in COLUMNS}


def _name(caregiver: str, caregivers: dict[str, Caregiver]) -> str:
    known = caregivers.get(caregiver)
    return "" if known is None else known.name
