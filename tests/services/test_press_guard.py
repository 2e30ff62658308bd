# SPDX-License-Identifier: GPL-3.0-or-later
"""Oily hands press twice; the app hears it once."""

from caregiver_guide.services.press_guard import PressGuard


def test_a_bounce_is_one_press(clock):
    """A second press within 400 ms, and a third after it, are the same press."""
    guard = PressGuard(clock)
    assert guard.takes()
    clock.advance(0.3)
    assert not guard.takes()
    clock.advance(0.3)
    assert not guard.takes()


def test_two_slow_presses_are_two(clock):
    """Presses half a second apart both count."""
    guard = PressGuard(clock)
    assert guard.takes()
    clock.advance(0.5)
    assert guard.takes()


def test_no_press_counts_as_a_step_comes(clock):
    """What was meant for the step before does not hit the one that has just come."""
    guard = PressGuard(clock)
    guard.step_came()
    clock.advance(0.69)
    assert not guard.takes()
    clock.advance(0.41)
    assert guard.takes()


def test_a_press_begun_in_the_step_before_does_not_count(clock):
    """A thumb held down while the step changes meant the step before, however long it is held."""
    guard = PressGuard(clock)
    began = clock()
    clock.advance(3)
    guard.step_came()
    clock.advance(5)
    assert not guard.takes(began)
    clock.advance(0.5)
    assert guard.takes()
