# SPDX-License-Identifier: GPL-3.0-or-later
"""Since you were last here: what others wrote about a person since a caregiver's last visit.

A visit is a run of a caregiver's own entries with never more than `VISIT_GAP_H` hours between two.
What counts as new is what came into the log after the visit before this one, whenever it happened:
a care file that is taken in today brings news today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, cast

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import GIVEN_STATES, Caregiver, Fact, Moment, Person
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import routine_name
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.safety_map import clearance_title
from caregiver_guide.services.undoing import say_the_same
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.log import Log

SinceKind = Literal[
    "massage",
    "stopped",
    "reaction",
    "marked",
    "changed",
    "gone",
    "allowed",
    "refused",
    "allergies",
    "drinks",
    "question",
    "answer",
    "follow-up",
    "note",
]

_Told = tuple[SinceKind, str, str, str]

VISIT_GAP_H: Final = 2.0
LISTED: Final = 8
FIRST_DAYS: Final = 14
"""How many days back somebody is told of who was never here."""

_ORDER: Final[tuple[SinceKind, ...]] = (
    "stopped",
    "reaction",
    "refused",
    "allergies",
    "drinks",
    "marked",
    "changed",
    "gone",
    "massage",
    "follow-up",
    "allowed",
    "question",
    "answer",
    "note",
)


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One piece of news: what, written by whom and when, and where it stands.

    ``place`` is a place of the app ("session" with the ``id`` of the massage). ``what`` is the
    code of what may be drunk now with "drinks".
    """

    kind: SinceKind
    what: str
    by: str
    when: Moment
    place: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class SinceView:
    """What is new for a caregiver; ``since`` is ``None`` for somebody who was never here.

    ``more`` counts what is not among the ``rows``, ``open_questions`` what waits for an answer of
    the care team.
    """

    giver_name: str
    person_name: str
    since: Moment | None
    now: Moment
    rows: tuple[SinceRow, ...]
    more: int = 0
    open_questions: int = 0

    @property
    def is_nothing_new(self) -> bool:
        """Whether nobody else wrote anything."""
        return not self.rows


def since_here(
    log: Log, library: Library, person: Person, caregiver: Caregiver, now: Moment
) -> SinceView | None:
    """Return what others wrote; ``None`` where nobody has to be told.

    An aide is always told, that there is nothing new as well; others when there is something.
    """
    others = [one for one in log.caregivers.all() if one.id != caregiver.id]
    if not others:
        return None
    place, since = _last_visit(log.written_by(person, caregiver), now)
    news = log.arrived_since(person, place, caregiver)
    if since is None:
        first = now.later(-FIRST_DAYS * 86_400).utc_ms
        news = [one for one in news if one.written_ms >= first]
    rows = _rows(log, library, person, news, now.day)
    if caregiver.role != "aide" and not rows:
        return None
    open_questions = sum(1 for one in log.questions.of(person.id) if one.is_open)
    return SinceView(
        giver_name=caregiver.name,
        person_name=person.name,
        since=since,
        now=now,
        rows=_listed(rows),
        more=max(0, len(rows) - LISTED),
        open_questions=open_questions,
    )


def _last_visit(own: Sequence[tuple[int, int]], now: Moment) -> tuple[int, Moment | None]:
    """Return where the visit before the present one ended in the log, and when."""
    gap = round(VISIT_GAP_H * 3_600_000)
    later = now.utc_ms
    for place, written in own:  # the newest first
        if later - written > gap:
            return place, Moment(written, now.offset_min, now.zone)
        later = written
    return 0, None


def _listed(rows: tuple[SinceRow, ...]) -> tuple[SinceRow, ...]:
    """Return the first rows; however much is new, the last massage is among them."""
    massages = (row for row in rows if row.kind in ("massage", "stopped"))
    last = max(massages, key=lambda row: row.when.utc_ms, default=None)
    if last is None or last in rows[:LISTED]:
        return rows[:LISTED]
    return (*rows[: LISTED - 1], last)


def _rows(
    log: Log, library: Library, person: Person, news: Iterable[Revision], today: date
) -> tuple[SinceRow, ...]:
    """Return one row for each thing that is new, the gravest kinds first, then the newest."""
    newest: dict[str, list[Revision]] = {}
    for one in news:
        newest.setdefault(one.thing, []).append(one)
    teller = _Teller(log, library, person, today)
    found = [row for versions in newest.values() for row in teller.rows(versions)]
    found.sort(key=lambda row: row.when.utc_ms, reverse=True)
    # A yes that was ended and the no that ended it are one piece of news.
    newest_no = {row.what: row for row in reversed(found) if row.kind == "refused"}
    found = [row for row in found if row.kind != "refused" or newest_no[row.what] is row]
    return tuple(sorted(found, key=lambda row: _ORDER.index(row.kind)))


class _Teller:
    """Says in a few words what one piece of news is."""

    def __init__(self, log: Log, library: Library, person: Person, today: date) -> None:
        self._log = log
        self._person = person
        self._today = today
        self._library = library
        self._words = PlanWords(library, person.name)
        self._names: dict[str, str] = {}
        self._reactions = {one.id: one.text for one in library.files.reactions.reaction}

    def rows(self, versions: Sequence[Revision]) -> tuple[SinceRow, ...]:
        """Return the rows for one thing; none for what nobody has to be told."""
        last = versions[-1]
        is_new = versions[0].version == 1
        before = None if is_new else self._before(versions[0])
        if last.is_in_bin and is_new:
            return ()  # written and taken away meanwhile
        if before is not None and say_the_same(before, self._log.kinds()[last.kind].read(last)):
            return ()  # somebody looked, and it is as it was
        when = Moment(last.written_ms, last.written_offset, last.written_zone)
        by = self._name(last.recorded_by)
        if last.kind == "person":
            told = self._told_of_person(before)
        else:
            one = self._told(last, is_new=is_new)
            told = () if one is None else (one,)
        return tuple(SinceRow(kind, what, by, when, place, id_) for kind, what, place, id_ in told)

    def _before(self, first: Revision) -> Fact | None:
        """Return what stood before the news; ``None`` where that was not one version."""
        try:
            return cast("Fact | None", self._log.kinds()[first.kind].before(first))
        except KeyError:
            return None

    def _told_of_person(self, before: Fact | None) -> tuple[_Told, ...]:
        """Return what is new of what may touch the skin, and of what may be drunk."""
        was = before if isinstance(before, Person) else Person(name="")
        known = self._library.files.products.allergies
        told: list[_Told] = []
        if set(was.allergies) != set(self._person.allergies):
            names = (
                known[one].name if one in known else one.removeprefix("other:").strip()
                for one in self._person.allergies
            )
            told.append(("allergies", ", ".join(names), "safety", ""))
        if was.drinks != self._person.drinks:
            told.append(("drinks", self._person.drinks, "safety", ""))
        return tuple(told)

    def _told(self, last: Revision, *, is_new: bool) -> _Told | None:
        log = self._log
        if last.kind == "session":
            session = log.sessions.one(last.thing)
            if session is None or session.is_in_bin or session.state not in GIVEN_STATES:
                return None
            is_stopped = session.is_broken_off
            name = routine_name(self._library, session.routine)
            return ("stopped" if is_stopped else "massage", name, "session", session.id)
        if last.kind == "reaction":
            reaction = log.reactions.one(last.thing)
            if reaction is None or reaction.is_in_bin:
                return None
            said = self._words.fill(self._reactions.get(reaction.what, reaction.what))
            return ("reaction", said, "session" if reaction.session else "log", reaction.session)
        if last.kind in ("zone", "condition"):
            return self._finding(last, is_new=is_new)
        if last.kind == "clearance":
            return self._clearance(last)
        return self._word(last)

    def _clearance(self, last: Revision) -> _Told | None:
        """Return whether it is allowed now, whatever was said in between."""
        said = self._log.clearances.one(last.thing)
        if said is None:
            return None
        counting = [
            one.id
            for one in self._log.clearances.of(self._person.id)
            if one.names == said.names and (one.until is None or self._today <= one.until)
        ]
        if counting and said.id not in counting:
            return None  # another yes stands
        name = clearance_title(self._library, said.names)
        return ("allowed" if counting else "refused", name, "safety", "")

    def _finding(self, last: Revision, *, is_new: bool) -> _Told | None:
        facts = self._log.zones if last.kind == "zone" else self._log.conditions
        found = facts.one(last.thing)
        if found is None:
            return None
        entry = self._library.conditions.get(found.condition)
        name = found.condition if entry is None else (entry.short or entry.name)
        regions = getattr(found, "regions", ())
        if regions:
            name = f"{name}: {self._words.places(regions)}"
        is_over = found.until is not None and found.until < self._today
        if is_over and is_new:
            return None  # it came and went meanwhile
        kind: SinceKind = "marked" if is_new else "changed"
        return ("gone" if found.is_in_bin or is_over else kind, name, "safety", "")

    def _word(self, last: Revision) -> _Told | None:
        log = self._log
        if last.kind == "question":
            asked = log.questions.one(last.thing)
            if asked is None or asked.is_in_bin:
                return None
            return ("question" if asked.is_open else "answer", asked.text, "page", "")
        if last.kind == "follow-up":
            later = log.follow_ups.one(last.thing)
            if later is None or later.is_in_bin or not later.is_closed:
                return None
            said = {one.id: one.text for one in self._library.files.follow_up.answer}
            words = [self._words.fill(said[one]) for one in later.answers if one in said]
            return ("follow-up", ", ".join(words), "session", later.session)
        if last.kind == "note":
            note = log.notes.one(last.thing)
            if note is None or note.is_in_bin:
                return None
            return ("note", note.text, "session" if note.session else "log", note.session)
        return None

    def _name(self, caregiver: str) -> str:
        if caregiver not in self._names:
            found = self._log.caregivers.one(caregiver) if caregiver else None
            self._names[caregiver] = "" if found is None else found.name
        return self._names[caregiver]
