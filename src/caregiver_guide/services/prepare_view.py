# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting ready and asking: the checklist, what must be confirmed, and the words to ask with."""

from __future__ import annotations

from collections.abc import Sequence

from caregiver_guide.domain.plan import Plan
from caregiver_guide.domain.session import SessionMode
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.settings import SoundProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareView:
    """What is drawn while getting ready; every one of ``confirms`` needs a yes before Start.

    ``says`` are the sentences of the plan about today; ``watch`` what to look for in somebody who
    cannot say. ``mode`` is how steps follow each other in this session, ``sound``
    what is heard of it.
    """

    name: str
    routine: str
    minutes: int
    items: tuple[str, ...]
    confirms: tuple[str, ...]
    says: tuple[str, ...]
    ask: str
    tell: str
    no_reason: str
    cannot_say: str
    watch_title: str
    watch: tuple[str, ...]
    watch_then: str
    no_is_fine: str
    keep_away: tuple[KeepAway, ...]
    mode: SessionMode
    sound: SoundProfile


def prepare_view(
    words: PlanWords,
    plan: Plan,
    zones: Sequence[KeepAway] = (),
    mode: SessionMode = "wait",
    sound: SoundProfile = "voice",
) -> PrepareView:
    """Return what to prepare and ask for ``plan``."""
    files = words.library.files
    preparation = files.preparation
    minutes = max(1, round(plan.seconds / 60))
    return PrepareView(
        name=words.name,
        routine=words.library.routines[plan.routine].name,
        minutes=minutes,
        items=_items(words, plan),
        confirms=tuple(words.confirms(plan)),
        says=_says(words, plan),
        ask=_ask(words, plan).replace("{minutes}", str(minutes)),
        tell=words.fill(preparation.consent.tell),
        no_reason=words.fill(preparation.consent.no_reason),
        cannot_say=words.fill(preparation.consent.cannot_say),
        watch_title=words.fill(preparation.watch.title),
        watch=tuple(words.fill(sign) for sign in preparation.watch.signs),
        watch_then=words.fill(preparation.watch.then),
        no_is_fine=words.fill(files.phrases["say-no-is-fine"]),
        keep_away=tuple(zones),
        mode=mode,
        sound=sound,
    )


def _items(words: PlanWords, plan: Plan) -> tuple[str, ...]:
    """Return the checklist without what belongs to another part of the body or massage."""
    body = words.library.book.body
    mask = body.mask(region for step in plan.steps for region in step.regions)
    counting = {
        "": True,
        "lotion": words.library.routines[plan.routine].lotion and plan.lotion.allowed != "none",
        "drink": any(sentence.key == "drink-offer" for sentence in plan.say),
    }
    return tuple(
        words.fill(item.text)
        for item in words.library.files.preparation.item
        if counting.get(item.only_if, bool(body.groups.get(item.only_if, 0) & mask))
    )


def _says(words: PlanWords, plan: Plan) -> tuple[str, ...]:
    """Return the plan's sentences without the verdict itself, which the screen before has told.

    Places without lotion are named only where hands go today.
    """
    files = words.library.files
    verdict = words.fill(files.phrases[f"verdict.{plan.verdict.word}"])
    touched = {region for step in plan.steps for region in step.regions}
    bare = tuple(region for region in plan.lotion.not_on if region in touched)
    everywhere = words.places(plan.lotion.not_on)
    found: list[str] = []
    for sentence in words.says(plan):
        if everywhere and everywhere in sentence:
            if bare:
                found.append(sentence.replace(everywhere, words.places(bare)))
        elif sentence != verdict:
            found.append(sentence)
    return tuple(found)


def _ask(words: PlanWords, plan: Plan) -> str:
    """Return the question for the part of the body that the routine touches first."""
    consent = words.library.files.preparation.consent
    steps = words.library.routines[plan.routine].step
    is_still = all(step.pressure == 0 for step in plan.steps if step.is_touch)
    table = consent.hold if is_still else consent.rub
    area = next((step.area for step in steps if step.area in table), next(iter(table)))
    return words.fill(table[area])
