# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the screen of the care-team page shows: the page, its days, and the questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.content.page_words import page_languages
from caregiver_guide.domain.session import Moment, PageSent, PageWay, Paper, Person, Question
from caregiver_guide.domain.values import dataclass
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.facts import PageOptions, Period
from caregiver_guide.report.lines import TICKS, Shown
from caregiver_guide.report.summary import Summary, read_summary
from caregiver_guide.report.text import summary_text
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import Log

PeriodChoice = Literal["7", "14", "30", "since-last", "own"]

USUAL_DAYS = 14
_LONGEST = 3660


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What the care team answered to a question; an empty ``answered_by`` is not known."""

    id: str
    answer: str
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """The page as chosen, or in ``trouble`` the sentence why there is none.

    ``last_page`` is the last day that a page covered; without one there is no "since the last
    page". ``sent`` are all that went out, the newest first; ``languages`` those that there are
    words for, each with its name.
    """

    person: str
    person_name: str
    today: date
    choice: PeriodChoice
    period: Period
    options: PageOptions
    paper: Paper
    has_printer: bool
    questions: tuple[Question, ...] = ()
    last_page: date | None = None
    likes: str = ""
    says_stop: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    sent: tuple[PageSent, ...] = ()
    summary: Summary | None = None
    trouble: str = ""
    may_write: bool = True


def read_page_view(
    log: Log,
    library: Library,
    person_id: str,
    now: Moment,
    *,
    made_with: str,
    choice: PeriodChoice = "14",
    own: Period | None = None,
    options: PageOptions | None = None,
    paper: Paper = "a4",
    has_printer: bool = True,
) -> PageView:
    """Return the page of a person; a log that cannot be read gives its sentence instead.

    Raises ``KeyError`` for a person nobody knows.
    """
    view = PageView(
        person=person_id,
        person_name="",
        today=now.day,
        choice=choice,
        period=own or Period.last(USUAL_DAYS, now.day),
        options=options or PageOptions(),
        paper=paper,
        has_printer=has_printer,
    )
    try:
        return _filled(view, log, library, now, made_with)
    except StorageError as error:
        return replace(view, trouble=str(error), may_write=False)


def chosen_period(
    choice: PeriodChoice, today: date, *, own: Period | None, last_page: date | None
) -> Period:
    """Return the days of a choice; one that is not possible gives the usual 14 days."""
    if choice == "own" and own is not None:
        return own
    if choice == "since-last" and last_page is not None and last_page <= today:
        return Period(max(last_page, Period.last(_LONGEST, today).start), today)
    days = {"7": 7, "30": 30}.get(choice, USUAL_DAYS)
    return Period.last(days, today)


def record_page(log: Log, view: PageView, shown: Shown, *, way: PageWay, by: str = "") -> PageSent:
    """Write down that the page went out: its days, what could be answered on it, and its words.

    ``shown`` is what had room on it. Without a page that can be made it is our mistake:
    ``ValueError``.
    """
    summary = view.summary
    if summary is None:
        raise ValueError("a page that was never made cannot have gone out")
    marks = summary.zones.items[: shown.zones]
    sent = PageSent(
        person=view.person,
        first_day=view.period.start,
        last_day=view.period.end,
        paper=view.paper,
        fingerprint=log.fingerprint(view.person),
        way=way,
        zones=tuple(line.id for line in marks),
        zone_numbers=tuple(line.number for line in marks),
        ticks=TICKS,
        clearances=tuple(line.id for line in summary.clearances.items[: shown.clearances]),
        questions=tuple(line.id for line in summary.questions.items[: shown.questions]),
        text=summary_text(summary, shown),
    )
    return log.pages.add(sent, by=by)


def record_wishes(log: Log, person_id: str, likes: str, says_stop: str, *, by: str = "") -> Person:
    """Write down what a person likes and how they say stop; ``KeyError`` for nobody."""
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    if (person.likes, person.says_stop) == (likes, says_stop):
        return person
    return log.people.change(replace(person, likes=likes, says_stop=says_stop), by=by)


def record_question(log: Log, person_id: str, text: str, *, by: str = "") -> Question:
    """Write down something to ask the care team."""
    return log.questions.add(Question(person=person_id, text=text), by=by)


def record_answer(log: Log, answer: QuestionAnswer, today: date, by: str = "") -> Question:
    """Write down what the care team answered; ``KeyError`` for a question nobody knows."""
    question = log.questions.one(answer.id)
    if question is None:
        raise KeyError(answer.id)
    answered = replace(
        question, answer=answer.answer, answered_by=answer.answered_by, answered_on=today
    )
    return log.questions.change(answered, by=by)


def _filled(view: PageView, log: Log, library: Library, now: Moment, made_with: str) -> PageView:
    person = log.people.one(view.person)
    if person is None:
        raise KeyError(view.person)
    sent = log.pages.of(view.person)
    # A page of days long gone, printed today, has told nothing of yesterday.
    last_page = max((min(one.last_day, one.happened.day) for one in sent), default=None)
    own = view.period if view.choice == "own" else None
    period = chosen_period(view.choice, view.today, own=own, last_page=last_page)
    choice = "14" if view.choice == "since-last" and last_page is None else view.choice
    summary = read_summary(
        log, library, view.person, period, now, made_with=made_with, options=view.options
    )
    return replace(
        view,
        person_name=person.name,
        choice=choice,
        period=period,
        questions=log.questions.of(view.person),
        likes=person.likes,
        says_stop=person.says_stop,
        languages=tuple(page_languages(resource_dir()).items()),
        sent=sent[::-1],
        last_page=last_page,
        summary=summary,
        may_write=not log.is_read_only,
    )
