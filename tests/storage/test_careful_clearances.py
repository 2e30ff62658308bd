# SPDX-License-Identifier: GPL-3.0-or-later
"""What was allowed is never made wider by bringing two computers together, whatever they did."""

import itertools
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.storage.test_merging import DAY, QUICK_DISK, Wall, take_in

from caregiver_guide.domain.session import ClearanceRecord, Person
from caregiver_guide.services.conflicts import NOW, decide
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import practice_log

NAMES = "legs", "pressure-2"
DEEDS = st.tuples(
    st.sampled_from(("yes", "yes", "no", "no", "end", "note", "bin", "back", "now", "clock")),
    st.integers(0, 1),
    st.integers(0, 7),
)


def allowed(log, person):
    """What counts, by id: what it is, from when, and to which day."""
    return {
        one.id: (one.names, one.on, one.until or DAY + timedelta(999))
        for one in log.clearances.of(person)
    }


def is_no_wider(now, before):
    """Whether all that is allowed now was allowed before, from as early and for as long."""
    return all(
        one in before and before[one][1] <= on and until <= before[one][2]
        for one, (_, on, until) in now.items()
    )


class Two:
    """Two computers whose clocks do not agree, and what a yes on each was written in view of."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.files = itertools.count()
        self.walls = [Wall(0), Wall(-7200)]
        self.logs = [practice_log(wall) for wall in self.walls]
        self.pat = self.logs[0].people.add(Person(name="Pat")).id
        self.known = {}
        self.give(self.file(self.logs[0]), self.logs[1])

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        for log in self.logs:
            log.close()

    def fresh(self):
        self.logs.append(practice_log(Wall(60)))
        return self.logs[-1]

    def file(self, log):
        path = self.folder / f"{next(self.files)}.care"
        log.hand_over(path, [log.people.one(self.pat)], Days(), "test")
        return path

    def give(self, path, log):
        take_in(log, path)

    def refusals(self, log, names):
        found = log.clearances.to_export(self.pat)
        return {one.id for one in found if one.is_refused and one.names == names}

    def do(self, what, at, number):
        log, words = self.logs[at], self.logs[at].clearances
        standing, binned = words.to_export(self.pat), words.binned(self.pat)
        found = (binned if what == "back" else standing) or (None,)
        one, before = found[number % len(found)], allowed(log, self.pat)
        if what in ("yes", "no"):
            names = NAMES[number % 2]
            word = ClearanceRecord(
                person=self.pat, names=names, said_by="Lee", on=DAY, is_refused=what == "no"
            )
            new = words.add(word).id
            self.known[new] = self.refusals(log, names)
            if what == "no":
                now = allowed(log, self.pat)
                assert is_no_wider(now, before)
                assert all(other != names for other, _, _ in now.values())
        elif what == "clock":
            self.walls[at].moment = self.walls[at].moment.later((number - 4) * 86_400)
        elif one is not None:
            self.change(log, what, one, number)
            if what not in ("back", "bin"):
                assert is_no_wider(allowed(log, self.pat), before)

    def change(self, log, what, one, number):
        words = log.clearances
        if what == "end":
            until = DAY + timedelta(number)
            words.change(replace(one, until=min(until, one.until or until)))
        elif what == "note":
            words.change(replace(one, note=f"{one.note}{number}"))
        elif what == "bin":
            words.put_in_bin(one.id)
        elif what == "back":
            words.take_from_bin(one.id)
        else:
            decide(log, one.id, NOW)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DEEDS, min_size=4, max_size=10), st.lists(DEEDS, min_size=2, max_size=8))
def test_joining_allows_no_more_in_any_order(apart, later):
    """No yes comes back, none reaches further, and none stands beside a no it did not know."""
    with tempfile.TemporaryDirectory(dir=QUICK_DISK) as folder, Two(folder) as two:
        for deed in apart:
            two.do(*deed)
        first, second = two.logs[:2]
        two.give(two.file(first), second)  # the second has both sides, and goes on from there
        for deed in later:
            two.do(*deed)
        alone = [allowed(log, two.pat) for log in (first, second)]
        files = [two.file(log) for log in (first, second)]
        third = two.fresh()
        for path in files:
            two.give(path, third)
        two.give(files[1], first)
        two.give(files[0], second)
        joined = allowed(first, two.pat)
        assert all(allowed(log, two.pat) == joined for log in (second, third))
        for one, word in joined.items():
            assert any(is_no_wider({one: word}, side) for side in alone)
            assert two.refusals(first, word[0]) <= two.known[one]
