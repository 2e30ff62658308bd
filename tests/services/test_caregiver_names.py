# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gave care is never lost: what a caregiver was called before can be read, and by whom."""

import json

import pytest

from caregiver_guide.domain.session import Caregiver, Person
from caregiver_guide.services.bin_view import bin_view
from caregiver_guide.services.caregiver_names import is_quite_another
from caregiver_guide.services.entries import Entries
from caregiver_guide.services.folder_export import read_people
from caregiver_guide.services.people import NewCaregiver, change_caregiver, people_view


@pytest.mark.parametrize(
    ("before", "after", "is_other"),
    [
        ("Ana", "Bob", True),
        ("Ana", "Ina", True),
        ("Maria Lopez", "Jo Reyes", True),
        ("Anna", "Ana", False),
        ("Ana", "Ana Moran", False),
        ("Ana Moran", "Ana Lopez", False),
        ("Rob", "Robert", False),
        ("Zoë", "ZOE", False),
        ("J. Reyes", "Reyes", False),
        ("", "Bob", False),
        ("李梅", "王芳", True),
    ],
)
def test_only_a_name_that_may_be_somebody_elses_is_asked_about(before, after, is_other):
    """A family name, a short form or a slip of the finger needs no question."""
    assert is_quite_another(before, after) is is_other


def test_an_earlier_name_and_role_can_be_read_wherever_entries_are(log, library, home):
    """On the card, among the changes, in the entry and in the tables of this person; no one else's.

    Caregivers who never wrote or gave anything here are not told about.
    """
    change_caregiver(log, home.ana.id, NewCaregiver("Bob", "aide"), by=home.jo.id)
    change_caregiver(log, home.ana.id, NewCaregiver("Bob", "family"), by=home.jo.id)
    stranger = log.caregivers.add(Caregiver(name="Zoe"))
    change_caregiver(log, stranger.id, NewCaregiver("Zora"), by=home.jo.id)

    view = people_view(log, home.pat.id, "", log.caregivers.all())
    bob = next(one for one in view.caregivers if one.id == home.ana.id)
    assert [(one.name, one.role, one.by) for one in bob.earlier] == [
        ("", "aide", "J. Reyes"),
        ("Ana", "family", "J. Reyes"),
    ]
    changed = bin_view(log, library, home.pat, log._store.now().day, "changed").entries
    assert [one.id for one in changed if one.kind == "caregiver"] == [home.ana.id]
    entries = Entries(log, library, home.pat)
    told = [
        (one.by, [(x.name, x.before, x.after) for x in one.changes])
        for one in entries.view(home.ana.id).versions
    ]
    assert told[-2] == ("J. Reyes", [("name", "Ana", "Bob"), ("role", "family", "aide")])
    assert entries.view(stranger.id) is None
    ((_, tables),) = read_people(log, library, [home.pat])
    (rows,) = (table.rows for table in tables if table.name == "earlier-versions")
    givers = [json.loads(row["content"])["name"] for row in rows if row["kind"] == "caregiver"]
    assert givers == ["Ana", "Bob", "Bob"]
    other = log.people.add(Person(name="Sam"))
    assert Entries(log, library, other).view(home.ana.id) is None
