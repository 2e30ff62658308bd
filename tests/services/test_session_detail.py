# SPDX-License-Identifier: GPL-3.0-or-later
"""One massage read again: as it was, with every change since, and nothing overwritten."""

from dataclasses import replace

import pytest

from caregiver_guide.domain.session import ComfortSigns, ConsentAnswer, ZoneRecord
from caregiver_guide.services.follow_up import FollowUpGiven, record_follow_up
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_detail import (
    Correction,
    plan_shown,
    read_session,
    record_correction,
    record_note,
)
from caregiver_guide.services.session_export import rows_of


@pytest.fixture
def shown(home):
    """The last massage for which a plan was shown."""
    return next(one for one in reversed(home.sessions) if one.routine == "m-hand")


def test_the_plan_is_the_one_that_was_shown(log, library, shown):
    """The port and the cut that were marked then are told as they were told then."""
    plan = read_session(log, library, shown.id).plan

    assert plan.verdict == "adapted"
    assert plan.rules == library.version
    assert any("port" in reason.text for reason in plan.reasons)
    assert all(reason.known.endswith(".") for reason in plan.reasons)
    assert not any(source in str(plan) for source in library.files.sources)


def test_steps_tell_what_was_done_and_what_was_left_out(log, library, shown):
    """Every step of the plan is listed, with its side, and why it was changed."""
    steps = read_session(log, library, shown.id).steps

    assert steps[-1].outcome == "skipped"
    assert {step.outcome for step in steps[:3]} == {"done"}
    assert any(step.side == "R" for step in steps)
    assert any(step.reasons for step in steps)
    assert all("{" not in step.title for step in steps)


def test_a_plan_that_cannot_be_read_hides_nothing_else(log, library, home):
    """A massage without a plan, or with one that is no use, still shows everything else."""
    view = read_session(log, library, home.sessions[-1].id)

    assert view.plan is None
    words = PlanWords(library, "Pat", "911")
    assert plan_shown("not a plan", words) is None
    assert plan_shown('{"steps": 3}', words) is None
    old = '{"verdict": "go", "reasons": [{"text": "Rest.", "grade": "Z", "source": ["GONE"]}]}'
    assert plan_shown(old, words).reasons[0].known == ""
    assert view.reactions[0].severity == "needs-call"
    assert "hand" in view.reactions[0].place


def test_a_number_that_was_changed_shows_both_and_why(log, library, home):
    """A change is listed with what it was, what it became, who did it and why."""
    view = read_session(log, library, home.sessions[-1].id)

    change = view.changes[0]
    assert (change.question, change.time, change.before, change.after) == ("Pain", "after", 4, 3)
    assert (change.by, change.why) == ("Ana", "Typing mistake")
    assert next(line for line in view.ratings if line.question == "pain").after.value == 3


def test_an_answer_remembered_later_is_added_with_its_reason(log, library, home):
    """A number nobody had written down can be added, and counts as a change of the record."""
    session = next(one for one in home.sessions if one.state == "not-wanted")
    add = Correction(session.id, "rating", "worry.before", "declined", "Remembered later")

    record_correction(log, add, by=home.ana.id)

    view = read_session(log, library, session.id)
    assert view.ratings[1].before.value == "declined"
    assert (view.changes[0].before, view.changes[0].after) == (None, "declined")


def test_a_note_can_be_changed_and_the_old_words_stay(log, library, home):
    """What a note said before it was changed can still be read."""
    session = home.sessions[-1]
    note = record_note(log, session.id, "Slept wel.", by=home.jo.id)

    record_correction(
        log, Correction(session.id, "note", note.id, "Slept well.", "Typing mistake"), by=home.jo.id
    )

    view = read_session(log, library, session.id)
    assert "Slept well." in [one.text for one in view.notes]
    assert view.changes[-1].before == "Slept wel."
    assert view.changes[-1].by == "J. Reyes"


def test_no_change_without_a_reason(log, home):
    """A record is never changed without saying why."""
    change = Correction(home.sessions[-1].id, "rating", "pain.before", 2, "  ")

    with pytest.raises(ValueError, match="reason"):
        record_correction(log, change)

    assert log.sessions.story(change.session).rating("pain", "before").number == 6


def test_an_impossible_number_is_refused(log, home):
    """A rating stays between 0 and 10, also when it is corrected."""
    change = Correction(home.sessions[-1].id, "rating", "pain.before", 11, "Typing mistake")

    with pytest.raises(ValueError, match="0 to 10"):
        record_correction(log, change)


def test_what_nobody_knows_is_not_found(log, library, home):
    """A massage that is not in the log is no page, and takes no note."""
    assert read_session(log, library, "nothing") is None
    with pytest.raises(KeyError):
        record_note(log, "nothing", "Words")


def test_answers_and_a_plan_changed_on_the_way_are_told(log, wall, library, home, shown):
    """Both parts of a step that changed, what was asked and answered, and when the plan changed."""
    stroke = replace(shown.steps[1], seconds=20, outcome="stopped")
    softer = replace(shown.steps[1], seconds=40, outcome="done", softened_to=0)
    begun = replace(
        shown, id="", state="running", plan_json=log.sessions.one(shown.id).plan_json, steps=()
    )
    begun = log.sessions.add(begun)
    changed = log.sessions.show_plan(begun, begun.plan_json.replace("port", "PORT"), wall())
    log.sessions.end(
        replace(changed, state="stopped", steps=(stroke, softer), ended_by="nothing-allowed")
    )
    for at_s, answer in ((60, "softer"), (150, "not-answered")):
        log.consents.add(
            ConsentAnswer(person=shown.person, session=begun.id, at_s=at_s, answer=answer)
        )

    view = read_session(log, library, begun.id)
    assert [(one.answer, one.at_s) for one in view.consents] == [
        ("softer", 60),
        ("not-answered", 150),
    ]
    gone = [step for step in view.steps if step.seconds]
    assert [(step.seconds, step.outcome) for step in gone] == [(20, "stopped"), (40, "done")]
    assert not any("asked for it" in reason for reason in gone[0].reasons)
    assert any("asked for it" in reason for reason in gone[1].reasons)
    assert len(view.plan_changes) == 1
    assert view.allowed_no_more
    assert any("PORT" in reason.text for reason in view.plan.reasons) or "PORT" in str(view.plan)

    story = log.sessions.story(begun.id)
    (row,) = rows_of(log.people.one(shown.person), [story], {})
    assert row["asked"] == [
        {"answer": "softer", "at_seconds": 60},
        {"answer": "not-answered", "at_seconds": 150},
    ]


def test_signs_that_were_watched_are_shown_in_words_and_apart(log, library, home):
    """Each sign with what was seen before and after, how long hands were off, and the limits."""
    session = home.sessions[-1]
    for when, minutes, face in (("before", None, 2), ("after", 12, 0)):
        seen = ComfortSigns(
            person=session.person, session=session.id, when=when, face=face, breath=1,
            minutes_since_hands_off=minutes,
        )  # fmt: skip
        log.comfort.add(seen)

    view = read_session(log, library, session.id)

    face = next(line for line in view.signs if line.sign == "face")
    assert (face.before, face.after, len(face.levels)) == (2, 0, 3)
    assert view.has_signs
    assert "our own list" in view.signs_limits
    assert view.minutes_after == 12
    assert [line.question for line in view.ratings] == ["pain", "worry", "tiredness"]


def test_a_sign_can_be_put_right_and_the_old_one_stays(log, library, home):
    """Corrected with its reason; a sign that was never watched can be added the same way."""
    session = home.sessions[-1]
    seen = ComfortSigns(person=session.person, session=session.id, when="before", face=2)
    log.comfort.add(seen)

    for target, value in (("face.before", 1), ("body.after", 2)):
        change = Correction(session.id, "sign", target, value, "Typing mistake")
        record_correction(log, change, by=home.ana.id)

    view = read_session(log, library, session.id)
    values = {line.sign: (line.before, line.after) for line in view.signs}
    assert (values["face"], values["body"]) == ((1, None), (None, 2))
    told = [(one.question, one.before, one.after, one.why) for one in view.changes if one.why]
    assert ("Face", 2, 1, "Typing mistake") in told
    assert ("Body", None, 2, "Typing mistake") in told
    with pytest.raises(ValueError, match="0 to 2"):
        record_correction(log, Correction(session.id, "sign", "face.before", 3, "Typing mistake"))


def test_the_next_days_are_shown_with_what_was_said_before(log, library, home):
    """Fine, then put right: what was said first is in the list of changes."""
    session = home.sessions[-1]
    for answers in (("usual",), ("bruise-or-tear",)):
        given = FollowUpGiven(session.id, answers, "called")
        record_follow_up(log, library.files, given, session.started.day, by=home.ana.id)

    view = read_session(log, library, session.id)

    assert (view.follow_up.result, view.follow_up.written_by) == ("call-today", "Ana")
    assert view.follow_up.answers == ("A new bruise, or torn or open skin",)
    last = next(one for one in view.changes if one.kind == "follow-up")
    assert (last.before, last.after) == ("Back to usual", "A new bruise, or torn or open skin")


def test_the_day_is_shown_as_it_was_marked_then_whatever_came_later(log, library, home):
    """A port that was taken out since still stands on the page of a massage given before."""
    (port,) = log.zones.of(home.pat.id)
    log.zones.put_in_bin(port.id, by=home.ana.id, why="out")
    late = ZoneRecord(person=home.pat.id, condition="bruise", regions=("shin.L",))
    log.zones.add(late, by=home.ana.id)
    day = read_session(log, library, home.sessions[-1].id).day_map
    assert [(one.number, one.kind, one.regions) for one in day.zones] == [
        (1, "no-touch", ("chest.R",))
    ]
    assert set(day.touched) <= {"hand-back.L", "hand-back.R"}


def test_a_corrected_massage_and_reaction_keep_what_stood_there_before(log, wall, library, home):
    """Who gave it, for how long, and that it was an emergency: was and is, by whom and why."""
    last = home.sessions[-1]
    (noticed,) = log.reactions.of_sessions((last.id,))[last.id]
    urgent = log.reactions.change(replace(noticed, severity="emergency"), by=home.ana.id, why="now")
    log.reactions.change(replace(urgent, severity="minor", note=""), by=home.jo.id, why="nothing")
    other = home.jo if last.caregiver == home.ana.id else home.ana
    changed = replace(last, caregiver=other.id, touch_seconds=60)
    wall.moment = wall.moment.later(86_400)
    log.sessions.change(changed, by=other.id, why="it was me")

    view = read_session(log, library, last.id)
    assert (view.given_by, view.written_by) == ("Ana", "J. Reyes")
    assert not view.is_written_late
    changes = view.changes[-3:]

    assert [(one.kind, one.by, one.why) for one in changes] == [
        ("reaction", "Ana", "now"),
        ("reaction", "J. Reyes", "nothing"),
        ("session", "Ana", "it was me"),
    ]
    assert changes[1].parts[0].name == "severity"
    assert (changes[1].parts[0].before, changes[1].parts[0].after) != ("", "")
    told = {part.name: (part.before, part.after) for part in changes[2].parts}
    assert set(told) == {"given_by", "minutes"}
    assert told["given_by"][1] == other.name
    assert told["minutes"] == (9, 1)


def test_a_reaction_that_was_taken_away_is_still_told_with_its_massage(log, library, home):
    """That something was noticed and taken away can be read where it stood."""
    last = home.sessions[-1]
    (noticed,) = log.reactions.of_sessions((last.id,))[last.id]
    log.reactions.put_in_bin(noticed.id, by=home.jo.id, why="a fold of the sheet")

    view = read_session(log, library, last.id)

    assert view.reactions == ()
    assert view.changes[-1].was_taken_away
    assert (view.changes[-1].by, view.changes[-1].why) == ("J. Reyes", "a fold of the sheet")


@pytest.mark.parametrize("years", [-6, 6])
def test_the_marks_of_that_day_are_those_marked_before_it_whatever_the_date_was(
    log, library, home, wall, years
):
    """The date of the computer was wrong while the massage began: the plan had known the wound."""
    wound = ZoneRecord(person=home.pat.id, condition="open-wound", regions=("forearm-back.R",))
    log.zones.add(wound, by=home.ana.id)
    today = wall.moment
    wall.moment = today.later(years * 365 * 86_400)
    begun = replace(home.sessions[-1], id="", started=wall.moment, state="running")
    session = log.sessions.add(begun, by=home.ana.id)
    wall.moment = today.later(60)
    later = ZoneRecord(person=home.pat.id, condition="bruise", regions=("shin.L",))
    log.zones.add(later, by=home.ana.id)
    log.sessions.change(replace(session, state="finished"), by=home.ana.id)

    day = read_session(log, library, session.id).day_map
    assert [one.regions for one in day.zones] == [("chest.R",), ("forearm-back.R",)]


def test_the_marks_of_a_massage_told_afterwards_are_those_of_its_time(log, library, home, wall):
    """What was marked between the massage and its telling was not known to the hands."""
    told = replace(home.sessions[-1], id="", started=wall.moment, is_told=True)
    wall.moment = wall.moment.later(3600)
    bruise = ZoneRecord(person=home.pat.id, condition="bruise", regions=("shin.L",))
    log.zones.add(bruise, by=home.ana.id)
    session = log.sessions.add(told, by=home.ana.id)
    day = read_session(log, library, session.id).day_map
    assert [one.regions for one in day.zones] == [("chest.R",)]
