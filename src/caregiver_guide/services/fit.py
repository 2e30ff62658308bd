# SPDX-License-Identifier: GPL-3.0-or-later
"""How a massage fits today, in a word: what is adapted, and only where something is."""

from __future__ import annotations

from typing import Final

from caregiver_guide.content.library import Library
from caregiver_guide.domain.plan import Action, Effect, Plan, Verdict
from caregiver_guide.domain.rulebook import ASKED_MINUTES, FIRST_SESSION

_ALIKE: Final = {Effect.NOT_IN_REACH: Effect.AVOID_SITE}
_WISHED: Final = frozenset({ASKED_MINUTES, FIRST_SESSION})
"""Why a massage is short that is adapted to nothing about the person."""

_TOLD: Final = frozenset(
    {
        Effect.LIMIT_TIME,
        Effect.LIMIT_PRESSURE,
        Effect.AVOID_SITE,
        Effect.POSITION,
        Effect.PRODUCT,
    }
)
"""What has a word of its own where it is all that is adapted."""


def fit_of(library: Library, plan: Plan) -> str:
    """Return the key of the words for how ``plan`` fits: "go" where nothing is adapted.

    A massage that is only as short as was wished, or as every first one is, is not adapted to
    anything about the person. Where one thing is adapted the key says which, else "adapted".
    """
    if plan.verdict is not Verdict.ADAPTED:
        return plan.verdict.word
    telling = [reason for reason in plan.reasons if reason.condition not in _WISHED]
    kinds = {
        _ALIKE.get(reason.effect, reason.effect)
        for reason in telling
        if reason.effect not in (Effect.NOTE, Effect.PRODUCT)
    }
    routine = library.book.routines[plan.routine]
    if plan.position.id != routine.positions[0]:
        kinds.add(Effect.POSITION)
    if routine.has_lotion and _has_other_lotion(library, plan):
        kinds.add(Effect.PRODUCT)
    if any(step.action in (Action.SOFTER, Action.REST) for step in plan.steps):
        kinds.add(Effect.LIMIT_PRESSURE)
    if plan.urgency is not None or len(kinds) > 1 or not kinds <= _TOLD:
        return plan.verdict.word
    if kinds:
        return kinds.pop().value
    is_explained = any(
        reason.effect in (Effect.LIMIT_TIME, Effect.PRODUCT) for reason in plan.reasons
    )
    return Verdict.GO.word if is_explained else plan.verdict.word


def _has_other_lotion(library: Library, plan: Plan) -> bool:
    """Whether lotion is not what it usually is, in itself or where hands go."""
    touched = {region for step in plan.steps if step.is_done for region in step.regions}
    lotion = plan.lotion
    is_other = lotion.allowed != "any" or not set(lotion.avoid) <= set(library.book.lotion_without)
    return is_other or not touched.isdisjoint(lotion.not_on)
