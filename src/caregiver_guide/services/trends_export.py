# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers behind each picture of the trends, as CSV; ISO dates with zone, units named."""

from __future__ import annotations

from caregiver_guide.domain.session import RatingSource
from caregiver_guide.services.session_export import as_csv
from caregiver_guide.services.trends_view import Measure, TrendsView

Row = dict[str, object]


def pairs_csv(measure: Measure, source: RatingSource) -> str:
    """Return the pairs of one question and source, the oldest first; scores are 0 to 10."""
    rows: list[Row] = [
        {
            "question": measure.id,
            "answered": source,
            "massage_started": pair.when.iso,
            "time_zone": pair.when.zone,
            "before_0_to_10": pair.before,
            "after_0_to_10": pair.after,
            "change_in_points": pair.change,
        }
        for pair in measure.pairs(source).all
    ]
    columns = (
        "question",
        "answered",
        "massage_started",
        "time_zone",
        "before_0_to_10",
        "after_0_to_10",
        "change_in_points",
    )
    return as_csv(rows, columns)


def weeks_csv(view: TrendsView) -> str:
    """Return the massages of each week; the last week may not be over."""
    rows: list[Row] = [
        {
            "first_day": week.first.isoformat(),
            "last_day": week.last.isoformat(),
            "is_over": "yes" if week.is_over else "no",
            "massages_given": week.given,
            "days_with_a_massage": week.days,
            "touch_seconds": week.touch_seconds,
            "massages_planned": week.planned,
        }
        for week in view.weeks
    ]
    columns = (
        "first_day",
        "last_day",
        "is_over",
        "massages_given",
        "days_with_a_massage",
        "touch_seconds",
        "massages_planned",
    )
    return as_csv(rows, columns)


def places_csv(view: TrendsView) -> str:
    """Return how long hands were on each place; sides are the person's own."""
    rows: list[Row] = [
        {
            "place": one.place,
            "left_seconds": one.left,
            "right_seconds": one.right,
            "middle_seconds": one.middle,
        }
        for one in view.places
    ]
    return as_csv(rows, ("place", "left_seconds", "right_seconds", "middle_seconds"))


def reactions_csv(view: TrendsView) -> str:
    """Return the reactions by place, the gravest place first."""
    rows: list[Row] = [
        {
            "region": place.region,
            "place": place.place,
            "noticed": line.happened.iso,
            "time_zone": line.happened.zone,
            "what": line.text,
            "how_serious": line.severity,
            "what_was_done": line.what_done,
        }
        for place in view.reactions
        for line in place.lines
    ]
    columns = (
        "region",
        "place",
        "noticed",
        "time_zone",
        "what",
        "how_serious",
        "what_was_done",
    )
    return as_csv(rows, columns)
