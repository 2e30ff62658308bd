# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk fails after the last byte of an entry: Save is pressed again, and it is there once."""

import pytest
from tests.journeys.conftest import settle

from caregiver_guide.storage.errors import DiskTrouble

pytestmark = pytest.mark.windows


def test_a_massage_saved_again_when_nobody_could_tell_is_in_the_log_once(home, mouse, monkeypatch):
    """The answers stay on the screen with a sentence; pressing Save again makes no double."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(20)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Ask Pat now")
    mouse.rate(4, 2, 3)
    mouse.write("Anything else to remember?", "Liked the music")
    database = home.log._database
    run = database.run

    def refused(*_what):
        raise DiskTrouble(database.path)

    def run_and_fail(sql, values=()):
        run(sql, values)
        if sql == "COMMIT":
            disk.setattr(database, "write_as_it_is", refused)
            refused()

    with monkeypatch.context() as disk:
        disk.setattr(database, "run", run_and_fail)
        mouse.press("Save this massage")
    assert "the same entry is not written twice" in home.prompts.told[-1]
    assert home.place == "after"

    mouse.press("Save this massage")
    settle()
    assert home.place == "today"
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    story = home.log.sessions.story(session.id)
    assert [one.text for one in story.notes] == ["Liked the music"]
    assert [one.value for one in story.ratings if one.when == "after"] == [4, 2, 3]
    assert home.log.verify().is_ok
