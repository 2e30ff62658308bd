# SPDX-License-Identifier: GPL-3.0-or-later
"""The content files demand what the clinical tables demand, on every place and on none."""

import re
from dataclasses import fields
from datetime import date, timedelta

import pytest
from tests.enumeration.by_the_book import NEVER, REGIONS
from tests.enumeration.the_tails import TAILS, Demands, Tail

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.plan import Urgency
from caregiver_guide.domain.profile import Clearance, Finding, Profile
from caregiver_guide.domain.rulings import LOTION_ORDER, counts_as, rulings_of
from caregiver_guide.paths import resource_dir

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
BODY = BOOK.body
TODAY = date(2026, 11, 21)
MARKS = (None, *REGIONS)
NEVER_WORDS = "While its place is not known, the side of the neck is left to what nobody massages."


def found_on(name, mark, *, cleared=False, since=None, also=()):
    """Return the rulings for one condition with one mark."""
    marked = 0 if mark is None else 1 << BODY.index[mark]
    until = TODAY if name == "radiation-inside" else None
    given = (Finding(name, marked, since, until), *(Finding(other) for other in also))
    yes = (Clearance(Tail(name).clearance, "Dr Ruiz", TODAY),) if cleared else ()
    return rulings_of(BOOK, Profile(on=TODAY, findings=given, clearances=yes))


def done(found):
    """Return what the program does with its rulings, in the words of a tail."""
    does = Demands()
    if found.stops:
        urgency = max((urgency or 0 for urgency, _, _ in found.stops))
        does.stop = ("none", "call-today", "emergency")[urgency]
    does.asks = bool(found.asks)
    holds = [hold for _, hold, _ in found.stops] + [hold for hold, _ in found.asks]
    does.hold = all(holds)
    for places, _ in found.avoid:
        does.avoid |= set(BODY.ids(places))
    for level, places, _ in found.pressure:
        does.limit(level, BODY.ids(places))
    does.no_positions = frozenset(name for name, _ in found.no_positions)
    for names, _ in found.only_positions:
        does.only_positions |= set(names)
    for marked, _ in found.off_marked:
        does.off |= set(BODY.ids(marked))
    limits = [LOTION_ORDER.index(limit) for limit, _ in found.lotion]
    does.lotion = LOTION_ORDER[max(limits, default=0)].value
    for places, _ in found.lotion_none:
        does.lotion_none |= set(BODY.ids(places))
    does.lotion_without = frozenset(word for word, _ in found.lotion_without)
    does.minutes = min((minutes for minutes, _ in found.minutes), default=None)
    does.report = bool(found.reports)
    does.no_drink = bool(found.no_drink)
    return does


def differing(name, *, cleared):
    """Return each field that differs, with every mark on which it does and both sides of it."""
    found = {}
    tail = Tail(name)
    for mark in MARKS:
        wanted = tail.demands(mark, cleared=cleared)
        does = done(found_on(name, mark, cleared=cleared))
        for each in fields(Demands):
            demanded, ruled = getattr(wanted, each.name), getattr(does, each.name)
            if demanded != ruled:
                found.setdefault(each.name, []).append((mark, demanded, ruled))
    return found


STRICTER = {
    ("picc", "avoid"): "A line marked on the hand itself: that hand is not even held.",
    ("puncture-site", "avoid"): "The row names the groin, which no limb holds: the leg is meant.",
    (
        "dvt-known",
        "avoid",
    ): "A clot in the groin is one of the leg, though no limb holds the groin.",
    ("oxygen-tubing", "lotion_without"): "The prose also names petroleum jelly and mineral oil.",
    ("cpap-trach", "lotion_without"): "The prose also names powder.",
    ("allergy-nut", "lotion_without"): "While nobody has said which allergy, it may be any.",
    ("port", "avoid"): NEVER_WORDS,
    ("central-line", "avoid"): NEVER_WORDS,
    ("brain-shunt", "avoid"): NEVER_WORDS,
}
"""Where the content files differ from a tail, and why. Nothing here may be milder."""


def test_every_tail_has_its_condition_and_every_condition_its_tail():
    """No row of the tables was forgotten, and nothing was made up beside them."""
    own = {name for name, found in BOOK.conditions.items() if found.kind is not Kind.DEFAULT}
    assert own == TAILS.keys()
    assert len(TAILS) == 131


@pytest.mark.parametrize("name", TAILS)
def test_the_files_demand_what_the_tables_demand(name):
    """What is forbidden with a mark on any place, or on none, is what the tables say.

    With a yes that lifts it and without: stop, question, hands, pressure, positions, lotion, time.
    """
    assert BOOK.conditions[name].kind.value == Tail(name).kind
    for cleared in (False, True):
        for field, rows in differing(name, cleared=cleared).items():
            assert (name, field) in STRICTER, (name, cleared, field, rows[0])
            for mark, demanded, ruled in rows:
                # The only difference that may lack something lacks what nobody touches anyway.
                assert demanded - ruled <= NEVER, (name, mark, demanded - ruled)


def test_every_known_difference_is_still_there():
    """A difference that has gone is taken from the list."""
    for name, field in STRICTER:
        assert field in differing(name, cleared=False), (name, field)


def test_whatever_has_to_be_asked_or_said_is_asked_or_said():
    """A row that has a look or a sentence added to it has it in the files, too."""
    for name in TAILS:
        rules = BOOK.conditions[name].rules
        shows = (
            any(rule.says or rule.confirms for rule in rules) or BOOK.conditions[name].shows_note
        )
        assert shows or not Tail(name).has_words, name


def test_what_makes_a_stop_an_emergency_is_what_the_tables_name():
    """With a blood thinner, a faint is an emergency; with anything else, it is what it was."""
    raised = {name: set(Tail(name).raisers) for name in TAILS if Tail(name).raisers}
    assert raised.keys() == {"fever", "fainted"}
    for name in TAILS:
        own = {
            raiser
            for rule in BOOK.conditions[name].rules
            if rule.stop is not None
            for raiser in rule.stop.emergency_with
        }
        assert own == raised.get(name, set()), name
        for raiser in own:
            urgencies = [
                urgency
                for urgency, _, cause in found_on(name, None, also=[raiser]).stops
                if cause.condition == name
            ]
            assert urgencies == [Urgency.EMERGENCY]
            assert Tail(name).demands(None, raised=True).stop == "emergency"


def test_what_ends_by_itself_ends_on_the_day_that_the_tables_say():
    """The last day is in; the day after it is free. What names no day does not end by itself."""
    ending = {name: Tail(name).days for name in TAILS if Tail(name).days is not None}
    assert ending == {"injection-today": 1, "cream-medicine": 1, "puncture-site": 7}
    for name in TAILS:
        condition = BOOK.conditions[name]
        assert condition.ends_days_after_since == ending.get(name), name
        if name in ending:
            last = TODAY - timedelta(days=ending[name])
            assert counts_as(condition, Finding(name, since=last), TODAY) is not None
            before = Finding(name, since=last - timedelta(days=1))
            assert counts_as(condition, before, TODAY) is None


def test_a_new_heart_device_asks_for_six_weeks():
    """From the day on which six weeks are over, no yes is owed; without a day it counts as new."""
    for days, is_new in ((None, True), (0, True), (41, True), (42, False), (400, False)):
        since = None if days is None else TODAY - timedelta(days=days)
        for mark in ("chest.L", None):
            wanted = Tail("pacemaker-icd").demands(mark, is_new=is_new)
            assert done(found_on("pacemaker-icd", mark, since=since)) == wanted


def test_seeds_in_the_body_need_a_yes_of_their_last_day_or_later():
    """A yes from before the day that the team gave lifts nothing."""
    for days, lifted in ((-1, False), (0, True), (1, True)):
        until = TODAY - timedelta(days=days)
        profile = Profile(
            TODAY,
            (Finding("radiation-inside", until=until),),
            (Clearance("radiation-inside", "Dr Ruiz", TODAY),),
        )
        assert bool(rulings_of(BOOK, profile).stops) != lifted


def test_a_yes_of_the_person_counts_on_its_own_day_only():
    """Yesterday's yes to touch is not today's."""
    for days, asks in ((0, False), (1, True)):
        yes = Clearance("trauma-touch", "Pat", TODAY - timedelta(days=days))
        found = rulings_of(BOOK, Profile(TODAY, (Finding("trauma-touch", 1),), (yes,)))
        assert bool(found.asks) == asks


def test_who_cannot_be_woken_in_the_last_days_may_be_held_once_the_hospice_has_said_so():
    """Only both together lift it; then hands lie still, and only two massages are left."""
    alone = done(found_on("unresponsive", None, cleared=True))
    dying = done(found_on("unresponsive", None, also=["end-of-life"]))
    both = found_on("unresponsive", None, cleared=True, also=["end-of-life"])
    assert alone.stop == dying.stop == "emergency"
    assert done(both).stop == ""
    assert set(done(both).levels.values()) == {0}
    assert done(both).levels.keys() == set(REGIONS)
    tail = (
        "with end-of-life and a clearance for unresponsive: routines vigil and hand-sandwich only"
    )
    assert tail in TAILS["unresponsive"]
    assert [set(names) for names, _ in both.only_routines] == [{"vigil", "hand-sandwich"}]


def test_a_nut_allergy_leaves_out_every_oil_that_the_tables_name():
    """The label is read for almond, arachis and the rest, not for the word nut alone."""
    (named,) = re.findall(r"nut: ([^;]*)", TAILS["allergy-nut"])
    oils = re.findall(r"[a-z]+", named.replace("(arachis)", ""))
    profile = Profile(TODAY, allergies=("nut",))
    words = {word for word, _ in rulings_of(BOOK, profile).lotion_without}
    assert "nut-oil" in words
    product = LIBRARY.files.products.lotion["nut-oil"]
    for oil in oils:
        assert oil in f"{product.name} {product.words}", oil


def test_a_part_that_the_grammar_does_not_know_is_an_error(monkeypatch):
    """A new kind of rule in the tables is never passed over in silence."""
    monkeypatch.setitem(TAILS, "bruise", "{avoid: marked; music: soft; kind: zone}")
    with pytest.raises(ValueError, match="music"):
        Tail("bruise").demands("scalp")
