# SPDX-License-Identifier: GPL-3.0-or-later
"""Something new is seen in the middle of a session: mark it, and the rest changes at once.

The way is pause, map, plan made again by the planner, and back to the paused session. What was
marked and what was chosen is written at each step, so a power cut anywhere on it loses nothing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caregiver_guide.app.context import Context
from caregiver_guide.domain.plan import Plan
from caregiver_guide.domain.session import SessionRecord
from caregiver_guide.services.plan_words import plan_as_json
from caregiver_guide.services.session_recorder import InterruptedSession
from caregiver_guide.storage.errors import StorageError

if TYPE_CHECKING:
    from caregiver_guide.app.safety import Safety
    from caregiver_guide.app.session import RunningSession
    from caregiver_guide.services.plan_change import PlanChangeView
    from caregiver_guide.ui.main_window import MainWindow


class Marking(QObject):
    """Leads from the running session to the map and back, with the plan made again."""

    def __init__(
        self, context: Context, window: MainWindow, session: RunningSession, safety: Safety
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._session = session
        self._safety = safety
        session.mark_requested.connect(self._mark)
        session.plan_outdated.connect(self.follow)
        safety.returned_to_massage.connect(self.follow)

    def _mark(self) -> None:
        """Go to the map for what was seen in this massage."""
        record = self._session.record
        self._safety.mark_in_massage("" if record is None else record.id)

    def follow(self) -> None:
        """Make the plan again from what is marked now, and show what it changes."""
        from caregiver_guide.services.plan_change import goes_on, plan_change_view

        context, session = self._context, self._session
        record = session.record
        if record is None or not session.is_running or not self._is_saved():
            return
        plans = context.kept(lambda: context.log.sessions.plans_json(record))
        before = plans[-1] if plans else ""
        plan = plan_of(context, record)
        words = context.words()
        view = plan_change_view(words, before, plan, session.here, session.softer)
        text = json.dumps(plan_as_json(plan, words), ensure_ascii=False)
        session.follow_plan(plan.steps if goes_on(plan) else (), text if text != before else "")
        self._tell(view)

    def _is_saved(self) -> bool:
        """Whether all that was marked is in the log, so that the plan can know of it.

        While the disk refuses it hands must not go on: the massage stays paused on the map, or
        ends.
        """
        while True:
            try:
                self._context.settle()
            except StorageError as error:
                answer = self._ask_about(error)
            else:
                return True
            if answer == "end":
                self._session.end_here()
            if answer != "again":
                return False

    def _ask_about(self, error: StorageError) -> str | None:
        words = self.tr(
            "The massage cannot go on: what you marked is not saved, so the plan does not know of "
            "it. {trouble}"
        )
        return self._context.prompts.choose(
            self.tr("What you marked is not saved"),
            words.format(trouble=error),
            (("end", self.tr("End the massage")), ("again", self.tr("Try again"))),
        )

    def _tell(self, view: PlanChangeView) -> None:
        from caregiver_guide.ui.screens.plan_change_sheet import PlanChangeSheet

        sheet = PlanChangeSheet(self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.show_change(view)


def plan_of(context: Context, session: SessionRecord) -> Plan:
    """Return the plan of a session made again, with all that is marked by now.

    It is as careful as the plans of the day it began on and of today: a clearance may have run out
    at midnight. A date that was set back brings back no day before the session began.
    """
    day = session.started.day
    began, today = (
        context.library.planner.plan(
            context.profile(on=on),
            session.routine,
            session.position,
            session.minutes_asked or None,
        )
        for on in (day, max(context.today(), day))
    )
    return began.careful_as(today)


def is_as_shown(plan: Plan, interrupted: InterruptedSession) -> bool:
    """Whether hands would do under ``plan`` what they did under the plan last shown."""
    # Reasons are stored in words; what counts is what hands do.
    now = tuple(replace(step, reasons=()) for step in plan.steps if step.is_done)
    shown = interrupted.plan_steps
    return now == tuple(replace(step, reasons=()) for step in shown if step.is_done)


def was_marking(context: Context, session: SessionRecord) -> bool:
    """Whether a session was cut off while something new was being marked."""
    return any(
        one.id == session.stop_reason and one.leads_to == "map"
        for one in context.library.files.stop_reasons.reason
    )
