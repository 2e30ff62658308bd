# SPDX-License-Identifier: GPL-3.0-or-later
"""Write down what the care team said, thing by thing; an earlier answer stays readable.

An answer loosens only what a documented yes may loosen: which that is the planner knows. Where an
answer is corrected, what the earlier one opened is closed again first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Note,
    TeamAnswer,
    TeamWord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.care_team_answers import TEAM_PAUSE, TeamItem, standing
from caregiver_guide.services.safety_record import end_clearance
from caregiver_guide.storage.log import Log

AS_MARKED = "care team: as marked"
CHANGED = "care team: changed"
GONE = "care team: healed or gone"
TAKEN_BACK = "care team: answer changed"
PAUSED = "care team: pause"


@dataclass(frozen=True, slots=True)
class TeamSource:
    """Who of the care team said it, and on which day; never one to come."""

    said_by: str
    on: date


@dataclass(frozen=True, slots=True)
class TeamGiven:
    """One answer; ``until`` is the last day of a yes, ``note`` what they said in words."""

    answer: TeamWord
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TeamDay:
    """Where answers are written: about whom, of which page, on which day, and by whom."""

    person: str
    page: str
    today: date
    by: str = ""


def record_team_answer(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> TeamAnswer:
    """Write an answer with all that follows from it, or nothing.

    The same answer by the same caregiver is written once. Raises ``ValueError`` for an answer
    without a name, of a day to come, or that this thing does not have.
    """
    _check(item, given, source, day)
    last = item.answer
    if last is not None and _says_the_same(last, given, source, day) and _holds(log, last, day):
        return last
    with log.batch():
        if last is not None:
            _take_back(log, last, given, day)
        made = _WRITERS[item.asked](log, item, given, source, day)
        if given.answer == "not-answered":
            source = TeamSource("", source.on)
        return log.team_answers.add(
            TeamAnswer(
                person=day.person,
                asked=item.asked,
                thing=item.thing,
                answer=given.answer,
                page=day.page,
                said_by=source.said_by,
                said_on=source.on if source.said_by else None,
                until=given.until,
                note=given.note,
                made=made,
            ),
            by=day.by,
        )


def record_page_answer(log: Log, answer: TeamWord, day: TeamDay) -> TeamAnswer:
    """Write about the page as a whole: that the answers are in, or that there are none yet."""
    said = TeamAnswer(person=day.person, asked="page", thing=day.page, answer=answer, page=day.page)
    return log.team_answers.add(said, by=day.by)


def record_more_said(log: Log, words: str, source: TeamSource, day: TeamDay) -> Note:
    """Write down what else they said, as told by whom and on which day."""
    text = f"{source.said_by}, {source.on.isoformat()}: {words}"
    return log.notes.add(Note(person=day.person, text=text), by=day.by)


def _check(item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay) -> None:
    if given.answer == "not-answered":
        return
    if given.answer not in item.choices:
        raise ValueError(f"{item.asked} has no answer {given.answer!r}")
    if not source.said_by.strip():
        raise ValueError("an answer of the care team needs the name of who gave it")
    if source.on > day.today:
        raise ValueError("an answer cannot have been given on a day to come")
    if given.until is not None and given.until < source.on:
        raise ValueError("the last day of a yes is before its first")
    if given.answer == "said" and not given.note.strip():
        raise ValueError("an answer in words needs words")


def _says_the_same(last: TeamAnswer, given: TeamGiven, source: TeamSource, day: TeamDay) -> bool:
    if last.recorded_by != day.by or last.answer == "changed":
        return False
    if given.answer == "not-answered":
        return last.answer == "not-answered"
    said = (last.answer, last.until, last.note, last.said_by, last.said_on)
    return said == (given.answer, given.until, given.note, source.said_by, source.on)


def _holds(log: Log, last: TeamAnswer, day: TeamDay) -> bool:
    """Return whether an answer still is what counts; one of another computer may have ended it."""
    if last.asked != "clearance" or last.answer == "not-answered":
        return True
    stands = standing(log.clearances.of(day.person), last.thing, day.today)
    if last.answer == "yes":
        return any(one.id == last.made for one in stands)
    return not stands


def _take_back(log: Log, last: TeamAnswer, given: TeamGiven, day: TeamDay) -> None:
    """Undo what an earlier answer opened; what it closed stays closed.

    A no is taken out where it is said to have been none; a yes after it answers it.
    """
    if last.asked == "clearance" and last.made:
        found = log.clearances.one(last.made)
        if found is None or found.is_in_bin:
            return
        if last.answer == "yes":
            _end(log, found, day)
        elif given.answer != "yes":
            log.clearances.put_in_bin(found.id, by=day.by, why=TAKEN_BACK)
    elif last.answer == "gone" and given.answer != "gone":
        _reopen(log, last.thing, day)
    elif last.answer == "said" and last.asked == "question" and given.answer != "said":
        question = log.questions.one(last.thing)
        if question is not None and question.answer == last.note:
            open_again = replace(question, answer="", answered_by="", answered_on=None)
            log.questions.change(open_again, by=day.by, why=TAKEN_BACK)


def _end(log: Log, clearance: ClearanceRecord, day: TeamDay) -> None:
    if clearance.until is None or clearance.until >= day.today:
        end_clearance(log, clearance.id, day.today, by=day.by)


def _reopen(log: Log, zone: str, day: TeamDay) -> None:
    """Let a place count again that was said to be healed, unless it was changed since."""
    now, before = log.zones.one(zone), log.zones.was(zone)
    if now is not None and before is not None and now.why == GONE:
        log.zones.change(replace(before, id=now.id), by=day.by, why=TAKEN_BACK)


def _write_zone(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> str:
    record = log.zones.one(item.thing)
    if record is None:
        raise KeyError(item.thing)
    said = replace(record, said_by=source.said_by, said_on=source.on)
    if given.answer == "as-marked":
        log.zones.change(said, by=day.by, why=AS_MARKED)
    elif given.answer == "changed" and not record.is_in_bin and said != record:
        log.zones.change(said, by=day.by, why=CHANGED)
    elif given.answer == "gone":
        # Today still counts: what was heard is never taken for longer ago than it was written.
        last = day.today if record.since is None or record.since <= day.today else record.since
        log.zones.change(replace(said, until=last), by=day.by, why=GONE)
    return ""


def _write_clearance(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> str:
    stands = standing(log.clearances.of(day.person), item.thing, day.today)
    said = ClearanceRecord(
        person=day.person,
        names=item.thing,
        said_by=source.said_by,
        on=source.on,
        until=given.until,
        note=given.note,
    )
    if given.answer in ("no", "partly"):
        # What holds only in part the plan cannot follow: it stays as careful as with a no.
        for one in stands:
            end_clearance(log, one.id, day.today, by=day.by)
        # And it ends what another computer holds, of which this log knows nothing.
        no = replace(said, until=None, is_refused=True)
        return log.clearances.add(no, by=day.by).id
    if given.answer != "yes":
        return ""
    for one in stands:
        if _reaches_further(one, given.until):
            end_clearance(log, one.id, day.today, by=day.by)
    for one in stands:
        if (one.said_by, one.on, one.until) == (source.said_by, source.on, given.until):
            return one.id
    return log.clearances.add(said, by=day.by).id


def _reaches_further(clearance: ClearanceRecord, until: date | None) -> bool:
    """Whether an older yes would go on when the one that ends with ``until`` is over."""
    return until is not None and (clearance.until is None or clearance.until > until)


def _write_pause(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> str:
    own = _own_pauses(log, item)
    if given.answer == "no":
        for one in own:
            log.conditions.put_in_bin(one.id, by=day.by, why=TAKEN_BACK)
        if own:
            _allow_again(log, own[0].happened, day)
    if given.answer != "yes":
        return ""
    # A pause of before stays as it was: this one stands beside it.
    known = own[-1] if own else ConditionRecord(person=day.person, condition=TEAM_PAUSE)
    record = replace(known, since=source.on, until=None, said_by=source.said_by, note=given.note)
    made = (
        log.conditions.change(record, by=day.by) if own else log.conditions.add(record, by=day.by)
    )
    for yes in standing(log.clearances.of(day.person), TEAM_PAUSE, day.today):
        end_clearance(log, yes.id, day.today, by=day.by, why=PAUSED)
    return made.id


def _own_pauses(log: Log, item: TeamItem) -> list[ConditionRecord]:
    """Return the pauses that answers of this page noted and that still stand, the oldest first."""
    ids = dict.fromkeys(one.made for one in item.said if one.made)
    found = (log.conditions.one(made) for made in ids)
    return [one for one in found if one is not None and not one.is_in_bin]


def _allow_again(log: Log, since: Moment, day: TeamDay) -> None:
    """Give every yes that a pause noted at ``since`` ended its last day back."""
    clearances = log.clearances
    for one in (*clearances.of(day.person), *clearances.binned(day.person)):
        before = clearances.was(one.id)
        is_ended = one.names == TEAM_PAUSE and one.why == PAUSED and one.written >= since
        if is_ended and before is not None:
            clearances.change(before, by=day.by, why=TAKEN_BACK)


def _write_question(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> str:
    if given.answer != "said":
        return ""
    question = log.questions.one(item.thing)
    if question is None:
        raise KeyError(item.thing)
    answered = replace(
        question, answer=given.note, answered_by=source.said_by, answered_on=source.on
    )
    return log.questions.change(answered, by=day.by).id


def _write_words(
    log: Log, item: TeamItem, given: TeamGiven, source: TeamSource, day: TeamDay
) -> str:
    """Write nothing more: the words themselves are the answer."""
    return ""


_WRITERS = {
    "zone": _write_zone,
    "clearance": _write_clearance,
    "positions": _write_words,
    "pause": _write_pause,
    "question": _write_question,
}
