# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of a massage and an empty map for the nurse, saved through the real window."""

import pypdf
import pytest
from PySide6.QtWidgets import QAbstractButton

pytestmark = pytest.mark.windows


def test_the_steps_of_a_massage_become_cards(home, mouse):
    """On the way to a massage the steps of this very plan can be saved, and the way goes on."""
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.press("Nothing new today")
    mouse.press("Next: choose a massage")
    mouse.press("Next: position and pillows")
    mouse.press("Pat is comfortable")
    home.prompts.answers = ["pdf"]
    mouse.press("Print the steps as cards")
    read = pypdf.PdfReader(home.page)
    done = [step for step in home.guide.massage._plan.steps if step.is_done]
    assert len(read.pages) == 1 + (len(done) + 1) // 2
    text = "\n".join(page.extract_text() for page in read.pages)
    assert "For Pat" in text
    library = home.guide.context.library
    for step in done:
        title = library.steps[home.guide.massage._plan.routine, step.id].title
        assert title in " ".join(text.split())
    assert home.place == "prepare"
    assert home.prompts.suggested == ["bedside-cards-2026-11-21.pdf"]  # an aide reads it too


def test_an_empty_map_can_be_saved_for_the_nurse(home, mouse):
    """The map and its questions come out as one page; called off, nothing is written."""
    home.furnish().open()
    mouse.press("Pat & safety")
    home.prompts.answers = ["cancel"]
    mouse.press("Print an empty map for the nurse")
    assert not home.page.exists()
    home.prompts.answers = ["pdf"]
    mouse.press("Print an empty map for the nurse")
    read = pypdf.PdfReader(home.page)
    assert len(read.pages) == 1
    assert "Which positions are not allowed?" in read.pages[0].extract_text()


def test_a_folder_that_is_full_is_told_in_a_sentence(home, mouse, monkeypatch):
    """Nothing is lost, and the app says what to do."""
    home.furnish().open()
    told = []
    monkeypatch.setattr(home.prompts, "tell", lambda _title, text: told.append(text))
    monkeypatch.setattr(
        "caregiver_guide.report.paper.os.fsync",
        lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device")),
    )
    mouse.press("Pat & safety")
    home.prompts.answers = ["pdf"]
    mouse.press("Print an empty map for the nurse")
    assert told == ["It could not be saved there: No space left on device. Choose another place."]
    assert not home.page.exists()
    assert any(button.isVisible() for button in home.window.findChildren(QAbstractButton))
