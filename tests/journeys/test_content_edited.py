# SPDX-License-Identifier: GPL-3.0-or-later
"""A routine file is edited while the app runs: the massage that runs stays as it was agreed."""

import shutil

import pytest

from caregiver_guide.app import start
from caregiver_guide.paths import resource_dir

pytestmark = pytest.mark.windows


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A copy of all content, for the app to read and for a test to spoil."""
    folder = tmp_path / "resources"
    shutil.copytree(resource_dir(), folder)
    monkeypatch.setattr(start, "resource_dir", lambda: folder)
    return folder


def _shorten(text):
    """Return a routine of which every step lasts five seconds and says something else."""
    lines = []
    for line in text.splitlines():
        name = line.split("=")[0].strip()
        lines.append("seconds = 5" if name == "seconds" else line.replace("hand", "knee"))
    return "\n".join(lines)


def _cut_off(text):
    """Return a file as a power cut leaves it in the middle of saving."""
    return text[: len(text) // 2] + "[["


@pytest.mark.parametrize("edit", [_shorten, _cut_off])
def test_a_routine_edited_meanwhile_changes_nothing_in_the_massage(home, mouse, content, edit):
    """Steps, words and times stay those that were agreed on, to the last second."""
    home.furnish().open()
    mouse.come_to("session")
    session = home.guide.massage.session
    agreed = [(step.id, step.seconds) for step in session._engine.steps if step.is_done]
    words = mouse.words()
    files = [*(content / "routines").glob("*.toml"), *(content / "compiled").glob("*")]
    assert files
    for file in files:
        if file.suffix == ".toml":
            file.write_text(edit(file.read_text("utf-8")), "utf-8")
        else:
            file.unlink()
    assert mouse.words() == words

    given = []
    while home.place == "session":
        shown = session.shown
        given.append((shown.step.id, shown.step_length_s))
        home.finish_step()
        if home.place == "session":
            mouse.next_step()
    assert given == agreed
    (record,) = home.log.sessions.recent(home.guide.context.person.id)
    assert record.state == "finished"
    assert [(step.step, step.planned_seconds) for step in record.steps] == agreed
