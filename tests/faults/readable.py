# SPDX-License-Identifier: GPL-3.0-or-later
"""Every byte that a program writes while it uses a log, searched for what the log tells.

Not only the files that are left: each single writing is recorded (disk_calls.c), so that journals,
copies and temporary files that were there for a moment are searched too.
"""

import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.disk_calls import Layer, read_calls, run_under
from tests.faults.family import NEXT, Family, Wall, quick_keys, two_days

from caregiver_guide import faults
from caregiver_guide.domain.session import Note, Person
from caregiver_guide.storage.backups import copy_backup, keep
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.log import log_file, look_at_log, open_log
from caregiver_guide.storage.looking import verify_file
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.opening import open_database
from caregiver_guide.storage.protecting import change_passphrase
from caregiver_guide.storage.restore import prepare_restore
from caregiver_guide.storage.settings import Settings, settings_text, write_settings

NAME = "Zdeňka Oktaviánová"
WORDS = (
    *(NAME, "Nurse Lee", "555 0142", "Slept well", "A long day", "How near the cut"),
    *("Wrong person", "It was gone at once", "Marmeladenbrötchen", "an unfinished note"),
    *("forearm-back", "wound-open", "pink-skin", "smooth-forearm", "could-not-say"),
)
"""What the log tells: each long enough that chance does not write it."""

FIRST, SECOND = "river-lamp-button-cloud", "paper-meadow-garden-wheel"


def found(library: Path, root: Path, passphrase: str) -> dict[str, set[str]]:
    """Use a log, and return where each word was found: in the name of a file, or in a writing."""
    calls = root / "calls"
    root.mkdir()
    home = str(root / "home")
    image = run_under(library, "tests.faults.readable:use", home, str(calls), passphrase)
    assert image == 0
    places: dict[str, set[str]] = {}
    for call in read_calls(calls):
        _search(call.data, f"a call of kind {call.kind}", places)
    for path in (root / "home").rglob("*"):
        _search(str(path).encode(), "a name", places)
        if path.is_file():
            _search(path.read_bytes(), path.name, places)
    return places


def _search(content: bytes, where: str, places: dict[str, set[str]]) -> None:
    small = content.lower()
    for word in WORDS:
        for form in (word, word.casefold()):
            for code in ("utf-8", "utf-16-le", "utf-16-be"):
                # Small letters of these alphabets only; the others stand as they are.
                if form.encode(code).lower() in small:
                    places.setdefault(word, set()).add(where)


def use(layer: Layer, home: str, calls: str, passphrase: str) -> int:
    """Do with a log all that can be done with one, in folders below ``home`` only.

    Returns how large an image of its memory the system would keep if it broke down, in bytes.
    """
    root = Path(home)
    for name in ("tmp", "config", "state", "cache", "stick"):
        (root / name).mkdir(parents=True)
    for name, folder in (("TMPDIR", "tmp"), ("HOME", "."), ("XDG_CONFIG_HOME", "config")):
        os.environ[name] = str(root / folder)
    os.environ |= {"XDG_STATE_HOME": f"{home}/state", "XDG_CACHE_HOME": f"{home}/cache"}
    tempfile.tempdir = None
    layer.watch(root, Path(calls))
    with quick_keys():
        _live(root, passphrase)
    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def _live(root: Path, passphrase: str) -> None:
    data, stick, settings = root / "data", root / "stick", root / "config" / "settings.toml"
    family = Family(data, passphrase=passphrase)
    for step in two_days(family):
        step()
    family.open()
    log = family.log
    zdenka = log.people.add(Person(name=NAME), by=family.ana.id)
    log.notes.add(Note(person=zdenka.id, text="Marmeladenbrötchen. " * 9))
    write_settings(settings, Settings(backup_folder=str(stick), caregiver=family.ana.id))
    backup = keep(log.draft_backup(backup_folder(data), settings_text(settings)))
    copy_backup(backup, stick)
    assert log.verify().is_ok
    family.close()
    _fail(data)
    _be_killed(data, zdenka.id, passphrase)
    look_at_log(data, Wall(), lambda one: one.people.all(), passphrase)
    _be_updated(data, root / "later" / "data", passphrase)
    open_log(data, Wall(), passphrase=passphrase).close()
    assert verify_file(backup.path, passphrase).is_ok
    prepare_restore(backup.path, data, Wall()(), passphrase=passphrase).put_in_place(Wall()())
    if passphrase:
        change_passphrase(data, Wall(), passphrase, SECOND, stick)
        passphrase = SECOND
    with open_log(data, Wall(), passphrase=passphrase) as log:
        assert log.people.all()
        log.erase(log.people.all()[-1], stick)


def _fail(data: Path) -> None:
    """Write a report of a fault whose words name somebody."""
    faults.keep_log(data)
    faults.catch_faults(lambda: None)
    try:
        raise ValueError(f"{NAME} has Marmeladenbrötchen")
    except ValueError:
        sys.excepthook(*sys.exc_info())


def _be_killed(data: Path, person: str, passphrase: str) -> None:
    """Leave a log half written, with its journal: the writing is longer than what is kept back."""
    program = os.fork()
    if program == 0:
        log = open_log(data, Wall(), passphrase=passphrase)
        with log.batch():
            log.notes.add(Note(person=person, text="an unfinished note " * 300_000))
            os._exit(0)
    os.waitpid(program, 0)
    assert log_file(data).with_name("log.db-journal").stat().st_size > 0


def _be_updated(data: Path, later: Path, passphrase: str) -> None:
    """Let a later version open a copy of the log: it keeps one of the old schema first."""
    shutil.copytree(data, later)
    migrations = (*MIGRATIONS, NEXT)
    open_database(log_file(later), Wall()(), "app", migrations, passphrase).close()
