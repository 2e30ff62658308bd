# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caregiver reads before a file is taken in."""

from dataclasses import replace

import pytest
from tests.lived_in_log import StandingWall, fill

from caregiver_guide.domain.session import Note, Person
from caregiver_guide.services.taking_in import NewsLine, news_lines, take_in_view
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log


@pytest.fixture
def logs(tmp_path, library):
    with (
        open_log(tmp_path / "one", StandingWall()) as one,
        open_log(tmp_path / "two", StandingWall()) as two,
    ):
        home = fill(one, library, one._store.now, massages=6)
        yield one, two, home


def send(source, target, home, tmp_path, *, is_taken=True):
    path = tmp_path / "pat.care"
    source.hand_over(path, [home.pat], Days(), "test")
    news = target.taking_in(path).look()
    if is_taken:
        target.taking_in(path).take_in(news.seal)
    return news


def test_a_new_person_is_told_in_the_words_of_a_caregiver(logs, tmp_path):
    """By person, by kind, with the days, and nothing technical."""
    one, two, home = logs
    view = take_in_view(send(one, two, home, tmp_path))
    (pat,) = view.people
    assert (pat.name, pat.is_known, pat.same, pat.both) == ("Pat", False, 0, 0)
    assert pat.lines[:2] == (NewsLine("massage", 6, 0), NewsLine("place", 1, 0))
    assert (pat.first_day, pat.last_day) == (
        home.sessions[0].started.day,
        home.sessions[-1].started.day,
    )


def test_the_second_file_tells_what_is_new_changed_and_the_same(logs, tmp_path):
    """Nobody has to compare by hand."""
    one, two, home = logs
    send(one, two, home, tmp_path)
    one.notes.add(Note(person=home.pat.id, text="new"))
    (zone,) = one.zones.of(home.pat.id)
    one.zones.change(replace(zone, note="still red"))
    two.zones.change(replace(two.zones.of(home.pat.id)[0], note="healed"))
    news = send(one, two, home, tmp_path, is_taken=False)
    (pat,) = take_in_view(news).people
    assert pat.lines == (NewsLine("place", 0, 1), NewsLine("note", 1, 0))
    assert (pat.both, pat.careful, pat.is_known) == (1, True, True)
    text = "\n".join(news_lines(news))
    assert "New: 1 note." in text
    assert "Changed: 1 place to keep away from." in text
    assert "more careful one counts" in text


def test_the_same_plan_shown_on_two_computers_is_no_change(logs, tmp_path):
    """Two who give the same massage have nothing to decide."""
    one, two, home = logs
    send(one, two, home, tmp_path)
    for log in logs[:2]:
        told = replace(home.sessions[-1], plan_json='{"steps": []}', started=log._store.now())
        log.sessions.add(told)
    news = send(one, two, home, tmp_path)
    assert take_in_view(news).people[0].both == 0
    assert "here and there" not in "\n".join(news_lines(news))
    assert two.disputed(home.pat.id) == ()


def test_nothing_new_and_a_namesake_are_said(logs, tmp_path):
    """Both are what a caregiver would stumble over."""
    one, two, home = logs
    two.people.add(Person(name="Pat"))
    news = send(one, two, home, tmp_path)
    assert "They stay two people" in "\n".join(news_lines(news))
    again = send(one, two, home, tmp_path)
    assert "Everything in it is in the log already." in news_lines(again)
    assert take_in_view(again).people[0].is_nothing_new
