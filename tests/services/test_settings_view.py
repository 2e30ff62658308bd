# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings as they are shown, and whom to call written down."""

from tests.lived_in_log import StandingWall

from caregiver_guide.domain.session import Person
from caregiver_guide.services.settings_view import ContactDraft, record_contact, settings_view
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import Settings


def test_the_number_is_the_one_of_the_country(library):
    """The emergency number comes from the country, and there is none without a country."""
    shown = settings_view(library, Settings(country="GB"), data_folder="/d", version="1")
    none = settings_view(library, Settings(), data_folder="/d", version="1")

    assert shown.number == library.files.emergency_numbers.countries["GB"].number
    assert none.number == ""
    assert [one.name for one in shown.countries] == sorted(one.name for one in shown.countries)


def test_whom_to_call_is_kept_changed_and_taken_away(tmp_path):
    """A care team's number can be added, put right, and removed; earlier ones stay readable."""
    with open_log(tmp_path / "data", StandingWall()) as log:
        pat = log.people.add(Person(name="Pat"))

        made = record_contact(log, pat.id, ContactDraft("Nurse Lee", "555 0142"))
        changed = record_contact(log, pat.id, ContactDraft("Nurse Lee", "555 0143", made.id))
        assert (changed.id, changed.phone) == (made.id, "555 0143")
        assert len(log.contacts.history(made.id)) == 2

        assert record_contact(log, pat.id, ContactDraft("", "", made.id)) is None
        assert log.contacts.of(pat.id) == ()
        assert record_contact(log, pat.id, ContactDraft()) is None
