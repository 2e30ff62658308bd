# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands. Without one, the app opens."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from caregiver_guide import __version__
from caregiver_guide.asking import BadInputError, passphrase_for, typed_yes
from caregiver_guide.paths import resource_dir, user_data_dir
from caregiver_guide.qt_guard import refuse_unsafe_qt

if TYPE_CHECKING:
    from caregiver_guide.content.check import CheckReport
    from caregiver_guide.content.library import Library
    from caregiver_guide.domain.session import Paper, Person
    from caregiver_guide.report.facts import PageOptions
    from caregiver_guide.report.summary import Summary
    from caregiver_guide.storage.backups import DraftBackup
    from caregiver_guide.storage.database import Database
    from caregiver_guide.storage.log import Log
    from caregiver_guide.storage.restore import BackupPreview

T = TypeVar("T")

BAD_INPUT = 2
_applications: list[object] = []
"""Qt's application has to outlive whatever was drawn with it."""

FAULTS_FOUND = 1
OUR_FAULT = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 with a sentence on bad input.

    ``check`` and ``log verify`` return 1 if they found faults; 70 means that the fault is the
    program's own.
    """
    _write_any_name()
    try:
        options = _plain_start(arguments) or _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.run
        return command(options)
    except BadInputError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone: nothing is wrong with what was done.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _fail(error)


def _write_any_name() -> None:
    """Let every name be printed, whatever letters the terminal or the system knows.

    A file or another program gets UTF-8; a terminal that lacks a letter gets its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(error: Exception) -> int:
    """Say what the world did, or that the fault is ours; never what the log tells of a person."""
    import logging

    from caregiver_guide.faults import trace_of
    from caregiver_guide.storage.errors import StorageError

    if isinstance(error, StorageError):
        return _refuse(str(error))
    logging.getLogger("caregiver_guide").error("Fault: %s", trace_of(error))
    _refuse(
        "something went wrong in the program itself. What was saved is kept. "
        "Please report the line above; it holds nothing about a person."
    )
    return OUR_FAULT


def _refuse(sentence: str) -> int:
    print(f"caregiver-guide: {sentence}", file=sys.stderr)
    return BAD_INPUT


def _plain_start(arguments: Sequence[str] | None) -> argparse.Namespace | None:
    """Return the options where nothing but the window is asked for: no command is read then."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _data_dir(parser)
    parser.set_defaults(run=_open_app)
    try:
        options, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if rest else options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="caregiver-guide",
        description="Gentle, safe massage at home, step by step. Without a command, the app opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"caregiver-guide {__version__}")
    _data_dir(parser)
    parser.set_defaults(run=_open_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _demo_parser(commands)
    _plan_parser(commands)
    _page_parser(commands)
    _check_parser(commands)
    _sessions_parser(commands)
    _log_parser(commands)
    return parser


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _data_dir(parser: argparse.ArgumentParser, is_command: bool = False) -> None:
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        # A command's own --data-dir wins; without it, the one before the command stands.
        default=argparse.SUPPRESS if is_command else None,
        help="the folder that holds the log (default: the one of this computer's user)",
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS if is_command else None,
        help="whose first line is the passphrase of the log (default: it is asked for)",
    )


def _command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    _data_dir(parser, is_command=True)
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    # Further away no calendar in Qt or Python can count a fortnight back or forth.
    if found is None or found.isoformat() != text or not 1900 <= found.year <= 2200:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write YYYY-MM-DD")
    return found


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 999:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of minutes from 1 on")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 200_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 200000")
    return int(text)


# -- plan and check ----------------------------------------------------------------------


def _plan_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "print the plan for a profile as JSON"
    parser = _command(commands, "plan", words, _plan)
    parser.add_argument("--profile", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--routine", required=True, metavar="ID")
    parser.add_argument("--position", metavar="ID")
    parser.add_argument("--minutes", type=_minutes, metavar="N")


def _plan(options: argparse.Namespace) -> int:
    import json

    from caregiver_guide.services.plan_words import PlanWords, plan_as_json
    from caregiver_guide.services.profile_file import ProfileError, read_profile

    library = _library()
    faults: list[str] = []
    for name, known in (("routine", library.book.routines), ("position", library.book.positions)):
        wished = getattr(options, name)
        if wished is not None and wished not in known:
            faults.append(f"--{name}: '{wished}' is not known; known are {', '.join(known)}.")
    profile = None
    try:
        text = options.profile.read_text("utf-8-sig")
        profile = read_profile(text, library.book, date.today())  # noqa: DTZ011 - the user's day
    except OSError as error:
        faults.append(f"{options.profile} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        faults.append(f"{options.profile} is not UTF-8 text.")
    except ProfileError as error:
        faults.extend(error.faults)
    if faults or profile is None:
        raise BadInputError("\n  ".join(["the plan cannot be made.", *faults]))
    plan = library.planner.plan(profile, options.routine, options.position, options.minutes)
    words = PlanWords(library, profile.name)
    print(json.dumps(plan_as_json(plan, words), ensure_ascii=False, indent=2))
    return 0


def _check_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "check the content files and list every fault; exits 1 if there is one"
    parser = _command(commands, "check", words, _check)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--review",
        type=Path,
        metavar="OUT.html",
        help="also write all content as one page for a nurse to read, print and tick",
    )


def _check(options: argparse.Namespace) -> int:
    from caregiver_guide.content.check import check_folder

    folder = options.folder or resource_dir()
    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder.")
    report = check_folder(folder, resource_dir())
    _print_check(report)
    if options.review is not None:
        _write_review(options.review, report)
    if report.faults:
        return FAULTS_FOUND
    return 0


def _print_check(report: CheckReport) -> None:
    """Print what was found, the faults last, where a person looks first."""
    if report.reading:
        print("Reading grade (Flesch-Kincaid; the aim is 6 or less):")
    for name, measure in report.reading.items():
        print(f"  {measure.grade:4.1f}  {name}, {measure.sentences} sentences")
    if report.notes:
        print(f"To check ({len(report.notes)}):")
    for note in report.notes:
        print(f"  {note}")
    for fault in report.faults:
        print(fault)
    if report.faults:
        files = len({fault.file for fault in report.faults})
        print(f"{len(report.faults)} faults in {files} files.")
        return
    print(
        f"No faults: {report.conditions} conditions, {report.routines} routines, "
        f"{report.positions} positions, {report.sources} sources; rules {report.version}."
    )


def _write_review(path: Path, report: CheckReport) -> None:
    from caregiver_guide.content.review import review_page

    if report.files is None:
        raise BadInputError("the page for review needs content whose every name is known.")
    try:
        path.write_text(review_page(report), "utf-8")
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written: {error.strerror or error}. Choose another place."
        ) from None
    print(f"Wrote {path}")


def _library() -> Library:
    from caregiver_guide.content.faults import ContentError
    from caregiver_guide.content.library import load_library

    try:
        return load_library(resource_dir())
    except ContentError as error:
        raise BadInputError(
            f"the safety content is damaged, so nothing is shown. Install the app again.\n{error}"
        ) from None


# -- what the log says -------------------------------------------------------------------


def _person_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar="NAME-OR-ID")


def _sessions_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "print the log of one person"
    parser = _command(commands, "sessions", words, _sessions)
    _person_option(parser)
    parser.add_argument("--format", choices=("csv", "json"), default="csv")


def _sessions(options: argparse.Namespace) -> int:
    from caregiver_guide.services.session_export import as_csv, as_json, rows_of

    def read(log: Log) -> list[dict[str, object]]:
        person = _find_person(log, options.person)
        caregivers = {caregiver.id: caregiver for caregiver in log.caregivers.all()}
        sessions = log.sessions.recent(person.id, limit=1_000_000)
        stories = log.sessions.stories(tuple(reversed(sessions)))
        return rows_of(person, stories, caregivers)

    rows = _read_log(options, read)
    sys.stdout.write(as_json(rows) if options.format == "json" else as_csv(rows))
    return 0


_PAGE_PARTS = (
    *("birth_date", "notes", "figure", "marks", "conditions"),
    *("scores", "reactions", "days", "manner", "questions"),
)


def _page_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "write the one page for the care team as PDF"
    parser = _command(commands, "page", words, _page)
    _person_option(parser)
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE")
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument("--initials", action="store_true", help="first letters for every name")
    parser.add_argument("--large", action="store_true", help="large print, on two pages")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=_PAGE_PARTS,
        help="leave this part out; may be given again",
    )
    parser.add_argument("--language", default="en", help="a file of resources/page (default: en)")
    parser.add_argument("--text", action="store_true", help="write its words, not a PDF")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")


def _page(options: argparse.Namespace) -> int:
    refuse_unsafe_qt()
    from caregiver_guide.report.facts import Period
    from caregiver_guide.report.summary import read_summary
    from caregiver_guide.services.clocks import wall_clock

    wished, now = _page_options(options), wall_clock()
    last = options.last or max(now.day, options.first or now.day)
    first = options.first or last - timedelta(days=13)
    if first > last:
        raise BadInputError(f"--from {first} is after --to {last}.")
    library = _library()

    def read(log: Log) -> Summary:
        person = _find_person(log, options.person)
        made_with = f"Caregiver Guide {__version__}"
        period = Period(first, last)
        return read_summary(
            log, library, person.id, period, now, made_with=made_with, options=wished
        )

    summary = _read_log(options, read)
    _draw_page(options.out, summary, options.paper, is_text=options.text)
    print(f"Wrote {options.out}")
    return 0


def _page_options(options: argparse.Namespace) -> PageOptions:
    from caregiver_guide.content.page_words import page_languages
    from caregiver_guide.report.facts import PageOptions

    languages = page_languages(resource_dir())
    if options.language not in languages:
        known = ", ".join(languages)
        raise BadInputError(f"the page has no words in {options.language!r}, only in: {known}.")
    left_out = {f"shows_{part}": False for part in options.without}
    return PageOptions(
        **left_out,
        shows_name=not options.initials,
        is_large=options.large,
        language=options.language,
    )


def _draw_page(path: Path, summary: Summary, paper: Paper, *, is_text: bool) -> None:
    import os

    # A page needs Qt's fonts, and never a screen.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from caregiver_guide.figure.geometry import load_figure
    from caregiver_guide.figure.painter import FigurePainter
    from caregiver_guide.report.page import pdf_bytes, shown_on_page
    from caregiver_guide.report.paper import write_whole
    from caregiver_guide.report.text import summary_text

    app = QApplication.instance() or QApplication(["caregiver-guide"])
    figure = FigurePainter(load_figure(resource_dir() / "figure"))
    try:
        if is_text:
            shown = shown_on_page(summary, figure, paper)
            write_whole(path, summary_text(summary, shown).encode())
        else:
            write_whole(path, pdf_bytes(summary, figure, paper))
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written: {error.strerror or error}. Nothing was changed. "
            "Choose another place with --out."
        ) from None
    _applications.append(app)


def _read_log(options: argparse.Namespace, read: Callable[[Log], T]) -> T:
    """Return what ``read`` finds in a log that is there and sound; the app may have it open."""
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.storage.errors import Damaged, Locked, StorageError
    from caregiver_guide.storage.log import log_file, look_at_log, open_log

    folder = options.data_dir or user_data_dir()
    if not log_file(folder).exists():
        raise BadInputError(f"there is no log in {folder} yet.")
    passphrase = passphrase_for(log_file(folder), options.passphrase_file)

    def checked(log: Log) -> T:
        # Nothing is told from a log that does not hold what was once written.
        if not log.verify().is_ok:
            raise Damaged(log_file(folder))
        return read(log)

    try:
        try:
            with open_log(folder, wall_clock, passphrase=passphrase) as log:
                return checked(log)
        except Locked:
            return look_at_log(folder, wall_clock, checked, passphrase)
    except StorageError as error:
        raise BadInputError(str(error)) from None


def _find_person(log: Log, wanted: str) -> Person:
    people = log.people.all()
    for person in people:
        if person.id == wanted:
            return person
    word = wanted.casefold().strip()
    found = [person for person in people if person.name.casefold().strip() == word]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "\n  ".join(person.id for person in found)
        raise BadInputError(f"{len(found)} people have that name. Use one of these ids:\n  {ids}")
    raise BadInputError("nobody of that name or id is in this log.")


# -- the log's own file ------------------------------------------------------------------


def _log_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "check the log, back it up, share it, protect it, write it out, or erase a person"
    parser = commands.add_parser("log", help=words, description=words, allow_abbrev=False)
    deeds = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    words = "check every entry of the log; exits 1 if it is damaged, 2 if it cannot be opened"
    verify = _command(deeds, "verify", words, _verify)
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a backup, instead")
    backup = _command(deeds, "backup", "make a backup now, and read it back", _backup)
    backup.add_argument("--to", type=Path, metavar="DIR", help="a folder, such as one on a stick")
    words = "put a backup in the place of the log, which is kept under another name"
    restore = _command(deeds, "restore", words, _restore)
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="restore it without asking")
    restore.add_argument(
        "--unprotected",
        action="store_true",
        help="a backup without a passphrase stays so, though the present log has one",
    )
    _hand_over_parsers(deeds)
    _protecting_parsers(deeds)


def _verify(options: argparse.Namespace) -> int:
    from caregiver_guide.storage.errors import Damaged
    from caregiver_guide.storage.log import log_file
    from caregiver_guide.storage.looking import verify_file

    path = options.file or log_file(options.data_dir or user_data_dir())
    if not path.exists():
        raise BadInputError(f"there is no {path}.")
    try:
        report = verify_file(path, passphrase_for(path, options.passphrase_file))
    except Damaged as error:
        print(error)
        return FAULTS_FOUND
    for fault in report.faults:
        print(f"  {fault}")
    if not report.is_ok:
        print(Damaged(path))
        return FAULTS_FOUND
    if not report.is_index_ok:
        print(
            f"Every one of the {report.revisions} entries in {path} is as it was written. "
            "The list that finds the newest ones is not right. The app makes it anew when it "
            "opens the log."
        )
        return FAULTS_FOUND
    print(f"{path} is sound: every one of its {report.revisions} entries is as it was written.")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.storage.backups import draft_backup, keep
    from caregiver_guide.storage.copies import backup_folder, drop
    from caregiver_guide.storage.log import log_file
    from caregiver_guide.storage.looking import look_at
    from caregiver_guide.storage.settings import settings_text

    data_dir = options.data_dir or user_data_dir()
    path = log_file(data_dir)
    if not path.exists():
        raise BadInputError(f"there is no log in {data_dir} yet.")
    folder = options.to or backup_folder(data_dir)
    settings = settings_text(_settings_file())
    # The app may have the log open, so no lock is asked for; what is read back decides.
    drafts: list[DraftBackup] = []

    def copy(log: Database) -> None:
        while drafts:  # the one before was disturbed by a writing
            drop(drafts.pop().path)
        drafts.append(draft_backup(log, folder, wall_clock(), settings))

    look_at(path, copy, passphrase=passphrase_for(path, options.passphrase_file))
    backup = keep(drafts[0])
    print(f"Wrote {backup.path}")
    print(f"It was read back: {backup.facts.holdings.revisions} entries, each as it was written.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from caregiver_guide.services.backing_up import settings_to_adopt
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.storage.restore import prepare_restore
    from caregiver_guide.storage.settings import read_settings, write_settings

    data_dir = options.data_dir or user_data_dir()
    passphrase = passphrase_for(options.file, options.passphrase_file, "Passphrase of the backup")
    protect_with = "" if options.unprotected else _present_passphrase(options, passphrase)
    restoring = prepare_restore(
        options.file, data_dir, wall_clock(), passphrase=passphrase, protect_with=protect_with
    )
    try:
        for line in _preview_lines(restoring.preview):
            print(line)
        if not options.yes and not typed_yes("Restore it?", "Nothing was changed."):
            return 0
        restored = restoring.put_in_place(wall_clock())
    finally:
        restoring.drop()
    if restored.aside is not None:
        print(f"The log before it is kept as {restored.aside}")
    elif restored.had_no_more:
        print("The log before it held nothing more.")
    print("The backup is restored.")
    if restored.settings is not None:
        present = read_settings(_settings_file()).settings
        write_settings(_settings_file(), settings_to_adopt(restored.settings, present))
    return 0


def _present_passphrase(options: argparse.Namespace, passphrase: str) -> str:
    """Return the passphrase that the restored log gets if its backup has none: the present one."""
    from caregiver_guide.storage.log import log_file
    from caregiver_guide.storage.looking import look_at

    path = log_file(options.data_dir or user_data_dir())
    if passphrase:
        return ""
    present = passphrase_for(path, options.passphrase_file, "Passphrase of the present log")
    if present:
        return look_at(path, lambda log: log.passphrase, passphrase=present)
    return present


def _preview_lines(preview: BackupPreview) -> list[str]:
    made = preview.made.local.strftime("%Y-%m-%d %H:%M") if preview.made else "not known"
    days = f", {preview.first_day} to {preview.last_day}" if preview.massages else ""
    opens = "with its passphrase" if preview.will_be_encrypted else "without a passphrase"
    with_settings = "with the settings" if preview.settings else "without settings"
    return [
        f"Made:     {made}, {with_settings}, schema {preview.schema}",
        f"People:   {', '.join(preview.people) or 'nobody'}",
        f"Massages: {preview.massages}{days}",
        f"Checked:  {preview.entries} entries, each as it was written",
        f"Opens:    {opens}",
    ]


def _settings_file() -> Path:
    from caregiver_guide.paths import user_config_dir

    return user_config_dir() / "settings.toml"


def _hand_over_parsers(deeds: Commands[argparse.ArgumentParser]) -> None:
    words = "write everything into a new folder as tables that any spreadsheet opens"
    export = _command(deeds, "export", words, _export)
    export.add_argument("--to", type=Path, required=True, metavar="DIR")
    export.add_argument("--person", metavar="NAME-OR-ID", help="only this person")
    words = "write a care file about one person or more, for another computer with this app"
    over = _command(deeds, "hand-over", words, _hand_over)
    who = over.add_mutually_exclusive_group(required=True)
    words = "who goes along; may be given again"
    who.add_argument("--person", action="append", metavar="NAME-OR-ID", help=words)
    who.add_argument("--everybody", action="store_true", help="all the people of this log")
    over.add_argument("--from", dest="first", type=_day, metavar="DATE")
    over.add_argument("--to", dest="last", type=_day, metavar="DATE")
    over.add_argument("file", type=Path, metavar="FILE")
    words = "delete everything about one person for good"
    erase = _command(deeds, "erase", words, _erase)
    _person_option(erase)
    erase.add_argument("--yes", action="store_true", help="erase without asking")
    words = "say what a care file would bring, and take it into the log"
    take_in = _command(deeds, "take-in", words, _take_in)
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.add_argument("--yes", action="store_true", help="take it in without asking")


def _export(options: argparse.Namespace) -> int:
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.folder_export import (
        ExportError,
        Table,
        read_people,
        write_folder,
    )

    library = _library()

    def read(log: Log) -> tuple[tuple[Person, tuple[Table, ...]], ...]:
        who = (_find_person(log, options.person),) if options.person else log.people.all()
        return read_people(log, library, who)

    # Beside an open app it may be read more than once; it is written once.
    found = _read_log(options, read)
    try:
        written = write_folder(found, options.to, wall_clock())
    except ExportError as error:
        raise BadInputError(str(error)) from None
    for path in written:
        print(f"Wrote {path}")
    return 0


def _hand_over(options: argparse.Namespace) -> int:
    from caregiver_guide.storage.handing_over import Days

    if options.first and options.last and options.first > options.last:
        raise BadInputError(f"--from {options.first} is after --to {options.last}.")
    if options.file.exists():
        raise BadInputError(f"{options.file} is there already. Choose another name.")

    def write(log: Log) -> int:
        named = [_find_person(log, one) for one in options.person or ()]
        people = {one.id: one for one in named or log.people.all()}
        days = Days(options.first, options.last)
        made_with = f"Caregiver Guide {__version__}"
        return log.hand_over(options.file, list(people.values()), days, made_with)

    entries = _read_log(options, write)
    print(f"Wrote {options.file} with {entries} entries. Anybody who has this file can read it.")
    return 0


def _erase(options: argparse.Namespace) -> int:
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.erasing import erased_lines
    from caregiver_guide.services.history import given_count
    from caregiver_guide.storage.log import log_file, open_log
    from caregiver_guide.storage.settings import read_settings

    folder = options.data_dir or user_data_dir()
    if not log_file(folder).exists():
        raise BadInputError(f"there is no log in {folder} yet.")
    second = read_settings(_settings_file()).settings.backup_folder
    passphrase = passphrase_for(log_file(folder), options.passphrase_file)
    with open_log(folder, wall_clock, passphrase=passphrase) as log:
        person = _find_person(log, options.person)
        massages = given_count(log, person.id)
        print(f"Everything about {person.name} goes for good, {massages} massages with it.")
        if log.moved_here(person):
            print("What was written down for somebody else first and then moved here goes, too.")
        print("Nobody can bring it back. You may hand the log over first: log hand-over.")
        if not options.yes and not typed_yes("Erase it?", "Nothing was erased."):
            return 0
        for line in erased_lines(log.erase(person, Path(second) if second else None)):
            print(line)
    return 0


def _take_in(options: argparse.Namespace) -> int:
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.taking_in import news_lines
    from caregiver_guide.storage.log import log_file, open_log

    folder = options.data_dir or user_data_dir()
    passphrase = passphrase_for(log_file(folder), options.passphrase_file)
    with open_log(folder, wall_clock, passphrase=passphrase) as log:
        taking = log.taking_in(options.file)
        news = taking.look()
        for line in news_lines(news):
            print(line)
        if news.is_nothing_new:
            return 0
        if not options.yes and not typed_yes("Take it in?", "Nothing was taken in."):
            return 0
        taking.take_in(news.seal)
    print("It is in the log now.")
    return 0


# -- the passphrase ----------------------------------------------------------------------


def _protecting_parsers(deeds: Commands[argparse.ArgumentParser]) -> None:
    words = "encrypt the log and its backups, so that they open with a passphrase only"
    _new_passphrase_option(_command(deeds, "protect", words, _protect))
    words = "give the log and its backups another passphrase"
    _new_passphrase_option(_command(deeds, "change-passphrase", words, _change_passphrase))
    words = "let the log and its backups open without a passphrase again"
    _command(deeds, "unprotect", words, _unprotect)


def _new_passphrase_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="whose first line is the new passphrase (default: it is asked for)",
    )


def _protect(options: argparse.Namespace) -> int:
    if _is_protected(options):
        raise BadInputError(
            "the log has a passphrase already. To change it: log change-passphrase."
        )
    _give_passphrase(options, "")
    print("From now on the log opens with the passphrase only.")
    print("Nobody can bring a lost passphrase back. Write it down, and keep it in a safe place.")
    return 0


def _change_passphrase(options: argparse.Namespace) -> int:
    if not _is_protected(options):
        raise BadInputError("the log has no passphrase. To give it one: log protect.")
    _give_passphrase(options, _old_passphrase(options))
    print("From now on the log opens with the new passphrase only.")
    return 0


def _unprotect(options: argparse.Namespace) -> int:
    if not _is_protected(options):
        raise BadInputError("the log has no passphrase.")
    _set_passphrase(options, _old_passphrase(options), "")
    print("The log opens without a passphrase now. Whoever can read its folder can read it.")
    return 0


def _is_protected(options: argparse.Namespace) -> bool:
    from caregiver_guide.storage.keys import is_encrypted
    from caregiver_guide.storage.log import log_file

    path = log_file(options.data_dir or user_data_dir())
    if not path.exists():
        raise BadInputError(f"there is no log in {path.parent} yet.")
    return is_encrypted(path)


def _old_passphrase(options: argparse.Namespace) -> str:
    """Return the passphrase of the log, tried before a new one is asked for."""
    from caregiver_guide.storage.log import log_file
    from caregiver_guide.storage.looking import look_at

    path = log_file(options.data_dir or user_data_dir())
    old = passphrase_for(path, options.passphrase_file, "Present passphrase")
    look_at(path, lambda log: log.number("SELECT 1"), passphrase=old)
    return old


def _give_passphrase(options: argparse.Namespace, old: str) -> None:
    from caregiver_guide.asking import new_passphrase
    from caregiver_guide.services.passphrase import suggested_passphrase

    suggestion = suggested_passphrase(resource_dir())
    _set_passphrase(options, old, new_passphrase(options.new_passphrase_file, suggestion))


def _set_passphrase(options: argparse.Namespace, old: str, new: str) -> None:
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.passphrase import changed_lines
    from caregiver_guide.storage.protecting import change_passphrase
    from caregiver_guide.storage.settings import read_settings

    folder = options.data_dir or user_data_dir()
    second = read_settings(_settings_file()).settings.backup_folder
    changed = change_passphrase(folder, wall_clock, old, new, Path(second) if second else None)
    for line in changed_lines(changed, folder, is_protected=bool(new)):
        print(line)


# -- the app and the demo ----------------------------------------------------------------


def _demo_parser(commands: Commands[argparse.ArgumentParser]) -> None:
    words = "do the whole job for a sample person without a screen, and keep what it makes"
    parser = _command(commands, "demo", words, _demo)
    made = parser.add_mutually_exclusive_group(required=True)
    made.add_argument("--out", type=Path, metavar="DIR", help="pictures, the page and the log")
    made.add_argument(
        "--gallery",
        type=Path,
        metavar="DIR",
        help="instead, every screen and drawing in every theme, as one page to look at",
    )
    parser.add_argument("--sessions", type=_count, default=0, metavar="N")


def _demo(options: argparse.Namespace) -> int:
    import os

    refuse_unsafe_qt()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from caregiver_guide.demo import DemoError, run_demo
    from caregiver_guide.storage.errors import StorageError

    if options.gallery is not None:
        return _gallery(options.gallery)
    data_dir = options.data_dir or options.out / "data"
    try:
        written = run_demo(options.out, data_dir, options.sessions)
    except (DemoError, StorageError) as error:
        raise BadInputError(str(error)) from None
    except OSError as error:
        raise BadInputError(f"{error.filename or options.out}: {error.strerror}.") from None
    for path in written:
        print(f"Wrote {path}")
    return 0


def _gallery(out: Path) -> int:
    from caregiver_guide.demo.gallery import make_gallery

    try:
        page = make_gallery(out)
    except OSError as error:
        raise BadInputError(f"{error.filename or out}: {error.strerror}.") from None
    print(f"Wrote {page}")
    return 0


def _open_app(options: argparse.Namespace) -> int:
    import gc
    import os

    # All that is read and made for the first screen stays: nothing among it is worth a look for
    # what is unused. The window looks for that later, whenever it is about to rest.
    gc.disable()
    refuse_unsafe_qt()
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise BadInputError(
            "no screen is attached here, so the window cannot open. "
            "'caregiver-guide demo --out DIR' shows the whole app in pictures."
        )
    from caregiver_guide.app import run_app

    return run_app(options.data_dir or user_data_dir())
