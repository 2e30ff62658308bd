# SPDX-License-Identifier: GPL-3.0-or-later
"""The trial of a package notices what is wrong with it."""

import importlib.util
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def tried(tmp_path):
    """The module of the trial, and a trial that has not begun."""
    spec = importlib.util.spec_from_file_location("trial", PACKAGING / "trial.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, module.Trial(tmp_path / "some.deb", tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-21 13:00:00,000 ERROR Fault: KeyError at guide.py:10 start",
        "2026-11-21 13:00:00,000 CRITICAL Qt default: (…)",
        "Traceback (most recent call last):",
    ],
)
def test_a_fault_in_the_log_fails_the_trial(tried, line):
    """An app that opens but is broken inside is not handed out."""
    module, trial = tried
    trial.data.mkdir()
    (trial.data / module.FAULT_LOG).write_text(f"2026 INFO opened\n{line}\n")

    with pytest.raises(module.TrialError, match="tells of faults"):
        trial._faults()


def test_a_quiet_log_is_no_fault(tried):
    """A notice about a missing sound device does not hold a release back."""
    module, trial = tried
    trial.data.mkdir()
    (trial.data / module.FAULT_LOG).write_text("2026 WARNING Qt multimedia: no device\n")

    assert trial._faults() == "no fault in 1 lines of its fault log and output"


def test_files_left_behind_fail_the_trial(tried, monkeypatch, tmp_path):
    """Taking the app away takes all of it away."""
    module, trial = tried
    monkeypatch.setattr(trial, "is_root", False)
    trial.root = tmp_path / "unpacked"
    trial.root.mkdir()
    (tmp_path / "opt" / "caregiver-guide").mkdir(parents=True)
    trial.files = [tmp_path / "opt", tmp_path / "opt" / "caregiver-guide"]

    with pytest.raises(module.TrialError, match="left behind"):
        trial.remove()


def test_removing_must_leave_the_log(tried, monkeypatch, tmp_path):
    """What a caregiver wrote stays when the app goes."""
    module, trial = tried
    monkeypatch.setattr(trial, "is_root", False)
    trial.root = tmp_path / "unpacked"
    trial.root.mkdir()

    with pytest.raises(module.TrialError, match="log went too"):
        trial.remove()


def test_nothing_of_this_checkout_reaches_the_tried_app(tried, monkeypatch):
    """The package is tried as on another computer."""
    _module, trial = tried
    monkeypatch.setenv("PYTHONPATH", "src")

    assert set(trial._environment(DISPLAY=":7")) == {"HOME", "LANG", "PATH", "DISPLAY"}
