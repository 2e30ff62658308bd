# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screens on the way through a massage are given to draw, from the real content."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caregiver_guide.domain.plan import Action, Verdict
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import (
    CareTeamContact,
    Moment,
    Rating,
    SessionRecord,
    StepRecord,
    ZoneRecord,
)
from caregiver_guide.services.after_view import after_view
from caregiver_guide.services.call_script import call_facts, call_script
from caregiver_guide.services.keep_away import KeepAway, keep_away
from caregiver_guide.services.pictures import place_words
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.services.prepare_view import prepare_view
from caregiver_guide.services.ratings_view import ratings_view
from caregiver_guide.services.routine_choice import default_minutes, routine_choice_view
from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_view import clock_words, session_view
from caregiver_guide.services.stop_view import stop_view

DAY = date(2026, 11, 21)
PORT = ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",))
CUT = ZoneRecord(id="2", person="p", condition="incision", regions=("belly-lower.L",))
HEEL = ZoneRecord(id="3", person="p", condition="pressure-injury", regions=("heel.L",))


@pytest.fixture
def pat(library):
    return PlanWords(library, "Pat", "911")


@pytest.fixture
def profile_of(library):
    def make(*zones, today=(), first=False):
        mask = library.book.body.mask
        marked = [Finding(z.condition, mask(z.regions), z.since, z.until) for z in zones]
        found = (*marked, *(Finding(sign) for sign in today))
        return Profile(DAY, found, name="Pat", is_first_session=first)

    return make


def test_marked_places_are_numbered_with_their_sides(pat, profile_of):
    """The strip numbers each marked place and says whose side it is on."""
    found = keep_away(pat, profile_of(PORT, HEEL), [PORT, HEEL])
    assert [(one.number, one.kind) for one in found] == [(1, "no-touch"), (2, "no-touch")]
    assert "right" in found[0].words
    assert "left heel" in found[1].words


def test_a_place_that_has_healed_is_gone_from_the_strip(pat, profile_of):
    """A cut that ended last week takes no number."""
    healed = replace(CUT, until=date(2026, 11, 14))
    found = keep_away(pat, profile_of(healed, HEEL), [healed, HEEL])
    assert [one.title for one in found] == [pat.library.conditions["pressure-injury"].name]


def test_a_place_nobody_knows_is_still_named(pat, profile_of):
    """A port whose place is not known stands in the strip, without a place."""
    lost = replace(PORT, regions=())
    (found,) = keep_away(pat, profile_of(lost), [lost])
    assert found.words == pat.library.conditions["port"].name


def test_where_hands_are_is_short(pat):
    """The picture is labelled with the hand or foot and its side, not with every part of it."""
    assert place_words(pat, ("palm.R", "fingers.R")) == "right hand"
    assert place_words(pat, ("foot-top.L",)) == "left foot"
    assert place_words(pat, ("palm.R", "palm.L")) == "hands"
    assert place_words(pat, ("forearm-back.R", "wrist.R")) == "right forearm, wrist"
    assert "right" in place_words(pat, ("shoulder.R",))


def test_time_reads_as_on_a_kitchen_timer():
    """Seconds are shown as minutes and two digits, and never below nothing."""
    assert [clock_words(n) for n in (0, 48, 725, -3)] == ["0:00", "0:48", "12:05", "0:00"]


def test_every_step_of_every_routine_can_be_shown(pat, profile_of, clock):
    """No step lacks words, a picture or, where hands touch, a place and a pressure."""
    for routine in pat.library.routines:
        plan = pat.library.planner.plan(profile_of(), routine)
        engine = SessionEngine(plan.steps, clock)
        progress = engine.start()
        while not progress.is_over:
            view = session_view(progress, routine, pat)
            assert view.title
            assert view.words
            assert "{" not in f"{view.title}{view.words}{view.how}{view.pace}{view.place}"
            assert view.picture.views
            assert (view.pressure is None) == (not progress.step.is_touch)
            assert bool(view.place) == bool(progress.step.regions)
            progress = engine.next()


def test_a_resting_step_never_tells_to_stroke(pat, profile_of, clock):
    """Where only resting hands are allowed, the words of the stroke are not shown at all."""
    plan = pat.library.planner.plan(profile_of(today=()), "m-hand")
    step = next(step for step in plan.steps if step.id == "hand-sweeps")
    resting = replace(step, action=Action.REST, pressure=0)
    view = session_view(SessionEngine([resting], clock).start(), "m-hand", pat)
    written = pat.library.steps["m-hand", "hand-sweeps"]
    assert written.words not in view.words
    assert written.how not in view.how
    assert written.title != view.title
    assert view.pressure.level == 0


def test_the_picture_of_a_hand_step_is_that_hand(pat, profile_of, clock):
    """A step on the right palm shows the right hand and marks no other region."""
    plan = pat.library.planner.plan(profile_of(), "m-hand")
    step = next(step for step in plan.steps if step.id == "hand-sweeps" and step.side == "R")
    view = session_view(SessionEngine([step], clock).start(), "m-hand", pat)
    assert view.picture.views == ("hand.R",)
    assert view.picture.massage == step.regions
    assert view.place == "right hand"


def test_the_last_step_says_so(pat, profile_of, clock):
    """There is no next title at the last step."""
    plan = pat.library.planner.plan(profile_of(), "three-minute")
    engine = SessionEngine(plan.steps, clock)
    progress = engine.start()
    while progress.next_step is not None:
        assert session_view(progress, "three-minute", pat).next_title
        progress = engine.next()
    assert session_view(progress, "three-minute", pat).is_last


def test_the_next_step_names_its_side_when_hands_change_over(pat, profile_of, clock):
    """Left and right of the same strokes have the same name; only the side tells them apart."""
    plan = pat.library.planner.plan(profile_of(), "m-hand")
    engine = SessionEngine(plan.steps, clock)
    progress = engine.start()
    told = []
    while progress.next_step is not None:
        view = session_view(progress, "m-hand", pat)
        told.append(view.next_side)
        is_change = progress.next_step.is_touch and progress.next_step.side != progress.step.side
        assert view.next_side == (progress.next_step.side if is_change else None)
        progress = engine.next()
    assert {"L", "R"} <= set(told)


def test_a_chip_is_the_mildest_verdict_over_the_positions(pat, profile_of):
    """A routine barred in one position and possible in another is offered."""
    profile = profile_of(PORT, CUT, HEEL)
    view = routine_choice_view(pat, profile, 10)
    for card in view.cards:
        verdicts = [
            pat.library.planner.plan(profile, card.id, position, 10).verdict
            for position in pat.library.book.routines[card.id].positions
        ]
        assert card.verdict == min(verdicts)


def test_possible_routines_come_first_and_blocked_ones_stay(pat, profile_of):
    """Nothing disappears: what is not possible today is listed last, with its reason."""
    view = routine_choice_view(pat, profile_of(PORT, CUT), 10)
    can = [card.can_start for card in view.cards]
    assert can == sorted(can, reverse=True)
    assert len(view.cards) == len(pat.library.routines)
    assert all(card.line for card in view.cards)
    assert all(card.reasons for card in view.cards if not card.can_start)


def test_a_fever_blocks_every_card_and_says_what_is_left(pat, profile_of):
    """With a stop no routine is chosen, and the screen says what may be done instead."""
    view = routine_choice_view(pat, profile_of(today=("fever",)), 10)
    assert {card.verdict for card in view.cards} == {Verdict.STOP}
    assert view.chosen == ""
    assert view.nothing_possible


def test_last_time_comes_first(pat, profile_of):
    """What was given last time stands first, if it is possible today."""
    assert routine_choice_view(pat, profile_of(), 10, usual="foot-comfort").chosen == "foot-comfort"


def test_the_first_massage_is_short(pat, profile_of):
    """Five minutes are chosen beforehand for the first massage, and the cards keep to it."""
    assert (default_minutes(True), default_minutes(False)) == (5, 10)
    view = routine_choice_view(pat, profile_of(first=True), 5)
    assert all(card.minutes <= 5 for card in view.cards if card.can_start)


def test_blocked_positions_keep_their_place_and_say_why(pat, profile_of):
    """A port bars lying on its side; the card stays and names the port."""
    view = position_choice_view(pat, profile_of(PORT), "hand-sandwich", 5)
    cards = {card.id: card for card in view.cards}
    assert set(cards) == set(pat.library.positions)
    assert not cards["side-right"].is_ok
    assert cards["side-right"].blocked_by == pat.library.conditions["port"].name
    assert cards["side-right"].reasons[0].text
    assert view.can_go_on


def test_a_blocked_position_offers_what_is_possible(pat, profile_of):
    """Choosing a barred position names another one, and does not lead on."""
    view = position_choice_view(pat, profile_of(PORT), "hand-sandwich", 5, "side-right")
    assert not view.can_go_on
    assert view.instead_routine == "hand-sandwich"
    assert view.instead_position != "side-right"
    assert view.instead


def test_what_bears_weight_is_shaded(pat, profile_of):
    """The picture knows exactly what carries weight in the chosen position."""
    view = position_choice_view(pat, profile_of(), "hand-sandwich", 5, "side-left")
    bears = pat.library.book.positions["side-left"].bears
    assert view.card.picture.bears == pat.library.book.body.ids(bears)


def test_feet_are_looked_at_before_they_are_rubbed(pat, profile_of):
    """The question about both legs is asked for feet, and its line of the checklist with it."""
    feet = prepare_view(pat, pat.library.planner.plan(profile_of(), "foot-comfort"))
    hands = prepare_view(pat, pat.library.planner.plan(profile_of(), "m-hand"))
    assert any("legs" in question for question in feet.confirms)
    assert len(feet.items) == len(hands.items) + 1
    assert "feet" in feet.ask
    assert "hands" in hands.ask
    assert "{" not in feet.ask


def test_lotion_is_kept_off_places_that_are_touched(pat, profile_of):
    """The long list of places without lotion is told only for where hands go today."""
    profile = profile_of(CUT)
    view = prepare_view(pat, pat.library.planner.plan(profile, "m-hand"))
    assert not any("lower belly" in sentence for sentence in view.says)


def test_a_still_routine_asks_to_hold(pat, profile_of):
    """Hand between hands asks to hold a hand, never to rub it."""
    view = prepare_view(pat, pat.library.planner.plan(profile_of(), "hand-sandwich"))
    assert "hold your hand" in view.ask


def test_before_is_marked_after(pat):
    """The answers from before stand beside the questions after, also those without a number."""
    before = [
        Rating(person="p", session="s", question="pain", when="before", value=6),
        Rating(person="p", session="s", question="worry", when="before", value="declined"),
    ]
    view = ratings_view(pat, "after", before)
    assert [question.before for question in view.questions] == [6, "declined", None]
    assert all(
        question.before is None for question in ratings_view(pat, "before", before).questions
    )


def test_a_grave_reaction_cannot_be_called_mild(pat):
    """The mildest severity on offer follows from what was seen."""
    view = after_view(pat)
    assert view.reaction("skin-mark").least == "needs-call"
    assert view.reaction("help-now").least == "emergency"
    assert view.reaction("calm").least == "comfort"


def test_places_just_massaged_are_offered_first(pat):
    """Where a reaction is, is most often where hands were; all other places follow."""
    view = after_view(pat, massaged=("palm.L",))
    assert view.places[0].id == "palm.L"
    assert len(view.places) == 92


def test_a_drink_is_offered_only_where_it_is_recorded_as_allowed(pat):
    """Without word that drinks are fine, no drink is offered."""
    drink = pat.fill(pat.library.files.preparation.aftercare.drink)
    assert drink not in after_view(pat, drinks="ask").aftercare
    assert drink in after_view(pat, drinks="free").aftercare


def test_nothing_is_said_of_lotion_or_feet_where_there_was_none(pat):
    """After dry hands on hands nobody is told to wipe lotion off the feet."""
    wiped, feet = "Wipe any lotion", "Wipe the feet"

    def told(**how):
        view = after_view(pat, **how)
        words = " ".join(view.aftercare)
        assert set(view.aftercare_first) <= set(view.aftercare)
        return [one for one in (wiped, feet) if one in words]

    assert told(massaged=("palm.L",), has_lotion=False) == []
    assert told(massaged=("sole.L",), has_lotion=False) == []
    assert told(massaged=("palm.L",)) == [wiped]
    assert told(massaged=("palm.L", "sole.L")) == [wiped, feet]


def test_after_no_touch_nothing_is_said_of_hands(pat):
    """Stopped before any touch: cover and sit, but no hands to lift and no lotion to wipe."""
    first = after_view(pat, was_begun_only=True).aftercare_first
    assert first == ("Cover Pat.", "Pat should sit 2 to 5 minutes before standing up.")
    assert "Cover Pat." not in after_view(pat).aftercare


def test_the_stop_sheet_holds_both_numbers(pat):
    """The emergency number and the care team's stand ready before anything is asked."""
    nurse = CareTeamContact(person="p", name="Nurse line", phone="555 0142")
    view = stop_view(pat, [nurse], "911")
    assert (view.emergency, view.care_team[0].phone) == ("911", "555 0142")
    bare = stop_view(pat)
    assert bare.care_team == ()
    assert "Pat" in bare.no_number


def test_grave_reasons_do_not_lead_back_to_the_massage(pat):
    """Going on is never offered after anything that needs a call, or when Pat asked to stop."""
    view = stop_view(pat)
    assert all(reason.urgency == "none" for reason in view.reasons if reason.may_go_on)
    assert not view.reason("asked-to-stop").may_go_on
    assert "{" not in "".join(reason.text + reason.advice for reason in view.reasons)


@pytest.fixture
def told(pat, profile_of):
    """What is told on the telephone of a massage of the right hand, cut off after three steps."""

    def make(routine="m-hand", seconds=60, zones=(PORT, CUT), caregiver="Ana"):
        plan = pat.library.planner.plan(profile_of(*zones), routine)
        touching = [step for step in plan.steps if step.is_touch and step.is_done][:3]
        session = SessionRecord(
            person="p",
            caregiver="c",
            routine=routine,
            position=plan.position.id,
            minutes_asked=10,
            started=Moment.of(datetime(2026, 11, 21, 15, 5, tzinfo=UTC)),
            state="running",
            steps=tuple(
                StepRecord(
                    step=step.id,
                    side=step.side,
                    is_touch=True,
                    regions=step.regions,
                    pressure=step.pressure,
                    planned_seconds=step.seconds,
                    seconds=seconds,
                    outcome="done",
                )
                for step in touching
            ),
        )
        now = Moment.of(datetime(2026, 11, 21, 15, 9, tzinfo=UTC))
        profile = profile_of(*zones, today=("refuses",))
        return call_facts(pat, caregiver, session, profile, now, lambda at: f"{at:%H:%M}")

    return make


def test_the_call_script_says_who_what_where_when_and_what_is_seen(pat, told):
    """In one breath: caller, person, minutes, place, times, the sign, devices, the question."""
    said = call_script(pat, told(), "Nosebleed")
    assert said == (
        "I am Ana. I care for Pat. At 15:05 I began a light massage. I gave 3 minutes of it. "
        f"Place: {place_words(pat, told().regions)}. At 15:09 I see this (say which one): "
        "nosebleed. Pat has: Port under the skin (right upper chest, below the collarbone), "
        "Healing cut from an operation (left lower belly). "
        "What should I do?"
    )


def test_the_call_script_claims_nothing_that_was_not_done(pat, told):
    """Still hands are not called massage, and before any touch it says so."""
    still = call_script(pat, told("hand-sandwich", zones=()), "Nosebleed")
    assert "light massage" not in still
    assert "rest my hands" in still
    assert "Pat has" not in still
    begun = call_script(pat, told(seconds=0), "Nosebleed")
    assert "light massage" not in begun
    assert "not touched Pat yet" in begun
    assert "less than a minute" in call_script(pat, told(seconds=5), "Nosebleed")
    assert "I am " not in call_script(pat, told(caregiver=""), "Nosebleed")


def test_a_massage_written_down_afterwards_is_told_as_given(pat, told):
    """Its minutes are known and its places are not: nobody says that hands never touched."""
    facts = replace(told(), regions=(), touch_seconds=180, is_over=True, is_still=False)
    said = call_script(pat, facts, "More pain")
    assert "At 15:05 I gave 3 minutes of massage, without this app." in said
    assert "did not touch" not in said
    assert "Place" not in said


def test_a_massage_without_steps_still_has_its_minutes(pat):
    """The log keeps the minutes that were told, though no step was shown."""
    began = Moment.of(datetime(2026, 11, 21, 15, 5, tzinfo=UTC))
    nobody = Profile(on=began.day)
    session = SessionRecord(
        person="p", caregiver="c", routine="m-hand", position="supine", minutes_asked=3,
        started=began, ended=began.later(180), state="finished", touch_seconds=180,
    )  # fmt: skip
    facts = call_facts(pat, "Ana", session, nobody, began, lambda at: f"{at:%H:%M}")
    assert (facts.touch_seconds, facts.regions, facts.is_still) == (180, (), False)


def test_no_reason_is_read_on_the_page_as_the_persons_own_words(pat):
    """Who feels ill is the caregiver: the care team must not take it for the person's."""
    for reason in pat.library.files.stop_reasons.reason:
        assert not (reason.told or reason.text).startswith("I "), reason.id


def test_whoever_has_to_call_is_given_the_words(pat, told):
    """Every reason to stop and every reaction that needs a call has its script, filled in."""
    stop = stop_view(pat, facts=told())
    for reason in stop.reasons:
        assert bool(reason.say) == (reason.urgency != "none")
        assert "{" not in reason.say
    after = after_view(pat, facts=told())
    for reaction in after.reactions:
        assert bool(reaction.say) == reaction.is_to_tell
        assert "{" not in reaction.say
    assert {one.say for one in stop_view(pat).reasons} == {""}


def test_every_stop_sign_of_a_massage_has_its_reason_and_urgency(pat):
    """Each sign during a massage stands on the sheet, with whom to call and what to do first."""
    reasons = {reason.id: reason for reason in stop_view(pat).reasons}
    for sign, reason, urgency, first in (
        ("chest pain", "chest-or-breath", "emergency", "sit up"),
        ("short of breath", "chest-or-breath", "emergency", "sit up"),
        ("blue lips", "chest-or-breath", "emergency", "sit up"),
        ("fainted", "faint-or-droop", "emergency", "flat"),
        ("face or arm droops", "faint-or-droop", "emergency", "note the time"),
        ("new confusion", "faint-or-droop", "emergency", "note the time"),
        ("seizure", "seizure", "emergency", "nothing in the mouth"),
        ("slow breathing", "hard-to-wake", "emergency", "hospice"),
        ("swollen lips", "swollen-lips", "emergency", "allergy pen"),
        ("soaks through", "heavy-bleeding", "emergency", "press firmly"),
        ("pounding headache", "pounding-headache", "emergency", "bladder tube"),
        ("gave a shock", "heart-device-shock", "emergency", "one shock"),
        ("suddenly cold", "cold-limb", "emergency", "do not rub it"),
        ("popped", "new-pain", "call-now", "do not move it"),
        ("tube", "tube-moved", "call-now", "push nothing back in"),
        ("skin tear", "skin-tear", "call-today", "10 minutes"),
        ("blister", "skin-tear", "call-today", "fistula"),
        ("hives", "hives-or-itch", "call-today", "tongue"),
        ("dizzy", "dizzy-or-sick", "call-today", "15 minutes"),
        ("pulls away", "asked-to-stop", "none", "only if it is wanted"),
        ("asleep", "asleep", "none", "hands still"),
        ("telephone", "interrupted", "none", "go on later"),
        ("something new", "something-new", "none", "mark it"),
        ("ill, cross or tired", "caregiver-unwell", "none", "another day"),
    ):
        found = reasons[reason]
        assert sign in found.text.lower()
        assert found.urgency == urgency
        assert first in found.advice.lower()


def test_whom_to_call_follows_the_urgency_and_the_hospice(pat):
    """Each urgency names its own number; in the last days the hospice line comes first."""
    calls = {one.urgency: one.call for one in stop_view(pat, (), "911").reasons}
    assert calls == {
        "emergency": f"Call {pat.emergency} now.",
        "call-now": "Call the care team now.",
        "call-today": "Call the care team today.",
        "none": "",
    }
    view = stop_view(pat, hospice_first=True)
    assert all(
        one.call.startswith("Call the hospice line")
        for one in view.reasons
        if one.urgency != "none"
    )


def test_every_sign_that_calls_for_help_stands_before_those_that_do_not(pat):
    """Reading from the top, the gravest come first, and each has short words of its own."""
    order = ("emergency", "call-now", "call-today", "none")
    reasons = stop_view(pat).reasons
    places = [order.index(one.urgency) for one in reasons]
    assert places == sorted(places)
    assert len({one.short for one in reasons}) == len(reasons)
    assert all(len(one.short) <= 16 for one in reasons)


def test_sleep_and_a_caller_are_usual_ends(pat):
    """They count as a whole massage in every list; nothing that needs a call ever does."""
    entries = pat.library.files.stop_reasons.reason
    assert {one.id for one in entries if one.usual} == {"asleep", "interrupted"}
    assert all(one.urgency == "none" for one in entries if one.usual)


def test_after_a_massage_usual_and_worrying_signs_stand_side_by_side(pat):
    """What is usual, what needs a call today, and what cannot wait are each on the screen."""
    view = after_view(pat)
    usual, today, now = (" ".join(each) for each in (view.usual, view.call_today, view.call_now))
    for words in ("sleepy", "tearful", "toilet", "fades"):
        assert words in usual
    for words in ("30 minutes", "bruise", "tear", "wetter", "one leg", "100.4", "port", "two days"):
        assert words in today
    assert "Chest pain" in now
    assert "breathing" in now
    assert "911" in view.call_now_title


def test_the_checklist_has_lotion_and_drink_only_where_they_belong(pat, profile_of):
    """No lotion is fetched for still hands, and no drink stands ready unless it is allowed."""

    def told_of(routine, **about):
        plan = pat.library.planner.plan(replace(profile_of(), **about), routine)
        return " ".join(prepare_view(pat, plan).items)

    assert "lotion" in told_of("m-hand")
    assert "lotion" not in told_of("hand-sandwich")
    assert "drink" not in told_of("m-hand")
    assert "drink" in told_of("m-hand", drinks="free")
    assert "both legs" in told_of("foot-comfort")
    assert "both legs" not in told_of("m-hand")


def test_consent_has_place_length_control_and_a_real_no(pat, profile_of):
    """What is said when asking: where, how long, clothes, how to stop, and that no is fine."""
    view = prepare_view(pat, pat.library.planner.plan(profile_of(), "hand-calm", None, 5))
    assert "hands" in view.ask
    assert "minutes" in view.ask
    for words in ("stop at once", "will not mind", "does nothing", "Clothes stay on"):
        assert words in view.tell
    assert "10 seconds" in view.cannot_say
    assert "family" in view.cannot_say
    assert view.no_reason


def test_a_chair_speaks_of_a_marked_heel(pat, library):
    """Feet flat on the floor is no word for somebody with a sore heel."""
    body = library.book.body
    for regions, is_said in ((("heel.L",), True), (("palm.L",), False), ((), False)):
        marks = (KeepAway(1, "Open bedsore", "", "no-touch", regions),) if regions else ()
        profile = Profile(DAY, (Finding("pressure-injury", body.mask(regions)),) if regions else ())
        view = position_choice_view(pat, profile, "hand-calm", 10, "seated-chair", marks)
        assert any("heel is marked" in check for check in view.card.checks) is is_said
