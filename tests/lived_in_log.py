# SPDX-License-Identifier: GPL-3.0-or-later
"""A log as a family fills it in a few weeks: massages, answers, reactions, notes, corrections."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    Moment,
    Note,
    Person,
    Question,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
    ZoneRecord,
)
from caregiver_guide.services.plan_words import PlanWords, plan_as_json
from caregiver_guide.services.session_detail import Correction, record_correction

TODAY = date(2026, 11, 18)
NOW = Moment.of(datetime(2026, 11, 18, 15, 30, tzinfo=timezone(timedelta(hours=1))), "Europe/Rome")


class StandingWall:
    """A clock on the wall that goes a millisecond on at every look, and is set by hand."""

    def __init__(self, moment=NOW):
        self.moment = moment

    def __call__(self):
        self.moment = self.moment.later(0.001)
        return self.moment


@dataclass(frozen=True)
class Home:
    """Who is in the log."""

    pat: Person
    ana: Caregiver
    jo: Caregiver
    sessions: tuple[SessionRecord, ...]


def at(days_ago, hour=14, minute=30):
    """A moment some days before today."""
    day = TODAY - timedelta(days=days_ago)
    zone = timezone(timedelta(hours=1))
    return Moment.of(
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone), "Europe/Rome"
    )


def plan_json(library, name="Pat", routine="m-hand"):
    """The plan of a day, with a port and a fresh cut, as it is stored."""
    body = library.book.body
    port = Finding("port", body.mask(("chest.R",)))
    cut = Finding(
        "incision", body.mask(("belly-lower.R", "belly-lower.L")), since=TODAY - timedelta(days=9)
    )
    plan = library.planner.plan(Profile(TODAY, (port, cut)), routine, "semi-30-45", 10)
    return json.dumps(plan_as_json(plan, PlanWords(library, name)))


def massage(home_pat, caregiver, started, *, routine="m-hand", state="finished", plan="", **more):
    """One massage with three steps, the last of them skipped."""

    def step(name, side, seconds, outcome="done"):
        return StepRecord(
            step=name,
            side=side,
            is_touch=True,
            regions=(f"hand-back.{side}",),
            pressure=1,
            planned_seconds=60,
            seconds=seconds,
            outcome=outcome,
            started=started,
        )

    steps = (
        [(one["id"], one["side"]) for one in json.loads(plan)["steps"] if one["action"] != "skip"]
        if plan
        else []
    )
    records = tuple(step(name, side, 62) for name, side in steps[:-1]) + tuple(
        step(name, side, 0, "skipped") for name, side in steps[-1:]
    )
    return SessionRecord(
        person=home_pat.id,
        caregiver=caregiver.id,
        routine=routine,
        position="semi-30-45",
        minutes_asked=10,
        started=started,
        ended=started.later(640),
        state=state,
        steps=records,
        touch_seconds=0 if state == "not-wanted" else 562,
        plan_json=plan,
        **more,
    )


def fill(log, library, wall, name="Pat", massages=14):
    """Fill a log and return who is in it."""
    wall.moment = at(40)
    ana = log.caregivers.add(Caregiver(name="Ana"))
    jo = log.caregivers.add(Caregiver(name="J. Reyes", role="aide"))
    pat = log.people.add(Person(name=name, tone="honey", birth_date=date(1951, 3, 12)), by=ana.id)
    log.contacts.add(CareTeamContact(person=pat.id, name="Nurse Lee", phone="555 0142"), by=ana.id)
    log.zones.add(
        ZoneRecord(person=pat.id, condition="port", regions=("chest.R",), said_by="Nurse Lee")
    )
    log.questions.add(Question(person=pat.id, text="When may we massage near the belly cut?"))
    plan = plan_json(library, name)
    sessions = []
    for number in range(massages):
        started = at(2 * (massages - 1 - number), hour=10 + number % 8)
        wall.moment = started
        state = {3: "stopped", 6: "not-wanted", 9: "unfinished"}.get(number % 14, "finished")
        more = {"stop_reason": "asked-to-stop"} if state == "stopped" else {}
        who = jo if number % 3 == 1 else ana
        kind = ("m-hand", "hand-sandwich", "foot-comfort")[number % 3]
        one = log.sessions.add(
            massage(
                pat,
                who,
                started,
                routine=kind,
                state=state,
                plan=plan if kind == "m-hand" else "",
                **more,
            ),
            by=who.id,
        )
        sessions.append(one)
        if state == "not-wanted":
            continue
        wall.moment = started.later(700)
        for question, before, after in (
            ("pain", 6, 4),
            ("worry", 5, "declined"),
            ("tiredness", "could-not-say", 3),
        ):
            for when, value in (("before", before), ("after", after)):
                log.ratings.add(
                    Rating(
                        person=pat.id, session=one.id, question=question, when=when, value=value
                    ),
                    by=who.id,
                )
    last = sessions[-1]
    log.reactions.add(
        Reaction(
            person=pat.id,
            session=last.id,
            what="rash",
            severity="needs-call",
            regions=("hand-back.L",),
            what_done="Washed the lotion off.",
            lasted="hour",
        ),
        by=ana.id,
    )
    log.reactions.add(
        Reaction(person=pat.id, session=sessions[2].id, what="tender", severity="minor"), by=ana.id
    )
    log.notes.add(
        Note(person=pat.id, session=last.id, text="Slept well after it, with the window open."),
        by=ana.id,
    )
    wall.moment = NOW
    record_correction(
        log, Correction(last.id, "rating", "pain.after", 3, "Typing mistake"), by=ana.id
    )
    return Home(pat, ana, jo, tuple(sessions))
