# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of the log, their parts and what became of them, in the words of the window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from caregiver_guide.domain.session import Moment
from caregiver_guide.services.entries import Entry, PartChange, Told, Version
from caregiver_guide.ui.widgets.day_words import clock_time, short_day


class EntryWords(QObject):
    """Says what an entry is, what stands in it, and what a version changed."""

    def kind(self, entry: Entry) -> str:
        """Return what kind of entry it is."""
        times = {
            "rating": {"before": self.tr("Before a massage"), "after": self.tr("After a massage")},
            "comfort-signs": {
                "before": self.tr("Signs of comfort before"),
                "after": self.tr("Signs of comfort after"),
            },
        }
        if entry.kind in times:
            return times[entry.kind].get(entry.time, "")
        return {
            "session": self.tr("Massage"),
            "reaction": self.tr("Reaction"),
            "note": self.tr("Note"),
            "follow-up": self.tr("How it went"),
            "zone": self.tr("Marked place"),
            "condition": self.tr("Noted for the whole body"),
            "clearance": self.tr("The care team allowed"),
            "zones-answer": self.tr("Anything to keep away from?"),
            "question": self.tr("Question for the care team"),
            "contact": self.tr("Number to call"),
            "weekly-plan": self.tr("Plan of massages a week"),
            "check": self.tr("Today's check"),
            "signs-looked": self.tr("The care team has looked"),
            "team-answer": self.tr("The care team said"),
            "person": self.tr("Person"),
            "caregiver": self.tr("Gives care"),
        }.get(entry.kind, "")

    def title(self, entry: Entry) -> str:
        """Return the entry in one line."""
        if entry.is_moved:
            return self.tr("Moved to another person")
        if entry.kind == "session":
            day = short_day(entry.happened.day)
            return self.tr("{massage}, {day}").format(massage=entry.title, day=day)
        if entry.kind == "rating":
            value = self.told("value", entry.value("value"))
            words = self.tr("{question}: {answer}")
            return words.format(question=entry.title, answer=value)
        if entry.kind == "follow-up":
            return self.told("answers", entry.value("answers")) or self.tr("Not known")
        if entry.kind == "check":
            return self.told("on", entry.value("on"))
        if entry.kind == "zones-answer":
            return self.told("answer-to-marks", entry.value("answer-to-marks"))
        return entry.title or self.kind(entry)

    def what(self, entry: Entry) -> str:
        """Return kind and title, as a line that stands alone."""
        kind, title = self.kind(entry), self.title(entry)
        is_told = entry.kind in ("session", "zone", "condition") and not entry.is_moved
        if is_told or title == kind or not kind:
            return title
        return self.tr("{kind}: {title}").format(kind=kind, title=title)

    def written(self, entry: Entry) -> str:
        """Return who gave care, who wrote it, when it happened and when it was written."""
        if entry.is_moved:
            moved = (
                self.tr("Moved by {name} on {when}.")
                if entry.written_by
                else self.tr("Moved on {when}.")
            )
            return moved.format(name=entry.written_by, when=self.moment(entry.written))
        lines = []
        if entry.given_by:
            lines.append(self.tr("Care given by {name}.").format(name=entry.given_by))
        lines.append(self.tr("It was so on {when}.").format(when=self.moment(entry.happened)))
        words = (
            self.tr("Written by {name} on {when}.")
            if entry.written_by
            else self.tr("Written on {when}.")
        )
        lines.append(words.format(name=entry.written_by, when=self.moment(entry.written)))
        return " ".join(lines)

    def moment(self, when: Moment) -> str:
        """Return "18 Nov 2026, 15:04"."""
        day, time = short_day(when.day), clock_time(when.local)
        return self.tr("{day}, {time}").format(day=day, time=time)

    def version(self, version: Version) -> str:
        """Return what a version did, by whom and when: "Changed by Ana on 18 Nov 2026"."""
        named = {
            "written": self.tr("Written by {name} on {when}"),
            "changed": self.tr("Changed by {name} on {when}"),
            "taken-away": self.tr("Taken away by {name} on {when}"),
            "put-back": self.tr("Put back by {name} on {when}"),
            "looked-at": self.tr("Looked at again by {name} on {when}"),
        }
        unnamed = {
            "written": self.tr("Written on {when}"),
            "changed": self.tr("Changed on {when}"),
            "taken-away": self.tr("Taken away on {when}"),
            "put-back": self.tr("Put back on {when}"),
            "looked-at": self.tr("Looked at again on {when}"),
        }
        words = (named if version.by else unnamed)[version.what]
        return words.format(name=version.by, when=self.moment(version.written))

    def change(self, change: PartChange) -> str:
        """Return "Pain: 6 → 4", in words that can be read aloud."""
        old, new = self.told(change.name, change.before), self.told(change.name, change.after)
        nothing = self.tr("nothing")
        words = self.tr("{part}: {old} → {new}")
        return words.format(part=self.part(change.name), old=old or nothing, new=new or nothing)

    def why(self, why: str) -> str:
        """Return a reason: what the app wrote for a press in words, all else as it was written."""
        return {
            "mistake": self.tr("marked by mistake"),
            "undo": self.tr("taken back"),
            "redo": self.tr("done again"),
            "over": self.tr("healed or gone"),
            "still so": self.tr("it is still so"),
            "taken back": self.tr("it counts no more"),
            "changed": self.tr("it was written anew"),
            "wrong person": self.tr("it was somebody else's massage"),
            "with its massage": self.tr("its massage was taken away"),
            "put back": self.tr("put back from the bin"),
            "care team: as marked": self.tr("the care team said that it is right"),
            "care team: changed": self.tr("the care team said so"),
            "care team: healed or gone": self.tr("the care team said that it is healed or gone"),
            "care team: pause": self.tr("the care team said to pause"),
            "care team: answer changed": self.tr("the care team's answer was corrected"),
        }.get(why, why)

    def part(self, name: str) -> str:
        """Return what one place of an entry is called."""
        if name.startswith("sign:"):
            return name.removeprefix("sign:")
        return {
            "routine": self.tr("Massage"),
            "given_by": self.tr("Given by"),
            "position": self.tr("Position"),
            "started": self.tr("Began"),
            "happened": self.tr("When it was so"),
            "minutes": self.tr("Minutes of touch"),
            "state": self.tr("How it ended"),
            "stop_reason": self.tr("Why it was stopped"),
            "no-plan": self.tr("Written"),
            "value": self.tr("Answer"),
            "source": self.tr("Asked or watched"),
            "what": self.tr("What"),
            "where": self.tr("Where"),
            "severity": self.tr("How bad"),
            "lasted": self.tr("How long it lasted"),
            "what_done": self.tr("What you did"),
            "note": self.tr("Note"),
            "answers": self.tr("Answer"),
            "since": self.tr("Since"),
            "until": self.tr("Until"),
            "said_by": self.tr("Who said so"),
            "said_on": self.tr("Said on"),
            "allowed": self.tr("What is allowed"),
            "refused": self.tr("What is not allowed"),
            "asked_on": self.tr("Made sure on"),
            "on": self.tr("Said on"),
            "answer-to-marks": self.tr("Answer"),
            "name": self.tr("Name"),
            "phone": self.tr("Phone number"),
            "role": self.tr("Family or aide"),
            "massages": self.tr("How many"),
            "text": self.tr("Words"),
            "answer": self.tr("What the care team said"),
            "answered_by": self.tr("Who answered"),
            "answered_on": self.tr("Answered on"),
            "birth_date": self.tr("Born"),
            "allergies": self.tr("Allergies"),
            "drinks": self.tr("Drinks"),
            "likes": self.tr("Wishes"),
            "says_stop": self.tr("How stop is said"),
            "colour": self.tr("Colour on the screens"),
            "tells_by": self.tr("How comfort is told"),
            "signs": self.tr("Yes to"),
            "not_sure": self.tr("Not sure of"),
            "is_complete": self.tr("Answered whole"),
            "team-word": self.tr("Answer"),
            "skin": self.tr("How the figure is drawn"),
        }.get(name, name)

    def told(self, name: str, value: Told) -> str:
        """Return in words what stands in one place of an entry; empty where nothing does."""
        if value is None:
            return ""
        if isinstance(value, Moment):
            return self.moment(value)
        if isinstance(value, date):
            return short_day(value)
        return self._codes(name).get(str(value), str(value))

    def _codes(self, name: str) -> dict[str, str]:
        return {
            "state": {
                "finished": self.tr("to its end"),
                "stopped": self.tr("stopped"),
                "unfinished": self.tr("not finished"),
                "not-wanted": self.tr("not wanted"),
            },
            "no-plan": {"told": self.tr("written down afterwards")},
            "value": {
                "declined": self.tr("declined"),
                "could-not-say": self.tr("could not say"),
            },
            "lasted": {
                "minutes": self.tr("up to 15 minutes"),
                "hour": self.tr("up to an hour"),
                "day": self.tr("up to a day"),
                "longer": self.tr("longer than a day"),
                "still": self.tr("not over yet"),
            },
            "role": {
                "family": self.tr("Family member or friend"),
                "aide": self.tr("Home-health aide, or paid to help"),
            },
            "is_complete": {"yes": self.tr("yes"), "no": self.tr("not yet")},
            "team-word": {
                "as-marked": self.tr("as it is marked"),
                "changed": self.tr("it changed"),
                "gone": self.tr("it is gone"),
                "yes": self.tr("yes"),
                "partly": self.tr("partly"),
                "no": self.tr("no"),
                "said": self.tr("they told something"),
                "not-answered": self.tr("no answer"),
                "not-yet": self.tr("not yet"),
            },
            "source": {"asked": self.tr("asked"), "watched": self.tr("watched")},
            "drinks": {
                "ask": self.tr("ask before a drink"),
                "free": self.tr("drinks are allowed"),
                "limit": self.tr("drinks are limited"),
                "none": self.tr("no drinks"),
            },
            "tells_by": {"numbers": self.tr("by numbers"), "signs": self.tr("by signs")},
            "answer-to-marks": {
                "marked": self.tr("Yes, it is marked"),
                "nothing": self.tr("Nothing that I know of"),
                "must-ask": self.tr("I must ask"),
            },
        }.get(name, {})
