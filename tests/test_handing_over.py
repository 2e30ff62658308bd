# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that hand a log over, take it in, and write it out, as they are typed."""

import io
import json
from dataclasses import replace

import pytest
from tests.lived_in_log import StandingWall, fill

from caregiver_guide import cli
from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import Person
from caregiver_guide.paths import resource_dir
from caregiver_guide.storage.log import open_log


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log") / "data"
    wall = StandingWall()
    with open_log(folder, wall) as log:
        fill(log, load_library(resource_dir()), wall, massages=6)
    return folder


@pytest.fixture
def care_file(data_dir, tmp_path, capsys):
    path = tmp_path / "pat.care"
    arguments = ["log", "hand-over", "--person", "Pat", str(path), "--data-dir", str(data_dir)]
    assert cli.main(arguments) == 0
    assert "Anybody who has this file can read it" in capsys.readouterr().out
    return path


def test_one_file_may_hold_several_people_or_everybody(tmp_path, capsys):
    """Each is named once or all at once, and nobody is in it twice."""
    folder = tmp_path / "data"
    with open_log(folder, StandingWall()) as log:
        for name in ("Pat", "Kim", "Rosa"):
            log.people.add(Person(name=name))
    two = ["--person", "Pat", "--person", "Kim", "--person", "Pat"]
    for number, (who, names) in enumerate(
        ((two, ["Kim", "Pat"]), (["--everybody"], ["Kim", "Pat", "Rosa"]))
    ):
        path = tmp_path / f"{number}.care"
        start = ["log", "hand-over", *who, str(path), "--data-dir", str(folder)]
        assert cli.main(start) == 0
        head = json.loads(path.read_text().splitlines()[0])
        assert sorted(one["name"] for one in head["people"]) == names
    capsys.readouterr()


def test_a_file_goes_to_another_computer_and_says_there_what_it_brings(
    care_file, tmp_path, capsys, monkeypatch
):
    """First the words, then the question, then the log."""
    other = ["--data-dir", str(tmp_path / "other")]
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert cli.main(["log", "take-in", str(care_file), *other]) == 0
    told = capsys.readouterr().out
    assert "Pat is new in this log." in told
    assert "6 massages, 1 place to keep away from" in told
    assert told.endswith("Nothing was taken in.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("Yes\n"))
    assert cli.main(["log", "take-in", str(care_file), *other]) == 0
    assert capsys.readouterr().out.endswith("It is in the log now.\n")
    assert cli.main(["log", "take-in", str(care_file), *other]) == 0
    assert "Everything in it is in the log already." in capsys.readouterr().out
    assert cli.main(["sessions", "--person", "Pat", "--format", "json", *other]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 6
    assert cli.main(["log", "verify", *other]) == 0


def test_a_pipe_that_says_nothing_takes_nothing_in(care_file, tmp_path, capsys, monkeypatch):
    """A script has to say --yes."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    other = ["--data-dir", str(tmp_path / "other")]
    assert cli.main(["log", "take-in", str(care_file), *other]) == cli.BAD_INPUT
    assert "--yes" in capsys.readouterr().err
    assert cli.main(["log", "take-in", "--yes", str(care_file), *other]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hand-over", "--person", "Nobody", "x.care"], "nobody of that name"),
        (["hand-over", "--person", "Pat", "--from", "2026-12-01", "--to", "2026-11-01", "x.care"],
         "is after"),
        (["hand-over", "--person", "Pat", "/nowhere/x.care"], "folder is not there"),
        (["take-in", "/nowhere/x.care"], "cannot be read"),
        (["take-in", __file__], "is not a care file"),
        (["export", "--to", "/"], "not empty"),
        (["export", "--to", "/nowhere/x"], "cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_a_sentence(
    data_dir, tmp_path, capsys, monkeypatch, arguments, words
):
    """Nobody ever sees a traceback, and nothing is changed."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["log", *arguments, "--data-dir", str(data_dir)]) == cli.BAD_INPUT
    assert words in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(care_file, data_dir, capsys):
    """The file of last week may be the only one on the stick."""
    before = care_file.read_bytes()
    arguments = ["log", "hand-over", "--person", "Pat", str(care_file)]
    assert cli.main([*arguments, "--data-dir", str(data_dir)]) == cli.BAD_INPUT
    assert "there already" in capsys.readouterr().err
    assert care_file.read_bytes() == before


def test_the_log_is_written_out_as_tables(data_dir, tmp_path, capsys):
    """One command, one folder."""
    out = tmp_path / "out"
    assert cli.main(["log", "export", "--to", str(out), "--data-dir", str(data_dir)]) == 0
    assert f"Wrote {out / 'README.txt'}" in capsys.readouterr().out
    assert (out / "pat" / "sessions.csv").is_file()
    one = tmp_path / "one"
    arguments = ["log", "export", "--person", "Pat", "--to", str(one)]
    assert cli.main([*arguments, "--data-dir", str(data_dir)]) == 0
    assert (one / "pat" / "everything.json").is_file()


def test_a_person_is_erased_after_one_question(care_file, tmp_path, capsys, monkeypatch):
    """Asked once in words; what is gone and what is left is told. One begun only is no massage."""
    other = ["--data-dir", str(tmp_path / "other")]
    assert cli.main(["log", "take-in", "--yes", str(care_file), *other]) == 0
    with open_log(tmp_path / "other", StandingWall()) as log:
        last = log.sessions.last(log.people.all()[0].id)
        begun = replace(last, id="", version=0, steps=(), state="stopped", touch_seconds=0)
        log.sessions.add(replace(begun, is_untouched=True))
    arguments = ["log", "erase", "--person", "Pat", *other]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert cli.main(arguments) == 0
    told = capsys.readouterr().out
    assert "Everything about Pat goes for good, 6 massages with it." in told
    assert told.endswith("Nothing was erased.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert cli.main(arguments) == 0
    assert "entries are gone from the log" in capsys.readouterr().out
    assert cli.main(arguments) == cli.BAD_INPUT
    assert "nobody of that name" in capsys.readouterr().err
