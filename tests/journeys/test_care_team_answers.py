# SPDX-License-Identifier: GPL-3.0-or-later
"""The page goes to the nurse, her answer comes back, and the next massage is another one."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from caregiver_guide.domain.profile import PRESSURE_2
from caregiver_guide.domain.session import Question, ZoneRecord
from caregiver_guide.ui.screens.care_team_screen import CareTeamScreen

pytestmark = pytest.mark.windows

DAY = 24 * 3600


@pytest.fixture
def team(home, mouse):
    """Pat has a port and a healing cut, the family asks one thing, and the page went out."""
    home.furnish().open()
    person, by = home.guide.context.person.id, home.guide.context.caregiver.id
    for condition, region in (("port", "collarbone.R"), ("incision", "belly-lower.R")):
        zone = ZoneRecord(person=person, condition=condition, regions=(region,))
        home.log.zones.add(zone, by=by)
    home.log.questions.add(Question(person=person, text="May the feet be rubbed?"), by=by)
    mouse.press("Care-team page")
    mouse.press("Save as PDF")
    home.clock.advance(2 * DAY)
    return Walk(home, mouse)


class Walk:
    """A caregiver who has the nurse's page in hand."""

    def __init__(self, home, mouse):
        self.home, self.mouse = home, mouse
        self.person = home.guide.context.person.id

    def begin(self, who="Nurse Kim"):
        self.mouse.press("Today")
        self.mouse.press("What did the care team say?")
        self.mouse.write("Who answered?", who)
        self.mouse.press("Next")

    @property
    def screen(self):
        return self.home.window.screen_named("care-team")

    @property
    def asked(self):
        item = self.home.guide.care_team.item
        return (item.asked, item.thing) if item is not None else ("summary", "")

    def zone(self, condition):
        return next(
            one for one in self.home.log.zones.of(self.person) if one.condition == condition
        )

    def rows(self):
        """Return all that the lists on the screen say."""
        models = [view.model() for view in self.mouse.seen(QListView)]
        return "\n".join(
            str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
            for model in models
            for row in range(model.rowCount())
        )

    def come_to(self, *wanted):
        """Skip until one thing is asked."""
        while self.asked[: len(wanted)] != wanted:
            self.mouse.press("Skip for now")

    def to_end(self):
        while self.screen.part != "summary":
            self.mouse.press("Skip for now")


def test_the_nurses_answer_changes_the_next_plan(team, home, mouse):
    """A place is confirmed, another healed, more pressure allowed, a question answered."""
    mouse.press("Today")
    assert "One question is open." in mouse.words()
    team.begin()
    assert isinstance(team.screen, CareTeamScreen)
    mouse.press("Yes, it is as marked")
    mouse.press("Next")
    mouse.press("It has healed or is gone")
    mouse.press("Next")
    team.come_to("clearance", PRESSURE_2)
    mouse.press("Yes, it is allowed")
    mouse.press("Next")
    team.come_to("question")
    mouse.write("What did they say?", "Yes, gently.")
    mouse.press("Next")

    told = mouse.words()
    today = home.guide.context.today()
    assert "Done in another way" in told
    assert "Rub-in lotion pressure" in told
    assert f"Nurse Kim, on {today.day} Nov 2026" in told
    mouse.press("Done")
    assert home.place == "today"
    assert "question is open" not in mouse.words()

    port, cut = team.zone("port"), team.zone("incision")
    assert (port.said_by, port.said_on, port.until) == ("Nurse Kim", today, None)
    assert (cut.said_by, cut.until) == ("Nurse Kim", today)
    [yes] = home.log.clearances.of(team.person)
    assert (yes.names, yes.said_by, yes.on) == (PRESSURE_2, "Nurse Kim", today)
    [question] = home.log.questions.of(team.person)
    assert (question.answer, question.answered_by) == ("Yes, gently.", "Nurse Kim")

    # The next plan has what she allowed, and Pat's own place says who and when.
    plan = home.guide.context.library.planner.plan(
        home.guide.context.profile(on=date(2027, 1, 10)), "hand-calm", None, 10
    )
    assert plan.max_pressure == 2
    mouse.press("Care-team page")
    mouse.press("As words")
    assert f"said by Nurse Kim on {today.day} Nov" in mouse.words()
    mouse.press("Pat & safety")
    assert team.rows().count(f"Nurse Kim said so on {today.day} Nov 2026.") == 3


def test_a_place_the_nurse_corrects_is_changed_on_the_map(team, home, mouse):
    """The walk leads to the place and back, and her name is its source."""
    team.begin()
    mouse.press("Something is different")
    mouse.press("Next: change it")
    assert home.place == "safety"
    mouse.press("Correct, keep it")
    assert home.place == "care-team"
    assert team.asked[0] == "zone"
    assert (team.zone("port").said_by, team.zone("port").said_on) == (
        "Nurse Kim",
        home.guide.context.today(),
    )
    mouse.press("Something is different")
    mouse.press("Next: change it")
    mouse.press("Back")
    assert home.place == "care-team"
    assert team.zone("incision").said_by == ""


def test_skipping_everything_changes_nothing(team, home, mouse):
    """Today goes on asking, and the plan is the one of before."""
    before = home.guide.context.profile()
    team.begin()
    team.to_end()
    assert "Nothing changes. Every massage stays as it was." in mouse.words()
    mouse.press("Done")
    assert home.guide.context.profile() == before
    assert "One question is open." in mouse.words()


def test_a_pressed_answer_is_corrected_from_the_end(team, home, mouse):
    """A yes that was a no is taken back in the plan, and both answers are kept."""
    team.begin()
    team.come_to("clearance", PRESSURE_2)
    mouse.press("Yes, it is allowed")
    mouse.press("Next")
    team.to_end()
    mouse.press("Change this answer")
    assert "Written down by Ana." in mouse.words()
    mouse.press("No, it is not allowed")
    mouse.press("Next")
    team.to_end()
    assert "Nothing changes. Every massage stays as it was." in mouse.words()
    said = [one.answer for one in home.log.team_answers.of(team.person)]
    assert said == ["yes", "no"]


def test_words_that_were_not_saved_are_still_there(team, home, mouse):
    """Called away in the middle of an answer, the caregiver finds it again, also on another day."""
    team.begin()
    team.come_to("question")
    mouse.write("What did they say?", "Yes, gently")
    mouse.press("Today")
    home.close()
    home.open()
    team.begin()
    team.come_to("question")
    assert team.screen.half_done() is not None
    mouse.press("Next")
    [question] = home.log.questions.of(team.person)
    assert question.answer == "Yes, gently"
    assert team.screen.half_done() is None


def test_ctrl_z_takes_an_answer_back_whole(team, home, mouse):
    """The yes counts no more, the thing is open again, and the walk stays where it is."""
    team.begin()
    team.come_to("clearance", PRESSURE_2)
    mouse.press("Yes, it is allowed")
    mouse.press("Next")
    assert home.log.clearances.of(team.person)
    home.guide.undoing.undo()
    assert not home.log.clearances.of(team.person)
    assert not home.log.team_answers.of(team.person)
    assert home.place == "care-team"


def test_a_pause_by_the_team_is_told_before_any_massage(team, home, mouse):
    """From then on Today says that they want to be asked first."""
    team.begin("Dr. Ruiz")
    team.come_to("pause")
    mouse.press("Yes, massage pauses")
    mouse.press("Next")
    team.to_end()
    mouse.press("Done")
    assert home.guide.context.owes_answer
    assert "The care team has said to pause massage." in mouse.words()
    mouse.press("Pat & safety")
    assert "The care team said to pause massage" in team.rows()
    mouse.row("The care team said to pause")
    assert "Ask them before any massage." in mouse.words()


def test_one_place_is_answered_from_the_safety_map(team, home, mouse):
    """After a telephone call about one mark nobody walks through the whole page."""
    mouse.press("Pat & safety")
    mouse.row("Healing cut")
    mouse.press("What did the care team say?")
    mouse.write("Who answered?", "Nurse Kim")
    mouse.press("Next")
    assert team.asked == ("zone", team.zone("incision").id)
    mouse.press("Yes, it is as marked")
    mouse.press("Next")
    assert team.asked == ("clearance", "incision")
    mouse.press("Not answered")
    mouse.press("Done")
    assert home.place == "safety"
    assert team.zone("incision").said_by == "Nurse Kim"
