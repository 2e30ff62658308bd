# SPDX-License-Identifier: GPL-3.0-or-later
"""When a backup is made and where its copies go, and what Settings says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.backups import (
    Backup,
    BackupNews,
    DraftBackup,
    copy_backup,
    is_backed_up,
    keep,
    newest_backup,
    read_news,
    write_news,
)
from caregiver_guide.storage.copies import always
from caregiver_guide.storage.errors import LeftOff, StorageError
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.settings import Settings


@dataclass(frozen=True, slots=True)
class BackupPlaces:
    """Where the backups of a series go; ``second`` is another folder, or ``None``.

    ``passphrase`` is the log's, which its backups have too.
    """

    folder: Path
    series: str
    second: Path | None = None
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BackupsView:
    """What Settings says of backups.

    ``made`` is when the newest one was, and ``entries`` how many it holds; ``None`` and 0 without
    one. ``second`` is where copies go, or empty, and ``second_made`` what last came there. The
    problems and the warning about the folder of the log, ``place``, are sentences, or empty.
    """

    made: Moment | None
    entries: int
    now: Moment
    folder: str
    problem: str = ""
    second: str = ""
    second_made: Moment | None = None
    second_problem: str = ""
    place: str = ""
    is_busy: bool = False
    may_write: bool = True


def draft_if_needed(
    log: Log,
    places: BackupPlaces,
    settings: str,
    while_used: Callable[[], bool] | None = None,
) -> DraftBackup | None:
    """Copy the log unless the newest backup holds all of it already; ``None`` then.

    What is half written counts as well: it comes back with the backup.
    Nothing is copied from a log that was found damaged. ``while_used`` is what `Log.draft_backup`
    takes, which raises what this raises.
    """
    if log.is_read_only or (log.report is not None and not log.report.is_ok):
        return None
    newest = _newest(places)
    is_held = is_backed_up(newest, log.holdings(), settings)
    if is_held and not (newest and log.drafts.has_since(newest.facts.made)):
        return None
    return log.draft_backup(places.folder, settings, while_used)


def finish(
    draft: DraftBackup | None,
    places: BackupPlaces,
    may_go_on: Callable[[], bool] = always,
) -> BackupNews:
    """Make a backup of the draft, if there is one, and bring the newest to the second folder.

    From any thread; the log may be closed. Returns what it came to, and keeps that to be told.
    Where it may not go on, it leaves off soon: that is nothing to be told, the next one does it.
    """
    before = _of_second(read_news(places.folder), places)
    news = before
    newest: Backup | None = None
    try:
        newest = keep(draft, may_go_on) if draft else _newest(places)
        news = replace(news, problem="")
        news = _bring_to_second(newest, places, news, may_go_on)
    except LeftOff:
        pass
    except StorageError as problem:
        news = replace(news, problem=str(problem))
    return _keep_news(places, before, news)


def note_problem(places: BackupPlaces, problem: StorageError) -> BackupNews:
    """Keep to be told that no backup could even be begun."""
    before = _of_second(read_news(places.folder), places)
    return _keep_news(places, before, replace(before, problem=str(problem)))


def backups_view(places: BackupPlaces, now: Moment) -> BackupsView:
    """Return what is known of the backups of a log, by a quick look."""
    newest = _newest(places)
    news = _of_second(read_news(places.folder), places)
    return BackupsView(
        made=newest.facts.made if newest else None,
        entries=newest.facts.holdings.revisions if newest else 0,
        now=now,
        folder=str(places.folder),
        problem=news.problem,
        second=str(places.second or ""),
        second_made=news.second_made,
        second_problem=news.second_problem,
    )


def take_untold(places: BackupPlaces, place_warning: str = "") -> str:
    """Return what Today has to tell once, or nothing; then it has been told."""
    news = _of_second(read_news(places.folder), places)
    wanted = tuple(words for words in (news.problem, news.second_problem, place_warning) if words)
    fresh = [words for words in wanted if words not in news.told]
    if wanted != news.told:
        write_news(places.folder, replace(news, told=wanted))
    return " ".join(fresh)


def settings_to_adopt(restored: Settings, present: Settings) -> Settings:
    """Return the settings of a backup for this computer, which has sticks and folders of its own.

    Where second copies go stays as it is here, unless nothing is chosen and the folder is there.
    """
    second = present.backup_folder
    if not second and restored.backup_folder and Path(restored.backup_folder).is_dir():
        second = restored.backup_folder
    return replace(restored, backup_folder=second)


def _newest(places: BackupPlaces) -> Backup | None:
    return newest_backup(places.folder, places.series, places.passphrase)


def _of_second(news: BackupNews, places: BackupPlaces) -> BackupNews:
    """Return the news without what is told of another second folder than the present one."""
    second = str(places.second or "")
    if news.second == second:
        return news
    return replace(news, second=second, second_made=None, second_problem="")


def _bring_to_second(
    newest: Backup | None,
    places: BackupPlaces,
    news: BackupNews,
    may_go_on: Callable[[], bool],
) -> BackupNews:
    if places.second is None or newest is None:
        return news
    there = newest_backup(places.second, places.series, places.passphrase)
    try:
        if there is None or there.facts != newest.facts:
            there = copy_backup(newest, places.second, may_go_on)
    except LeftOff:
        raise
    except StorageError as problem:
        return replace(news, second_problem=str(problem))
    return replace(news, second_made=there.facts.made, second_problem="")


def _keep_news(places: BackupPlaces, before: BackupNews, news: BackupNews) -> BackupNews:
    """Keep what is to be told; what is over would be news if it came again."""
    over = {before.problem, before.second_problem} - {news.problem, news.second_problem}
    news = replace(news, told=tuple(words for words in news.told if words not in over))
    write_news(places.folder, news)
    return news
