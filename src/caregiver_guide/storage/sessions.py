# SPDX-License-Identifier: GPL-3.0-or-later
"""Massages in the log: as they went, the plan as it was shown, and where a running one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import msgspec

from caregiver_guide.domain.session import (
    GIVEN_STATES,
    NOT_YET,
    ComfortSigns,
    ConsentAnswer,
    FollowUp,
    LaterPlan,
    Moment,
    Note,
    Rating,
    Reaction,
    SessionPlace,
    SessionPosition,
    SessionRecord,
    SessionState,
    SessionStory,
)
from caregiver_guide.storage.chain import Draft
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.revisions import PLAN, LogAge, RevisionStore

_OVER: tuple[SessionState, ...] = (*GIVEN_STATES, "not-wanted")


class Sessions(Facts[SessionRecord]):
    """The massages of everybody; one happened when it started.

    A massage has two versions: its begin and its end, and one more for each plan that took the
    place of the first on the way. What goes on between is one row that is overwritten
    (`keep_place`): enough to go on after a power cut, and no history. A plan's text is stored once
    for each person, however often it was shown.
    """

    def __init__(
        self,
        store: RevisionStore,
        database: Database,
        ratings: Facts[Rating],
        reactions: Facts[Reaction],
        notes: Facts[Note],
        comfort: Facts[ComfortSigns],
        follow_ups: Facts[FollowUp],
        consents: Facts[ConsentAnswer],
    ) -> None:
        super().__init__(store, "session", SessionRecord)
        self._database = database
        self._ratings = ratings
        self._reactions = reactions
        self._notes = notes
        self._comfort = comfort
        self._follow_ups = follow_ups
        self._consents = consents

    def add(
        self, fact: SessionRecord, *, by: str = "", happened: Moment | None = None
    ) -> SessionRecord:
        """Write a massage with its plan, and return it with its id and ``plan_json``."""
        with self._store.writing():
            plan = self._keep_plan(fact.person, fact.plan_json, fact.started, by)
            shown = fact.plan_json
            bare = replace(fact, plan=plan or fact.plan, plan_json="")
            written = super().add(bare, by=by, happened=happened or fact.started)
        return replace(written, plan_json=shown)

    def age_at(self, session: SessionRecord) -> LogAge:
        """Return how old the log was when a massage began.

        One that was told afterwards, or came from another person, was written much later: of that
        only the time by the wall is known.
        """
        first = self._store.history(session.id)[0]
        if first.state != "running":
            return LogAge(session.started)
        return LogAge(session.started, first.replica, first.seq)

    def change(self, fact: SessionRecord, *, by: str = "", why: str = "") -> SessionRecord:
        """Write a new version of a massage; the plan as it was shown never changes."""
        shown = fact.plan_json
        bare = replace(fact, plan_json="", happened=fact.started)
        return replace(super().change(bare, by=by, why=why), plan_json=shown)

    def begin(self, session: SessionRecord, place: SessionPlace, *, by: str = "") -> SessionRecord:
        """Write that a massage runs, and where it stands, in one.

        Where nobody could tell whether its begin was saved and it is begun anew, it is one massage.
        """
        running = replace(session, state="running")
        with self._store.writing():
            before = self._store.doubted_state(self._kind, session.person, "running")
            if before:
                plan = self._keep_plan(session.person, session.plan_json, session.started, by)
                begun = self.change(replace(running, id=before, plan=plan), by=by)
            else:
                begun = self.add(running, by=by)
            self.keep_place(replace(place, session=begun.id))
        return begun

    def show_plan(
        self, session: SessionRecord, plan_json: str, shown: Moment, *, by: str = ""
    ) -> SessionRecord:
        """Write that another plan is followed from ``shown`` on; the plans before it stay.

        No text for it is our mistake: ``ValueError``.
        """
        if not plan_json:
            raise ValueError("a plan that was shown has a text")
        with self._store.writing():
            plan = self._keep_plan(session.person, plan_json, shown, by)
            later = (*session.later_plans, LaterPlan(plan, shown))
            return self.change(replace(session, later_plans=later, plan_json=plan_json), by=by)

    def end(self, session: SessionRecord, *, by: str = "", why: str = "") -> SessionRecord:
        """Write how a massage ended, and forget where it stood, in one."""
        with self._store.writing():
            ended = self.change(session, by=by, why=why)
            self._database.run("DELETE FROM session_now WHERE session = ?", (session.id,))
        return ended

    def keep_place(self, place: SessionPlace) -> None:
        """Keep where the running massage stands, in place of what was kept before."""
        body = msgspec.json.encode(place).decode()
        with self._store.writing():
            self._database.run(
                "INSERT INTO session_now VALUES (1, ?, ?, ?) ON CONFLICT (only_one) DO UPDATE "
                "SET session = excluded.session, body = excluded.body, hash = excluded.hash",
                (place.session, body, _hash_of_place(place.session, body)),
            )

    def place(self) -> SessionPlace | None:
        """Return where a massage that was never ended stood last.

        A place that is not as it was written has no steps and was seen `NOT_YET`; so has one that
        is missing though a massage runs, since both are written together.
        """
        rows = self._database.rows("SELECT session, body, hash FROM session_now")
        if not rows:
            running = self._store.running()
            return _lost_place(running[-1].thing) if running else None
        session, body, written = (str(value) for value in rows[0])
        if written != _hash_of_place(session, body):
            return _lost_place(session)
        return msgspec.json.decode(body, type=SessionPlace)

    def one(self, fact_id: str) -> SessionRecord | None:
        """Return one massage with the plan as it was shown last; ``None`` when unknown."""
        found = super().one(fact_id)
        return replace(found, plan_json=self.plans_json(found)[-1]) if found else None

    def plans_json(self, session: SessionRecord) -> tuple[str, ...]:
        """Return the texts of all plans of a massage, the first one first."""
        later = (plan.plan for plan in session.later_plans)
        return tuple(self.plan_json(plan) for plan in (session.plan, *later))

    def plan_json(self, plan: str) -> str:
        """Return the JSON text of a plan by its id; empty when there is none."""
        revision = self._store.thing(plan) if plan else None
        return revision.body if revision and revision.kind == PLAN else ""

    def recent(
        self, person: str, limit: int = 20, before: Moment | None = None
    ) -> tuple[SessionRecord, ...]:
        """Return the last massages that are over, the newest first."""
        found = self._store.in_time(self._kind, person, end=before, states=_OVER, newest=limit)
        return tuple(reversed(self._values(found)))

    def last(self, person: str) -> SessionRecord | None:
        """Return the last massage that was given, whole or in part."""
        asked = 1
        while True:
            rows = self._store.in_time(self._kind, person, states=GIVEN_STATES, newest=asked)
            given = [session for session in self._values(rows) if session.was_given]
            if given or len(rows) < asked:
                return given[-1] if given else None
            asked *= 4

    def count(self, person: str, states: tuple[SessionState, ...] = GIVEN_STATES) -> int:
        """Return how many massages are in ``states``."""
        return self._store.count(self._kind, person, states)

    def between(self, person: str, start: Moment, end: Moment) -> tuple[SessionRecord, ...]:
        """Return the massages over that started from ``start`` until before ``end``, in order."""
        found = self._store.in_time(self._kind, person, start=start, end=end, states=_OVER)
        return self._values(found)

    def stories(self, sessions: Sequence[SessionRecord]) -> tuple[SessionStory, ...]:
        """Return ``sessions`` with all that was said about each, in the same order."""
        ids = tuple(session.id for session in sessions)
        ratings = self._ratings.of_sessions(ids)
        reactions = self._reactions.of_sessions(ids)
        notes = self._notes.of_sessions(ids)
        comfort = self._comfort.of_sessions(ids)
        follow_ups = self._follow_ups.of_sessions(ids)
        consents = self._consents.of_sessions(ids)
        return tuple(
            SessionStory(
                session,
                ratings.get(session.id, ()),
                reactions.get(session.id, ()),
                notes.get(session.id, ()),
                comfort.get(session.id, ()),
                follow_ups.get(session.id, ()),
                consents.get(session.id, ()),
            )
            for session in sessions
        )

    def story(self, session_id: str) -> SessionStory | None:
        """Return one massage with its plan and all that was said about it."""
        session = self.one(session_id)
        return self.stories((session,))[0] if session else None

    def _keep_plan(self, person: str, text: str, shown: Moment, by: str) -> str:
        """Store a plan's text unless it is there already, and return its id."""
        if not text:
            return ""
        plan = sha256(f"{person}\n{text}".encode()).hexdigest()[:32]
        if self._store.thing(plan) is None:
            self._store.append(
                Draft(
                    kind=PLAN,
                    thing=plan,
                    person=person,
                    body=text,
                    happened=shown,
                    recorded_by=by,
                )
            )
        return plan


def _lost_place(session: str) -> SessionPlace:
    return SessionPlace(session, SessionPosition(0, ()), (), NOT_YET)


def _hash_of_place(session: str, body: str) -> str:
    return sha256(f"{session}\n{body}".encode()).hexdigest()
