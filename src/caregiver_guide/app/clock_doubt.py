# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the date of this computer can be right: the log may hold something newer."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caregiver_guide.app.context import Context
from caregiver_guide.ui.widgets.day_words import short_day

_LATE_H = 3
"""So many hours a clock may go back without a word: summer time, and a journey."""


class ClockDoubt(QObject):
    """Tells when this computer wrote something on a day that is still to come by its date now.

    What is written meanwhile stands below older massages, and a page of the last days lacks them.
    Nobody can know here which of the two dates was wrong: both are told.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def words(self) -> str:
        """Return what is odd and what to do, or nothing."""
        context = self._context
        now = context.now()
        newest = context.log.newest_written(context.person)
        if newest is None or newest.utc_ms <= now.later(_LATE_H * 3600).utc_ms:
            return ""
        words = self.tr(
            "By the date of this computer today is {today}, but it wrote something on {newest} "
            "before. Set the date of the computer right before you go on: else what you write now "
            "stands below what is older. If {today} is right, give what stands on a later day its "
            "right day, in the log."
        )
        return words.format(today=short_day(now.day), newest=short_day(newest.day))
