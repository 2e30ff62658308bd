# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of hazards names tests that exist, and the proofs that no other file has."""

import ast
import itertools
import re
import sys
import threading
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from caregiver_guide.cli import main
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.profile import GENERAL_CLEARANCES, Clearance, Finding, Profile
from caregiver_guide.domain.session import Person
from caregiver_guide.faults import LOGGER, bare, catch_faults, trace_of
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.services.guide_flow import FlowState, Place, next_place
from caregiver_guide.storage.log import open_log

CHECKOUT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def parts():
    """Return each hazard's heading and text."""
    text = (CHECKOUT / "docs" / "hazards.md").read_text("utf-8")
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


@cache
def names_in(path):
    """Return the names of the tests in a file, none for a file that is not there."""
    file = CHECKOUT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


# -- the list itself ---------------------------------------------------------------------


def test_every_test_that_a_hazard_names_is_there():
    """A defence that is said to be proved is proved by a test that runs."""
    named = [pair for _, text in parts() for pair in NAMED.findall(text)]

    assert named
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []


def test_every_hazard_says_what_is_done_how_it_is_proved_and_what_is_open():
    """No hazard is only named."""
    headings = [heading.partition(".")[0] for heading, _ in parts()]
    assert headings == [f"H{number}" for number in range(1, len(headings) + 1)]

    for heading, text in parts():
        for label in ("Against it", "Proof", "Open"):
            found = re.search(rf"^\* \*\*{label}:\*\* (\S.+)$", text, re.MULTILINE)
            assert found is not None, f"{heading} lacks '{label}'"
        proof = text.partition("**Proof:**")[2].partition("* **Open")[0]
        assert NAMED.search(proof), f"{heading} names no test"
        assert proof.count("::") == len(NAMED.findall(proof)), f"{heading}: a name is misspelt"


# -- the order of a massage --------------------------------------------------------------


def test_no_massage_starts_with_an_answer_missing(library):
    """Marks, today's check, a plan that goes, a position, a yes and the questions before."""
    plans = [None]
    palm = 1 << library.book.body.index["palm.R"]
    for found in ((), (Finding("wound-open", palm),), (Finding("fever"),)):
        profile = Profile(TODAY, found)
        plans += [library.planner.plan(profile, name) for name in ("m-hand", "foot-comfort")]
    assert {plan.verdict for plan in plans if plan} >= {Verdict.GO, Verdict.ADAPTED, Verdict.STOP}
    either = (False, True)
    states = itertools.product(
        either, either, (None, *Verdict), plans, either, either, ("", "no", "yes", "watch"), either
    )

    started = 0
    for answers in states:
        if next_place(FlowState(*answers)) is not Place.SESSION:
            continue
        started += 1
        state = FlowState(*answers)
        assert state.zones_answered
        assert state.check_complete
        assert state.verdict_of_check not in (Verdict.STOP, Verdict.ASK_FIRST)
        assert state.plan is not None
        assert state.plan.verdict in (Verdict.GO, Verdict.ADAPTED)
        assert state.position_agreed
        assert state.confirmed
        assert state.permission in ("yes", "watch")
        assert state.before_done
    assert started


# -- days --------------------------------------------------------------------------------


def yes_for(name, until):
    return Clearance(name, "Dr Ruiz", TODAY - timedelta(days=30), until)


@pytest.mark.parametrize("routine", ["foot-comfort", "m-hand"])
def test_a_yes_that_has_run_out_lifts_nothing(library, routine):
    """The day after its last day, a yes changes nothing in any plan."""
    conditions = [name for name, c in library.book.conditions.items() if c.kind is not Kind.DEFAULT]
    lifted = 0
    for name in conditions:
        names = (name, *GENERAL_CLEARANCES)

        def plan_with(*given, name=name):
            profile = Profile(TODAY, (Finding(name),), given)
            return library.planner.plan(profile, routine)

        without = plan_with()
        over = plan_with(*(yes_for(one, TODAY - timedelta(days=1)) for one in names))
        in_force = plan_with(*(yes_for(one, TODAY) for one in names))
        assert over == without, name
        lifted += in_force != without
    assert lifted


def test_a_mark_that_starts_later_counts_already(library):
    """A slip in the first day never uncovers a place."""
    region = 1 << library.book.body.index["palm.R"]
    now = Finding("wound-open", region)
    later = Finding("wound-open", region, since=TODAY + timedelta(days=9))

    assert (
        library.planner.rulings(Profile(TODAY, (later,))).avoided
        == library.planner.rulings(Profile(TODAY, (now,))).avoided
        != library.planner.rulings(Profile(TODAY)).avoided
    )


# -- people and words --------------------------------------------------------------------


def test_two_people_of_one_name_are_not_guessed_apart(tmp_path, capsys):
    """A page for 'Pat' is refused where there are two; their ids are listed to choose from."""
    with open_log(tmp_path, wall_clock) as log:
        ids = [log.people.add(Person(name=name)).id for name in ("Pat", "pat ")]
    out = tmp_path / "page.pdf"
    asked = ["--data-dir", str(tmp_path), "--person", "PAT"]

    assert main(["page", *asked, "--out", str(out)]) == 2
    assert main(["sessions", *asked]) == 2
    said = capsys.readouterr()
    assert all(said.err.count(one) == 2 for one in ids)
    assert said.out == ""
    assert not out.exists()


def test_the_fault_file_says_nothing_about_a_person():
    """What went wrong is told by its kind and its place in the program, without any words."""
    try:
        raise ValueError("Pat has a port")
    except ValueError as error:
        trace = trace_of(error)

    assert trace.startswith("ValueError at test_hazards.py:")
    assert "port" not in trace
    assert "Pat" not in bare("QFont: cannot draw 'Pat' of \"Pat\" in /home/Pat/page.pdf")


@pytest.mark.logs_warning
def test_a_fault_while_a_backup_is_made_is_written_down_without_words(monkeypatch, capfd, caplog):
    """It happens in another thread: there, too, nothing of a person goes to the terminal."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(LOGGER, "propagate", True)
    told = []
    catch_faults(lambda: told.append("told"))

    def fail():
        raise ValueError("Pat has a port")

    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    assert "Fault in a thread: ValueError at test_hazards.py:" in caplog.text
    assert "port" not in caplog.text + "".join(capfd.readouterr())
    assert told == []
