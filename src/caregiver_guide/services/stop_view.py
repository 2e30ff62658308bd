# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the Stop sheet draws: reasons, what to do now, whom to call, and what to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.content.schema import StopReasonEntry
from caregiver_guide.domain.session import CareTeamContact
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.call_script import CallFacts, call_script
from caregiver_guide.services.plan_words import PlanWords

StopUrgency = Literal["emergency", "call-now", "call-today", "none"]


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a massage stops, what to do then, and whether it may go on afterwards.

    ``short`` stands where words are very large. ``call`` is whom to call, and ``say`` what to say
    on the telephone; both are empty where nobody has to be called. With ``waits`` going back leads
    to the pause; ``marks`` says that what was seen is marked on the map next.
    """

    id: str
    text: str
    short: str
    advice: str
    urgency: StopUrgency
    may_go_on: bool
    icon: str
    call: str = ""
    say: str = ""
    waits: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class CareTeamNumber:
    """Somebody of the care team and their number; an empty number is not known."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """The Stop sheet; ``emergency`` is a number, or words where no country is chosen.

    With ``hospice_first`` the care team comes before the emergency number, whatever the reason.
    """

    name: str
    title: str
    title_short: str
    reasons: tuple[StopReason, ...]
    say_title: str
    emergency: str
    care_team: tuple[CareTeamNumber, ...]
    no_number: str
    hospice_first: bool = False

    def reason(self, reason_id: str | None) -> StopReason | None:
        """Return a reason by its id, or ``None``."""
        return next((reason for reason in self.reasons if reason.id == reason_id), None)


def stop_view(
    words: PlanWords,
    care_team: Sequence[CareTeamContact] = (),
    emergency_number: str = "",
    facts: CallFacts | None = None,
    *,
    hospice_first: bool = False,
) -> StopView:
    """Return the Stop sheet for the person of ``words``; an empty number shows words instead.

    ``facts`` are what to tell on the telephone; without them nothing is laid in the mouth. With
    ``hospice_first`` the hospice line is named before the emergency number.
    """
    files = words.library.files
    entry = files.stop_reasons
    return StopView(
        name=words.name,
        title=words.fill(entry.title),
        title_short=words.fill(entry.title_short),
        reasons=tuple(
            StopReason(
                reason.id,
                words.fill(reason.text),
                words.fill(reason.short),
                words.fill(reason.advice),
                reason.urgency,
                reason.may_go_on,
                reason.icon,
                call_of(words, reason, hospice_first=hospice_first),
                call_script(words, facts, words.fill(reason.text))
                if facts is not None and reason.urgency != "none"
                else "",
                reason.waits,
                reason.leads_to == "map",
            )
            for reason in entry.reason
        ),
        say_title=words.fill(entry.call.title),
        emergency=emergency_number or words.emergency,
        care_team=tuple(CareTeamNumber(one.name, one.phone) for one in care_team if one.phone),
        no_number=words.fill(files.phrases["call.no-number"]),
        hospice_first=hospice_first,
    )


def call_of(words: PlanWords, reason: StopReasonEntry, *, hospice_first: bool = False) -> str:
    """Return whom to call for a reason, in one sentence or two; empty where nobody."""
    if reason.urgency == "none":
        return ""
    key = f"call.{reason.urgency}"
    return words.fill(words.library.files.phrases[f"{key}-hospice" if hospice_first else key])


def signs_of(library: Library, reason_id: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the signs of today's check that a reason answers with yes, and with not sure."""
    reasons = library.files.stop_reasons.reason
    reason = next((one for one in reasons if one.id == reason_id), None)
    return ((), ()) if reason is None else (tuple(reason.counts_as), tuple(reason.not_sure_of))


def is_usual_end(library: Library, reason_id: str | None) -> bool:
    """Whether a massage that ended for this reason is as normal as a whole one."""
    reasons = library.files.stop_reasons.reason
    return any(reason.usual for reason in reasons if reason.id == reason_id)
