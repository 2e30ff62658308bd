# SPDX-License-Identifier: GPL-3.0-or-later
"""In the real window: taken away, seen in the bin, put back, and changed with its reason."""

from caregiver_guide.domain.session import Note, ZoneRecord


def _write(home):
    context = home.guide.context
    person, by = context.person.id, context.caregiver.id
    zone = ZoneRecord(person=person, condition="pressure-injury", regions=("heel.L",))
    return home.log.zones.add(zone, by=by), home.log.notes.add(
        Note(person=person, text="Liked the radio."), by=by
    )


def test_a_mark_put_back_counts_at_once(home, mouse):
    """One press in the bin, and the map and every plan keep away from it again."""
    home.furnish().open()
    zone, _ = _write(home)
    assert home.guide.bin.take_away(zone.id, "mistake")
    mouse.press("Massage log")
    mouse.press("Bin and earlier versions")
    assert "Taken away by Ana" in mouse.words()
    assert "It is listed for 30 days more." in mouse.words()
    profile = home.guide.context.profile()
    assert not profile.findings
    mouse.press("Put back")
    assert "Nothing was taken away in the last 30 days." in mouse.words()
    assert home.guide.context.profile().findings
    mouse.press("Back")
    assert home.place == "log"


def test_an_entry_is_changed_with_its_reason_and_read_again(home, mouse):
    """All entries, one of them, change, why, save: the old words stand beside the new."""
    home.furnish().open()
    _, note = _write(home)
    mouse.press("Settings")
    mouse.press("Bin and earlier versions")
    mouse.press("All entries")
    mouse.row("Note: Liked the radio.")
    mouse.press("Change it")
    mouse.press("Save the change")
    assert "Say why. A change needs a reason." in mouse.words()
    mouse.write("Words", " Twice.")
    mouse.press("Typing mistake")
    mouse.press("Save the change")
    assert home.log.notes.one(note.id).text == "Liked the radio. Twice."
    mouse.press("Changed")
    mouse.row("Note: Liked the radio. Twice.")
    assert "Liked the radio. → Liked the radio. Twice." in mouse.words()
    mouse.press("Take it away")
    assert home.log.notes.one(note.id).is_in_bin
