# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job for a sample person, through the real screens: every press is a caregiver's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton

from caregiver_guide.app.start import Opening
from caregiver_guide.demo.hand import Hand, NotThereError
from caregiver_guide.demo.sample import Sample, fill
from caregiver_guide.domain.session import Paper
from caregiver_guide.ui.widgets.body_map import BodyMap
from caregiver_guide.ui.widgets.rating_scale import RatingScale

PERSON = "Pat"
CAREGIVER = "Ana"
NURSE = "Nurse Lee"


class ScriptedPrompts:
    """Answers what the app asks: saves where it was told to, and stays where it is."""

    def __init__(self, page: Path | None = None) -> None:
        self.page = page
        self.told: list[str] = []

    def save_file(self, title: str, suggested: Path, kind: str, suffix: str) -> Path | None:
        """Save the page where the demo wants it."""
        return self.page

    def open_file(self, title: str, start: Path, kind: str, suffix: str) -> Path | None:
        """Choose no file."""
        return None

    def folder(self, title: str, start: Path) -> Path | None:
        """Choose no folder."""
        return None

    def confirm(self, title: str, text: str, yes: str, no: str, *, grave: bool = False) -> bool:
        """Say yes."""
        return True

    def choose(self, title: str, text: str, options: Sequence[tuple[str, str]]) -> str | None:
        """Take the first answer."""
        return options[0][0]

    def tell(self, title: str, text: str) -> None:
        """Remember what was said."""
        self.told.append(text)

    def has_printer(self) -> bool:
        """There is none."""
        return False

    def printer(self, title: str, paper: Paper) -> QPrinter | None:
        """There is none."""
        return None


class Walk:
    """One caregiver's first day with the app."""

    def __init__(self, opening: Opening, hand: Hand, sessions: int) -> None:
        self.opening = opening
        self.hand = hand
        self.sessions = sessions

    def whole(self) -> None:
        """Do everything, from the first card to the page for the care team."""
        self.first_run()
        self.mark_zone("collarbone.R", "port", "Port under the skin")
        self.mark_zone("belly-lower.R", "healing cut", "Healing cut from an operation")
        self.hand.picture("safety-map")
        self.go("Today")
        self.hand.picture("today-before")
        self.fill_log()
        self.check()
        self.choose()
        self.prepare()
        self.massage()
        self.after()
        self.look_back()
        self.page()

    # -- before the first massage --------------------------------------------------------

    def first_run(self) -> None:
        """Answer the five cards."""
        hand = self.hand
        hand.picture("welcome")
        hand.press("I understand")
        hand.write("First name, or what they like to be called", PERSON)
        hand.picture("who-is-cared-for")
        hand.press("Next")
        hand.write("Your first name", CAREGIVER)
        hand.press("Family member or friend")
        hand.picture("who-gives-care")
        hand.press("Next")
        hand.press("Mark it now")
        hand.picture("keep-away-question")
        hand.press("Next")
        hand.write("Care team: who do you call?", NURSE)
        hand.write("Their phone number", "555 0142")
        hand.picture("numbers-and-reading")
        hand.press("Next: mark places")

    def mark_zone(self, region: str, words: str, condition: str) -> None:
        """Press a place on the map, zoomed in, and say what is there."""
        hand = self.hand
        asks = {button.text() for button in hand.visible(QAbstractButton)}
        if "I do not know where it is" not in asks:
            hand.press("Mark a place")
        body = next(hand.visible(BodyMap))
        self.touch_region(body, region)
        if body.is_zoomed:
            hand.picture("zone-where")
            self.touch_region(body, region)
        hand.press("Next: what is it")
        hand.write("Type a word", words)
        hand.picture("zone-what")
        hand.open_row(condition)
        hand.write("Who said so?", NURSE)
        hand.picture("zone-right")
        hand.press("Correct, keep it")

    def touch_region(self, body: BodyMap, region: str) -> None:
        """Press a region where the map shows it now."""
        place = body.place_of(region)
        if place is None:
            raise NotThereError(f"the map does not show {region}")
        self.hand.touch(body, place)

    def go(self, place: str) -> None:
        """Go to a place of the app."""
        self.hand.press(place)

    def fill_log(self) -> None:
        """Put older sessions into the log first."""
        guide = self.opening.guide
        if guide is None or not self.sessions:
            return
        context = guide.context
        sample = Sample(context.person, context.caregiver, context.profile(), context.now())
        fill(context.log, context.library, sample, self.sessions)
        guide.go("today")
        self.hand.picture("today-with-a-log")

    # -- the massage ---------------------------------------------------------------------

    def check(self) -> None:
        """Start, and find nothing new today."""
        hand = self.hand
        hand.press("Start a massage")
        hand.picture("check-empty")
        hand.press("Nothing new today")
        hand.picture("check")
        hand.press("Next: choose a massage")

    def choose(self) -> None:
        """Take the slow hand massage, half sitting."""
        hand = self.hand
        self.choose_card("Slow hand massage")
        hand.press("5 min")
        hand.picture("routine")
        hand.press("Next: position and pillows")
        hand.picture("position")
        hand.press(f"{PERSON} is comfortable")

    def choose_card(self, words: str) -> None:
        """Press a card that begins with these words."""
        for button in self.hand.visible(QAbstractButton):
            if button.accessibleName().startswith(words):
                button.click()
                self.hand.settle()
                return
        raise NotThereError(f"no card '{words}'")

    def prepare(self) -> None:
        """Answer what has to be answered, and ask."""
        hand = self.hand
        hand.picture("prepare")
        for button in [b for b in hand.visible(QAbstractButton) if b.text() == "Yes"]:
            button.click()
        hand.press(f"{PERSON} said yes")
        hand.picture("permission")
        hand.press("Next: how is Pat now?")
        self.rate((6, 5, 4))
        hand.picture("before")
        hand.press("Start the massage")

    def rate(self, numbers: tuple[int, ...]) -> None:
        """Press a number for each question."""
        for scale, number in zip(list(self.hand.visible(RatingScale)), numbers, strict=False):
            self.hand.press(f"{scale.accessibleName()} {number}")
        self.hand.settle()

    def massage(self) -> None:
        """Do every step to its end, with a pause and a look at the Stop sheet on the way."""
        hand = self.hand
        guide = self.opening.guide
        assert guide is not None  # noqa: S101 - the app is open
        ticker = guide.massage.session.ticker
        step = 0
        while guide.massage.session.is_running:
            step += 1
            for _ in range(600):
                hand.clock.advance(1.0)
                ticker.ticked.emit()
                if guide.massage.session.is_step_over or not guide.massage.session.is_running:
                    break
            hand.settle()
            if step in (1, 3, 5):
                hand.picture(f"session-step-{step}")
            if step == 3:
                hand.press("Pause")
                hand.picture("session-paused")
                hand.press("Go on")
                hand.press("Stop")
                hand.picture("stop")
                hand.press("Go back to the massage")
            if guide.massage.session.is_running:
                words = ("Next step", "Next", "Finish")
                hand.press(next(word for word in words if hand.shows(word)))
        hand.settle()

    def after(self) -> None:
        """Rate again, and note that the skin was pink for a while."""
        hand = self.hand
        hand.picture("after-wipe-hands")
        hand.press(f"Ask {PERSON} now")
        hand.picture("after-empty")
        self.rate((4, 3, 4))
        self.choose_card("Pink or warm skin")
        hand.picture("after")
        hand.press("Save this massage")

    # -- afterwards ----------------------------------------------------------------------

    def look_back(self) -> None:
        """See it on Today and in the log."""
        hand = self.hand
        hand.picture("today-after")
        self.go("Massage log")
        hand.picture("log")
        hand.open_newest()
        hand.picture("one-massage")
        self.go("Learn")
        hand.picture("learn")
        self.go("Settings")
        hand.picture("settings")

    def page(self) -> None:
        """Write the page for the care team."""
        hand = self.hand
        self.go("Care-team page")
        hand.picture("page")
        hand.press("Save as PDF")
