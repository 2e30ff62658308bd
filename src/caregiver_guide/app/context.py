# SPDX-License-Identifier: GPL-3.0-or-later
"""What every part of the app shares: content, log, settings, clocks, and who is cared for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from caregiver_guide import __version__
from caregiver_guide.content.giver_words import giver_words
from caregiver_guide.content.library import Library
from caregiver_guide.domain.day_checks import DayOfChecks
from caregiver_guide.domain.planner import LEAST_TOUCH_SECONDS
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    Moment,
    Person,
    SessionStory,
    contact_to_call,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.follow_up import has_shown
from caregiver_guide.services.keep_away import KeepAway, keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_map import answer_state, finding_lines
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.settings import Settings
from caregiver_guide.ui.motion import system_is_still
from caregiver_guide.ui.prompts import Prompts

if TYPE_CHECKING:
    from caregiver_guide.figure.scene_painter import ScenePainter
    from caregiver_guide.figure.stroke_painter import StrokePainter

T = TypeVar("T")
SEEN_AT_MOST = 50
MADE_WITH = f"Caregiver Guide {__version__}"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks: one for dates, one for durations in seconds."""

    wall: Callable[[], Moment]
    steady: Callable[[], float]


class Context:
    """Content, log, settings and clocks, and the person and caregiver of the moment."""

    def __init__(
        self,
        library: Library,
        log: Log,
        settings: Settings,
        resources: Path,
        data_dir: Path,
        clocks: Clocks,
        prompts: Prompts,
        *,
        has_sound: bool = True,
        speech: Sequence[str] | None = None,
    ) -> None:
        self._own_library = library
        self.library = library
        self.log = log
        self.settings = settings
        self.resources = resources
        self.data_dir = data_dir
        self.clocks = clocks
        self.prompts = prompts
        self.has_sound = has_sound
        self.speech: Sequence[str] | None = speech if has_sound or speech else ()
        self.trouble = ""
        self.turns = 0
        """How often another person was turned to."""
        self.put_off: set[str] = set()
        """The massages, by id, of which it was said in this run on another's screen: not now."""
        self._owed: dict[tuple[str, Hashable], Callable[[], object]] = {}
        self.turn_to_who_is_here()

    def turn_to_who_is_here(self) -> None:
        """Turn to who was cared for here last, and to who gave care; to nobody in an empty log."""
        self.turns += 1
        self._person: Person | None = self._last_cared_for(self._people_here())
        self._caregiver: Caregiver | None = self._caregiver_here()
        self._take_words()

    def _take_words(self) -> None:
        """Have the content in the words of whoever gives care."""
        role = "family" if self._caregiver is None else self._caregiver.role
        self.library = self._own_library.read_with(giver_words(self.resources, role))

    def _people_here(self) -> tuple[Person, ...]:
        """Return who is cared for at this computer; a file that was taken in turns to nobody."""
        people = self.log.people.all()
        return tuple(filter(self.log.is_cared_for_here, people)) or people

    def _caregiver_here(self) -> Caregiver | None:
        """Return who gave care here last, else the newest caregiver of this computer.

        Nobody from a file that was taken in: who uses this computer has to say so.
        """
        here = self.caregivers_here()
        chosen = (one for one in here if one.id == self.settings.caregiver)
        return next(chosen, here[-1] if here else None)

    def caregivers_here(self) -> tuple[Caregiver, ...]:
        """Return who gives care at this computer, the first named first."""
        return tuple(filter(self.log.is_caregiver_here, self.log.caregivers.all()))

    def _last_cared_for(self, people: tuple[Person, ...]) -> Person | None:
        """Return the person with the newest massage, else the one added last."""
        newest: tuple[int, Person] | None = None
        for person in people:
            last = self.log.sessions.last(person.id)
            if last is not None and (newest is None or last.started.utc_ms > newest[0]):
                newest = last.started.utc_ms, person
        if newest is not None:
            return newest[1]
        return people[-1] if people else None

    # -- who -----------------------------------------------------------------------------

    @property
    def has_person(self) -> bool:
        """Whether anybody is cared for yet, and somebody gives care."""
        return self._person is not None and self._caregiver is not None

    @property
    def is_nameless(self) -> bool:
        """Whether somebody is cared for, and nobody has said yet who gives care here."""
        return self._person is not None and self._caregiver is None

    @property
    def person(self) -> Person:
        """The person cared for; there is one on every screen that asks."""
        if self._person is None:
            raise LookupError("nobody is cared for yet")
        return self._person

    @property
    def caregiver(self) -> Caregiver:
        """The caregiver of the moment."""
        if self._caregiver is None:
            raise LookupError("nobody gives care yet")
        return self._caregiver

    def care_for(self, person: Person, caregiver: Caregiver | None = None) -> None:
        """Turn to a person (and a caregiver)."""
        if self._person is None or self._person.id != person.id:
            self.turns += 1
        self._person = person
        if caregiver is not None:
            self._caregiver = caregiver
            self._take_words()

    def refresh_person(self) -> None:
        """Read the person again after a change."""
        found = self.log.people.one(self.person.id)
        if found is not None:
            self._person = found

    # -- when ----------------------------------------------------------------------------

    def now(self) -> Moment:
        """The present moment, with its zone."""
        return self.clocks.wall()

    def today(self) -> date:
        """Today's date where the caregiver is."""
        return self.now().day

    # -- words and rules -----------------------------------------------------------------

    @cached_property
    def painter(self) -> FigurePainter:
        """The one painter of the figure, read when it is first needed."""
        return FigurePainter(load_figure(self.resources / "figure"))

    @cached_property
    def strokes(self) -> StrokePainter:
        """The one painter of the caregiver's hands, read when a massage begins."""
        from caregiver_guide.figure.stroke_painter import StrokePainter
        from caregiver_guide.figure.strokes import load_strokes

        strokes = load_strokes(self.resources / "figure", self.painter.figure)
        return StrokePainter(self.painter, strokes)

    @cached_property
    def scenes(self) -> ScenePainter:
        """The one painter of positions, read when a position is first shown."""
        from caregiver_guide.figure.scene import load_scenes
        from caregiver_guide.figure.scene_painter import ScenePainter

        return ScenePainter(load_scenes(self.resources / "figure"), self.painter.figure)

    @property
    def emergency_number(self) -> str:
        """The emergency number of the country in the settings, or nothing."""
        country = self.library.files.emergency_numbers.countries.get(self.settings.country)
        return "" if country is None else country.number

    def words(self) -> PlanWords:
        """Words of plans for the person."""
        return PlanWords(self.library, self.person.name, self.emergency_number)

    def contacts(self) -> tuple[CareTeamContact, ...]:
        """The care team's numbers."""
        return self.log.contacts.of(self.person.id)

    @property
    def phone(self) -> str:
        """The care team's number, or nothing."""
        contact = contact_to_call(self.contacts())
        return "" if contact is None else contact.phone

    # -- the day -------------------------------------------------------------------------

    @property
    def zones_answered(self) -> bool:
        """Whether it was said what to keep away from.

        *I must ask* is no answer yet, and that there is nothing has to be said again in time.
        """
        return self.zones_answered_on(self.today())

    def zones_answered_on(self, day: date) -> bool:
        """Whether it was said, as it stands on ``day``, and all of it is in the log."""
        if self.owes_mark:
            return False
        log, person = self.log, self.person
        lines = finding_lines(
            self.library,
            person.name,
            log.zones.of(person.id),
            log.conditions.of(person.id),
            log.clearances.of(person.id),
            day,
        )
        answer = log.zones_answers.holding(person.id, day)
        return answer_state(self.library, answer, lines, day) == "answered"

    def checks_on(self, day: date) -> DayOfChecks:
        """Return what today's checks of a day say together, complete or not."""
        return day_of_checks(self.log, self.library, self.person.id, day)

    @property
    def is_checked(self) -> bool:
        """Whether today's check is complete."""
        return self.checks_on(self.today()).is_complete

    @property
    def has_news(self) -> bool:
        """Whether today's check is complete, or has already found something."""
        return self.checks_on(self.today()).has_news

    @property
    def owes_answer(self) -> bool:
        """Whether what is known of the person stops or asks first, whatever the check will say."""
        rulings = self.library.planner.rulings(self.profile())
        return bool(rulings.stops or rulings.asks)

    @property
    def is_first_session(self) -> bool:
        """Whether this is still the day of this person's first massage."""
        return self.is_first_on(self.today())

    def is_first_on(self, day: date) -> bool:
        """Whether no massage before ``day`` has shown that it was borne well.

        One that was cut off within a minute showed nothing. The next day has to show how it went:
        one that was followed by something serious does not count, nor one of the last days of
        which nobody has said yet that all was fine.
        """
        person = self.person.id
        many = self.log.sessions.count(person) - SEEN_AT_MOST
        # Those that were stopped before any touch have shown nothing, however many they are.
        if many > 0 and many > len(self.log.lines.without_touch(person)):
            return False
        given = [
            session
            for session in self.log.sessions.recent(person, limit=SEEN_AT_MOST)
            if session.was_given
            and session.started.day < day
            and session.touch_seconds >= LEAST_TOUCH_SECONDS
        ]
        asked = self.log.follow_ups.of_sessions(tuple(session.id for session in given))
        return not any(
            has_shown(
                self.library.files,
                SessionStory(session, follow_ups=asked.get(session.id, ())),
                day,
            )
            for session in given
        )

    def profile(self, on: date | None = None) -> Profile:
        """Return the person's profile on a day (today), with its check as far as it is answered."""
        person, day = self.person.id, on or self.today()
        return profile_of(
            self.library.book,
            self.person,
            self._caregiver,
            self.log.zones.of(person),
            self.log.conditions.of(person),
            self.log.clearances.of(person),
            self.checks_on(day),
            day,
            self.is_first_on(day),
        )

    def keep_away(self, profile: Profile | None = None) -> tuple[KeepAway, ...]:
        """Return the numbered zones that count today."""
        zones = self.log.zones.of(self.person.id)
        return keep_away(self.words(), profile or self.profile(), zones)

    @property
    def may_move(self) -> bool:
        """Whether pictures may move: by the settings, and by what the desktop asks for."""
        return self.settings.motion == "calm" and not system_is_still()

    # -- the world's failures ------------------------------------------------------------

    def did(self, action: Callable[[], object]) -> bool:
        """Do something that writes; if the world fails, say so and return ``False``."""
        try:
            action()
        except StorageError as error:
            self._failed(error)
            return False
        self._went_well()
        return True

    def kept(self, action: Callable[[], T]) -> T | None:
        """Do something that writes; if the world fails, say so and return ``None``."""
        try:
            done = action()
        except StorageError as error:
            self._failed(error)
            return None
        self._went_well()
        return done

    @property
    def owes_mark(self) -> bool:
        """Whether something said about the person's safety is not in the log yet."""
        return any(person == self.person.id for person, _ in self._owed)

    @property
    def owed(self) -> tuple[Hashable, ...]:
        """What was said about the person's safety and is not in the log yet, in order."""
        return tuple(what for person, what in self._owed if person == self.person.id)

    @property
    def owes_anything(self) -> bool:
        """Whether something about anybody is not in the log yet."""
        return bool(self._owed)

    def owe(self, what: Hashable, write: Callable[[], object]) -> None:
        """Take what has to be written about the person's safety; the same twice is one."""
        self._owed[self.person.id, what] = write

    def settled(self, what: Hashable, write: Callable[[], object]) -> bool:
        """Owe what has to be written about the person's safety, and write it now if that goes."""
        self.owe(what, write)
        return self.did(self.settle)

    def settle(self) -> None:
        """Write what is owed, in order; what the world refuses stays owed, and is raised."""
        while self._owed:
            key = next(iter(self._owed))
            write = self._owed.pop(key)
            try:
                # Whoever is erased meanwhile takes along what was said.
                if self.log.people.one(key[0]) is not None:
                    write()
            except StorageError:
                self._owed = {key: write, **self._owed}
                raise

    def _failed(self, error: StorageError) -> None:
        self.trouble = str(error)
        self.prompts.tell("", str(error))

    def _went_well(self) -> None:
        """Forget a trouble that is over: the log takes entries again."""
        if self.log.report is not None and self.log.report.is_ok:
            self.trouble = ""

    def set(self, **changes: object) -> Settings:
        """Change settings for the rest of the run, and return them."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # by name
        return self.settings
