# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fixed sentence of the page, in one place, so that another language is one more value."""

from __future__ import annotations

from dataclasses import dataclass

from caregiver_guide.domain.profile import Giver
from caregiver_guide.domain.session import PageTick, Severity


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence for one and a sentence for any other number, with ``{count}`` in it."""

    one: str
    many: str

    def of(self, count: int) -> str:
        """Return the sentence for ``count``."""
        return (self.one if count == 1 else self.many).format(count=count)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page's own sentences; what is said about conditions comes from the content."""

    months: tuple[str, ...] = (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    )
    weekdays: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    day: str = "{day} {month} {year}"
    day_and_month: str = "{day} {month}"
    span: str = "{first} to {last}"
    days: Plural = Plural("{count} day", "{count} days")

    title: str = "Massage summary for the care team"
    subtitle: str = "Gentle massage at home, given by family or aides"
    name: str = "Name"
    initials: str = "Initials"
    born: str = "Born"
    given_by: str = "Massage given by"
    team: str = "Care team contact"
    not_given: str = "Not given"
    roles: tuple[tuple[Giver, str], ...] = (("family", "family"), ("aide", "aide"))
    name_and_role: str = "{name} ({role})"
    name_and_phone: str = "{name}, {phone}"

    act_on: str = "What to act on"
    nothing_to_act_on: str = "Nothing recorded that needs an answer."
    more: Plural = Plural("and {count} more in the app", "and {count} more in the app")
    more_marks: Plural = Plural(
        "and {count} more, on the map without a number",
        "and {count} more, on the map without a number",
    )
    act_reaction: str = "{severity}: {what}{place}. {day}."
    act_stop: str = "Stopped early on {day}: {reason}."
    act_calm_stops: Plural = Plural(
        "{count} massage was stopped early without alarm: {reasons}.",
        "{count} massages were stopped early without alarm: {reasons}.",
    )
    no_reason: str = "no reason given"
    act_worse: str = "{question} was higher after {count} of the last {pairs} massages ({source})."
    act_new: Plural = Plural("New mark in this time: {names}.", "New marks in this time: {names}.")
    act_unsaid: Plural = Plural(
        "{count} mark has no word from the care team yet: {names}.",
        "{count} marks have no word from the care team yet: {names}.",
    )
    act_overdue: Plural = Plural(
        "{count} mark was last looked at {days} days ago or more: {names}.",
        "{count} marks were last looked at {days} days ago or more: {names}.",
    )
    act_questions: Plural = Plural(
        "{count} question is waiting for your answer below.",
        "{count} questions are waiting for your answer below.",
    )
    names_and_more: str = "{names} and {count} more"

    places: str = "Places to keep away from"
    still_right: str = "Still right?"
    yes: str = "Yes"
    change: str = "Change"
    no_zones: str = "No place has been marked."
    no_zones_must_ask: str = "No place has been marked. The family still wants to ask you."
    no_zones_nothing: str = "The family said on {day} that there is nothing to keep away from."
    front: str = "Front"
    back: str = "Back"
    left_letter: str = "L"
    right_letter: str = "R"
    own_sides: str = "R and L: the person’s own sides."
    marks_as_of: str = "Marks as of {day}."
    shading: str = "Dark grey: where hands were."
    place_unknown: str = "place not known"
    right_side: str = "right side: {places}"
    left_side: str = "left side: {places}"
    both_sides: str = "both sides: {places}"
    places_and: str = ", and "
    more_places: Plural = Plural("and {count} more place", "and {count} more places")
    since: str = "since {day}"
    until: str = "until {day}"
    said_by: str = "said by {who}"
    nobody_said: str = "care team not asked yet"
    conditions: str = "Also"
    no_conditions: str = "No other condition has been written down."
    clearances: str = "OK given"
    no_clearances: str = "No OK from the care team has been written down."
    clearance: str = "{what}: {who}, {day}"
    clearance_until: str = "{what}: {who}, {day}, until {until}"
    clearance_names: tuple[tuple[str, str], ...] = (
        ("legs", "Legs"),
        ("pressure-2", "Pressure level 2"),
        ("care-plan", "In the written care plan"),
    )

    before_after: str = "Before and after"
    scale: str = "Lower is better."
    column_middle: str = "before → after"
    column_massages: str = "asked"
    column_lower: str = "lower"
    column_same: str = "same"
    column_higher: str = "higher"
    column_missing: str = "no pair"
    middle: str = "{before} → {after}"
    pair: str = "{before}→{after}"
    asked: str = "asked"
    watched: str = "watched"
    not_enough: str = "Not enough data yet"
    watched_line: str = "Watched {count}: {scores}. Lower {lower}, same {same}, higher {higher}."
    watched_middle: str = "{before} → {after}"
    no_numbers: str = "No pair, all rows: {list}."
    declined: str = "{count} declined"
    could_not_say: str = "{count} could not say"
    no_answer: str = "{count} without an answer"
    mixed: str = "{count} asked once and watched once"

    day_by_day: str = "Day by day"
    massages: Plural = Plural("{count} massage", "{count} massages")
    minutes: Plural = Plural("{count} minute", "{count} minutes")
    under_a_minute: str = "less than a minute"
    under_a_minute_mark: str = "<1"
    stopped: Plural = Plural("{count} stopped early", "{count} stopped early")
    not_wanted: Plural = Plural("{count} not wanted", "{count} not wanted")
    unfinished: Plural = Plural("{count} not finished", "{count} not finished")
    no_massages: str = "No massages logged in this time."
    not_wanted_mark: str = "no"
    legend_not_wanted: str = "no: not wanted"
    row_minutes: str = "Minutes"
    row_pain: str = "Pain"
    strip_most: str = "Drawn: {count} a day at most."
    strip_last: str = "Drawn: the last {count} days."
    legend_before: str = "before"
    legend_after: str = "after"
    legend_watched: str = "square: watched"
    legend_reaction: str = "reaction"
    legend_stopped: str = "stopped early"
    positions: str = "Positions: {list}."
    counted: str = "{what} ({count})"
    pressure: str = "Highest pressure: level {level}."
    signs: str = (
        "Signs of comfort, own list, no score, {count} watched before and after:"
        " fewer {lower}, same {same}, more {higher}."
    )
    next_days: str = "Next days, {count} asked: {list}."
    next_fine: str = "{count} fine"
    next_serious: str = "{count} to call about"
    next_unknown: str = "{count} not known"
    likes: str = "Likes: {text}"
    notes: str = "Notes: {text}"

    reactions: str = "Reactions"
    no_reactions: str = "No reaction recorded."
    severities: tuple[tuple[Severity, str], ...] = (
        ("comfort", "Comfort only"),
        ("minor", "Minor"),
        ("needs-call", "Needs a call"),
        ("emergency", "Emergency"),
    )
    reaction_head: str = "{day}: {what}"
    reaction_place: str = ", {place}"
    what_was_done: str = "Done: {text}"

    questions: str = "Questions for you"
    no_questions: str = "No question was written down. Room for a word from you:"
    your_word: str = "Please tick"
    ticks: tuple[tuple[PageTick, str], ...] = (
        ("legs", "Legs OK"),
        ("pressure-2", "Level 2 OK"),
        ("positions", "New positions OK"),
        ("pause", "Pause massage"),
    )
    initials_line: str = "Initials"
    date_line: str = "Date"

    method: str = (
        "Scores 0 to 10 (worst): {asked} asked, {watched} watched, {missing} missing. Lower or"
        " higher: by 2 points or more. Middle scores: from 5 pairs. This shows what happened around"
        " a massage, not what caused it: people often feel better after kind attention of any sort."
    )
    made: str = "Made {day}, {time}, with {program}. Rules {rules}. Log {fingerprint}."
    made_without_log: str = "Made {day}, {time}, with {program}. Rules {rules}."
    not_medical: str = "Family or aide record, not a medical assessment."
    page_of: str = "Page 1 of 1"


ENGLISH = PageWords()
