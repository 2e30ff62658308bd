# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program does before it is killed, cut off or refused, and what must be there afterwards.

Each life begins with the same files, does something, acknowledges step after step, and can judge
what it left: exactly what was acknowledged, or that and the step that was under way.
"""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

from sqlcipher3 import dbapi2
from tests.faults.family import (
    Family,
    Turns,
    Wall,
    all_rows,
    copied_in_turns,
    first_day,
    make_equal_logs,
    migrate,
    quick_keys,
    rows_in,
    rows_of,
    two_days,
)

from caregiver_guide.domain.session import Caregiver, Note
from caregiver_guide.storage.backups import copy_backup, keep, read_facts
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import NeedsPassphrase, StorageError, WrongPassphrase
from caregiver_guide.storage.handing_over import Days as ChosenDays
from caregiver_guide.storage.keys import is_encrypted
from caregiver_guide.storage.log import Log, log_file, open_log
from caregiver_guide.storage.looking import verify_file
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.opening import open_database
from caregiver_guide.storage.own_facts import WAS
from caregiver_guide.storage.protecting import change_passphrase
from caregiver_guide.storage.restore import prepare_restore

Rows = dict[str, list[tuple]]
Acknowledge = Callable[[int], None]

EVERY_DAY = ChosenDays()

GOLDEN = Path(__file__).parents[1] / "storage" / "golden"


class Days:
    """A log is made, and used for two days."""

    def __init__(self, root: Path) -> None:
        self.home = root / "home"
        self.kept = root / "kept"
        self.states: list[Rows | None] = [None]
        self.prepare()

    @property
    def data(self) -> Path:
        """The folder of the log; it and the one above are made by the program itself."""
        return self.home / "new" / "data"

    @property
    def failing(self) -> Path:
        """What lies on the disk that fails."""
        return self.home

    def prepare(self) -> None:
        """Make what is there before the program starts."""
        self.kept.mkdir(parents=True)

    def begin(self) -> None:
        """Lay out what was there before the program started."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.kept, self.home)

    def live(self, acknowledge: Acknowledge) -> None:
        """Do it all."""
        for number, step in enumerate(two_days(Family(self.data)), start=1):
            step()
            acknowledge(number)

    def learn(self) -> float:
        """Live undisturbed, remember what is there after each step; return the seconds it took."""
        self.begin()
        family = Family(self.data)
        for step in two_days(family):
            step()
            self.states.append(rows_of(family.log) if family.log else self.states[-1])
        return self._seconds()

    def _seconds(self) -> float:
        self.begin()
        started = time.monotonic()
        self.live(lambda _number: None)
        return time.monotonic() - started

    def judge(self, acknowledged: int) -> str:
        """Open what is left as the next start does, go on, and say "whole" or what is wrong."""
        if acknowledged and not log_file(self.data).exists():
            return "lost"
        try:
            with open_log(self.data, Wall()) as log:
                rows = rows_of(log)
                report = log.verify()
                log.caregivers.add(Caregiver(name="Jo"))
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if not (report.is_ok and report.is_index_ok):
            return "broken: the check found faults"
        return self._compared(rows, acknowledged)

    def _compared(self, rows: Rows, acknowledged: int) -> str:
        allowed = self.states[acknowledged : acknowledged + 2]
        if rows in allowed or None in allowed:  # before the first step an empty log is right too
            return "whole"
        return "lost" if rows in self.states[:acknowledged] or acknowledged == 1 else "half"


class Migration(Days):
    """A log is brought to the next schema."""

    schema = MIGRATIONS[-1].number
    """The one that it has before."""

    @property
    def data(self) -> Path:
        return self.home / "data"

    def prepare(self) -> None:
        for step in first_day(Family(self.kept / "data")):
            step()

    def migrate(self) -> None:
        """Open the log as a later version would, and close it."""
        migrate(self.data)

    def live(self, acknowledge: Acknowledge) -> None:
        self.migrate()
        acknowledge(1)

    def learn(self) -> float:
        seconds = self._seconds()
        self.states = [all_rows(log_file(folder)) for folder in (self.kept / "data", self.data)]
        return seconds

    def judge(self, acknowledged: int) -> str:
        before, after = self.states
        path = log_file(self.data)
        try:
            found = _rows_as_they_are(path)
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if found not in self.states[acknowledged:]:
            return "lost" if found in self.states else "half"
        copies = backup_folder(self.data).glob("caregiver-guide-schema-*.db")
        is_kept = any(_holds(copy, before) for copy in copies)
        if found["version"] != [(self.schema,)] and not is_kept:
            return "no copy of the old log"
        self.migrate()
        return "whole" if all_rows(path)["revision"] == after["revision"] else "half"


class Upgrade(Migration):
    """A log of the schema before is brought to that of today."""

    schema = MIGRATIONS[-2].number

    def prepare(self) -> None:
        (self.kept / "data").mkdir(parents=True)
        shutil.copyfile(GOLDEN / f"schema-{self.schema}.db", log_file(self.kept / "data"))

    def migrate(self) -> None:
        open_database(log_file(self.data), Wall()(), "app").close()


class Backup(Migration):
    """A backup is made, and copied to a stick."""

    @property
    def stick(self) -> Path:
        return self.home / "stick"

    def prepare(self) -> None:
        super().prepare()
        (self.kept / "stick").mkdir()

    def live(self, acknowledge: Acknowledge) -> None:
        with open_log(self.data, Wall()) as log:
            backup = keep(log.draft_backup(backup_folder(self.data), ""))
        acknowledge(1)
        copy_backup(backup, self.stick)
        acknowledge(2)

    def judge(self, acknowledged: int) -> str:
        try:
            with open_log(self.data, Wall()) as log:
                if rows_of(log) != self.states[0] or not log.verify().is_ok:
                    return "the log itself was changed"
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        for number, folder in enumerate((backup_folder(self.data), self.stick), start=1):
            named = list(folder.glob("caregiver-guide-*.db"))
            if not all(_is_backup(path) for path in named):
                return "something that is no backup bears the name of one"
            if acknowledged >= number and not named:
                return "lost"
        return "whole"


class CopiedWhileUsed(Migration):
    """A very large log is copied by another thread while somebody writes, and brought to a stick.

    The log is small, and copied a few pages at a time. Backup and stick are on a disk of their own,
    which alone fails: the log has to take each entry meanwhile, whatever its copy comes to.
    """

    notes = 2
    """How many are written in between."""

    _lives = 0

    @property
    def failing(self) -> Path:
        return self.home / "away"

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where backups lie, and the stick."""
        return self.failing / "backups", self.failing / "stick"

    def prepare(self) -> None:
        super().prepare()
        for folder in self.folders:
            (self.kept / folder.relative_to(self.home)).mkdir(parents=True)

    def begin(self) -> None:
        super().begin()
        self._lives = 0

    def live(self, acknowledge: Acknowledge) -> None:
        self._lives += 1
        problems: list[BaseException] = []
        with copied_in_turns() as turns, open_log(self.data, Wall()) as log:

            def copy() -> None:
                try:
                    backup = keep(log.draft_backup(self.folders[0], "", _yes), _yes)
                    acknowledge(self.notes + 1)
                    copy_backup(backup, self.folders[1], _yes)
                    acknowledge(self.notes + 2)
                except BaseException as problem:
                    problems.append(problem)
                finally:
                    turns.end()

            copying = Thread(target=copy)
            copying.start()
            try:
                self._write_between(log, turns, acknowledge)
            finally:
                turns.let_go()
                copying.join()
        if problems:
            raise problems[0]

    def _write_between(self, log: Log, turns: Turns, acknowledge: Acknowledge) -> None:
        (pat,) = (one for one in log.people.all() if one.name == "Pat")
        written = 0
        for turn in turns:
            if turn % 3 == 1 and written < self.notes:
                try:
                    log.notes.add(Note(person=pat.id, text="meanwhile"))
                except StorageError as problem:
                    raise AssertionError("the log took no entry while it was copied") from problem
                written += 1
                acknowledge(written)

    def judge(self, acknowledged: int) -> str:
        before = self.states[0]["revision"]
        try:
            with open_log(self.data, Wall()) as log:
                found = rows_of(log)["revision"]
                if not log.verify().is_ok:
                    return "broken: the check found faults"
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if found[: len(before)] != before:
            return "the log itself was changed"
        least = min(acknowledged, self.notes)
        most = least + 1 if self._lives < 2 else self._lives * self.notes
        if not least <= len(found) - len(before) <= most:
            return "lost"
        for number, folder in enumerate(self.folders, start=self.notes + 1):
            named = list(folder.glob("caregiver-guide-*.db"))
            if not all(_is_backup(path) and _begins(path, before) for path in named):
                return "something that is no backup bears the name of one"
            if acknowledged >= number and not named:
                return "lost"
        return "whole"


class Restore(Migration):
    """An older backup is put in the place of the log."""

    def prepare(self) -> None:
        family = Family(self.kept / "data")
        steps = two_days(family)
        for step in steps[:10]:
            step()
        keep(family.log.draft_backup(self.kept / "stick", ""))
        for step in steps[10:]:
            step()

    def live(self, acknowledge: Acknowledge) -> None:
        (file,) = (self.home / "stick").iterdir()
        prepare_restore(file, self.data, Wall()()).put_in_place(Wall()())
        acknowledge(1)

    def judge(self, acknowledged: int) -> str:
        before, after = (one["revision"] for one in self.states)
        try:
            with open_log(self.data, Wall()) as log:
                found = rows_of(log)["revision"]
                if not log.verify().is_ok:
                    return "broken: the check found faults"
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if found == before:
            return "lost" if acknowledged else "whole"
        asides = self.data.glob("log-before-restore-*.db")
        if not any(_holds(aside, self.states[0]) for aside in asides):
            return "the log before it is gone"
        return "whole" if found == after else "half"


class Merge(Migration):
    """A care file from another computer is taken in."""

    def prepare(self) -> None:
        make_equal_logs(17)
        other = Family(self.kept / "other", first_id=1000)
        for step in first_day(other):
            step()
        other.open()
        (self.kept / "stick").mkdir()
        people = other.log.people.all()
        other.log.hand_over(self.kept / "stick" / "pat.care", people, EVERY_DAY, "a test")
        other.close()
        make_equal_logs()
        super().prepare()

    def live(self, acknowledge: Acknowledge) -> None:
        with open_log(self.data, Wall()) as log:
            file = log.taking_in(self.home / "stick" / "pat.care")
            file.take_in(file.look().seal)
        acknowledge(1)

    def judge(self, acknowledged: int) -> str:
        try:
            with open_log(self.data, Wall()) as log:
                found = rows_of(log)
                report = log.verify()
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if not (report.is_ok and report.is_index_ok):
            return "broken: the check found faults"
        if found in self.states[acknowledged:]:
            return "whole"
        return "lost" if found in self.states else "half"


class Erase(Migration):
    """A person is erased for good."""

    def live(self, acknowledge: Acknowledge) -> None:
        with open_log(self.data, Wall()) as log:
            for person in log.people.all():
                log.erase(person)
        acknowledge(1)

    def judge(self, acknowledged: int) -> str:
        try:
            with open_log(self.data, Wall()) as log:
                found = rows_of(log)
                report = log.verify()
                guards = log._database.number(
                    "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
                )
        except StorageError as problem:
            return f"broken: {type(problem).__name__}"
        if not (report.is_ok and report.is_index_ok and guards == 2):
            return "broken: the check found faults, or history is not guarded"
        bare, states = _but_replica(found), [_but_replica(one) for one in self.states]
        if bare not in states[acknowledged:]:
            return "not erased" if bare in states else "half"
        # Erased, the log goes on under a name that it never had, and under its own before that.
        if (bare == states[0]) != (_replica(found) == _replica(self.states[0])):
            return "half"
        is_readable = b"Nurse Lee" in log_file(self.data).read_bytes()
        return (
            "erased, and still to be read in the file" if acknowledged and is_readable else "whole"
        )


def _but_replica(rows: Rows) -> Rows:
    """Return all rows but those that follow from a name that is drawn anew at each erasing."""
    own = [row for row in rows["log_fact"] if row[0] not in ("replica", WAS, "check")]
    return {**rows, "log_fact": own}


def _replica(rows: Rows) -> object:
    return dict(rows["log_fact"])["replica"]


class Protect(Migration):
    """A passphrase is put on a log, which has a backup here and one on a stick."""

    old, new = "", "river-lamp-button-cloud"

    @property
    def stick(self) -> Path:
        return self.home / "stick"

    def prepare(self) -> None:
        super().prepare()
        self._lived_in = self.home
        data, stick = self.kept / "data", self.kept / "stick"
        stick.mkdir()
        with open_log(data, Wall()) as log:
            copy_backup(keep(log.draft_backup(backup_folder(data), "")), stick)
            self.states = [rows_of(log)]
        if self.old:
            with quick_keys():
                change_passphrase(data, Wall(), "", self.old, stick)

    def live(self, acknowledge: Acknowledge) -> None:
        with quick_keys():
            change_passphrase(self.data, Wall(), self.old, self.new, self.stick)
        acknowledge(1)

    def learn(self) -> float:
        return self._seconds()

    def judge(self, acknowledged: int) -> str:
        with quick_keys():
            return self._judged(acknowledged)

    def _judged(self, acknowledged: int) -> str:
        opened = None
        for passphrase in ("not the right one", self.old, self.new):
            try:
                log = open_log(self.data, Wall(), passphrase=passphrase)
            except (NeedsPassphrase, WrongPassphrase):
                continue
            except StorageError as problem:
                return f"broken: {type(problem).__name__}"
            with log:
                opened = log.passphrase
                if rows_of(log) != self.states[0] or not log.verify().is_ok:
                    return "half"
            break
        if opened is None:
            return "lost: nothing opens it"
        if acknowledged and opened != self.new:
            return "told as changed, and it was not"
        return self._judged_around(opened, acknowledged)

    def _judged_around(self, opened: str, acknowledged: int) -> str:
        # A trial may lie elsewhere than the program lived: then its stick is not where it was.
        is_stick_there = acknowledged or self.home == self._lived_in
        # A log that is still protected has no readable copy, once it was opened again.
        is_done = opened != "" and self.new in (opened, "")
        for folder, follows in (
            (backup_folder(self.data), is_done),
            (self.stick, is_done and is_stick_there),
        ):
            (copy,) = [*folder.glob("*.db")] or [None]
            if not copy or not _opens(copy, {opened} if follows else {self.old, self.new}):
                return f"the copy in {folder.name} is gone, or does not open"
        if {one.name for one in self.data.iterdir()} - {"log.db", "log.db-journal", "backups"}:
            return "something half made is left"
        if is_done:
            for path in (self.home if is_stick_there else self.data).rglob("*"):
                if path.is_file() and b"Nurse Lee" in path.read_bytes():
                    return f"protected, and still to be read in {path.name}"
        return "whole"


class Change(Protect):
    """The passphrase of a log is changed."""

    old, new = "river-lamp-button-cloud", "paper-meadow-garden-wheel"


class Unprotect(Protect):
    """The passphrase of a log is taken off."""

    old, new = "river-lamp-button-cloud", ""


LIVES = {
    "days": Days,
    "migration": Migration,
    "upgrade": Upgrade,
    "backup": Backup,
    "copied": CopiedWhileUsed,
    "restore": Restore,
    "merge": Merge,
    "erase": Erase,
    "protect": Protect,
    "change": Change,
    "unprotect": Unprotect,
}


SLOW = ("copied", "protect", "change", "unprotect")
"""Those that write the log and every copy of it anew: each trial takes some tenths of a second."""


def _is_backup(path: Path) -> bool:
    try:
        return read_facts(path) is not None and verify_file(path).is_ok
    except StorageError:
        return False


def _begins(path: Path, revisions: list[tuple]) -> bool:
    """Whether a backup holds what was there before, and what was written while it was made."""
    return all_rows(path)["revision"][: len(revisions)] == revisions


def _yes() -> bool:
    return True


def _opens(path: Path, known: Iterable[str]) -> bool:
    """Whether a backup opens as it should, whole: with nothing, or with one of ``known``."""
    for passphrase in known:
        if is_encrypted(path) == bool(passphrase) and read_facts(path, passphrase) is not None:
            return verify_file(path, passphrase).is_ok
    return False


def _holds(path: Path, rows: Rows) -> bool:
    try:
        return all_rows(path) == rows
    except dbapi2.Error:
        return False


def _rows_as_they_are(path: Path) -> Rows:
    """Return the rows of a log after the database put it right, without changing its schema."""
    database = Database(path)
    try:
        return rows_in(database)
    finally:
        database.close()
