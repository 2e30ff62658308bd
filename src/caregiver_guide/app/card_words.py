# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of bedside cards and of the blank map, put together from a plan and the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from caregiver_guide.domain.plan import Plan, Sentence
from caregiver_guide.domain.planner import PHRASES
from caregiver_guide.report.cards import BlankMap, CardMark, CardSet, CardWords, StepCard
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.pictures import place_words
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_view import StepWords, clock_words, pressure_words

_SHORT_NAME = 14
_ON_NO_CARD = ("verdict.", "call.", "hold-hand", "nothing-possible", "shorter", "drink-offer")
QUESTIONS = 7
"""How many questions for the nurse the content holds."""


def card_set(words: PlanWords, plan: Plan, zones: Sequence[KeepAway], made_on: str) -> CardSet:
    """Return the cards of ``plan``: only what is to be done, with every marked place.

    ``made_on`` is the day in words. A plan that may not be given has no cards: ``ValueError``.
    """
    if not any(step.is_done for step in plan.steps):
        raise ValueError(plan.verdict.word)
    library = words.library
    position = library.positions[plan.position.id]
    minutes = max(1, round(plan.seconds / 60))
    title = _said(words, "cards.title").replace("{routine}", library.routines[plan.routine].name)
    return CardSet(
        title=title.replace("{minutes}", str(minutes)),
        person=_said(words, "cards.person"),
        made=_said(words, "cards.made", made_on),
        position=words.fill(position.name),
        before=tuple(_before(words, plan)),
        pillows=tuple((pillow.letter, words.fill(pillow.where)) for pillow in position.pillow),
        keep_away=tuple(CardMark(zone.number, zone.kind, zone.words) for zone in zones),
        stop=_said(words, "cards.stop"),
        emergency=_said(words, "cards.emergency"),
        steps=tuple(_steps(words, plan)),
        lying=" ".join(words.sentence(one) for one in plan.say if _is_side(one)),
        words=card_words(),
    )


def _said(words: PlanWords, key: str, note: str = "") -> str:
    return words.fill(words.library.files.phrases[key], note)


def _before(words: PlanWords, plan: Plan) -> Iterator[str]:
    yield _said(words, "cards.wash")
    yield _said(words, "cards.ask")
    yield from words.confirms(plan)
    yield from dict.fromkeys(_heeded(words, plan))


def _heeded(words: PlanWords, plan: Plan) -> Iterator[str]:
    """Yield what the plan says for today, but for what no card is for.

    A plan with cards has no stop in it, and what a condition means is read in the app.
    """
    for sentence in plan.say:
        if sentence.owner != PHRASES:
            if sentence.key.startswith("say."):
                yield words.sentence(sentence)
        elif sentence.key == "lotion.not-on":
            # The places themselves are drawn and listed below.
            yield _said(words, "cards.no-lotion")
        elif not (_is_side(sentence) or sentence.key.startswith(_ON_NO_CARD)):
            yield words.sentence(sentence)


def _is_side(sentence: Sentence) -> bool:
    """Whether a sentence says on which side to lie: it stands beside the position."""
    return sentence.owner == PHRASES and sentence.key.startswith("free-side-")


def _steps(words: PlanWords, plan: Plan) -> Iterator[StepCard]:
    done = [(index, step) for index, step in enumerate(plan.steps) if step.is_done]
    for number, (index, step) in enumerate(done, 1):
        shown = StepWords(words.library.steps[plan.routine, step.id], step, words)
        pressure = pressure_words(step, words) if step.is_touch else None
        yield StepCard(
            number=number,
            title=shown.title,
            words=shown.words,
            pace=shown.pace,
            place=_whose(words, place_words(words, step.regions)) if step.regions else "",
            time=clock_words(step.seconds),
            changed=shown.changed,
            level=None if pressure is None else pressure.level,
            pressure="" if pressure is None else pressure.name,
            pressure_like="" if pressure is None else pressure.like,
            picture=index,
        )


def _whose(words: PlanWords, place: str) -> str:
    return _tr("{name}'s {place}").format(name=words.name, place=place)


def card_words() -> CardWords:
    """Return the cards' own sentences in the language of the moment."""
    return CardWords(
        of=_tr("{number} of {count}"),
        keep_away=_tr("Keep away"),
        nothing_marked=_tr("Nothing is marked."),
        more=_tr("and {count} more on the first sheet"),
        more_marks=_tr("and {count} more in the app"),
        stop=_tr("Stop if"),
        before=_tr("First"),
        more_before=_tr("and {count} more on the next sheet"),
    )


def blank_map(words: PlanWords) -> BlankMap:
    """Return the blank map with its questions for the nurse."""
    right, left = _tr("Own right"), _tr("Own left")
    if len(words.name) <= _SHORT_NAME:
        right = _tr("{name}'s right").format(name=words.name)
        left = _tr("{name}'s left").format(name=words.name)
    return BlankMap(
        title=_said(words, "map.title"),
        person=_said(words, "map.person"),
        how=_said(words, "map.how"),
        front=_tr("Front"),
        back=_tr("Back"),
        right=right,
        left=left,
        hands=_tr("Hands"),
        feet=_tr("Feet"),
        columns=(_tr("What it is"), _tr("Where"), _tr("Since"), _tr("Who says so")),
        questions=tuple(_said(words, f"map.question.{n}") for n in range(1, QUESTIONS + 1)),
        signed=(_tr("Name"), _tr("Role"), _tr("Date")),
        foot=_said(words, "map.foot"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Cards", text)
