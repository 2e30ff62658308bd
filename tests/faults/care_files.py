# SPDX-License-Identifier: GPL-3.0-or-later
"""Care files as nobody made them: real ones, changed at random, some with every hash made anew.

`spoil` runs them against a log that is in use. A file is refused with a sentence and changes
nothing, or all of it is in the log and everything that the app shows can still be read.

Run by hand for the figures alone: ``python -m tests.faults.care_files 100000``.
"""

import json
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from tests.faults.disk_calls import MEMORY
from tests.lived_in_log import NOW, TODAY, StandingWall, fill

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import ConditionRecord, Note, Person, ZoneRecord
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.facts import Period
from caregiver_guide.report.summary import read_summary
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.folder_export import tables_of
from caregiver_guide.services.history import read_log
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_map import safety_view
from caregiver_guide.services.session_detail import read_session
from caregiver_guide.services.taking_in import news_lines
from caregiver_guide.storage.care_file_errors import CareFileChanged, CareFileError
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log

ALL = Days()

ODD = (
    None, True, -1, 0, 10**9, 10**12, 2**63, 10**40, 1e308, "", "x", "\x00", "\ud7ff", "é" * 5000,
    "../../../tmp/outside", "/etc/passwd", "C:\\outside", "a" * 32, "f" * 64, "2026-02-30",
    "9999-12-31", "0001-01-01", "<b>x</b>", "{name}", "%s", [], {}, [[[[]]]], {"a": {"b": []}},
    "finished", "running", "port", "chest.R", "Europe/Rome", "legs",
)  # fmt: skip


@dataclass
class Ends:
    """How the files ended: by error, taken in, and what was found on the way."""

    counts: Counter = field(default_factory=Counter)
    slowest_s: float = 0.0
    wrong: list = field(default_factory=list)

    @property
    def taken_in(self):
        return self.counts["taken in"]


class Writes:
    """Notes every file that the program opens for writing, renames or removes."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.outside = []
        self.is_on = False
        sys.addaudithook(self._hear)

    def _hear(self, event, args):
        if not self.is_on:
            return
        if event == "open":
            path, mode, flags = args
            is_written = isinstance(mode, str) and set(mode) & set("wax+")
            if not is_written and not (mode is None and flags & 3):
                return
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.rmdir"):
            path = args[0]
        else:
            return
        if isinstance(path, str | bytes | Path) and not str(path).startswith(self.folder):
            self.outside.append((event, str(path)))


# -- real files --------------------------------------------------------------------------


def real_files(folder, library):
    """Return the texts of real care files, and make the log that they are taken into."""
    wall = StandingWall()
    one, two = open_log(folder / "one", wall), open_log(folder / "log", wall)
    texts = []
    home = fill(one, library, wall, massages=5)
    one.conditions.add(ConditionRecord(person=home.pat.id, condition="fever"), by=home.ana.id)
    sam = one.people.add(Person(name="Sam", allergies=("nut",)), by=home.jo.id)
    one.notes.add(Note(person=sam.id, text="=1+1, Zoë said"))

    def send(people=(home.pat,), days=ALL, source=one):
        path = folder / "real.care"
        source.hand_over(path, people, days, "test")
        texts.append(path.read_bytes())
        return path

    path = send()
    two.taking_in(path).take_in(two.taking_in(path).look().seal)
    for log, note in ((one, "red"), (two, "healed")):
        log.zones.change(replace(log.zones.of(home.pat.id)[0], note=note))
    one.zones.add(ZoneRecord(person=home.pat.id, condition="incision", regions=("belly-lower.R",)))
    send()
    send((home.pat, sam))
    send((sam,))
    send(days=Days(home.sessions[2].started.day, home.sessions[3].started.day))
    send(source=two)
    one.close()
    two.close()
    return texts


# -- spoiling ----------------------------------------------------------------------------


def spoiled(text, texts, dice):
    """Return a real file, changed in one way or a few."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        text = dice.choice(WAYS)(text, texts, dice)
    return text


def _flip(text, _texts, dice):
    text = bytearray(text or b"\0")
    for _ in range(dice.choice((1, 1, 8, 64))):
        text[dice.randrange(len(text))] ^= 1 << dice.randrange(8)
    return bytes(text)


def _cut(text, _texts, dice):
    return text[: dice.randrange(len(text) + 1)]


def _hole(text, _texts, dice):
    start = dice.randrange(len(text) + 1)
    return text[:start] + text[start + dice.choice((1, 10, 1000)) :]


def _insert(text, _texts, dice):
    start = dice.randrange(len(text) + 1)
    added = dice.choice((dice.randbytes(8), b"\n", b"[" * 3000, b'"', b"9" * 400, b"\xff\xfe"))
    return text[:start] + added + text[start:]


def _splice(text, texts, dice):
    other = dice.choice(texts)
    return text[: dice.randrange(len(text) + 1)] + other[dice.randrange(len(other)) :]


def _move_lines(text, texts, dice):
    lines = text.splitlines(keepends=True)
    others = dice.choice(texts).splitlines(keepends=True)
    what = dice.randrange(4)
    at = dice.randrange(len(lines) + 1)
    if what == 0:
        lines.insert(at, dice.choice(others))
    elif what == 1:
        del lines[at : at + 1]
    elif what == 2 and lines:
        lines[at:at] = [dice.choice(lines)]
    else:
        dice.shuffle(lines)
    return sealed(lines) if dice.random() < 0.5 else b"".join(lines)


def _change_value(text, _texts, dice):
    """Put an odd value somewhere and make every hash right again, as a forger would."""
    lines = text.splitlines()
    at = dice.randrange(max(1, len(lines) - 1))
    try:
        one = json.loads(lines[at])
    except (ValueError, IndexError, RecursionError):
        return text
    if isinstance(one, list) and len(one) == 20 and dice.random() < 0.6:
        try:
            one[18] = json.dumps(_odd_inside(json.loads(one[18]), dice), ensure_ascii=False)
        except (ValueError, TypeError, RecursionError):
            one[18] = "{}"
    elif isinstance(one, list) and one:
        place = dice.randrange(len(one))
        one[place] = dice.choice((*ODD, *one)) if dice.random() < 0.7 else _near(one[place], dice)
    else:
        one = _odd_inside(one, dice)
    lines[at] = _line(one)
    return sealed([line + b"\n" for line in rehashed(lines[:-1])])


def _odd_inside(value, dice):
    """Change one value somewhere inside."""
    if isinstance(value, dict) and value and dice.random() < 0.95:
        key = dice.choice(list(value))
        if dice.random() < 0.1:
            del value[key]
        else:
            value[key] = _odd_inside(value[key], dice)
        return value
    if isinstance(value, list) and value and dice.random() < 0.9:
        value[dice.randrange(len(value))] = _odd_inside(dice.choice(value), dice)
        return value
    return dice.choice(ODD) if dice.random() < 0.6 else _near(value, dice)


def _near(value, dice):
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 60, -86_400_000, 10**10))
    if isinstance(value, str) and value:
        at = dice.randrange(len(value))
        return value[:at] + dice.choice(("", "0", "z", "ü", "\n")) + value[at + 1 :]
    return value


def _line(one):
    return json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def rehashed(lines):
    """Make the hash of every line right for what it says."""
    made, ends = [], {}
    for line in lines:
        made.append(line)
        try:
            one = json.loads(line)
            if isinstance(one, list) and len(one) == 20:
                chain = (one[2], one[7])
                previous = ends.get(chain, "")
                one[19] = sha256(_line([previous, *one[:19]])).hexdigest()
                ends[chain] = one[19]
                made[-1] = _line(one)
            elif isinstance(one, list) and len(one) == 5:
                ends[(one[1], one[2])] = one[4]
        except (ValueError, TypeError, RecursionError):
            pass
    return made


def sealed(lines):
    """Put a right last line below."""
    lines = [line for line in lines if not line.startswith(b'{"end"')]
    whole = b"".join(lines)
    end = {"end": sha256(whole).hexdigest(), "entries": len(lines) - 1}
    return whole + _line(end) + b"\n"


WAYS = (_flip, _cut, _hole, _insert, _splice, _move_lines, *([_change_value] * 6))


# -- trying ------------------------------------------------------------------------------


class Trials:
    """A log in use and an empty one, and files that are taken into them one after another."""

    def __init__(self, folder, seed=11):
        self.folder = Path(folder)
        self.library = load_library(resource_dir())
        self.texts = real_files(self.folder, self.library)
        open_log(self.folder / "empty", StandingWall()).close()
        self.dice = random.Random(seed)  # noqa: S311 - dice
        self.ends = Ends()
        self.pristine = {
            name: (self.folder / name / "log.db").read_bytes() for name in ("log", "empty")
        }
        self.logs = {}
        self.states = {}
        for name in self.pristine:
            self._open(name)
        self.log, self.before = self.logs["log"], self.states["log"]

    def _open(self, name):
        if name in self.logs:
            self.logs[name].close()
        shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / name).mkdir()
        (self.folder / name / "log.db").write_bytes(self.pristine[name])
        self.log = self.logs[name] = open_log(self.folder / name, StandingWall())
        self.states[name] = self._state()

    def close(self):
        for log in self.logs.values():
            log.close()

    def _state(self):
        rows = self.log._database.rows
        return (
            rows("SELECT count(*), max(number), sum(seq) FROM revision"),
            rows("SELECT count(*), sum(seq) FROM left_out"),
            rows("SELECT count(*), sum(revision) FROM current"),
            self.log._database.number("PRAGMA data_version"),
        )

    def run(self, number, writes):
        for _ in range(number):
            text = spoiled(self.dice.choice(self.texts), self.texts, self.dice)
            name = self.dice.choice(("log", "empty"))
            self.log, self.before = self.logs[name], self.states[name]
            begun = time.perf_counter()
            is_changed = True
            writes.is_on = True
            try:
                is_changed = self._try(text)
            except Exception as problem:
                self.ends.counts["crash"] += 1
                if len(self.ends.wrong) < 20:
                    self.ends.wrong.append((traceback.format_exc()[-1500:], repr(problem), text))
            writes.is_on = False
            self.ends.slowest_s = max(self.ends.slowest_s, time.perf_counter() - begun)
            if is_changed:
                self._open(name)
        return self.ends

    def _try(self, text):
        path = self.folder / "try.care"
        path.write_bytes(text)
        taking = self.log.taking_in(path)
        try:
            taking.take_in("not looked at")
        except CareFileChanged:
            pass  # nothing is wrong with it, but nobody has agreed
        except CareFileError as refused:
            self._must_be_as_before()
            if "Nothing was taken in" not in str(refused):
                raise AssertionError("a refusal without its sentence") from refused
            self.ends.counts[type(refused).__name__] += 1
            return False
        self._must_be_as_before()
        news = taking.look()
        self._must_be_as_before()
        taking.take_in(news.seal)
        self._must_be_readable(news)
        self.ends.counts["taken in"] += 1
        if news.new_entries:
            self.ends.counts["taken in with news"] += 1
        return bool(news.new_entries)

    def _must_be_as_before(self):
        if self._state() != self.before:
            raise AssertionError("a part of a file was taken in")

    def _must_be_readable(self, news):
        """Read everything that the app shows of everybody, as it would."""
        log, library = self.log, self.library
        report = log.verify()
        assert report.is_ok, report.faults
        assert report.is_index_ok
        news_lines(news)
        for person in log.people.all():
            given = (
                log.zones.of(person.id),
                log.conditions.of(person.id),
                log.clearances.of(person.id),
            )
            answer = log.zones_answers.newest(person.id)
            check = day_of_checks(log, library, person.id, TODAY)
            safety_view(library, person, *given, answer, TODAY, leads_on=False)
            profile = profile_of(library.book, person, None, *given, check, TODAY)
            library.planner.rulings(profile)
            for row in read_log(log, library, person.id, TODAY).rows:
                read_session(log, library, row.id)
            tables_of(log, library, person)
            read_summary(log, library, person.id, Period(*_fortnight()), NOW, made_with="test")


def _fortnight():
    return TODAY.replace(day=1), TODAY


def spoil(number, folder, seed=11):
    """Try so many spoiled files; return how they ended, and what was written elsewhere."""
    trials = Trials(folder, seed)
    writes = Writes(folder)
    try:
        return trials.run(number, writes), writes.outside
    finally:
        trials.close()


def main(amount, seed=11):
    """Say how it ended."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        ends, outside = spoil(amount, place, seed)
        left = sorted(path.name for path in Path(place).iterdir())
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{amount} files in {time.monotonic() - start:.0f} s: {dict(ends.counts)}\n"
        f"slowest {ends.slowest_s:.2f} s; written elsewhere {outside[:5]}; left {left}\n"
        f"memory {used:.0f} MB at most\n"
    )
    for trace, words, content in ends.wrong:
        name = Path(tempfile.gettempdir()) / f"wrong-{sha256(content).hexdigest()[:8]}.care"
        name.write_bytes(content)
        sys.stdout.write(f"{name}: {words}\n{trace}\n")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
