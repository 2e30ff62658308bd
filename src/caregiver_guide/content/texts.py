# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that a caregiver may read: those of the content, and those of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from caregiver_guide.content import schema
from caregiver_guide.content.files import OPENING, ContentFiles
from caregiver_guide.domain.values import dataclass

WORDS: Mapping[type, tuple[str, ...]] = {
    schema.PlaceEntry: ("name", "short"),
    schema.RuleEntry: ("told", "why", "lifts", "confirm", "say"),
    schema.ConditionEntry: ("name", "short", "told", "told_cleared", "why", "lifts"),
    schema.BarredEntry: ("told", "why"),
    schema.StepEntry: ("title", "words", "how", "pace"),
    schema.RoutineFile: ("name", "summary", "area_words", "evidence", "confirm"),
    schema.PillowEntry: ("where", "why"),
    schema.BarEntry: ("told", "why"),
    schema.PositionCheckEntry: ("say",),
    schema.PositionEntry: ("name", "told", "suits"),
    schema.ProductEntry: ("name", "words"),
    schema.AllergyEntry: ("name",),
    schema.CheckQuestionEntry: ("text", "help"),
    schema.TodayCheckFile: ("title", "not_sure", "nothing_new"),
    schema.StopReasonEntry: ("text", "short", "advice"),
    schema.StopReasonsFile: ("title", "title_short"),
    schema.CallEntry: ("title", "who", "gave", "held", "not_yet", "never", "sees", "has", "ask"),
    schema.ReactionEntry: ("text", "advice"),
    schema.SeverityEntry: ("text", "help"),
    schema.ReactionsFile: ("nothing_new",),
    schema.PreparationItem: ("text",),
    schema.ConsentEntry: ("tell", "no_reason", "cannot_say", "rub", "hold"),
    schema.WatchEntry: ("title", "signs", "then"),
    schema.AftercareStep: ("text",),
    schema.AftercareEntry: (
        "drink",
        "usual",
        "call_today",
        "call_now_title",
        "call_now",
    ),
    schema.RatingEntry: ("text", "low", "high", "short"),
    schema.RatingsFile: ("how", "watched"),
    schema.ComfortSignEntry: ("text", "levels"),
    schema.ComfortSignsFile: ("title", "how", "limits", "wait"),
    schema.FollowUpEntry: ("text", "advice"),
    schema.FollowUpFile: (
        "title",
        "look",
        "fine",
        "other",
        "not_known",
        "fine_title",
        "call_today_title",
        "emergency_title",
        "no_massage",
    ),
    schema.EmergencyDefault: ("text",),
    schema.EmergencyNote: ("text",),
    schema.LearnPart: ("heading", "text"),
    schema.LearnFile: ("title", "summary"),
}
"""The fields of each table that hold words for a caregiver; all others are ids and numbers."""

UNREAD = ("version", "sources", "forbidden_claims")
"""Parts of the content that no caregiver reads as advice."""

_LITERAL = r'(?:"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
_TRANSLATED = re.compile(rf"\btr\(\s*((?:{_LITERAL}\s*)+)")
_SENTENCE = re.compile(r'("[A-Z](?:[^"\\\n]|\\.)* (?:[^"\\\n]|\\.)*")')
_BLOCK = re.compile(r'""".*?"""', re.DOTALL)
_PREFIX = re.compile(r'f"([a-z0-9.-]+[.-])\{')
_KEY = re.compile(r'"([a-z0-9-]+(?:\.[a-z0-9-]+)*)"')


@dataclass(frozen=True, slots=True)
class Text:
    """What stands at one key of one file; a list of sentences is one text."""

    file: str
    key: str
    lines: tuple[str, ...]


def content_texts(files: ContentFiles) -> Iterator[Text]:
    """Yield every text of the content that a caregiver may read, file by file."""
    for file, part in content_parts(files):
        yield from _texts(file, "", part)


def content_parts(files: ContentFiles) -> Iterator[tuple[str, object]]:
    """Yield every part of the content with the name of its file."""
    for field in files.__struct_fields__:
        part = getattr(files, field)
        if field in UNREAD:
            continue
        if field == "conditions":
            yield from part.items()
        elif field in ("routines", "learn"):
            yield from ((f"{field}/{name}.toml", entry) for name, entry in part.items())
        elif field == "opening":
            yield f"routines/{OPENING}.toml", part
        elif field == "regions":
            yield "body/regions.toml", part
        else:
            yield f"{field.replace('_', '-')}.toml", part


def _texts(file: str, key: str, value: object) -> Iterator[Text]:
    """Yield the texts within one part of the content."""
    if isinstance(value, str):
        yield Text(file, key, (value,))
    elif isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            yield Text(file, key, tuple(value))
        for number, entry in enumerate(value):
            if isinstance(entry, msgspec.Struct):
                yield from _texts(file, f"{key}[{number}]", entry)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _texts(file, f"{key}.{name}" if key else name, entry)
    elif isinstance(value, msgspec.Struct):
        words = WORDS.get(type(value), ())
        for field in value.__struct_fields__:
            entry = getattr(value, field)
            if field in words or not _is_plain(entry):
                yield from _texts(file, f"{key}.{field}" if key else field, entry)


def _is_plain(entry: object) -> bool:
    """Return whether a field holds no table, and so nothing but ids and numbers."""
    inner = [*entry.values()] if isinstance(entry, dict) else entry
    if isinstance(inner, list):
        return not any(isinstance(each, msgspec.Struct) for each in inner)
    return not isinstance(inner, msgspec.Struct)


@dataclass(frozen=True, slots=True)
class ProgramTexts:
    """What the program's own files say, and which sentences of the content they name.

    ``shown`` passes through a translator on its way to the screen; ``said`` is any other sentence.
    """

    shown: tuple[Text, ...]
    said: tuple[Text, ...]
    keys: frozenset[str]
    prefixes: tuple[str, ...]

    def names(self, key: str) -> bool:
        """Whether the program shows the sentence with this ``key``."""
        return key in self.keys or key.startswith(self.prefixes)


def program_texts(package: Path) -> ProgramTexts:
    """Return the texts in the Python files of ``package``; nothing where they are not kept."""
    shown: list[Text] = []
    said: list[Text] = []
    keys: set[str] = set()
    prefixes: set[str] = set()
    for path in sorted(package.rglob("*.py")):
        source = path.read_text("utf-8")
        file = path.relative_to(package).as_posix()
        keys.update(_KEY.findall(source))
        prefixes.update(_PREFIX.findall(source))
        shown.extend(_literals(file, source, _TRANSLATED))
        if file.startswith(("services/", "report/")):
            # Docstrings are for programmers; their lines are kept, so that numbers still fit.
            bare = _BLOCK.sub(lambda block: "\n" * block.group().count("\n"), source)
            said.extend(_literals(file, bare, _SENTENCE))
    return ProgramTexts(tuple(shown), tuple(said), frozenset(keys), tuple(sorted(prefixes)))


def _literals(file: str, source: str, pattern: re.Pattern[str]) -> Iterator[Text]:
    for match in pattern.finditer(source):
        words = str(ast.literal_eval(f"({match.group(1)})"))
        yield Text(file, f"line {source.count(chr(10), 0, match.start()) + 1}", (words,))
