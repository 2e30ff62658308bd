# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a change back, and doing it again: both add a version, and nothing is ever overwritten.

What makes plans more careful is taken back only while nothing was built on it: once today's check
was answered or a massage was begun after it, it is changed where it is marked, with open eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from caregiver_guide.domain.session import (
    CheckAnswers,
    ClearanceRecord,
    ConditionRecord,
    Fact,
    FollowUp,
    Moment,
    Person,
    Reaction,
    SessionRecord,
    SignsLooked,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.entries import KINDS, READ_ONLY
from caregiver_guide.services.moving import is_moved_away, names_of_others
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.moved import became as name_in_marker

UNDO, REDO = "undo", "redo"
MOST = 10
"""How many changes can be taken back."""

_CHECKS_LOOKED_AT = 20
LOOKED: Final = "signs-looked"
_OWN = frozenset(KINDS) - READ_ONLY | {LOOKED}
_PARTS = _OWN | {"consent-answer", "team-answer"}
_STRICTEST = ("none", "limit", "ask", "free")
_GRAVE = frozenset({"needs-call", "emergency"})


class ChangedSinceError(Exception):
    """What is to be taken back was changed again by another hand, or on another computer."""


class ReliedOnError(Exception):
    """A check or a massage came after it and relied on it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a change: what it was (``None`` before it was written), and what it became.

    ``hash`` names the version that has to be the newest for this to be taken back.
    """

    kind: str
    id: str
    was: Fact | None
    became: Fact
    hash: str

    @property
    def target(self) -> Fact:
        """What taking it back makes of it: what was new goes into the bin."""
        return replace(self.became, is_in_bin=True) if self.was is None else self.was


@dataclass(frozen=True, slots=True)
class Change:
    """What was written together, as one press of the caregiver about one person."""

    person: str
    pieces: tuple[Piece, ...]
    written: Moment

    def main(self) -> Piece:
        """Return the entry that the change is called by."""
        own = [one for one in self.pieces if _person_of(one.became) == self.person]
        return min(own or self.pieces, key=lambda one: _order(one.kind))

    @property
    def is_move(self) -> bool:
        """Whether it moved something to another person."""
        return len({_person_of(one.became) for one in self.pieces}) > 1


def change_of(log: Log, person: str, written: Sequence[Revision]) -> Change | None:
    """Return what was just written as a change that can be taken back; ``None`` for all else.

    A massage as it goes, a check, and who somebody is cannot; nor that something is said to have
    been moved before. That somebody of the care team has looked asks today's check anew: that goes
    back with it.
    """
    parts = _PARTS | {"check"} if any(one.kind == LOOKED for one in written) else _PARTS
    pieces = []
    if all(name_in_marker(one) is not None for one in written):
        return None
    for revision in written:
        if revision.kind == "plan":
            continue
        piece = _piece(log, revision) if revision.kind in parts else None
        if piece is None:
            return None
        pieces.append(piece)
    is_seen = any(one.kind in _OWN and not _is_same(one) for one in pieces)
    if not is_seen or not any(_person_of(one.became) == person for one in pieces):
        return None
    return Change(person, tuple(pieces), pieces[-1].became.written)


def _piece(log: Log, revision: Revision) -> Piece | None:
    facts = log.kinds()[revision.kind]
    became = facts.read(revision)
    if len(facts.sides(revision.thing)) > 1:
        return None
    try:
        was = facts.before(revision)
    except KeyError:  # it decided between two versions
        return None
    if revision.kind == "person" and was is None:
        return None
    if was is not None and is_moved_away(was) and is_moved_away(became):
        return None  # whose it was is decided
    if isinstance(became, SessionRecord):
        going = [one for one in (was, became) if one is not None]
        if any(one.state in ("running", "paused") for one in going):
            return None
    return Piece(revision.kind, revision.thing, was, became, revision.hash)


def _is_same(piece: Piece) -> bool:
    """Return whether a version says nothing new, but that somebody looked."""
    return piece.was is not None and say_the_same(piece.was, piece.became)


def say_the_same(one: Fact, other: Fact) -> bool:
    """Return whether two versions differ in nothing but who wrote them, when and why."""
    same = replace(
        one,
        recorded_by=other.recorded_by,
        written=other.written,
        version=other.version,
        why=other.why,
    )
    return same == other


def take_back(log: Log, change: Change, *, by: str = "", why: str = UNDO) -> Change:
    """Write every entry of a change as it was before; return that as a change of its own.

    All of it or nothing. Raises `ChangedSinceError` and `ReliedOnError`.
    """
    change = replace(change, pieces=tuple(_as_answered_now(log, one) for one in change.pieces))
    for piece in change.pieces:
        facts = log.kinds()[piece.kind]
        # What a care file brought stands beside it: whoever takes this back has not decided that.
        if facts.newest_hash(piece.id) != piece.hash or len(facts.sides(piece.id)) > 1:
            raise ChangedSinceError
        if is_less_careful(piece.became, piece.target) and _is_relied_on(log, change):
            raise ReliedOnError
    pieces = []
    others = names_of_others((one.id, _person_of(one.became)) for one in change.pieces)
    with log.batch():
        for piece in reversed(change.pieces):
            facts = log.kinds()[piece.kind]
            is_others = piece.was is None or is_moved_away(piece.was)
            if is_others and piece.id in others:  # its words are the other person's again
                written = facts.give_away(piece.id, others[piece.id], by=by)
            else:
                written = facts.change(piece.target, by=by, why=why)
            newest = facts.newest_hash(piece.id)
            pieces.append(Piece(piece.kind, piece.id, piece.became, written, newest))
    return Change(change.person, tuple(pieces), pieces[-1].became.written)


def _as_answered_now(log: Log, piece: Piece) -> Piece:
    """Return a piece; of a check that was answered anew since, one that only adds its signs."""
    newest = log.kinds()[piece.kind].newest_hash(piece.id)
    if not isinstance(piece.was, CheckAnswers) or newest == piece.hash:
        return piece
    now = log.checks.one(piece.id)
    if now is None or now.is_in_bin:
        return piece
    both = replace(
        now,
        signs=tuple(dict.fromkeys((*now.signs, *piece.was.signs))),
        not_sure=tuple(dict.fromkeys((*now.not_sure, *piece.was.not_sure))),
    )
    return Piece(piece.kind, piece.id, both, now, newest)


def follow(changes: Sequence[Change], done: Change) -> list[Change]:
    """Return the changes before one that was taken back, as they can be taken back after it.

    What ``done`` wrote says the same as the last of them left behind, and stands in its place.
    """
    found = list(changes)
    for piece in done.pieces:
        for place in range(len(found) - 1, -1, -1):
            change = found[place]
            known = next((one for one in change.pieces if one.id == piece.id), None)
            if known is None:
                continue
            if say_the_same(known.became, piece.became):
                newer = replace(known, hash=piece.hash)
                pieces = (newer if one is known else one for one in change.pieces)
                found[place] = replace(change, pieces=tuple(pieces))
            break
    return found


def _is_relied_on(log: Log, change: Change) -> bool:
    """Return whether a check was answered or a massage began after a change."""
    since = change.written
    checks = log.checks.recently(change.person, _CHECKS_LOOKED_AT)
    if any(check.is_complete and check.written > since for check in checks):
        return True
    newest = log.sessions.newest(change.person)
    return newest is not None and newest.started > since and not newest.is_told


def is_less_careful(now: Fact, then: Fact) -> bool:
    """Return whether plans could be less careful with ``then`` in the place of ``now``.

    Where that is not plain, it is said to be so.
    """
    if isinstance(now, ZoneRecord | ConditionRecord):
        return _finding_is_weaker(now, then)
    if isinstance(now, ClearanceRecord) and isinstance(then, ClearanceRecord):
        return _clearance_is_wider(now, then)
    if isinstance(now, Person) and isinstance(then, Person):
        fewer = set(now.allergies) - set(then.allergies)
        return bool(fewer) or _STRICTEST.index(then.drinks) > _STRICTEST.index(now.drinks)
    if isinstance(now, ZonesAnswer):
        return not now.is_in_bin and now.answer != "nothing"
    if isinstance(now, Reaction) and isinstance(then, Reaction):
        is_grave = now.severity in _GRAVE and not now.is_in_bin
        return is_grave and (then.is_in_bin or then.severity not in _GRAVE)
    if isinstance(now, SignsLooked):
        # With it, what was open is open no more.
        return now.is_in_bin and not then.is_in_bin
    if isinstance(now, CheckAnswers) and isinstance(then, CheckAnswers):
        return bool({*now.signs, *now.not_sure} - {*then.signs, *then.not_sure})
    if isinstance(now, FollowUp) and isinstance(then, FollowUp):
        is_serious = now.is_serious and not now.is_in_bin
        return is_serious and (then.is_in_bin or not then.is_serious)
    return False


def _finding_is_weaker(now: ZoneRecord | ConditionRecord, then: Fact) -> bool:
    if now.is_in_bin:
        return False
    if then.is_in_bin or type(then) is not type(now):
        return True
    assert isinstance(then, ZoneRecord | ConditionRecord)  # noqa: S101 - of the same type
    if (then.condition, then.since) != (now.condition, now.since):
        return True
    places, later = set(getattr(now, "regions", ())), set(getattr(then, "regions", ()))
    if places - later or bool(places) != bool(later):  # what has no place yet may stop everything
        return True
    return then.until is not None and (now.until is None or then.until < now.until)


def _clearance_is_wider(now: ClearanceRecord, then: ClearanceRecord) -> bool:
    if now.is_refused and not now.is_in_bin:
        # Without a refusal, what it ended counts again.
        return then.is_in_bin or not then.is_refused or then.names != now.names
    if then.is_in_bin or then.is_refused:
        return False
    if now.is_in_bin or now.is_refused or then.names != now.names:
        return True
    if (then.on, then.asked_on) != (now.on, now.asked_on):
        return True
    return now.until is not None and (then.until is None or then.until > now.until)


def _person_of(fact: Fact) -> str:
    return str(getattr(fact, "person", fact.id))


def _order(kind: str) -> int:
    order = (
        "session",
        "zone",
        "condition",
        LOOKED,
        "clearance",
        "question",
        "contact",
        "note",
        "reaction",
    )
    return order.index(kind) if kind in order else len(order) + (kind == "zones-answer")
