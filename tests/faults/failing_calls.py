# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call that changes the disk made to fail, one after the other, while a log is in use.

The disk says that it is full, broken, read-only or not ours, once or until somebody mends it. Each
time the log has to say so in a sentence, or go on as if nothing had happened. What was told as
saved is there afterwards; what was told as not saved is not there, and can be written again; what
was told as perhaps saved can be written again too, and is there once.
"""

import errno
import shutil
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.disk_calls import Layer, run_under
from tests.faults.ends import Ends
from tests.faults.family import Family, Wall, first_day, make_equal_logs
from tests.faults.lives import LIVES, Days

from caregiver_guide.domain.session import Fact
from caregiver_guide.storage.errors import PerhapsSaved, ReadOnly, StorageError
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.log import Log, open_log
from caregiver_guide.storage.settings import Settings, read_settings, write_settings

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
PERHAPS = "told as perhaps saved, and there once after saving again"
NOTHING = 10_000_000
"""A call that never comes."""


def sweep(library: Path, root: Path, what: str, every: int = 1) -> tuple[Ends, Counter]:
    """Let each call fail (or one in ``every``), with each error, once and for good.

    ``what`` is "day", "settings", or one of `LIVES`. Returns how it ended, and how often each
    sentence was told.
    """
    own = what in {"day", "settings"}
    function = f"tests.faults.failing_calls:sweep_{what if own else 'life'}"
    return run_under(library, function, str(root), every, *([] if own else [what]))


def _sweep(layer: Layer, every: int, trial: Callable[[Callable[[], None]], tuple[str, list[str]]]):
    """Call ``trial`` once for each fault; it is handed what lets the fault begin."""
    ends, told = Ends(PERHAPS), Counter()
    end, sentences = trial(lambda: layer.fail(NOTHING, 0))
    assert (end, sentences) == ("whole", [])
    total = layer.calls
    kinds = [(error, on) for error in ERRORS for on in (False, True)]
    for turn, (error, on) in enumerate(kinds):
        for number in range(1 + turn % every, total + 1, every):
            end, sentences = trial(partial(layer.fail, number, error, on=on))
            layer.mend()
            how = "from then on" if on else "once"
            name = errno.errorcode[error]
            ends.count(end, f"call {number} of {total} ({layer.failed}), {name} {how}")
            told.update(sentences or ["nothing: it was not needed"])
    return ends, told


# ---- a day of a family


def sweep_day(layer: Layer, root: str, every: int):
    """Make a log and use it for a day."""
    make_equal_logs()
    folder = Path(root) / "home"
    layer.watch(folder)
    written: dict[str, int] = {}
    new: dict[str, int] = {}
    return _sweep(layer, every, lambda begin: _day(layer, begin, folder, written, new))


def _day(
    layer, begin, folder: Path, written: dict[str, int], new: dict[str, int]
) -> tuple[str, list[str]]:
    """Live a day with a fault in it; ``written`` and ``new`` learn from a day without one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    begin()
    family = Family(folder / "data")
    saved: list = []
    told: list[str] = []
    end = "whole"
    for step in first_day(family):
        before, things = _count(family.log), _things(family.log)
        try:
            saved += step() or []
        except StorageError as problem:
            told.append(type(problem).__name__)
            layer.mend()
            more = _count(family.log) - before
            if more not in (0, written[step.__name__]):
                return "half", told
            if isinstance(problem, PerhapsSaved):
                end = PERHAPS
            elif more > 0:
                return "told as not saved, and there", told
            try:
                if isinstance(problem, ReadOnly) and family.log:
                    family.close()  # as the person does, once the disk can be written again
                    family.open()
                saved += step() or []
            except StorageError as again:
                return f"not even on a second try: {type(again).__name__}", told
            if _things(family.log) - things != new[step.__name__]:
                return "there twice after saving again", told
        except Exception as raw:
            return f"no sentence: {raw!r}", told
        written.setdefault(step.__name__, _count(family.log) - before)
        new.setdefault(step.__name__, _things(family.log) - things)
    layer.mend()
    return _all_there(folder / "data", saved) or end, told


def _count(log: Log | None) -> int:
    return log._database.number("SELECT count(*) FROM revision") if log else 0


def _things(log: Log | None) -> int:
    """Return how many entries there are; the text of a plan is none."""
    return log._database.number("SELECT count(*) FROM current WHERE kind <> 'plan'") if log else 0


def _all_there(folder: Path, saved: list) -> str:
    """Return what is wrong with a log in which ``saved`` was told to be saved; empty if nothing."""
    newest = {fact.id: fact for fact in saved if isinstance(fact, Fact)}
    try:
        with open_log(folder, Wall()) as log:
            report = log.verify()
            if not (report.is_ok and report.is_index_ok):
                return "broken"
            kinds = [kind for kind in vars(log).values() if isinstance(kind, Facts)]
            found = {one: kind.one(one) for one in newest for kind in kinds if kind.one(one)}
    except StorageError as problem:
        return f"broken: {type(problem).__name__}"
    return "" if found == newest else "lost"


# ---- a new schema, a backup, a restored one


def sweep_life(layer: Layer, root: str, every: int, what: str):
    """Do one of `LIVES`, and do it again when it failed."""
    make_equal_logs()
    life = LIVES[what](Path(root))
    life.learn()
    layer.watch(life.failing)
    return _sweep(layer, every, lambda begin: _life(layer, begin, life))


def _life(layer: Layer, begin: Callable[[], None], life: Days) -> tuple[str, list[str]]:
    acknowledged = [0]
    told: list[str] = []
    life.begin()
    begin()
    try:
        life.live(acknowledged.append)
    except StorageError as problem:
        told.append(type(problem).__name__)
        layer.mend()
        end = life.judge(acknowledged[-1])
        if end != "whole":
            return end, told
        try:
            life.live(acknowledged.append)
        except StorageError as again:
            return f"not even on a second try: {type(again).__name__}", told
    except Exception as raw:
        return f"no sentence: {raw!r}", told
    layer.mend()
    return life.judge(acknowledged[-1]), told


# ---- the settings


def sweep_settings(layer: Layer, root: str, every: int):
    """Write the settings into a new folder, and change them."""
    folder = Path(root) / "home"
    layer.watch(folder)
    return _sweep(layer, every, lambda begin: _settings(layer, begin, folder))


def _settings(layer, begin, folder: Path) -> tuple[str, list[str]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "config" / "settings.toml"
    told = []
    before = Settings()
    begin()
    for after in (Settings(theme="dark"), Settings(theme="light", text_percent=200)):
        try:
            write_settings(path, after)
        except StorageError as problem:
            told.append(type(problem).__name__)
            layer.mend()
            read = read_settings(path)
            if read.problem or read.settings not in (before, after):
                return "lost", told
            write_settings(path, after)
        except Exception as raw:
            return f"no sentence: {raw!r}", told
        before = after
    layer.mend()
    left = [one.name for one in path.parent.iterdir()]
    if left != [path.name]:
        return "litter", told
    return "whole" if read_settings(path).settings == before else "lost", told
