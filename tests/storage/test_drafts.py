# SPDX-License-Identifier: GPL-3.0-or-later
"""Half-written words wait for whoever wrote them, even where the clock of the computer is wrong."""

YEARS = 50 * 365 * 86_400


def test_a_clock_that_goes_wrong_sweeps_no_fresh_draft(log, wall):
    """Written while the clock stood fifty years back, the words are still there today."""
    wall.advance(-YEARS)
    log.drafts.write("page", "pat", "", "May the feet be warm")
    wall.advance(YEARS)
    log.drafts.drop_older(30)
    assert log.drafts.read("page", "pat") == "May the feet be warm"


def test_of_many_old_drafts_the_newest_fifty_stay(log, wall):
    """What nobody came back for does not gather for ever."""
    for number in range(55):
        log.drafts.write("page", "pat", str(number), "old")
    wall.advance(31 * 86_400)
    log.drafts.write("page", "pat", "new", "new")
    log.drafts.drop_older(30)
    assert log.drafts.count() == 50
    assert log.drafts.read("page", "pat", "new") == "new"
    assert not log.drafts.read("page", "pat", "0")
