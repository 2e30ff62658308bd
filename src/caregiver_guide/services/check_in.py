# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's check: its questions, what the answers mean, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.day_checks import OpenSign
from caregiver_guide.domain.plan import (
    EARLIER_WORDS,
    OWN_WORDS,
    Effect,
    Plan,
    Reason,
    Urgency,
    Verdict,
)
from caregiver_guide.domain.planner import PHRASES
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.rulings import Cause, Rulings
from caregiver_guide.domain.session import CheckAnswers
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.day_checks import answers_here, seen_on
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.storage.log import Log

Answer = Literal["yes", "no", "not-sure"]

ONLY_NEW = "only-new"
"""Ticked where a yes means that something new is there to be marked, and none of the signs."""


@dataclass(frozen=True, slots=True)
class SignChoice:
    """One sign of a question, in words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """One large question; it folds several signs."""

    id: str
    text: str
    help: str
    signs: tuple[SignChoice, ...]
    leads_to_map: bool


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """The answers as they stand: by question, and the signs ticked after a yes."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A sign that is still open: what it is, and the day on which it was found."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class CheckView:
    """Today's check, with what has been answered before on the same day.

    ``open`` is asked about before all questions: what was found and is not answered here.
    ``nothing_marked``: something new was said, and nothing was marked on the map.
    ``is_new_day``: a day has begun while it was being answered, and it begins anew.
    """

    person_name: str
    day: date
    title: str
    not_sure: str
    nothing_new: str
    questions: tuple[CheckQuestion, ...]
    draft: CheckDraft
    map_done: bool = False
    is_new_day: bool = False
    nothing_marked: bool = False
    open: tuple[OpenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckFound:
    """What the answers mean: the signs there are, those nobody was sure of, and if all is said."""

    signs: tuple[str, ...]
    not_sure: tuple[str, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What follows today, before a routine is chosen; ``word`` is a verdict as files write it.

    ``call`` says whom to call and ``phone`` with which number, both empty when nobody has to be
    called. ``hold`` offers to hold a hand, where every rule allows that. ``first`` is what forbids
    a massage, ``changes`` what else counts. ``can_be_lifted`` tells whether somebody's yes could
    change it. ``find_first`` names what has no place yet, where nothing but finding it is in the
    way.
    """

    word: str
    is_emergency: bool
    title: str
    call: str
    phone: str
    hold: str
    first: tuple[ReasonWords, ...]
    changes: tuple[ReasonWords, ...]
    may_go_on: bool
    can_be_lifted: bool
    find_first: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[ReasonWords, ...]:
        """Everything that counts today, what forbids a massage first."""
        return self.first + self.changes


def check_view(
    library: Library,
    words: PlanWords,
    day: date,
    previous: CheckAnswers | None,
    open_signs: Sequence[OpenSign] = (),
) -> CheckView:
    """Return today's check; answers of an earlier day are not taken over.

    Of ``open_signs`` those are told that ``previous`` does not answer itself.
    """
    file = library.files.today_check
    questions = tuple(
        CheckQuestion(
            id=entry.id,
            text=words.fill(entry.text),
            help=words.fill(entry.help),
            signs=tuple(
                SignChoice(sign, words.fill(library.conditions[sign].name)) for sign in entry.signs
            ),
            leads_to_map=entry.leads_to == "map",
        )
        for entry in file.question
    )
    return CheckView(
        person_name=words.name,
        day=day,
        title=words.fill(file.title),
        not_sure=words.fill(file.not_sure),
        nothing_new=words.fill(file.nothing_new),
        questions=questions,
        draft=_draft_of(questions, previous if previous and previous.day == day else None),
        open=_open_lines(words, previous, open_signs),
    )


def _open_lines(
    words: PlanWords, previous: CheckAnswers | None, open_signs: Sequence[OpenSign]
) -> tuple[OpenLine, ...]:
    known = words.library.conditions
    own = {*previous.signs, *previous.not_sure} if previous is not None else set()
    return tuple(
        OpenLine(words.fill(known[one.sign].name) if one.sign in known else one.sign, one.day)
        for one in open_signs
        if previous is None or one.day != previous.day or one.sign not in own
    )


def _draft_of(questions: tuple[CheckQuestion, ...], previous: CheckAnswers | None) -> CheckDraft:
    """Return the answers that make ``previous``; a half-done check keeps its yes answers."""
    if previous is None:
        return CheckDraft()
    answers: dict[str, Answer] = {}
    ticked: set[str] = set()
    for question in questions:
        own = {sign.id for sign in question.signs}
        yes, unsure = own & set(previous.signs), own & set(previous.not_sure)
        if yes:
            answers[question.id] = "yes"
            ticked |= yes if yes != own else set()
        elif unsure:
            answers[question.id] = "not-sure"
            ticked |= unsure if unsure != own else set()
        elif previous.is_complete:
            answers[question.id] = "no"
    return CheckDraft(answers, frozenset(ticked))


def found_of(view: CheckView, draft: CheckDraft) -> CheckFound:
    """Return what the answers mean: without a ticked sign, all signs of the question count.

    Only ``ONLY_NEW``, ticked on purpose, says that a yes means something to mark and no sign.
    """
    signs: list[str] = []
    unsure: list[str] = []
    for question in view.questions:
        answer = draft.answers.get(question.id)
        own = [sign.id for sign in question.signs]
        ticked = [sign for sign in own if sign in draft.signs]
        if answer == "yes":
            is_only_new = question.leads_to_map and ONLY_NEW in draft.signs
            signs += ticked if ticked or is_only_new else own
        elif answer == "not-sure":
            # Not sure counts as yes, for what it could be: all of it, unless somebody says which.
            unsure += ticked or own
    is_complete = all(question.id in draft.answers for question in view.questions)
    return CheckFound(tuple(signs), tuple(unsure), is_complete)


def asks_for_map(view: CheckView, draft: CheckDraft) -> bool:
    """Whether something new has to be marked on the map before the massage."""
    return not view.map_done and any(
        question.leads_to_map and draft.answers.get(question.id) in ("yes", "not-sure")
        for question in view.questions
    )


def record_check(
    log: Log, person: str, day: date, found: CheckFound, *, by: str = ""
) -> CheckAnswers:
    """Write the answers given here down: one record for a day, changed while it is answered.

    What a massage has shown and what another computer says stand beside it, and still count.
    """
    own = answers_here(log, person, day)
    answers = replace(
        own or CheckAnswers(person=person, day=day),
        signs=found.signs,
        not_sure=found.not_sure,
        is_complete=found.is_complete,
    )
    if own is None:
        return log.checks.add(answers, by=by)
    return own if answers == own else log.checks.change(answers, by=by)


def take_back_answers(
    log: Log, person: str, day: date, before: CheckAnswers | None, *, by: str = ""
) -> None:
    """Throw away the answers given here since ``before``; nothing that was seen goes with them."""
    own = answers_here(log, person, day)
    if own is None or own == before:
        return
    if before is None or before.id != own.id:
        log.checks.put_in_bin(own.id, by=by)
        return
    found = CheckFound(before.signs, before.not_sure, before.is_complete)
    record_check(log, person, day, found, by=by)


def add_signs(
    log: Log,
    person: str,
    day: date,
    signs: Sequence[str],
    *,
    not_sure: Sequence[str] = (),
    by: str = "",
) -> CheckAnswers | None:
    """Write down what a massage has shown; no answer to today's check takes it back.

    What was seen and could be one of ``not_sure`` counts like a yes. The day is then as it would
    be had they been there before: no other massage starts.
    """
    seen = seen_on(log, person, day)
    new = tuple(dict.fromkeys(sign for sign in signs if sign not in seen.signs))
    known = {*signs, *seen.signs, *seen.not_sure}
    maybe = tuple(dict.fromkeys(sign for sign in not_sure if sign not in known))
    if not new and not maybe:
        return None
    record = CheckAnswers(person=person, day=day, signs=new, not_sure=maybe, is_seen=True)
    return log.checks.add(record, by=by)


def check_result(
    library: Library, profile: Profile, words: PlanWords, phone: str = ""
) -> CheckResult:
    """Return what holds today for any massage, and what to do first if there is none."""
    planner = library.planner
    rulings = planner.rulings(profile)
    # A number is never broken over two lines.
    phone = phone.replace(" ", "\u00a0")
    # Whom to call and whether a hand may be held are the plan's own sentences.
    plan = planner.plan_from(rulings, profile, library.book.holding_routine)
    verdict = _verdict(rulings)
    is_blocked = verdict in (Verdict.STOP, Verdict.ASK_FIRST)
    first = list(dict.fromkeys(_first(rulings))) if is_blocked else []
    changes = _changes(rulings, {reason.condition for reason in first})
    urgency = plan.urgency
    only_finding = is_blocked and all(
        reason.effect is Effect.ASK_FIRST and reason.rule == -1 for reason in first
    )
    find_first = tuple(words.reason(one).title for one in first) if only_finding else ()
    asks_somebody = urgency is not None or (is_blocked and bool(open_clearances(library, rulings)))
    return CheckResult(
        word=verdict.word,
        is_emergency=urgency is Urgency.EMERGENCY,
        title=words.fill(library.files.phrases["check.find-first"], ", ".join(find_first))
        if find_first
        else _title(library, words, verdict, urgency, phone, rulings.calls_hospice_first),
        call=words.call(plan) or "",
        phone=phone if asks_somebody else "",
        hold=_hold(plan, words) if is_blocked else "",
        first=tuple(words.reason(reason) for reason in first),
        changes=tuple(words.reason(reason) for reason in changes),
        may_go_on=not is_blocked,
        can_be_lifted=is_blocked and bool(open_clearances(library, rulings)),
        find_first=find_first,
    )


def open_clearances(library: Library, rulings: Rulings) -> tuple[str, ...]:
    """Return the names of the clearances that could lift what forbids a massage today."""
    found: dict[str, None] = {}
    for reason in _first(rulings):
        condition = library.book.conditions[reason.condition]
        for rule in condition.rules:
            present = rule.lifted_only_with is None or rule.lifted_only_with in rulings.counting
            forbids = rule.stop is not None or rule.asks_first
            is_meant = forbids if reason.rule == EARLIER_WORDS else rule.number == reason.rule
            if is_meant and present:
                found.update(dict.fromkeys(rule.lifted_by))
    return tuple(found)


def blocking_conditions(rulings: Rulings) -> tuple[str, ...]:
    """Return the conditions that forbid a massage today, the gravest first."""
    return tuple(dict.fromkeys(reason.condition for reason in _first(rulings)))


def _verdict(rulings: Rulings) -> Verdict:
    if rulings.stops:
        return Verdict.STOP
    if rulings.asks:
        return Verdict.ASK_FIRST
    limits = (
        rulings.avoid, rulings.pressure, rulings.lotion_none, rulings.lotion,
        rulings.lotion_without, rulings.no_positions, rulings.only_positions,
        rulings.only_routines, rulings.off_marked, rulings.minutes, rulings.reports,
    )  # fmt: skip
    return Verdict.ADAPTED if any(limits) else Verdict.GO


def _first(rulings: Rulings) -> list[Reason]:
    """Return why there is no massage today: emergencies, calls, other stops, then questions."""
    stops = sorted(rulings.stops, key=lambda stop: -(stop[0] or 0))
    found = [_because(Effect.STOP, cause) for _, _, cause in stops]
    return found + [_because(Effect.ASK_FIRST, cause) for _, cause in rulings.asks]


def _because(effect: Effect, cause: Cause) -> Reason:
    return Reason(cause.condition, None, effect, cause.rule)


def _title(
    library: Library,
    words: PlanWords,
    verdict: Verdict,
    urgency: Urgency | None,
    phone: str,
    hospice_first: bool,
) -> str:
    phrases = library.files.phrases
    key = f"check.{verdict.word}"
    if verdict is Verdict.STOP and urgency is Urgency.EMERGENCY and not hospice_first:
        return words.fill(phrases["check.emergency"])
    if verdict is Verdict.STOP and urgency is Urgency.CALL_TODAY and phone and not hospice_first:
        return words.fill(phrases["check.call-today"]).replace("{phone}", phone)
    return words.fill(phrases[key])


def _hold(plan: Plan, words: PlanWords) -> str:
    for sentence in plan.say:
        if sentence.owner == PHRASES and sentence.key.startswith("hold-hand"):
            return words.sentence(sentence)
    return ""


def _changes(rulings: Rulings, told: set[str]) -> list[Reason]:
    """Return every other finding that counts, each once.

    A sign of an earlier day is told with what it means, and with its still being open.
    """
    found = []
    for condition in rulings.counting:
        words = rulings.words_of(condition)
        if condition not in told:
            found.append(Reason(condition, None, Effect.NOTE, words))
            if words == EARLIER_WORDS:
                found.append(Reason(condition, None, Effect.NOTE, OWN_WORDS))
    return found
