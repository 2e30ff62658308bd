# SPDX-License-Identifier: GPL-3.0-or-later
"""The app never runs on a Qt that would stop in the middle of a massage."""

import sys

import pytest
from PySide6.QtCore import QObject

from caregiver_guide import qt_guard


@pytest.mark.parametrize("python", [(3, 10), (3, 11)])
def test_the_deadly_pair_is_refused_in_one_sentence(python):
    """Who has the one bad Qt is told what to type, before anything is opened."""
    sentence = qt_guard.refusal(python, "6.12.0")
    assert sentence is not None
    assert "\n" not in sentence
    assert "pip install" in sentence


@pytest.mark.parametrize(
    ("python", "qt"),
    [
        ((3, 11), "6.11.3"),
        ((3, 11), "6.12.1"),
        ((3, 12), "6.12.0"),
        ((3, 14), "6.12.0"),
        ((3, 11), None),
    ],
)
def test_every_other_pair_may_start(python, qt):
    """Nobody is turned away from a Qt that works."""
    assert qt_guard.refusal(python, qt) is None


def test_the_refusal_ends_the_program_with_2(monkeypatch, capsys):
    """The refusal is a plain sentence and exit code 2, never a traceback."""
    monkeypatch.setattr(sys, "version_info", FakeVersion((3, 11, 7)))
    monkeypatch.setattr("PySide6.__version__", "6.12.0")
    with pytest.raises(SystemExit) as stopped:
        qt_guard.refuse_unsafe_qt()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("Caregiver Guide cannot start: PySide6 6.12.0")


def test_this_environment_is_not_refused(capsys):
    """The versions this project installs are let through, in silence."""
    qt_guard.refuse_unsafe_qt()
    assert capsys.readouterr().err == ""


def test_qt_calls_do_not_wear_out_python():
    """A thousand calls that return nothing leave the count of None as it was."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50


class FakeVersion(tuple):
    """Stands for `sys.version_info`."""

    __slots__ = ()

    @property
    def major(self):
        return self[0]

    @property
    def minor(self):
        return self[1]
