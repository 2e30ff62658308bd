# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an entry of a care file is one that this program could have written.

Whoever makes a file can make its hashes too, so every value is looked at before it may come near
the log: what passes here can be read back, shown and printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final, NamedTuple

import msgspec

from caregiver_guide.domain.session import Fact, Moment
from caregiver_guide.storage.chain import MOST_REPLACED, Revision
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.facts import Facts

PLAN: Final = "plan"
DEEPEST: Final = 24
"""How many brackets may stand inside each other in one entry."""

_LARGEST_NUMBER = 10**9
_FIRST_MS, _LAST_MS = -2_208_988_800_000, 7_258_118_400_000  # from 1900 until 2200
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_FARTHEST_MIN = 24 * 60 - 1
_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_ZONE = re.compile(r"(?:[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3})?")

Kinds = Mapping[str, Facts[Any]]
"""How the facts of each kind are read."""


class LeftOut(NamedTuple):
    """An entry that was not chosen: its place in its chain and its hash, and nothing it says."""

    kind: str
    person: str
    replica: str
    seq: int
    hash: str


Entry = Revision | LeftOut


class UnknownKindError(Exception):
    """A kind of fact that a later version of this program writes."""


def fault_of_place(one: Entry) -> str:
    """Return what is wrong with where an entry stands, empty when nothing is."""
    if one.person and not _ID.fullmatch(one.person):
        return "person"
    if not _ID.fullmatch(one.replica):
        return "replica"
    if not 1 <= one.seq <= _LARGEST_NUMBER:
        return "seq"
    return "" if _HASH.fullmatch(one.hash) else "hash"


def fault_of(one: Revision, kinds: Kinds) -> str:
    """Return the column that no program of ours can have written, empty when there is none.

    Raises `UnknownKindError` for a kind that this version does not know.
    """
    if one.kind == PLAN:
        return _fault_of_columns(one) or _fault_of_plan(one)
    facts = kinds.get(one.kind)
    if facts is None:
        raise UnknownKindError
    return _fault_of_columns(one) or _fault_of_body(one, facts)


def _fault_of_columns(one: Revision) -> str:
    checks = {
        "thing": _ID.fullmatch(one.thing),
        "session": not one.session or _ID.fullmatch(one.session),
        "state": len(one.state) <= 40,
        "version": 1 <= one.version <= _LARGEST_NUMBER,
        "replaces": _replaces_is_right(one),
        "recorded_by": not one.recorded_by or _ID.fullmatch(one.recorded_by),
        "happened": _moment_is_right(one.happened),
        "written": _moment_is_right(one.written),
        "is_in_bin": one.is_in_bin in (0, 1),
    }
    return next((name for name, is_right in checks.items() if not is_right), "")


def _replaces_is_right(one: Revision) -> bool:
    hashes = one.replaces.split(" ") if one.replaces else []
    if (one.version == 1) != (not hashes) or len(hashes) > MOST_REPLACED:
        return False
    return all(_HASH.fullmatch(each) for each in hashes)


def _fault_of_plan(one: Revision) -> str:
    if not one.person or one.session or one.state or one.version > 1 or one.is_in_bin:
        return "plan"
    if one.thing != sha256(f"{one.person}\n{one.body}".encode()).hexdigest()[:32]:
        return "thing"
    return "" if _read_json(one.body) is not None else "body"


def _fault_of_body(one: Revision, facts: Facts[Any]) -> str:
    raw = _read_json(one.body)
    if not isinstance(raw, dict):
        return "body"
    try:
        fact: Fact = facts.read(one)
    except (Damaged, RecursionError):
        return "body"
    names = {field.name for field in fields(fact)}
    whose = getattr(fact, "person", one.thing if one.kind == "person" else "")
    if one.person != whose or (not one.person) != (one.kind == "caregiver"):
        return "person"
    if one.session and "session" not in names:
        return "session"
    if one.state != str(raw.get("state", "")):
        return "state"
    return "" if _is_showable(fact) else "body"


def _read_json(text: str) -> Any:  # noqa: ANN401 - any JSON there is
    """Return what a text holds; ``None`` when it is no JSON, or too deep."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError):
        return None
    level = [found]
    for _ in range(DEEPEST):
        if not level:
            return found
        inside = [one for one in level if isinstance(one, dict | list)]
        level = [
            part for one in inside for part in (one.values() if isinstance(one, dict) else one)
        ]
    return None


def _moment_is_right(moment: Moment) -> bool:
    return (
        _FIRST_MS <= moment.utc_ms <= _LAST_MS
        and abs(moment.offset_min) <= _FARTHEST_MIN
        and _ZONE.fullmatch(moment.zone) is not None
    )


def _is_showable(value: object) -> bool:
    """Return whether a value, and all it is made of, can be counted with and drawn."""
    if isinstance(value, Moment):
        return _moment_is_right(value)
    if is_dataclass(value):
        return all(_is_showable(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple):
        return all(_is_showable(part) for part in value)
    if isinstance(value, date):
        return _FIRST_YEAR <= value.year <= _LAST_YEAR
    return not isinstance(value, int) or abs(value) <= _LARGEST_NUMBER
