# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page says, before it is drawn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    ComfortSigns,
    ConditionRecord,
    FollowUp,
    Moment,
    Note,
    Person,
    Question,
    Reaction,
    SessionRecord,
    ZonesAnswer,
)
from caregiver_guide.report.facts import PageOptions, Period, read_facts
from caregiver_guide.report.summary import read_summary, summarise
from caregiver_guide.report.text import summary_text
from caregiver_guide.storage.log import open_log


@pytest.fixture
def page(library, logs):
    """Put facts into words as of the last day of the period."""

    def summary(facts, **options):
        return summarise(
            facts, library, logs.now, made_with="Caregiver Guide 1", options=PageOptions(**options)
        )

    return summary


def test_an_empty_log_says_so_in_every_box(page, logs):
    """With nothing recorded, every box says so, and none looks like good news."""
    summary = page(logs.nothing())
    assert summary.is_empty
    assert summary.totals == "No massages logged in this time."
    assert summary.act_on.empty == "Nothing recorded that needs an answer."
    assert not summary.act_on.items
    assert {row.asked for row in summary.scores} == {"Not enough data yet"}
    assert summary.reactions.empty == "No reaction recorded."
    assert len(summary.strip) == 14


def test_the_gravest_comes_first(page, logs):
    """An emergency stands above a call, a call above a mark, a mark above a question."""
    facts = logs.fortnight()
    reactions = (
        logs.reaction(1, 1, "pink-skin", "minor"),
        logs.reaction(2, 2, "rash", "needs-call", ("belly-upper.L",)),
        logs.reaction(3, 12, "help-now", "emergency"),
    )
    lines = page(replace(facts, reactions=reactions)).act_on.items
    assert lines[0].startswith("Emergency: ")
    assert lines[1] == "Needs a call: rash or itch, left side: upper belly. 16 Nov."
    assert lines[2].startswith("Stopped early on 8 Nov: ")
    assert "waiting for your answer" in lines[-1]
    assert not any("pink" in line for line in lines)


def test_repeated_worsening_is_flagged(page, logs):
    """Twice higher among the last five massages is told; once is not."""

    def told(changes):
        stories = tuple(
            logs.story(number, 13 - number, ((5, 5 + change), (None, None), (None, None)))
            for number, change in enumerate(changes)
        )
        lines = page(replace(logs.nothing(), stories=stories)).act_on.items
        return [line for line in lines if "higher" in line]

    assert told((2, 2, 0, 0, 0, 0, 0)) == []
    assert told((0, 0, 2, 0, 1)) == []
    assert told((0, 2, 0, 3, 0)) == ["Pain was higher after 2 of the last 5 massages (asked)."]


def test_a_calm_stop_is_no_alarm(page, logs):
    """All calm stops are told in one line; sleep and a caller are usual ends, and not told."""
    stories = tuple(
        logs.story(number, number, state="stopped", stop_reason=reason)
        for number, reason in enumerate(
            ("not-comfortable", "not-comfortable", "asked-to-stop", "asleep", "interrupted")
        )
    )
    lines = page(replace(logs.nothing(), stories=stories)).act_on.items
    told = "3 massages were stopped early without alarm: "
    assert lines == (
        told + "not comfortable (2); Pat Moran wants to stop, pulls away, or looks upset.",
    )


def test_an_emergency_is_told_even_if_the_app_was_closed_before_the_end(page, logs):
    """Chest pain was chosen, then the laptop shut: the page says so as of any other stop."""
    story = logs.story(1, 1, state="unfinished", stop_reason="chest-or-breath")
    summary = page(replace(logs.nothing(), stories=(story,)))
    assert summary.act_on.items[0].startswith("Stopped early on 17 Nov: ")
    assert [one.text for one in summary.ends] == ["1 stopped early"]


def test_the_most_serious_conditions_are_on_the_page(page, logs, library):
    """Where there is no room for all, those that need an answer stay, whenever they were noted."""
    noted = (
        "dementia", "bp-high", "nausea", "antiplatelet", "skin-fragile", "bp-low-faint",
        "platelets-very-low", "radiation-inside",
    )  # fmt: skip
    conditions = tuple(
        ConditionRecord(id=f"k{number}", person="p", condition=name, happened=logs.at(30 - number))
        for number, name in enumerate(noted)
    )
    shown = page(replace(logs.nothing(), conditions=conditions)).conditions
    assert "Radioactive" in shown.first[0]
    assert shown.first[1] == "Very low platelets or bleeding precautions"
    assert shown.first[2] == library.conditions["skin-fragile"].name, "the newest of its kind"
    assert len(shown.items) > shown.most


def test_the_number_on_the_page_is_the_one_the_app_calls(page, logs):
    """Of two contacts the page gives the newest, as every screen does."""
    contacts = (
        CareTeamContact(id="a", person="p", name="Old line", phone="555 0100"),
        CareTeamContact(id="b", person="p", name="Nurse Kim", phone="555 0134"),
    )
    who = page(replace(logs.nothing(), contacts=contacts)).who
    assert who[-1].text == "Nurse Kim, 555 0134"


def test_marks_new_unsaid_and_overdue(page, logs):
    """New marks, marks nobody of the care team spoke for, and marks not looked at are told."""
    old = logs.at(30)
    facts = replace(
        logs.nothing(),
        zones=(
            logs.zone("port", ("collarbone.R",), 1, since=date(2025, 1, 1), said_by="Kim",
                      marked=old),
            logs.zone("incision", ("belly-lower.L",), 2, since=date(2025, 11, 9), said_by="Kim"),
            logs.zone("skin-fragile", ("forearm-back.L",), 3, since=date(2025, 1, 1)),
        ),
    )  # fmt: skip
    lines = page(facts).act_on.items
    assert lines == (
        "New mark in this time: healing cut.",
        "1 mark has no word from the care team yet: thin skin.",
        "1 mark was last looked at 14 days ago or more: port.",
    )
    confirmed = replace(facts.zones[0], written=facts.zones[1].written)
    facts = replace(facts, zones=(confirmed, *facts.zones[1:]))
    assert not any("looked at" in line for line in page(facts).act_on.items)


def test_what_forbids_touch_comes_first_among_the_marks(page, logs):
    """The map's numbers follow how serious a mark is, then how new."""
    lines = page(logs.fortnight()).zones.items
    assert [line.mark for line in lines] == sorted(
        (line.mark for line in lines), key=("no-touch", "ask", "light").index
    )
    assert lines[-1].detail.endswith("Care team not asked yet.")


def test_a_mark_that_has_ended_is_gone_and_a_new_one_stays(page, logs):
    """A mark leaves the page the day after its last day, and not before."""
    today = logs.today
    for until, is_there in ((today, True), (today - timedelta(days=40), False)):
        facts = replace(
            logs.nothing(), zones=(logs.zone("iv-peripheral", ("hand-back.L",), until=until),)
        )
        assert bool(page(facts).zones.items) is is_there


def test_no_marks_is_told_as_it_was_answered(page, logs):
    """That nothing is marked, and that the family said there is nothing, are told apart."""
    assert page(logs.nothing()).zones.empty == "No place has been marked."
    answer = ZonesAnswer(person="p", answer="nothing", day=date(2025, 11, 3))
    said = page(replace(logs.nothing(), zones_answer=answer)).zones.empty
    assert said == "On 3 Nov 2025 the caregiver knew of nothing to keep away from."


def test_skin_comes_first_among_the_reactions(page, logs):
    """Reactions with a place on the body stand above those without."""
    reactions = (
        logs.reaction(1, 1, "help-now", "emergency"),
        logs.reaction(
            2, 9, "pink-skin", "minor", ("hand-back.L",), what_done="Stopped", lasted="hour"
        ),
    )
    lines = page(replace(logs.nothing(), reactions=reactions)).reactions.items
    assert lines[0].head == "9 Nov: Pink or warm skin."
    assert (
        lines[0].rest == "Left side: back of the hand. Minor. Gone within an hour. Done: Stopped."
    )


def test_few_pairs_are_listed_and_many_have_a_middle(page, logs):
    """Below five pairs the pairs themselves stand there; from five on the middle score."""
    scores = ((6, 4), (None, None), (None, None))
    four = tuple(logs.story(number, number, scores) for number in range(4))
    assert page(replace(logs.nothing(), stories=four)).scores[0].asked == "6→4, 6→4, 6→4, 6→4"
    five = (*four, logs.story(5, 5, ((3, 1), (None, None), (None, None))))
    row = page(replace(logs.nothing(), stories=five)).scores[0]
    assert row.asked == "6 → 4"
    assert "%" not in summary_text(page(replace(logs.nothing(), stories=five)))


def test_watched_is_told_apart(page, logs):
    """What somebody watched never enters the middle score of what the person said."""
    asked = tuple(logs.story(n, n, ((6, 4), (1, 1), (1, 1))) for n in range(5))
    watched = tuple(logs.story(n, n, ((0, 10), (1, 1), (1, 1)), "watched") for n in range(5, 9))
    row = page(replace(logs.nothing(), stories=asked + watched)).scores[0]
    assert (row.asked, row.count, row.higher) == ("6 → 4", 5, 0)
    assert row.watched == "Watched 4: 0→10, 0→10, 0→10, 0→10. Lower 0, same 0, higher 4."


def test_everybody_declined(page, logs):
    """Declining is counted and never read as a zero."""
    stories = tuple(logs.story(n, n, (("declined", "declined"),) * 3) for n in range(6))
    summary = page(replace(logs.nothing(), stories=stories))
    assert {row.asked for row in summary.scores} == {"Not enough data yet"}
    assert summary.no_numbers == "No pair, all rows: 18 declined."
    assert "0 asked, 0 watched, 36 missing" in summary.method


def test_totals_count_what_happened(page, logs):
    """Massages that were given, stopped, cut off and not wanted are counted apart."""
    states = ("finished", "finished", "stopped", "unfinished", "not-wanted", "running")
    stories = tuple(
        logs.story(number, number, state=state, minutes=5) for number, state in enumerate(states)
    )
    summary = page(replace(logs.nothing(), stories=stories))
    assert summary.totals == ("4 massages on 4 of 14 days, 20 minutes. Both scores: 0 of 4.")
    assert [one.text for one in summary.ends] == ["1 stopped early", "1 unfinished", "1 not wanted"]


def test_initials_stand_for_the_name_everywhere(page, logs):
    """Without the name, neither name nor birth date is left in any text of the page."""
    facts = logs.fortnight()
    facts = replace(
        facts,
        notes=(Note(id="n", person="p", text="Pat Moran slept. Pat smiled.", happened=logs.at(1)),),
        questions=(logs.question("May Pat lie flat?"),),
    )
    text = summary_text(page(facts, shows_name=False))
    assert "Initials: P. M." in text
    assert "Names are initials." in text
    assert "Names are initials." not in summary_text(page(facts))
    assert "Pat" not in text
    assert "1951" not in text


def test_initials_stand_for_every_name_that_somebody_wrote(page, logs):
    """A contact, an allergy and a note of a caregiver who gave nothing hold no name either."""
    facts = replace(
        logs.fortnight(),
        contacts=(CareTeamContact(id="c", person="p", name="Pat's nurse", phone="555 0134"),),
        notes=(Note(id="n", person="p", text="Lenabella came.", happened=logs.at(1)),),
        all_names=("Ana Moran", "Lenabella"),
    )
    facts = replace(facts, person=replace(facts.person, allergies=("other: Pat's tea tree",)))
    text = summary_text(page(facts, shows_name=False))
    assert "Pat" not in text
    assert "Lenabella" not in text
    assert "tea tree" in text
    assert "other:" not in text


def test_notes_can_be_left_out(page, logs):
    """A family that wants no notes on the page gets none."""
    text = summary_text(page(logs.fortnight(), shows_notes=False))
    assert "Sleeps better" not in text
    assert "Soft music" not in text
    assert "gone in 1 hour" not in text


def test_long_periods_draw_the_last_days(page, logs):
    """A month is drawn whole; of a longer time the last two weeks, and the page says so."""
    month = page(replace(logs.nothing(), period=Period.last(30, logs.today)))
    assert (len(month.strip), month.strip_note) == (30, "")
    year = page(replace(logs.nothing(), period=Period.last(365, logs.today)))
    assert (len(year.strip), year.strip_note) == (14, "Drawn: the last 14 days.")


def test_a_clearance_counts_on_its_days_only(page, logs):
    """An OK that has run out, or is for later, is not shown as one."""
    today = logs.today
    for on, until, is_there in (
        (today, today, True),
        (today - timedelta(days=9), today - timedelta(days=1), False),
        (today + timedelta(days=1), None, False),
    ):
        record = ClearanceRecord(person="p", names="legs", said_by="Kim", on=on, until=until)
        shown = page(replace(logs.nothing(), clearances=(record,))).clearances.items
        assert bool(shown) is is_there


@pytest.mark.parametrize(
    ("names", "days_ago", "read_days_ago", "is_there"),
    [
        ("care-plan", 61, None, False),
        ("care-plan", 400, 60, True),
        ("trauma-touch", 1, None, False),
        ("trauma-touch", 0, None, True),
    ],
)
def test_a_yes_that_the_plan_counts_no_more_is_not_shown(
    page, logs, names, days_ago, read_days_ago, is_there
):
    """A care plan nobody read for 60 days, or Pat's own yes of yesterday, allows nothing today."""
    today = logs.today
    asked_on = None if read_days_ago is None else today - timedelta(days=read_days_ago)
    record = ClearanceRecord(
        person="p", names=names, said_by="Kim", on=today - timedelta(days=days_ago),
        asked_on=asked_on,
    )  # fmt: skip
    shown = page(replace(logs.nothing(), clearances=(record,))).clearances.items
    assert bool(shown) is is_there


def test_an_unknown_id_is_shown_and_kept_away_from(page, logs):
    """A mark of a newer version of the content still stands on the page, as no touch."""
    line = page(replace(logs.nothing(), zones=(logs.zone("new-device", ("palm.L",)),))).zones.items
    assert (line[0].name, line[0].mark) == ("New device", "no-touch")


def test_the_text_says_what_the_page_says(page, logs):
    """The message has the same facts as the page, the footer's sentence included."""
    summary = page(logs.fortnight())
    text = summary_text(summary)
    for said in (
        *(item.text for item in summary.who),
        *summary.act_on.first,
        *(line.detail for line in summary.zones.first),
        *(line.text for line in summary.questions.first),
        *(row.asked for row in summary.scores),
        summary.totals,
        "Family or aide record, not a medical assessment.",
    ):
        assert said in text


def test_a_period_cannot_end_before_it_starts(logs):
    """A page for no days is refused."""
    with pytest.raises(ValueError, match="before"):
        Period(logs.today, logs.today - timedelta(days=1))


def test_the_page_reads_a_real_log(tmp_path, library, logs):
    """From the file on disk: this person's massages of these days, and nobody else's."""
    with open_log(tmp_path, lambda: logs.now) as log:
        ana = log.caregivers.add(Caregiver(name="Ana"))
        pat = log.people.add(Person(name="Pat Moran"))
        other = log.people.add(Person(name="Somebody Else"))
        for person, days_ago in ((pat, 1), (pat, 13), (pat, 14), (other, 1)):
            log.sessions.add(
                replace(logs.session(0, days_ago), id="", person=person.id, caregiver=ana.id),
                by=ana.id,
            )
        log.reactions.add(
            Reaction(person=pat.id, what="rash", severity="needs-call"), happened=logs.at(2)
        )
        log.questions.add(Question(person=pat.id, text="And the feet?"))
        summary = read_summary(
            log, library, pat.id, Period.last(14, logs.today), logs.now, made_with="Guide"
        )
        assert log.fingerprint(pat.id) in summary.made
        with pytest.raises(KeyError):
            read_facts(log, "nobody", Period.last(14, logs.today))
    assert summary.totals.startswith("2 massages on 2 of 14 days, 20 minutes.")
    assert [line.text for line in summary.questions.items] == ["And the feet?"]
    assert summary.act_on.items[0].startswith("Needs a call: rash or itch")
    assert "Ana (family)" in summary_text(summary)


def test_a_day_is_what_the_calendar_on_the_wall_showed(tmp_path, library, logs):
    """Late in the evening far east or west of here, a massage still belongs to its own day."""
    with open_log(tmp_path, lambda: logs.now) as log:
        pat = log.people.add(Person(name="Pat"))
        for hours in (14, -12):
            late = datetime(2025, 11, 5, 23, 30, tzinfo=UTC) - timedelta(hours=hours)
            started = Moment(round(late.timestamp() * 1000), hours * 60)
            log.sessions.add(
                SessionRecord(
                    person=pat.id, caregiver="", routine="m-hand", position="supine",
                    minutes_asked=5, started=started, state="finished", touch_seconds=300,
                )
            )  # fmt: skip
        one_day = Period(date(2025, 11, 5), date(2025, 11, 5))
        summary = read_summary(log, library, pat.id, one_day, logs.now)
    assert summary.strip[0].massages == 2


def watched(logs, number, before, after, minutes=10):
    """A massage of somebody who cannot say: face and body before and after, and minutes since."""
    plain = logs.story(number, 6 - number)
    seen = tuple(
        ComfortSigns(
            person="p", session=f"s{number}", when=when, face=value, body=value,
            minutes_since_hands_off=since,
        )
        for when, value, since in (("before", before, None), ("after", after, minutes))
    )  # fmt: skip
    return replace(plain, comfort=seen)


def test_signs_that_were_watched_are_counted_apart_and_named_as_no_score(page, logs):
    """One short line: our own list; one sign more or less is the same; too early never counts."""
    stories = (
        watched(logs, 1, 2, 0),
        watched(logs, 2, 1, 1),
        watched(logs, 3, 0, 2),
        watched(logs, 4, 2, 0, minutes=3),
        watched(logs, 5, 2, 0, minutes=None),
    )
    summary = page(logs.nothing(stories=stories))
    (line,) = [one for one in summary.manner.items if one.startswith("Signs")]
    assert line == (
        "Signs of comfort, own list, no score, 3 watched before and after: fewer 1, same 1, more 1."
    )
    assert all(row.count == 0 for row in summary.scores)
    assert line in summary_text(summary)


def test_what_the_next_days_showed_is_counted_and_the_serious_told_first(page, logs):
    """A bruise the next day stands under what to act on; fine ones are counted."""
    asked = [
        FollowUp(person="p", session="s1", when="next-day", result="fine", answers=("usual",)),
        FollowUp(
            person="p", session="s2", when="next-day", result="call-today",
            answers=("bruise-or-tear",), happened=logs.now,
        ),
        FollowUp(person="p", session="s3", when="next-day"),
    ]  # fmt: skip
    stories = tuple(
        replace(logs.story(number, 5 - number), follow_ups=(one,))
        for number, one in enumerate(asked, start=1)
    )
    summary = page(logs.nothing(stories=stories))
    assert "Next days, 3 asked: 1 fine, 1 to call about, 1 not known." in summary.manner.items
    assert summary.act_on.items[0] == ("Needs a call: a new bruise, or torn or open skin. 18 Nov.")
    (line,) = summary.reactions.items
    assert line.head == "18 Nov: A new bruise, or torn or open skin."
    assert line.rest == "Needs a call."
    assert [day.day for day in summary.strip if day.has_reaction] == [logs.today]
