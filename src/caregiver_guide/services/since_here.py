# SPDX-License-Identifier: GPL-3.0-or-later
"""Since you were last here: what others wrote about a person since a caregiver's last visit.

A visit is a run of a caregiver's own entries with never more than `VISIT_GAP_H` hours between two.
What counts as new is what came into the log after the visit before this one, whenever it happened:
a care file that is taken in today brings news today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal, cast

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import (
    GIVEN_STATES,
    Caregiver,
    CareTeamContact,
    Fact,
    FollowUp,
    Moment,
    Note,
    Person,
    Question,
    Reaction,
    SessionRecord,
    result_order,
    severity_order,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import routine_name
from caregiver_guide.services.moving import is_moved_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.safety_map import clearance_title
from caregiver_guide.services.taking_away import WITH_MASSAGE
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
    "says-stop",
    "tells-by",
    "contact",
    "contact-gone",
    "less-grave",
    "reaction-gone",
    "follow-up-gone",
    "massage-gone",
    "moved",
    "question",
    "question-gone",
    "answer",
    "follow-up",
    "note",
    "note-gone",
]

_Told = tuple[SinceKind, str, str, str]

VISIT_GAP_H: Final = 2.0
LISTED: Final = 8
FIRST_DAYS: Final = 14
"""How many days back somebody is told of who was never here."""

_ORDER: Final[tuple[SinceKind, ...]] = (
    "says-stop",
    "stopped",
    "reaction",
    "refused",
    "allergies",
    "drinks",
    "tells-by",
    "marked",
    "changed",
    "gone",
    "contact",
    "contact-gone",
    "less-grave",
    "reaction-gone",
    "follow-up-gone",
    "massage",
    "massage-gone",
    "moved",
    "follow-up",
    "allowed",
    "question",
    "answer",
    "note",
    "question-gone",
    "note-gone",
)


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One piece of news: what, written by whom and when, and where it stands.

    ``place`` is a place of the app ("session" with the ``id`` of the massage), or "entry" for the
    entry with that ``id`` and all that it said before. ``what`` is a code with "drinks" (what may
    be drunk now) and "tells-by" (how comfort is told).
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
    rows = _rows(log, library, person, news, now.day, was_here=since is not None)
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
    log: Log,
    library: Library,
    person: Person,
    news: Iterable[Revision],
    today: date,
    *,
    was_here: bool,
) -> tuple[SinceRow, ...]:
    """Return one row for each thing that is new, the gravest kinds first, then the newest.

    Who was never here (``was_here``) has nothing to take back, and is not told of what is gone.
    """
    newest: dict[str, list[Revision]] = {}
    for one in news:
        newest.setdefault(one.thing, []).append(one)
    teller = _Teller(log, library, person, today, was_here=was_here)
    found = [row for versions in newest.values() for row in teller.rows(versions)]
    found.sort(key=lambda row: row.when.utc_ms, reverse=True)
    # A yes that was ended and the no that ended it are one piece of news.
    newest_no = {row.what: row for row in reversed(found) if row.kind == "refused"}
    found = [row for row in found if row.kind != "refused" or newest_no[row.what] is row]
    return tuple(sorted(found, key=lambda row: _ORDER.index(row.kind)))


_TOLD_WHEN_GONE: Final = (SessionRecord, Reaction, Note, FollowUp, Question, CareTeamContact)
_SEVERITIES: Final = {"comfort-only": "comfort"}
_GRAVE: Final = 2
"""From how grave on (`severity_order`) a reaction is told that went away with its massage."""


class _Teller:
    """Says in a few words what one piece of news is."""

    def __init__(
        self, log: Log, library: Library, person: Person, today: date, *, was_here: bool
    ) -> None:
        self._log = log
        self._was_here = was_here
        self._person = person
        self._today = today
        self._library = library
        self._words = PlanWords(library, person.name)
        self._names: dict[str, str] = {}
        self._reactions = {one.id: one.text for one in library.files.reactions.reaction}
        self._severities = {
            _SEVERITIES.get(one.id, one.id): one.text for one in library.files.reactions.severity
        }

    def rows(self, versions: Sequence[Revision]) -> tuple[SinceRow, ...]:
        """Return the rows for one thing; none for what nobody has to be told."""
        last = versions[-1]
        if last.kind not in self._log.kinds():
            return ()  # the plan of a massage: the massage itself is told
        is_new = versions[0].version == 1
        before = None if is_new else self._before(versions[0])
        if last.is_in_bin and is_new:
            return ()  # written and taken away meanwhile
        became = self._log.kinds()[last.kind].read(last)
        if before is not None and self._is_no_news(before, became):
            return ()
        when = Moment(last.written_ms, last.written_offset, last.written_zone)
        by = self._name(last.recorded_by)
        if last.kind == "person":
            told = self._told_of_person(before)
        else:
            one = self._told(last, before, is_new=is_new)
            told = () if one is None else (one,)
        return tuple(SinceRow(kind, what, by, when, place, id_) for kind, what, place, id_ in told)

    def _is_no_news(self, before: Fact, became: Fact) -> bool:
        """Return whether somebody but looked, or it went along with the day of its massage."""
        if not isinstance(became, SessionRecord):
            before = replace(before, happened=became.happened)
        return say_the_same(before, became)

    def _before(self, first: Revision) -> Fact | None:
        """Return what stood before the news; ``None`` where that was not one version."""
        try:
            return cast("Fact | None", self._log.kinds()[first.kind].before(first))
        except KeyError:
            return None

    def _told_of_person(self, before: Fact | None) -> tuple[_Told, ...]:
        """Return what is new of how stop is said, what may touch the skin and be drunk."""
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
        if was.says_stop.strip() != self._person.says_stop.strip():
            told.append(("says-stop", self._person.says_stop.strip(), "entry", self._person.id))
        if was.tells_by != self._person.tells_by:
            told.append(("tells-by", self._person.tells_by, "entry", self._person.id))
        return tuple(told)

    def _told(self, last: Revision, before: Fact | None, *, is_new: bool) -> _Told | None:
        """Return what is new of one thing; ``before`` is what stood there, where that is known."""
        facts = self._log.kinds()[last.kind]
        fact = facts.one(last.thing)
        if fact is not None and isinstance(fact, _TOLD_WHEN_GONE) and fact.is_in_bin:
            was_there = before is None or not before.is_in_bin
            return self._gone(fact) if was_there and self._was_here else None
        if isinstance(fact, SessionRecord):
            if fact.state not in GIVEN_STATES:
                return None
            name = routine_name(self._library, fact.routine)
            return ("stopped" if fact.is_broken_off else "massage", name, "session", fact.id)
        if isinstance(fact, Reaction):
            return self._reaction(fact, before)
        if isinstance(fact, CareTeamContact):
            named = ", ".join(part for part in (fact.name.strip(), fact.phone.strip()) if part)
            return ("contact", named, "entry", fact.id)
        if last.kind in ("zone", "condition"):
            return self._finding(last, is_new=is_new)
        if last.kind == "clearance":
            return self._clearance(last)
        return self._word(fact, before)

    def _gone(self, fact: Fact) -> _Told | None:
        """Return what was taken away, once for a massage with all that was said about it.

        A reaction that was grave is told beside it. Of what is somebody else's nothing is told but
        that a massage is.
        """
        if is_moved_away(fact):
            return ("moved", "", "entry", fact.id) if isinstance(fact, SessionRecord) else None
        is_grave = isinstance(fact, Reaction) and severity_order(fact) >= _GRAVE
        is_grave |= isinstance(fact, FollowUp) and fact.is_serious
        if fact.why == WITH_MASSAGE and not is_grave:
            return None
        if isinstance(fact, SessionRecord):
            name = routine_name(self._library, fact.routine)
            return ("massage-gone", name, "entry", fact.id) if fact.state in GIVEN_STATES else None
        if isinstance(fact, Reaction):
            return ("reaction-gone", self._noticed(fact), "entry", fact.id)
        if isinstance(fact, CareTeamContact):
            return ("contact-gone", fact.name, "entry", fact.id)
        if isinstance(fact, FollowUp):
            return ("follow-up-gone", self._answers(fact), "entry", fact.id)
        kind: SinceKind = "note-gone" if isinstance(fact, Note) else "question-gone"
        return (kind, str(getattr(fact, "text", "")), "entry", fact.id)

    def _reaction(self, fact: Reaction, before: Fact | None) -> _Told:
        """Return what was noticed; where it is called less grave now, how grave."""
        said = self._noticed(fact)
        was = severity_order(before) if isinstance(before, Reaction) else severity_order(fact)
        if was > severity_order(fact):
            grave = self._words.fill(self._severities.get(fact.severity, fact.severity))
            return ("less-grave", f"{said}: {grave}", "entry", fact.id)
        return ("reaction", said, "session" if fact.session else "log", fact.session)

    def _noticed(self, fact: Reaction) -> str:
        return self._words.fill(self._reactions.get(fact.what, fact.what))

    def _answers(self, fact: FollowUp) -> str:
        said = {one.id: one.text for one in self._library.files.follow_up.answer}
        said["nothing-new"] = self._library.files.reactions.nothing_new
        return ", ".join(self._words.fill(said[one]) for one in fact.answers if one in said)

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

    def _word(self, fact: Fact | None, before: Fact | None) -> _Told | None:
        if isinstance(fact, Question):
            return ("question" if fact.is_open else "answer", fact.text, "page", "")
        if isinstance(fact, FollowUp) and fact.is_closed:
            was = result_order(before) if isinstance(before, FollowUp) else 0
            if was > result_order(fact):
                return ("less-grave", self._answers(fact), "entry", fact.id)
            return ("follow-up", self._answers(fact), "session", fact.session)
        if isinstance(fact, Note):
            return ("note", fact.text, "session" if fact.session else "log", fact.session)
        return None

    def _name(self, caregiver: str) -> str:
        if caregiver not in self._names:
            found = self._log.caregivers.one(caregiver) if caregiver else None
            self._names[caregiver] = "" if found is None else found.name
        return self._names[caregiver]
