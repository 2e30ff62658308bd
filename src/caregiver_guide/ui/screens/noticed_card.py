# SPDX-License-Identifier: GPL-3.0-or-later
"""Reactions by place, the gravest place first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caregiver_guide.services.trends_view import NoticedPlace, TrendsView
from caregiver_guide.ui.screens.trend_card import TrendCard
from caregiver_guide.ui.widgets.table_list import ListRow
from caregiver_guide.ui.widgets.week_words import list_day

_MOST_TOLD = 4


class NoticedCard(TrendCard):
    """A list of places: what was noticed there and when; its numbers can be copied and saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Reactions by place"), self.tr("Reactions, place by place"), parent
        )
        self.set_has_picture(False)

    def show_trends(self, view: TrendsView) -> None:
        """Show the reactions of a view."""
        self.show_done("")
        self.stand.setText(self._stand_words(view))
        self.show_rows([self._row(place, view) for place in view.reactions])
        self.table.setVisible(bool(view.reactions))
        self.set_may_go_out(bool(view.reactions))

    def _stand_words(self, view: TrendsView) -> str:
        if not view.noticed:
            words = self.tr("None was written down in these days, in {given} massages.")
            if view.given == 1:
                words = self.tr("None was written down in these days, in 1 massage.")
            return words.format(given=view.given)
        words = (
            self.tr("1 was written down in {given} massages.")
            if view.noticed == 1
            else self.tr("{count} were written down in {given} massages.")
        )
        return " ".join(
            (
                words.format(count=view.noticed, given=view.given),
                self.tr("Fewer is better. Writing one down is never a fault."),
            )
        )

    def _row(self, place: NoticedPlace, view: TrendsView) -> ListRow:
        told = [
            f"{line.text}, {list_day(line.happened.day, view.span.last)}"
            for line in place.lines[:_MOST_TOLD]
        ]
        left = len(place.lines) - len(told)
        if left > 0:
            told.append(self.tr("and {count} more").format(count=left))
        name = place.place or self.tr("no place written down")
        count = len(place.lines)
        title = name[:1].upper() + name[1:]
        if count > 1:
            title = self.tr("{place}: {count} times").format(place=title, count=count)
        return ListRow(
            key=place.region or "-",
            title=title,
            detail=". ".join(told),
            icon="flag",
            chip=(self.tr("Tell the care team"), "flag") if place.needs_call else None,
            opens=False,
        )
