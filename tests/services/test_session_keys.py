# SPDX-License-Identifier: GPL-3.0-or-later
"""What each key does in a massage, and what a caregiver can teach."""

import pytest

from caregiver_guide.services.session_keys import (
    KEYS,
    MODIFIERS,
    TEACHABLE,
    SessionKeys,
    keys_of,
    teach,
    with_keys,
)
from caregiver_guide.storage.settings import Settings


def test_no_key_does_two_things():
    """The table answers every key with one thing."""
    every = [key for keys in KEYS.values() for key in keys]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("action", TEACHABLE)
@pytest.mark.parametrize("key", ["F13", "Ctrl+Shift+F24", "Volume Up", "X", "Alt+1"])
def test_any_key_can_be_taught_anything(action, key):
    """A pedal may send whatever it likes; from now on it does what it was taught."""
    found = teach(SessionKeys(), action, key)
    assert found.refusal == ""
    assert found.keys.action(key) == action


def test_a_taught_key_wins_over_the_table_and_says_so():
    """A clicker whose Page Down shall be Pause pauses; what it usually is, is told."""
    found = teach(SessionKeys(), "pause", "PgDown")
    assert found.usual == "next"
    assert found.keys.action("PgDown") == "pause"
    assert found.keys.action("Right") == "next"
    assert found.keys.forget("pause").action("PgDown") == "next"


@pytest.mark.parametrize("key", [*KEYS["stop"], "Shift+S", "Shift+Esc"])
@pytest.mark.parametrize("action", [one for one in TEACHABLE if one != "stop"])
def test_stop_keeps_its_own_keys(action, key):
    """Esc, S and the media key Stop always stop, whatever anybody teaches or writes in a file."""
    found = teach(SessionKeys(), action, key)
    assert found.refusal == "stop"
    assert found.keys == SessionKeys()
    assert SessionKeys({action: key}).action(key) == "stop"


def test_a_key_taught_twice_does_the_newer_thing():
    """One pedal does one thing; the older meaning is forgotten, and that is told."""
    first = teach(SessionKeys(), "next", "F13").keys
    found = teach(first, "stop", "F13")
    assert found.taken_from == "next"
    assert found.keys.action("F13") == "stop"
    assert "next" not in found.keys.taught


def test_teaching_the_same_again_takes_nothing_away():
    """Pressing the pedal once more for what it already does changes nothing."""
    first = teach(SessionKeys(), "next", "F13").keys
    found = teach(first, "next", "F13")
    assert found.taken_from is None
    assert found.keys.taught == first.taught


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ("", "no-name"),
        *((one, "modifier") for one in sorted(MODIFIERS)),
        ("Tab", "walks"),
        ("Shift+Backtab", "walks"),
    ],
)
def test_what_cannot_be_taught(key, refusal):
    """Shift or Ctrl alone, Tab, and a key that has no name are refused, with the reason."""
    found = teach(SessionKeys(), "next", key)
    assert found.refusal == refusal
    assert found.keys.taught == {}


def test_shift_changes_no_key_of_the_table():
    """A plus sign that needs Shift is a plus; a capital N is Next; Ctrl+N is nothing."""
    keys = SessionKeys()
    assert keys.action("Shift++") == "more-time"
    assert keys.action("Shift+N") == "next"
    assert keys.action("Ctrl+N") is None
    assert keys.action("") is None


def test_the_settings_keep_what_was_taught():
    """What was taught is there after the next start; nonsense in the file is passed over."""
    keys = SessionKeys({"next": "F13", "stop": "Ctrl+X", "say-again": "Volume Up"})
    settings = with_keys(Settings(country="GB"), keys)
    assert settings.country == "GB"
    assert keys_of(settings).taught == keys.taught
    wrong = Settings(next_key="Esc", back_key="Shift", pause_key="F13")
    assert keys_of(wrong).taught == {"pause": "F13"}
