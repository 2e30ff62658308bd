# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents show is what the program does."""

import json
import re
from pathlib import Path

import pytest

from caregiver_guide.cli import main

CHECKOUT = Path(__file__).parents[1]


def block(name):
    """Return the JSON of one fenced block of the plan's document."""
    text = (CHECKOUT / "docs" / "plan-format.md").read_text("utf-8")
    found = re.search(rf"```json {name}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def test_the_documented_plan_is_what_the_command_prints(tmp_path, capsys):
    """A reviewer who reads the example reads what a caregiver would be shown."""
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps(block("profile")), "utf-8")

    assert main(["plan", "--profile", str(profile), "--routine", "m-hand"]) == 0
    printed = json.loads(capsys.readouterr().out)
    documented = block("plan")

    # The mark of the exact content files changes with every word of content.
    assert printed.pop("rules").partition("+")[0] == documented.pop("rules").partition("+")[0]
    assert printed == documented


@pytest.mark.parametrize(
    ("profile", "options", "words"),
    [
        ("{", ["--routine", "m-hand"], "not JSON"),
        ('{"person": {"name": "Pat"}}', ["--routine", "no-such"], "'no-such' is not known"),
        ('{"person": {"name": "Pat"}, "x": 1}', ["--routine", "m-hand"], "'x'"),
        (
            '{"person": {"name": "Pat"}}',
            ["--routine", "m-hand", "--position", "on-the-head"],
            "'on-the-head' is not known",
        ),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(tmp_path, capsys, profile, options, words):
    """Nobody ever sees a traceback."""
    path = tmp_path / "profile.json"
    path.write_text(profile, "utf-8")

    assert main(["plan", "--profile", str(path), *options]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_a_missing_profile_gets_a_sentence(tmp_path, capsys):
    """A wrong path is told as such."""
    path = tmp_path / "nowhere.json"

    assert main(["plan", "--profile", str(path), "--routine", "m-hand"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_check_of_the_own_content_is_clean(capsys):
    """The command that reviewers use says what it looked at."""
    assert main(["check"]) == 0
    assert "131 conditions, 11 routines, 10 positions" in capsys.readouterr().out
