# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the Stop sheet draws: reasons with advice, the red flags, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from caregiver_guide.domain.session import CareTeamContact
from caregiver_guide.services.call_script import CallFacts, call_script
from caregiver_guide.services.plan_words import PlanWords

StopUrgency = Literal["emergency", "call-now", "call-today", "none"]


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a massage stops, what to do then, and whether it may go on afterwards.

    ``say`` is what to say on the telephone; empty where nobody has to be called.
    """

    id: str
    text: str
    advice: str
    urgency: StopUrgency
    may_go_on: bool
    icon: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class CareTeamNumber:
    """Somebody of the care team and their number; an empty number is not known."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """The Stop sheet; ``emergency`` is a number, or words where no country is chosen."""

    name: str
    title: str
    reasons: tuple[StopReason, ...]
    red_flags: tuple[str, ...]
    say_title: str
    emergency: str
    care_team: tuple[CareTeamNumber, ...]
    no_number: str

    def reason(self, reason_id: str | None) -> StopReason | None:
        """Return a reason by its id, or ``None``."""
        return next((reason for reason in self.reasons if reason.id == reason_id), None)


def stop_view(
    words: PlanWords,
    care_team: Sequence[CareTeamContact] = (),
    emergency_number: str = "",
    facts: CallFacts | None = None,
) -> StopView:
    """Return the Stop sheet for the person of ``words``; an empty number shows words instead.

    ``facts`` are what to tell on the telephone; without them nothing is laid in the mouth.
    """
    files = words.library.files
    entry = files.stop_reasons
    return StopView(
        name=words.name,
        title=words.fill(entry.title),
        reasons=tuple(
            StopReason(
                reason.id,
                words.fill(reason.text),
                words.fill(reason.advice),
                reason.urgency,
                reason.may_go_on,
                reason.icon,
                call_script(words, facts, words.fill(reason.text))
                if facts is not None and reason.urgency != "none"
                else "",
            )
            for reason in entry.reason
        ),
        red_flags=tuple(words.fill(flag) for flag in entry.red_flags),
        say_title=words.fill(entry.call.title),
        emergency=emergency_number or words.emergency,
        care_team=tuple(CareTeamNumber(one.name, one.phone) for one in care_team if one.phone),
        no_number=words.fill(files.phrases["call.no-number"]),
    )
