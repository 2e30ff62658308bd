# SPDX-License-Identifier: GPL-3.0-or-later
"""In the real window: taken away, seen in the bin, put back, and changed with its reason."""

from dataclasses import replace

from caregiver_guide.domain.session import Note, ZoneRecord
from caregiver_guide.services import bin_view
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log


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


def test_an_entry_is_changed_with_its_reason_and_read_again(home, mouse, monkeypatch):
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
    older = home.log.notes.add(Note(person=note.person, text="Cold"), by=note.recorded_by)
    home.log.notes.change(replace(older, text="Cold feet"), by=note.recorded_by, why="more")
    monkeypatch.setattr(bin_view, "LISTED", 1)
    mouse.press("Changed")
    assert "Only the newest 1 are listed here." in mouse.words()
    mouse.press("Show more")
    assert "are listed here" not in mouse.words()
    mouse.row("Note: Liked the radio. Twice.")
    assert "Liked the radio. → Liked the radio. Twice." in mouse.words()
    mouse.press("Take it away")
    assert home.log.notes.one(note.id).is_in_bin


def test_what_two_computers_changed_is_decided_in_the_window(home, mouse, tmp_path):
    """Told in the result of taking in and on Today, until a person says which one is right."""
    home.furnish()
    file = tmp_path / "one.care"
    with open_log(home.data_dir, home.clock.wall) as log:
        pat = log.people.all()[0]
        zone = log.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)))
        log.hand_over(file, [pat], Days(), "test")
    with open_log(tmp_path / "other", home.clock.wall) as other:
        other.taking_in(file).take_in(other.taking_in(file).look().seal)
        other.zones.change(replace(zone, regions=("chest.L",)))
        other.hand_over(tmp_path / "back.care", [pat], Days(), "test")
    home.open()
    home.log.zones.change(replace(zone, note="still there"))
    home.guide.sharing.look_at(tmp_path / "back.care")
    mouse.press("Take it in")
    assert "One thing was changed on two computers" in mouse.words()
    mouse.press("Close")
    home.guide.go("today")
    mouse.press("Look and decide")
    assert "Until you decide, hands keep to both, each on its own line." in mouse.words()
    mouse.press("This one is right", 1)
    assert len(home.log.zones.of(pat.id)) == 1
    assert "changed on two computers" not in mouse.words()
