# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands, each as it is typed: what it makes, what it says, and how it ends."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from sqlcipher3 import dbapi2
from tests.lived_in_log import StandingWall, fill

from caregiver_guide import cli
from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import Moment, Person
from caregiver_guide.paths import resource_dir
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import Settings, read_settings, write_settings

COMMANDS = ("demo", "plan", "page", "check", "sessions")
PROFILE = (
    '{"person": {"name": "Pat"}, "zones": [{"regions": ["collarbone.R"], "condition": "port"}]}'
)


def run(*arguments, **environment):
    """Run the program as a user does; no answer of it ever holds a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "caregiver_guide", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def said(capfd):
    """Return what was said on the side of errors, without a traceback in it."""
    told = capfd.readouterr().err
    assert "Traceback" not in told
    return told


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """A log with a few weeks of massages of one person."""
    folder = tmp_path_factory.mktemp("log") / "data"
    wall = StandingWall()
    with open_log(folder, wall) as log:
        fill(log, load_library(resource_dir()), wall)
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo, done once by the real program."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, run("demo", "--out", folder, "--sessions", 30)


def test_the_demo_does_the_whole_job_and_says_what_it_wrote(demo):
    """Page, log and a picture of every screen, and nothing that it does not name."""
    folder, done = demo
    assert (done.returncode, done.stderr) == (0, "")
    told = [Path(line.removeprefix("Wrote ")) for line in done.stdout.splitlines()]
    assert all(path.stat().st_size > 0 for path in told)
    pictures = [path for path in told if path.suffix == ".png"]
    assert len(pictures) >= 30
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    page = folder / "care-team-page.pdf"
    assert page in told
    assert len(pypdf.PdfReader(page).pages) == 1
    with open_log(folder / "data", lambda: Moment.of(datetime.now(UTC), "UTC")) as log:
        (person,) = log.people.all()
        assert log.origin == "demo"
        assert log.sessions.count(person.id) >= 26  # a few of the 31 were not wanted
        assert log.verify().is_ok


def test_the_demo_may_be_done_again_in_its_own_folder(demo):
    """A second demo replaces the first, pictures, log and all."""
    folder, _ = demo
    again = run("demo", "--out", folder)
    assert again.returncode == 0
    with open_log(folder / "data", lambda: Moment.of(datetime.now(UTC), "UTC")) as log:
        (person,) = log.people.all()
        assert log.sessions.count(person.id) == 1


def test_the_demo_refuses_a_log_that_it_did_not_make(tmp_path, capfd):
    """A family's log is not changed by a byte."""
    wall = StandingWall()
    with open_log(tmp_path / "data", wall) as log:
        log.people.add(Person(name="Pat"))
    before = sha256((tmp_path / "data" / "log.db").read_bytes()).hexdigest()
    assert cli.main(["demo", "--out", str(tmp_path)]) == cli.BAD_INPUT
    assert "no demo made" in said(capfd)
    assert sha256((tmp_path / "data" / "log.db").read_bytes()).hexdigest() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "xdg") == ["data"]


def test_the_page_as_words_with_initials_and_parts_left_out(data_dir, tmp_path, capfd):
    """The page can be written as text, without names and without what the family leaves out."""
    out = tmp_path / "page.txt"
    arguments = ["page", "--person", "Pat", "--initials", "--without", "scores", "--text"]
    assert cli.main([*arguments, "--out", str(out), "--data-dir", str(data_dir)]) == 0
    text = out.read_text("utf-8")
    assert "Initials: P." in text
    assert "Pat" not in text
    assert "→" not in text
    wrong = [*arguments, "--language", "xx", "--out", str(out), "--data-dir", str(data_dir)]
    assert cli.main(wrong) == cli.BAD_INPUT
    assert "no words in 'xx'" in said(capfd)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_page_has_the_paper_and_the_days_asked_for(data_dir, tmp_path, paper, size, capfd):
    """One page of the right size, for the right person and days, and under 120 kB."""
    out = tmp_path / "page.pdf"
    arguments = ["page", "--person", "Pat", "--from", "2026-11-01", "--to", "2026-11-18"]
    done = cli.main([*arguments, "--paper", paper, "--out", str(out), "--data-dir", str(data_dir)])
    assert done == 0
    (page,) = pypdf.PdfReader(out).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == pytest.approx(size, abs=1)
    text = " ".join(page.extract_text().split())
    assert "Pat" in text
    assert "Family or aide record, not a medical assessment." in text
    assert "18 Nov 2026" in text
    assert out.stat().st_size < 120_000
    assert capfd.readouterr().out == f"Wrote {out}\n"


def test_a_person_is_found_by_id_and_by_a_name_in_any_case(data_dir, tmp_path):
    """Nobody has to know an id, nor where the capitals go."""
    with open_log(data_dir, StandingWall()) as log:
        (person,) = log.people.all()
    for number, wanted in enumerate((person.id, "pat", " PAT ")):
        out = tmp_path / f"{number}.pdf"
        arguments = ["page", "--person", wanted, "--out", str(out), "--data-dir", str(data_dir)]
        assert cli.main(arguments) == 0
        assert out.exists()


@pytest.mark.parametrize("command", ["page", "sessions"])
def test_a_name_that_two_people_have_lists_their_ids(tmp_path, command, capfd):
    """Nothing of the wrong person is ever given out."""
    with open_log(tmp_path / "data", StandingWall()) as log:
        ids = [log.people.add(Person(name="Pat")).id for _ in range(2)]
    more = ["--out", str(tmp_path / "x.pdf")] if command == "page" else []
    arguments = [command, "--person", "pat", *more, "--data-dir", str(tmp_path / "data")]
    assert cli.main(arguments) == cli.BAD_INPUT
    told = said(capfd)
    assert all(one in told for one in ids)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--person", "Nobody", "--out", "x.pdf"], "nobody of that name"),
        (["--person", "Pat", "--out", "missing/x.pdf"], "cannot be written"),
        (
            ["--person", "Pat", "--from", "2026-11-18", "--to", "2026-11-01", "--out", "x.pdf"],
            "is after",
        ),
    ],
)
def test_a_page_that_cannot_be_made_says_why(
    data_dir, tmp_path, monkeypatch, arguments, words, capfd
):
    """The sentence names what is wrong; no half-made page is left behind."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["page", *arguments, "--data-dir", str(data_dir)]) == cli.BAD_INPUT
    assert words in said(capfd)
    assert list(tmp_path.glob("**/*.pdf*")) == []


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "18.11.2026", "20261118"])
def test_a_day_that_is_none_is_told(day, capfd):
    """There is one way to write a day, and the sentence says which."""
    with pytest.raises(SystemExit) as end:
        cli.main(["page", "--person", "Pat", "--from", day, "--out", "x.pdf"])
    assert end.value.code == cli.BAD_INPUT
    assert "YYYY-MM-DD" in said(capfd)


@pytest.mark.parametrize("command", ["page", "sessions"])
def test_where_there_is_no_log_none_is_made(tmp_path, command, capfd):
    """Looking never leaves a folder behind."""
    more = ["--out", str(tmp_path / "x.pdf")] if command == "page" else []
    arguments = [command, "--person", "Pat", *more, "--data-dir", str(tmp_path / "none")]
    assert cli.main(arguments) == cli.BAD_INPUT
    assert "no log" in said(capfd)
    assert not (tmp_path / "none").exists()


def test_sessions_as_csv_can_be_read_back(data_dir, capfd):
    """Every massage is a row, oldest first, and every time says its zone."""
    assert cli.main(["sessions", "--person", "Pat", "--data-dir", str(data_dir)]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert len(rows) == 14
    assert all(None not in row and None not in row.values() for row in rows)
    starts = [datetime.fromisoformat(row["started"]) for row in rows]
    assert starts == sorted(starts)
    assert all(start.utcoffset() is not None for start in starts)


def test_sessions_as_json_say_the_same_as_csv(data_dir, capfd):
    """One log, two ways to read it."""
    base = ["sessions", "--person", "Pat", "--data-dir", str(data_dir), "--format"]
    assert cli.main([*base, "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert cli.main([*base, "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    listed = (
        found
        if isinstance(found, list)
        else next(value for value in found.values() if isinstance(value, list))
    )
    assert [one["started"] for one in listed] == [row["started"] for row in rows]
    assert [one["state"] for one in listed] == [row["state"] for row in rows]


def test_check_finds_nothing_wrong_with_our_own_content(capfd):
    """What is shipped is clean, and the answer says how much there is."""
    assert cli.main(["check"]) == 0
    assert "No faults" in capfd.readouterr().out


def test_check_lists_every_fault_of_a_nonsense_folder(tmp_path, capfd):
    """All faults at once, each with its file."""
    folder = tmp_path / "content"
    (folder / "conditions").mkdir(parents=True)
    (folder / "conditions" / "a.toml").write_text("this is = not [toml")
    (folder / "routines").mkdir()
    (folder / "routines" / "b.toml").write_text('id = 7\ncolour = "blue"\n')
    assert cli.main(["check", str(folder)]) == cli.FAULTS_FOUND
    told = capfd.readouterr().out
    assert "a.toml" in told
    assert "b.toml" in told
    assert "faults in" in told


def test_check_of_a_missing_folder_says_so(tmp_path, capfd):
    """A folder that is not there is bad input, not clean content."""
    assert cli.main(["check", str(tmp_path / "none")]) == cli.BAD_INPUT
    assert "is not a folder" in said(capfd)


def test_a_plan_is_printed_as_json_by_the_real_program(tmp_path):
    """What comes out is JSON, whole, and nothing but."""
    library = load_library(resource_dir())
    profile = tmp_path / "pat.json"
    profile.write_text(PROFILE)
    done = run("plan", "--profile", profile, "--routine", "m-hand", "--minutes", 10)
    if done.returncode != 0:
        pytest.fail(done.stderr)
    plan = json.loads(done.stdout)
    assert plan["steps"]
    assert "m-hand" in library.book.routines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", ""),
        (PROFILE.replace("port", "dragon"), "dragon"),
        (PROFILE.replace("collarbone.R", "wing.L"), "wing.L"),
    ],
)
def test_a_profile_that_cannot_be_read_is_never_taken_for_a_healthy_person(
    tmp_path, text, words, capfd
):
    """An unknown condition or place is told by name, and there is no plan."""
    profile = tmp_path / "p.json"
    profile.write_text(text)
    arguments = ["plan", "--profile", str(profile), "--routine", "m-hand"]
    assert cli.main(arguments) == cli.BAD_INPUT
    captured = capfd.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert "cannot be made" in captured.err


def test_the_data_folder_may_stand_before_or_after_the_command(data_dir, capfd):
    """Both orders mean the same; the one after the command wins."""
    for arguments in (
        ["--data-dir", str(data_dir), "sessions", "--person", "Pat"],
        ["sessions", "--person", "Pat", "--data-dir", str(data_dir)],
        ["--data-dir", "/nowhere", "sessions", "--person", "Pat", "--data-dir", str(data_dir)],
    ):
        assert cli.main(arguments) == 0
        assert len(capfd.readouterr().out.splitlines()) == 15


HOLD = """
import sys
from pathlib import Path
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import Settings, read_settings, write_settings
with open_log(Path(sys.argv[1]), wall_clock) as log:
    log.people.all()
    print("open", flush=True)
    sys.stdin.read()
"""


def test_while_the_log_is_open_elsewhere_commands_read_and_never_write(tmp_path, data_dir, capfd):
    """Two programs never write one log; what only reads works, what writes ends with 2."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "open\n"
        page = tmp_path / "x.pdf"
        for arguments in (
            ["sessions", "--person", "Pat"],
            ["page", "--person", "Pat", "--out", str(page)],
        ):
            assert cli.main([*arguments, "--data-dir", str(data_dir)]) == 0
        assert page.exists()
        demo = ["demo", "--out", str(tmp_path / "out"), "--data-dir", str(data_dir)]
        assert cli.main(demo) == cli.BAD_INPUT
        assert "open in another Caregiver Guide window" in said(capfd)
    finally:
        holder.communicate("")
        holder.stdout.close()


def test_the_log_is_checked_while_the_app_has_it_open(data_dir):
    """A sentence and 0; not a byte is changed, and nobody has to close the app."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        before = {path: path.read_bytes() for path in data_dir.iterdir()}
        done = run("log", "verify", "--data-dir", data_dir)
        assert {path: path.read_bytes() for path in data_dir.iterdir()} == before
        holder.communicate("")
    assert (done.returncode, done.stderr) == (0, "")
    assert "is sound" in done.stdout


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE revision SET body = replace(body, 'Pat', 'Jo')", "is damaged"),
        ("DELETE FROM current", "makes it anew"),
    ],
)
def test_a_damaged_log_is_told_and_ends_with_1(data_dir, tmp_path, statement, told, capfd):
    """The database itself calls such a file sound; nobody's name is in what is said."""
    copy = tmp_path / "copy.db"
    shutil.copyfile(data_dir / "log.db", copy)
    connection = dbapi2.connect(str(copy), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TRIGGER revision_is_never_changed")
    connection.execute(statement)
    connection.close()
    before = copy.read_bytes()
    assert cli.main(["log", "verify", str(copy)]) == cli.FAULTS_FOUND
    answer = capfd.readouterr().out
    assert told in answer
    assert "Pat" not in answer
    assert copy.read_bytes() == before


@pytest.mark.parametrize(("content", "code"), [(None, 2), (b"Dear diary", 2), (b"", 1)])
def test_a_file_that_is_no_log_or_none_is_told(tmp_path, content, code, capfd):
    """2 for what cannot be opened as a log; an emptied file is a damaged log."""
    if content is not None:
        (tmp_path / "log.db").write_bytes(content)
    assert cli.main(["log", "verify", "--data-dir", str(tmp_path)]) == code
    told = capfd.readouterr()
    assert str(tmp_path) in told.out + told.err


def test_a_backup_is_made_while_the_app_is_open_and_restored_on_another_computer(
    data_dir, tmp_path, monkeypatch, capfd
):
    """People, massages and settings are back; nothing was asked twice."""
    stick = tmp_path / "stick"
    stick.mkdir()
    config = tmp_path / "config"
    settings = config / "caregiver-guide" / "settings.toml"
    write_settings(settings, Settings(theme="contrast", text_percent=150))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        done = run("log", "backup", "--to", stick, "--data-dir", data_dir, XDG_CONFIG_HOME=config)
        holder.communicate("")
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = stick.iterdir()
    assert done.stdout.startswith(f"Wrote {file}\nIt was read back")
    assert cli.main(["log", "verify", str(file)]) == 0

    fresh = tmp_path / "fresh"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "fresh-config"))
    assert cli.main(["log", "restore", str(file), "--yes", "--data-dir", str(fresh)]) == 0
    told = capfd.readouterr().out
    assert "People:   Pat" in told
    restored = read_settings(tmp_path / "fresh-config" / "caregiver-guide" / "settings.toml")
    assert restored.settings == Settings(theme="contrast", text_percent=150)
    with open_log(fresh, StandingWall()) as log, open_log(data_dir, StandingWall()) as before:
        (pat,) = log.people.all()
        assert log.sessions.recent(pat.id) == before.sessions.recent(pat.id)
        assert log.zones.of(pat.id) == before.zones.of(pat.id)


@pytest.mark.parametrize("answer", ["no", "", None])
def test_a_restore_that_nobody_agreed_to_changes_nothing(
    data_dir, tmp_path, answer, monkeypatch, capfd
):
    """Only yes is a yes; where nobody can answer it says what to type."""
    assert cli.main(["log", "backup", "--to", str(tmp_path), "--data-dir", str(data_dir)]) == 0
    (file,) = tmp_path.glob("caregiver-guide-*.db")
    before = (data_dir / "log.db").read_bytes()

    def asked(_question):
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", asked)
    code = cli.main(["log", "restore", str(file), "--data-dir", str(data_dir)])
    assert code == (cli.BAD_INPUT if answer is None else 0)
    assert "othing was changed" in "".join(capfd.readouterr())
    assert [path.name for path in data_dir.iterdir()] == ["log.db"]
    assert (data_dir / "log.db").read_bytes() == before


def test_a_log_in_use_is_not_restored_over(data_dir, tmp_path, capfd):
    """The app is open: close it first. Nothing is lost and nothing is left behind."""
    assert cli.main(["log", "backup", "--to", str(tmp_path), "--data-dir", str(data_dir)]) == 0
    (file,) = tmp_path.glob("caregiver-guide-*.db")
    capfd.readouterr()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        done = cli.main(["log", "restore", str(file), "--yes", "--data-dir", str(data_dir)])
        holder.communicate("")
    assert done == cli.BAD_INPUT
    assert "open in another" in said(capfd)
    assert not list(data_dir.glob("log*restore*"))


def test_a_backup_that_cannot_be_made_or_restored_is_told(data_dir, tmp_path, capfd):
    """A missing stick, a letter instead of a backup, no log at all: a sentence and 2."""
    missing = tmp_path / "media" / "STICK"
    arguments = ["log", "backup", "--to", str(missing), "--data-dir", str(data_dir)]
    assert cli.main(arguments) == cli.BAD_INPUT
    assert "No backup could be made" in said(capfd)
    letter = tmp_path / "letter.db"
    letter.write_text("Dear diary")
    arguments = ["log", "restore", str(letter), "--yes", "--data-dir", str(data_dir)]
    assert cli.main(arguments) == cli.BAD_INPUT
    assert "is not a backup" in said(capfd)
    assert cli.main(["log", "backup", "--data-dir", str(tmp_path)]) == cli.BAD_INPUT
    assert "no log" in said(capfd)


@pytest.mark.parametrize("command", ["", "log verify", "log backup", "log restore", *COMMANDS])
def test_every_command_explains_itself(command, capfd):
    """--help ends well and says how the command is used."""
    with pytest.raises(SystemExit) as end:
        cli.main([*command.split(), "--help"])
    assert end.value.code == 0
    assert "--data-dir" in capfd.readouterr().out


def test_without_a_screen_the_app_says_so_instead_of_crashing(tmp_path):
    """Over a plain terminal the answer is a sentence, and the way to the demo."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has computers without a screen")
    bare = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = run("--data-dir", tmp_path, **bare)
    assert done.returncode == cli.BAD_INPUT
    assert "no screen" in done.stderr
    assert "demo" in done.stderr


@pytest.mark.logs_warning
def test_a_fault_of_our_own_is_told_without_a_word_about_a_person(data_dir, monkeypatch, capfd):
    """Exit code 70, one sentence, and the name of nobody."""

    def broken(*_arguments):
        raise ValueError("Pat has a port")

    monkeypatch.setattr(cli, "_find_person", broken)
    assert cli.main(["sessions", "--person", "Pat", "--data-dir", str(data_dir)]) == cli.OUR_FAULT
    told = said(capfd)
    assert "something went wrong" in told
    assert "Pat" not in told


def test_a_log_that_breaks_while_it_is_read_is_bad_input_and_no_fault(data_dir, monkeypatch, capfd):
    """What the disk did is told as what the disk did."""

    def broken(*_arguments):
        raise Damaged(data_dir / "log.db")

    monkeypatch.setattr(cli, "_find_person", broken)
    assert cli.main(["sessions", "--person", "Pat", "--data-dir", str(data_dir)]) == cli.BAD_INPUT
    assert str(data_dir) in said(capfd)
