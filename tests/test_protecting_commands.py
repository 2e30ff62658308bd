# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands on a log with a passphrase: each asks for it, and none shows it."""

import io
import os
import pty
import subprocess
import sys
import time

import pytest
from tests.faults.family import Family, Wall, first_day

from caregiver_guide import cli
from caregiver_guide.storage import keys
from caregiver_guide.storage.keys import is_encrypted
from caregiver_guide.storage.log import log_file, open_log

FIRST = "river-lamp-button-cloud"
SECOND = "paper-Möwe-garden-wheel"


@pytest.fixture(autouse=True)
def nobody_types(monkeypatch, tmp_path):
    """Stand for a program that hands lines in; the settings are not the user's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def hand_in(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    hand_in()
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    return hand_in


@pytest.fixture
def data_dir(tmp_path):
    folder = tmp_path / "data"
    for step in first_day(Family(folder)):
        step()
    return folder


@pytest.fixture
def protected(data_dir, nobody_types):
    nobody_types(FIRST)
    assert cli.main(["log", "protect", "--data-dir", str(data_dir)]) == 0
    return data_dir


def test_a_log_is_protected_changed_and_unprotected(data_dir, nobody_types, capsys, tmp_path):
    """Each says what holds from now on, and that a lost passphrase is lost."""
    where = ["--data-dir", str(data_dir)]
    assert cli.main(["log", "backup", *where]) == 0
    nobody_types(FIRST)
    assert cli.main(["log", "protect", *where]) == 0
    told = capsys.readouterr().out
    assert "on this computer is protected as well" in told
    assert "Write it down" in told
    assert is_encrypted(log_file(data_dir))
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(f"{FIRST}\nand nothing else\n")
    new.write_text(SECOND, "utf-8")
    files = ["--passphrase-file", str(old), "--new-passphrase-file", str(new)]
    assert cli.main(["log", "change-passphrase", *where, *files]) == 0
    with open_log(data_dir, Wall(), passphrase=SECOND) as log:
        assert log.people.all()[0].name == "Pat"
    assert cli.main(["log", "unprotect", *where, "--passphrase-file", str(new)]) == 0
    assert not is_encrypted(log_file(data_dir))
    told = capsys.readouterr()
    assert FIRST not in told.out + told.err
    assert SECOND not in told.out + told.err


@pytest.mark.parametrize(
    "command",
    [
        ["log", "verify"],
        ["log", "backup"],
        ["log", "export", "--to", "{}/out"],
        ["log", "hand-over", "--person", "Pat", "{}/pat.care"],
        ["sessions", "--person", "Pat"],
        ["log", "erase", "--person", "Pat", "--yes"],
    ],
)
def test_every_command_asks_for_the_passphrase(protected, nobody_types, capsys, command, tmp_path):
    """Without it or with a wrong one it says so and ends with 2; with it, it does its work."""
    words = [word.format(tmp_path) for word in command]
    for lines, told in (((), "no passphrase"), (("not the right one",), "does not open")):
        nobody_types(*lines)
        assert cli.main([*words, "--data-dir", str(protected)]) == 2
        assert told in capsys.readouterr().err
    nobody_types(FIRST)
    assert cli.main([*words, "--data-dir", str(protected)]) == 0


def test_the_page_of_a_protected_log_asks_for_its_passphrase(
    protected, nobody_types, capsys, tmp_path
):
    """A wrong one is told in a sentence and ends with 2; no page is written before it is right."""
    page = tmp_path / "page.pdf"
    command = ["page", "--person", "Pat", "--out", str(page), "--data-dir", str(protected)]
    for lines, told in (((), "no passphrase"), (("not the right one",), "does not open the log")):
        nobody_types(*lines)
        assert cli.main(command) == 2
        said = capsys.readouterr()
        assert told in said.err
        assert "Traceback" not in said.err
        assert not page.exists()
    nobody_types(FIRST)
    assert cli.main([*command, "--text"]) == 0
    assert "Pat" in page.read_text("utf-8")


@pytest.mark.parametrize("wished", ["short", "12345678901234", "aaaaaaaaaaaaa"])
def test_a_passphrase_that_anybody_guesses_is_refused(data_dir, nobody_types, capsys, wished):
    """It is told what to do, and the log stays as it is."""
    nobody_types(wished)
    assert cli.main(["log", "protect", "--data-dir", str(data_dir)]) == 2
    assert "will not do. Use" in capsys.readouterr().err
    assert not is_encrypted(log_file(data_dir))


def test_what_has_a_passphrase_gets_no_second_one(protected, data_dir, nobody_types, capsys):
    """The other command is named."""
    assert cli.main(["log", "protect", "--data-dir", str(protected)]) == 2
    assert "change-passphrase" in capsys.readouterr().err
    nobody_types(FIRST)
    assert cli.main(["log", "unprotect", "--data-dir", str(protected)]) == 0
    capsys.readouterr()
    assert cli.main(["log", "change-passphrase", "--data-dir", str(protected)]) == 2
    assert "log protect" in capsys.readouterr().err


def test_a_plain_backup_restored_over_a_protected_log_is_protected(
    data_dir, nobody_types, capsys, tmp_path
):
    """Nobody loses the protection by restoring; who asks for it restores without."""
    where = ["--data-dir", str(data_dir)]
    stick = tmp_path / "stick"
    stick.mkdir()
    assert cli.main(["log", "backup", *where, "--to", str(stick)]) == 0
    (backup,) = stick.iterdir()
    nobody_types(FIRST)
    assert cli.main(["log", "protect", *where]) == 0
    nobody_types("not the right one", "yes")
    assert cli.main(["log", "restore", *where, str(backup)]) == 2
    nobody_types(FIRST, "yes")
    assert cli.main(["log", "restore", *where, str(backup)]) == 0
    assert is_encrypted(log_file(data_dir))
    assert "Opens:    with its passphrase" in capsys.readouterr().out
    nobody_types("yes")
    assert cli.main(["log", "restore", *where, str(backup), "--unprotected"]) == 0
    assert not is_encrypted(log_file(data_dir))


def test_a_protected_backup_restored_on_another_computer_keeps_its_passphrase(
    protected, nobody_types, tmp_path
):
    """It opens there with the passphrase that it was made with."""
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    nobody_types(FIRST)
    assert cli.main(["log", "backup", "--data-dir", str(protected), "--to", str(stick)]) == 0
    (backup,) = stick.iterdir()
    nobody_types(FIRST)
    assert cli.main(["log", "restore", "--data-dir", str(other), str(backup), "--yes"]) == 0
    with open_log(other, Wall(), passphrase=FIRST) as log:
        assert log.people.all()[0].name == "Pat"


def test_at_a_terminal_nothing_typed_is_shown_and_it_is_typed_twice(data_dir, tmp_path):
    """Whoever looks over a shoulder sees no passphrase; a slip is noticed."""
    for second, code in (("another-one-than-this", 2), (FIRST, 0)):
        parent, child = pty.openpty()
        program = subprocess.Popen(
            [sys.executable, "-m", "caregiver_guide", "log", "protect", "--data-dir", data_dir],
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")},
        )
        os.close(child)
        shown = _until(parent, b"New passphrase: ")
        os.write(parent, f"{FIRST}\n".encode())
        shown += _until(parent, b"once more: ")
        os.write(parent, f"{second}\n".encode())
        shown += _until(parent, b"\n", b".")
        program.wait(60)
        os.close(parent)
        assert program.returncode == code
        assert b"if you like them" in shown
        assert FIRST.encode() not in shown
    assert is_encrypted(log_file(data_dir))


def _until(terminal, *awaited):
    """Return what a program shows until it asks, or until it has gone."""
    shown = b""
    end = time.monotonic() + 60
    while not all(one in shown for one in awaited) and time.monotonic() < end:
        try:
            shown += os.read(terminal, 1000)
        except OSError:
            break
    return shown
