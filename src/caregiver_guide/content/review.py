# SPDX-License-Identifier: GPL-3.0-or-later
"""Write all content as one page that a nurse can read, print and mark, without the program."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from caregiver_guide.content.check import PACKAGE, CheckReport
from caregiver_guide.content.effect_words import LEVELS, EffectWords
from caregiver_guide.content.files import ContentFiles
from caregiver_guide.content.lint import FROM_MEMORY
from caregiver_guide.content.schema import (
    AftercareStep,
    ConditionEntry,
    FollowUpEntry,
    LearnFile,
    LearnPart,
    OpeningFile,
    PositionEntry,
    RoutineFile,
    RuleEntry,
    StepEntry,
)
from caregiver_guide.content.texts import Text, program_texts

GRADES = {
    "G": "guideline",
    "RCT": "randomised trial",
    "CCT": "controlled trial",
    "SR": "review of studies",
    "OBS": "observation",
    "CASE": "single cases",
    "H": "hospital or charity handout",
    "L": "product label",
    "REG": "law",
    "C": "common practice",
    "D": "our own caution",
}
SEEN = {"o": "source opened", "o*": "copy or part seen", "m": "from memory"}
WEAKEST_SEEN = (FROM_MEMORY, "o*", "o")
WEAKEST_GRADE = ("D", "C", "CASE", "OBS", "H", "L", "REG", "CCT", "RCT", "SR", "G")
KINDS = {
    "zone": "marked on the body",
    "person": "about the person",
    "today": "a sign of today",
    "product": "a product",
    "role": "about who gives the massage",
    "default": "for everybody",
}
CATEGORIES = {
    "default": "For everybody",
    "acute": "Signs of today",
    "circulation": "Heart, blood and blood vessels",
    "cancer": "Cancer and its treatment",
    "bones": "Bones, joints and muscles",
    "nerves": "Nerves and brain",
    "dementia": "Dementia",
    "skin": "Skin and wounds",
    "device": "Tubes, lines and devices",
    "whole-body": "The whole body",
    "pregnancy": "Pregnancy",
    "product": "Products",
    "role": "Who gives the massage",
}
PHRASES = {
    "verdict": "Opens the plan of the day",
    "chip": "On the card of a massage: how it fits today",
    "check": "Under today's check: what the answers mean",
    "emergency": "After a grave stop: the number",
    "call": "Whom to call, when a row above says so",
    "hold": "When no massage is possible, and a hand may be held",
    "nothing": "When nothing is possible",
    "instead": "What is possible in its place",
    "free": "Lying on the free side",
    "shorter": "When a row above limits the time",
    "first": "Before a first massage",
    "twenty": "After twenty minutes of touch",
    "long": "After as many minutes as are good today",
    "lotion": "Which lotion the rows above leave",
    "allergy": "An allergy in the family's own words",
    "drink": "Only where a drink is allowed",
    "pressure": "The three levels of pressure",
    "lead": "During a massage: before the first step",
    "step": "On a step that is changed today",
    "ask": "During a massage: asking how it feels",
    "paused": "When the clock rests",
    "stopped": "After Stop",
    "finished": "At the end",
    "say": "When the person says no",
    "sign": "When a sign of an earlier day is still open",
    "not": "Said before anything else",
    "grade": "Under a reason: how well it is known",
    "seen": "Under a reason: not checked yet",
    "known": "Under a reason: where it is from",
    "learn": "Headings of the pages to read",
    "cards": "On the cards for the bedside",
    "map": "On the empty map for the nurse",
    "spoken": "Said aloud in a massage",
    "voice": "In Settings, where the computer has no voice",
}
"""When a sentence of phrases.toml is shown, by how its name begins."""
UNPLACED = "Nobody wrote down when"

URGENCIES = {
    "emergency": "emergency number now",
    "call-now": "care team now",
    "call-today": "care team today",
    "none": "nobody has to be called",
}

STYLE = """
@page { size: A4; margin: 16mm 14mm 18mm;
        @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 "Inter", "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #1d2327;
       background: #fff; max-width: 182mm; margin: 0 auto; padding: 8mm 0; }
h1 { font-size: 21pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 15pt; margin: 0 0 3mm; padding-bottom: 1.5mm; border-bottom: 2px solid #1f6f6b;
     break-after: avoid; page-break-after: avoid; }
h3 { font-size: 11.5pt; margin: 6mm 0 2mm; break-after: avoid; page-break-after: avoid; }
h4 { font-size: 11pt; margin: 0; }
p { margin: 0 0 1.5mm; }
h3 + p { break-after: avoid; page-break-after: avoid; }
ul { margin: 0 0 1.5mm; padding-left: 5mm; }
a { color: #17595a; text-decoration: none; }
section { margin-top: 10mm; break-before: page; page-break-before: always; }
section.first { break-before: auto; page-break-before: auto; }
.quiet { color: #545d63; font-size: 9pt; }
.index { -webkit-columns: 3; columns: 3; column-gap: 6mm; font-size: 9pt; }
.index p { margin: 0 0 0.6mm; padding-left: 4mm; text-indent: -4mm; break-inside: avoid; }
.number { color: #1f6f6b; font-weight: 600; }
.told { font-size: 11pt; font-weight: 600; }
.card { border: 1px solid #b9c1c4; border-left: 4px solid #1f6f6b; border-radius: 2px;
        padding: 2.5mm 3.5mm; margin: 0 0 3.5mm; break-inside: avoid; page-break-inside: avoid; }
.card.long { break-inside: auto; page-break-inside: auto; }
.weak { border-left: 4px double #8a4b08; }
.head { display: table; width: 100%; margin-bottom: 1mm; }
.head > * { display: table-cell; vertical-align: top; }
.ticks { text-align: right; white-space: nowrap; font-size: 9pt; }
.box { display: inline-block; width: 3.8mm; height: 3.8mm; border: 1.2px solid #1d2327;
       vertical-align: -0.7mm; margin: 0 1mm 0 3mm; background: #fff; }
.remark { border-bottom: 1px dotted #545d63; height: 7.5mm; padding-top: 2.5mm; color: #545d63;
          font-size: 9pt; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; page-break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1.2mm 2mm 1.2mm 0;
         border-bottom: 1px solid #d5dadc; }
th { font-size: 9pt; color: #545d63; font-weight: 600; }
td.line { white-space: nowrap; }
.steps th:nth-child(3) { width: 34%; }
td.tick { width: 9mm; }
td.room { width: 42mm; }
.sign td { height: 10mm; vertical-align: bottom; }
.label { color: #545d63; font-weight: 600; }
@media print { body { padding: 0; max-width: none; } a { color: inherit; } }
"""


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Markup(str):
    """Text that is HTML already. Any other text is escaped on its way into a page."""

    __slots__ = ()


def tag(name: str, *parts: str, kind: str = "", at: str = "", to: str = "") -> Markup:
    """Return an element of class ``kind`` and id ``at``, linking ``to``, with escaped parts."""
    given = {"class": kind, "id": at, "href": f"#{to}" if to else ""}
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in given.items() if value)
    return Markup(f"<{name}{attributes}>{joined(parts)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return parts one after the other."""
    return Markup("".join(_escaped(part) for part in parts))


def _escaped(part: str) -> str:
    """Return a part as HTML, its placeholders as a reader sees them: ``[name]``."""
    if isinstance(part, Markup):
        return part
    return html.escape(_PLACEHOLDER.sub(r"[\1]", part))


def review_page(report: CheckReport) -> str:
    """Return the page as one HTML file that needs nothing else; ``report.files`` must be there."""
    if report.files is None:
        message = "There is no content to review."
        raise ValueError(message)
    page = _Page(report.files, report)
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width">'),
            tag("title", f"Caregiver Guide: content for review, rules {report.version}"),
            Markup(f"<style>{STYLE}</style>"),
        ]
    )
    body = tag("body", *page.parts())
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>{body}</html>\n'


class _Page:
    """The parts of the page, in the order of reading."""

    def __init__(self, files: ContentFiles, report: CheckReport) -> None:
        self.files = files
        self.report = report
        self.words = EffectWords(files)
        self.conditions = {
            name: entry for table in files.conditions.values() for name, entry in table.items()
        }
        self.groups: dict[str, list[str]] = {name: [] for name in CATEGORIES}
        for name, entry in self.conditions.items():
            self.groups.setdefault(entry.category, []).append(name)
        rows = [name for names in self.groups.values() for name in names]
        self.numbers_of = {name: f"C{number}" for number, name in enumerate(rows, 1)}
        self.numbers_of |= {name: f"M{n}" for n, name in enumerate(files.routines, 1)}
        self.numbers_of |= {name: f"P{n}" for n, name in enumerate(files.positions, 1)}

    def parts(self) -> Iterator[Markup]:
        sections = (
            ("memory", "Still from memory", self.memory()),
            ("weakest", "Weakest rows first", self.weakest()),
            ("conditions", "Conditions, devices and signs", self.all_conditions()),
            ("routines", "Massages, step by step", self.all_routines()),
            ("positions", "Positions and pillows", self.all_positions()),
            ("today", "Today's check", self.today()),
            ("before", "Before, during and after", self.preparation()),
            ("stop", "When it stops, and what is seen", self.reactions()),
            ("learn", "Pages to read", self.learn()),
            ("sentences", "Other sentences of the plan", self.phrases()),
            ("screens", "Sentences on the screens", self.screens()),
            ("numbers", "Numbers and products", self.numbers()),
            ("places", "What the places mean", self.places()),
            ("sources", "Every source", self.sources()),
        )
        yield self.front([(at, title) for at, title, _ in sections])
        for at, title, content in sections:
            yield tag("section", tag("h2", title), *content, at=at)

    def front(self, sections: list[tuple[str, str]]) -> Markup:
        report = self.report
        links = [tag("li", tag("a", title, to=at)) for at, title in sections]
        return tag(
            "section",
            tag("h1", "Caregiver Guide: content for review"),
            tag("p", f"Rules {report.version}. {report.conditions} conditions, {report.routines} "
                f"massages, {report.positions} positions, {report.sources} sources."),
            tag("p", "This is everything medical that the app says and does. The app guides family "
                "members through gentle massage at home. Nobody with a clinical licence has "
                "reviewed it yet. Please tick “right” or “change” on each row, and write what "
                "should be different. You need not read all of it: what is still from memory comes "
                "first, then the weakest rows."),
            tag("p", "In brackets stands what the app fills in: [name] is the person who gets the "
                "massage. “Left” and “right” are always that person's own. A row with a double "
                "line at its left is from memory, or is our own caution."),
            _table(("Part reviewed", "By, with licence", "Date"), [("", "", "")] * 3, kind="sign"),
            tag("h3", "What is here"),
            tag("ol", *links),
            tag("h3", "How to read a row"),
            *self.legend(),
            tag("h3", "Every condition, device and sign, from A to Z"),
            tag("div", *self.index(), kind="index"),
            kind="first",
        )  # fmt: skip

    # -- what no document was opened for -------------------------------------------------

    def memory(self) -> Iterator[Markup]:
        yield tag(
            "p",
            "No document was opened for what stands here, or for a part of it. It is what nurses "
            "commonly do, as far as we know. Please look at these rows before all others.",
        )
        yield _table(
            ("What", "Kind", "Rests on", "Right", "Remark"),
            [(name, kind, rests, _BOX, "") for name, kind, rests in self.memory_rows()],
        )
        yield tag("h3", "Sources that were not opened")
        named = {source for _, _, _, _, sources in self.rows() for source in sources}
        yield _table(
            ("Source", "Where", "Used"),
            [
                (joined([tag("b", key), " ", entry.title]), entry.where,
                 "by rows above" if key in named else "by nothing")
                for key, entry in sorted(self.files.sources.items())
                if entry.seen == FROM_MEMORY
            ],
        )  # fmt: skip

    def memory_rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, kind and ground of each row that rests on memory, wholly ones first."""
        unopened = {key for key, entry in self.files.sources.items() if entry.seen == FROM_MEMORY}
        rows = [(seen == FROM_MEMORY, name, kind, sources)
                for seen, _, name, kind, sources in self.rows()]  # fmt: skip
        for wholly, name, kind, sources in sorted(rows, key=lambda row: (not row[0], row[1])):
            if wholly or sources & unopened:
                yield name, kind, "memory only" if wholly else "memory in part"

    def rows(self) -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
        """Yield seen, grade, name, kind and all sources of whatever is graded as one row."""
        files, number = self.files, self.numbers_of
        for name, e in self.conditions.items():
            rules = [*e.rule, *(e.unknown or ())]
            sources = frozenset([*e.source, *(key for rule in rules for key in rule.source)])
            yield e.seen, e.grade, self.named(name), KINDS[e.kind], sources
        for name, p in files.positions.items():
            sources = frozenset([*p.source, *(key for bar in p.bar for key in bar.source)])
            yield p.seen, p.grade, f"{p.name} ({number[name]})", "position", sources
        for name, r in files.routines.items():
            sources = frozenset([*r.source, *(key for bar in r.barred for key in bar.source)])
            yield r.seen, r.grade, f"{r.name} ({number[name]})", "massage", sources
        before = files.preparation
        for title, part in (
            ("Today's check", files.today_check),
            ("Getting ready", before),
            ("Asking", before.consent),
            (before.watch.title, before.watch),
            ("Afterwards", before.aftercare),
            ("Questions from 0 to 10", files.ratings),
            ("Why a massage stopped", files.stop_reasons),
            ("What was seen during or after it", files.reactions),
            ("What is watched where nobody can say", files.comfort_signs),
            ("How it went, the next days", files.follow_up),
        ):
            yield part.seen, part.grade, title, "around a massage", frozenset(part.source)
        for page in files.learn.values():
            for piece in page.part:
                seen = piece.seen or page.seen or FROM_MEMORY
                grade = piece.grade or page.grade or "D"
                sources = frozenset(piece.source or page.source)
                yield seen, grade, f"{page.title}: {piece.heading}", "page to read", sources
        note = files.emergency_numbers.note
        yield note.seen, "C", "Emergency numbers", "numbers", frozenset([note.source])

    def legend(self) -> Iterator[Markup]:
        yield tag(
            "p",
            "In heavy type stands what the caregiver is shown. Below it: why, what the app then "
            "does, what ends it, and the sources. Each row has a number, so that a remark or a "
            "letter can name it: C for conditions, M for massages, P for positions.",
        )
        grades = "; ".join(GRADES.values())
        yield _line("Grades, from what we trust most to least", f"{grades}.")
        yield _line(
            "How far a source was checked",
            "“source opened” means that we read it; “copy or part seen”, that we read a copy, an "
            "abstract or a part; “from memory”, that it still has to be opened.",
        )

    def index(self) -> Iterator[Markup]:
        for name in sorted(self.conditions, key=lambda name: self.conditions[name].name.lower()):
            number = self.numbers_of[name]
            words = tag("a", self.conditions[name].name, to=number)
            yield tag("p", tag("span", f"{number} ", kind="number"), words)

    def named(self, name: str) -> str:
        """Return a condition's name and number."""
        return f"{self.conditions[name].name} ({self.numbers_of[name]})"

    # -- weakest rows --------------------------------------------------------------------

    def weakest(self) -> Iterator[Markup]:
        yield tag(
            "p",
            "First what is known from memory, then what was seen in a copy only, then the rest of "
            "our own cautions and common practice. Within each, the weakest grade first. The "
            "sources, the least checked first, stand at the end.",
        )
        yield _table(
            ("What", "Kind", "Grade", "Checked", "Done"),
            [
                (name, kind, GRADES[grade], _checked(seen, grade), _BOX)
                for seen, grade, name, kind in self.weak_rows()
            ],
        )

    def weak_rows(self) -> list[tuple[str, str, str, str]]:
        """Return seen, grade, name and kind of each weak row, the weakest first."""
        rows = [(seen, grade, name, kind) for seen, grade, name, kind, _ in self.rows()]
        weak = [row for row in rows if row[0] != "o" or row[1] in ("D", "C")]
        return sorted(
            weak,
            key=lambda row: (WEAKEST_SEEN.index(row[0]), WEAKEST_GRADE.index(row[1]), row[2]),
        )

    # -- conditions ----------------------------------------------------------------------

    def all_conditions(self) -> Iterator[Markup]:
        for category, names in self.groups.items():
            if names:
                yield tag("h3", CATEGORIES.get(category, category))
            for name in names:
                yield self.condition(name, self.conditions[name])

    def condition(self, name: str, entry: ConditionEntry) -> Markup:
        also = f"Also found as: {', '.join(entry.also)}." if entry.also else ""
        if entry.short:
            also = f"Short on the map: {entry.short}. {also}"
        parts: list[Markup] = [
            _head(entry.name, KINDS[entry.kind], self.numbers_of[name]),
            tag("p", entry.told, kind="told"),
            _line("Why", entry.why),
        ]
        parts += [self.rule(rule, entry) for rule in entry.rule]
        if entry.kind == "zone":
            rules = [self.rule(rule, entry) for rule in entry.unknown or ()]
            parts.append(_line("While the place is not known", self.words.unknown(entry)))
            parts += rules
        parts += [tag("p", sentence) for sentence in self.words.span(entry)]
        if entry.told_cleared:
            parts.append(_line("Shown once it is lifted", entry.told_cleared))
        if entry.lifts:
            parts.append(_line("What lifts it", entry.lifts))
        if entry.kind == "today":
            goes = "with the day" if entry.goes == "next-day" else "when the team has looked"
            parts.append(_line("When it goes", goes))
        parts.append(self.cited(entry.source, entry.grade, entry.seen))
        if also:
            parts.append(tag("p", also.strip(), kind="quiet"))
        return _card(parts, is_weak=_is_weak(entry.seen, entry.grade))

    def rule(self, rule: RuleEntry, entry: ConditionEntry) -> Markup:
        lines = [tag("p", " ".join(self.words.rule(rule)))]
        if rule.told and rule.told not in (entry.told, rule.say):
            lines.append(_line("Shown", rule.told))
        if rule.why:
            lines.append(_line("Why", rule.why))
        if rule.lifts:
            lines.append(_line("What lifts it", rule.lifts))
        if rule.source and rule.grade is not None:
            lines.append(self.cited(rule.source, rule.grade, None))
        return tag("ul", tag("li", *lines))

    def cited(self, sources: list[str], grade: str | None, seen: str | None) -> Markup:
        """Return where something is from, how strong that is, and how far it was checked."""
        found = []
        for key in sources:
            source = self.files.sources[key]
            checked = "" if source.kind == "own rule" else f"; {SEEN[source.seen]}"
            found.append(f"{source.title} ({source.where}{checked})")
        words = [f"Grade: {GRADES[grade]}."] if grade is not None else []
        if seen is not None and (checked := _checked(seen, grade)):
            words.append(f"{checked.capitalize()}.")
        words += [f"Sources: {' · '.join(found)}."] if found else []
        return tag("p", " ".join(words), kind="quiet")

    # -- routines and positions ----------------------------------------------------------

    def all_routines(self) -> Iterator[Markup]:
        yield self.opening(self.files.opening)
        for name, entry in self.files.routines.items():
            yield self.routine(name, entry)

    def opening(self, entry: OpeningFile) -> Markup:
        return _card(
            [
                _head("Opening and close", "part of every massage"),
                self.steps(entry.step),
                self.cited(entry.source, entry.grade, entry.seen),
            ],
            is_weak=_is_weak(entry.seen, entry.grade),
            is_long=True,
        )

    def routine(self, name: str, entry: RoutineFile) -> Markup:
        lotion = "Dry hands." if entry.dry else "With lotion." if entry.lotion else "No lotion."
        left_out = ", ".join(self.step_title(entry, step) for step in entry.leave_out)
        parts: list[Markup] = [
            _head(entry.name, f"On the card: {entry.area_words}", self.numbers_of[name]),
            tag("p", entry.summary, kind="told"),
            _line("What is known", entry.evidence),
            _line("Positions, best first", f"{self.words.positions(entry.positions)}. {lotion}"),
        ]
        if len(entry.step) > 1:
            parts.append(_line("Left out first when time is short", f"{left_out}."))
        parts += [_line("Must be answered yes", text) for text in entry.confirm]
        for barred in entry.barred:
            names = "; ".join(self.words.conditions[key] for key in barred.conditions)
            where = self.words.positions([barred.position])
            parts.append(_line(f"Not {where.lower()} with", f"{names}. {barred.why}"))
            parts.append(_line("Shown", barred.told))
            parts.append(self.cited(barred.source, barred.grade, None))
        parts.append(self.steps(entry.step))
        parts.append(self.cited(entry.source, entry.grade, entry.seen))
        return _card(parts, is_weak=_is_weak(entry.seen, entry.grade), is_long=True)

    def step_title(self, entry: RoutineFile, name: str) -> str:
        step, _, side = name.partition(".")
        titles = {each.id: each.title for each in entry.step}
        end = {"L": " (left)", "R": " (right)"}.get(side, "")
        return f"{titles.get(step, step)}{end}"

    def steps(self, steps: list[StepEntry]) -> Markup:
        rows = []
        for number, step in enumerate(steps, 1):
            places = [step.places] if isinstance(step.places, str) else step.places
            where = "; if not free: ".join(self.words.places(text) for text in places if text)
            touch = f"{LEVELS[step.level]}." if step.kind == "touch" else "No massage touch."
            each = " each side" if step.on == "each" else ""
            what = joined(
                [
                    tag("b", step.title),
                    tag("p", step.words),
                    tag("p", step.how, kind="quiet"),
                ]
            )
            told = joined(
                [
                    tag("p", f"{where[:1].upper()}{where[1:]}." if where else ""),
                    tag("p", f"{touch} {step.pace}", kind="quiet"),
                ]
            )
            rows.append((str(number), what, told, f"{step.seconds}\u00a0s{each}"))
        return _table(("", "Step", "Where and how", "Time"), rows, kind="steps")

    def all_positions(self) -> Iterator[Markup]:
        for name, entry in self.files.positions.items():
            yield self.position(name, entry)

    def position(self, name: str, entry: PositionEntry) -> Markup:
        parts: list[Markup] = [
            _head(entry.name, "position", self.numbers_of[name]),
            tag("p", entry.told, kind="told"),
            _line("Suits", entry.suits),
        ]
        if entry.bears:
            parts.append(_line("Weight is on", f"{self.words.places(entry.bears)}."))
        if entry.reach:
            parts.append(_line("In reach", f"{self.words.places(entry.reach)}."))
        for side, words in ((entry.left_down, "left"), (entry.right_down, "right")):
            if side is not None:
                parts.append(_line(f"Weight is on, with the {words} side down",
                                   f"{self.words.places(side.bears)}."))  # fmt: skip
                parts.append(_line(f"In reach with the {words} side down",
                                   f"{self.words.places(side.reach)}."))  # fmt: skip
        if entry.pillow:
            rows = [(pillow.letter, pillow.where, pillow.why) for pillow in entry.pillow]
            parts.append(_table(("", "Pillow", "Why"), rows))
        for bar in entry.bar:
            names = "; ".join(self.words.conditions[key] for key in bar.conditions)
            where = f" (marked on {self.words.places(bar.marked_on)})" if bar.marked_on else ""
            parts.append(_line("Not with", f"{names}{where}. {bar.why}"))
            parts.append(_line("Shown", bar.told))
            parts.append(self.cited(bar.source, bar.grade, None))
        for check in entry.check:
            names = "; ".join(self.words.conditions[key] for key in check.conditions)
            parts.append(_line(f"Shown with {names}", check.say))
        parts.append(self.cited(entry.source, entry.grade, entry.seen))
        return _card(parts, is_weak=_is_weak(entry.seen, entry.grade), is_long=True)

    # -- around a massage ----------------------------------------------------------------

    def today(self) -> Iterator[Markup]:
        check = self.files.today_check
        yield tag("p", f"{check.title} {check.not_sure} Or, for all at once: {check.nothing_new}.")
        yield tag(
            "p",
            "Each sign has a row of its own, under “Signs of today” or its part of the body; there "
            "stands why it is asked, and what follows from a yes.",
        )
        yield self.cited(check.source, check.grade, check.seen)
        yield _table(
            ("Question", "Asked one by one after a yes", "Right", "Remark"),
            [
                (joined([tag("b", each.text), tag("p", each.help, kind="quiet")]),
                 "; ".join(self.named(sign) for sign in each.signs), _BOX, "")
                for each in check.question
            ],
        )  # fmt: skip

    def preparation(self) -> Iterator[Markup]:
        before = self.files.preparation
        yield tag("h3", "Getting ready")
        yield _ticked(
            f"{item.text}{f' (only for: {item.only_if})' if item.only_if else ''}"
            for item in before.item
        )
        yield self.cited(before.source, before.grade, before.seen)
        yield tag("h3", "Asking")
        consent = before.consent
        yield _ticked(
            text
            for text in (
                *consent.rub.values(), *consent.hold.values(),
                consent.tell, consent.no_reason, consent.cannot_say,
            )
        )  # fmt: skip
        yield self.cited(consent.source, consent.grade, consent.seen)
        yield tag("h3", before.watch.title)
        yield _ticked((*before.watch.signs, before.watch.then))
        yield self.cited(before.watch.source, before.watch.grade, before.watch.seen)
        after = before.aftercare
        for title, lines in (
            ("Afterwards", (*(_after_step(step) for step in after.steps), after.drink)),
            ("Usual afterwards", after.usual),
            ("Call the care team today", after.call_today),
            (after.call_now_title, after.call_now),
        ):
            yield tag("h3", title)
            yield _ticked(lines)
            yield self.cited(after.source, after.grade, after.seen)
        yield tag("h3", "Questions from 0 to 10")
        ratings = self.files.ratings
        yield _ticked(
            [
                *(f"{each.short}: {each.text} 0: {each.low}. 10: {each.high}."
                  for each in ratings.rating),
                ratings.how, ratings.watched,
            ]
        )  # fmt: skip
        yield self.cited(ratings.source, ratings.grade, ratings.seen)
        yield from self.signs()

    def signs(self) -> Iterator[Markup]:
        signs = self.files.comfort_signs
        yield tag("h3", "What is watched where nobody can say")
        yield _ticked((signs.title, signs.how, signs.wait, signs.limits))
        yield _table(
            ("Sign", "0", "1", "2", "Right", "Remark"),
            [(each.text, *each.levels, _BOX, "") for each in signs.sign],
        )
        yield tag("p", f"Watched again {signs.wait_minutes} minutes after hands are off.")
        yield self.cited(signs.source, signs.grade, signs.seen)

    def follow_up(self) -> Iterator[Markup]:
        asked = self.files.follow_up
        yield tag("h3", "How it went, the next days")
        yield _ticked(
            (
                asked.title,
                asked.look,
                asked.fine,
                asked.other,
                asked.not_known,
                asked.fine_title,
                asked.call_today_title,
                asked.emergency_title,
                asked.no_massage,
            )
        )
        yield _table(
            ("Answer", "What is said", "Sorted into", "Hours", "Right", "Remark"),
            [
                (each.text, each.advice, each.result.replace("-", " "), _hours(each), _BOX, "")
                for each in asked.answer
            ],
        )
        yield tag("p", f"Asked once, until {asked.asked_for_hours} hours have passed.")
        yield self.cited(asked.source, asked.grade, asked.seen)

    def reactions(self) -> Iterator[Markup]:
        stop = self.files.stop_reasons
        yield tag("h3", "Why a massage stopped")
        yield tag("p", f"{stop.title} Where words are very large: {stop.title_short}")
        yield _table(
            ("Reason", "In short", "What is said", "Call", "Right", "Remark"),
            [
                (each.text, each.short, each.advice, URGENCIES[each.urgency], _BOX, "")
                for each in stop.reason
            ],
        )
        call = stop.call
        yield tag("h3", call.title)
        yield _ticked(
            (
                call.who,
                call.gave,
                call.held,
                call.not_yet,
                call.never,
                call.sees,
                call.has,
                call.ask,
            )
        )
        yield self.cited(stop.source, stop.grade, stop.seen)
        yield tag("h3", "What was seen during or after it")
        yield _table(
            ("Seen", "What is said", "Kind", "Right", "Remark"),
            [
                (each.text, each.advice, each.kind.replace("-", " "), _BOX, "")
                for each in self.files.reactions.reaction
            ],
        )
        reactions = self.files.reactions
        yield tag("p", f"Or: {reactions.nothing_new}.")
        yield self.cited(reactions.source, reactions.grade, reactions.seen)
        yield tag("h3", "How bad it was")
        yield _ticked(f"{each.text}: {each.help}" for each in self.files.reactions.severity)
        yield from self.follow_up()

    def learn(self) -> Iterator[Markup]:
        for page in sorted(self.files.learn.values(), key=lambda page: page.place):
            group = self.files.phrases[f"learn.group.{page.group}"]
            yield tag("h3", f"{group}: {page.title}")
            yield tag("p", page.summary)
            for part in page.part:
                yield self.learn_part(page, part)

    def learn_part(self, page: LearnFile, part: LearnPart) -> Markup:
        grade, seen = part.grade or page.grade, part.seen or page.seen
        return _card(
            [
                _head(part.heading, page.title),
                *(tag("p", line) for line in part.text),
                self.cited(part.source or page.source, grade, seen),
            ],
            is_weak=_is_weak(seen, grade),
        )

    # -- lists ---------------------------------------------------------------------------

    def phrases(self) -> Iterator[Markup]:
        yield tag(
            "p",
            "These sentences pass on what a row above has decided. The wording is ours "
            f"({GRADES['D']}).",
        )
        rows: list[tuple[str, str, str, str]] = []
        for key, text in self.files.phrases.items():
            when = PHRASES.get(re.split(r"[.-]", key)[0], UNPLACED)
            rows.append((text, when, _BOX, ""))
        order = list(dict.fromkeys(row[1] for row in rows))
        rows.sort(key=lambda row: order.index(row[1]))
        yield _table(("Sentence", "When it is shown", "Right", "Remark"), rows)

    def screens(self) -> Iterator[Markup]:
        yield tag(
            "p",
            "What the screens themselves say: how to use them, what is being asked, and what goes "
            f"wrong. The wording is ours ({GRADES['D']}). Buttons and labels are left out.",
        )
        program = program_texts(PACKAGE)
        found: dict[str, dict[str, None]] = {}
        for text in (*program.shown, *program.said):
            for line in text.lines:
                if line.strip().endswith((".", "?", "!")) and " " in line:
                    found.setdefault(_screen(text), {}).setdefault(line)
        for screen in sorted(found):
            yield tag("h3", screen)
            yield _ticked(found[screen])

    def numbers(self) -> Iterator[Markup]:
        numbers = self.files.emergency_numbers
        yield tag("h3", "Emergency numbers")
        yield tag("p", f"{numbers.note.text} {SEEN[numbers.note.seen].capitalize()}.")
        yield _line("While no country is chosen", numbers.default.text)
        listed = "; ".join(f"{each.name} {each.number}" for each in numbers.countries.values())
        yield tag("p", f"{listed}.")
        yield tag("h3", "What lotion may have to be without")
        products = self.files.products
        yield _table(
            ("What", "Other words for it", "Right"),
            [(each.name, each.words, _BOX) for each in products.lotion.values()],
        )
        yield _table(
            ("Allergy", "Left out", "Right"),
            [
                (each.name, ", ".join(products.lotion[word].name for word in each.tokens), _BOX)
                for each in products.allergies.values()
            ],
        )
        yield tag("h3", "What no text of the app may claim")
        yield _ticked(
            f"{claim.says} {claim.instead}" for claim in self.files.forbidden_claims.claim
        )

    def places(self) -> Iterator[Markup]:
        regions = self.files.regions
        yield tag("p", "A hand's width around a mark is every place that touches it.")
        yield _table(
            ("Word", "The places it stands for"),
            [(self.words.places(name), self.words.places(text)) for name, text in
             regions.groups.items()],
        )  # fmt: skip
        whole = {"limb": "arm or leg", "group": "part of the body", "quarter": "quarter"}
        yield _table(
            ("The mark is on", "Then the whole …", "… is"),
            [
                (self.words.places(each.marks_on), whole[each.name], self.words.places(each.gives))
                for each in regions.spread
            ],
        )
        flags: Mapping[str, list[str]] = {
            "Never massaged": [place.name for place in regions.place if place.never],
            "Bony: resting hands only": [place.name for place in regions.place if place.bony],
            "Resting hands only": [place.name for place in regions.place if place.rest_only],
            "Only after a yes to the legs": [place.name for place in regions.place if place.legs],
            "Private": [place.name for place in regions.place if place.private],
        }
        for title, names in flags.items():
            yield _line(title, f"{'; '.join(names)}.")
        yield _table(
            ("The place", "Its name in large letters, in a massage"),
            [(place.name, place.short) for place in regions.place if place.short],
        )

    def sources(self) -> Iterator[Markup]:
        order = sorted(
            self.files.sources.items(),
            key=lambda item: (WEAKEST_SEEN.index(item[1].seen), item[0]),
        )
        yield _table(
            ("Source", "Where", "Kind", "Checked"),
            [(each.title, each.where, each.kind, SEEN[each.seen]) for _, each in order],
        )


_BOX = tag("span", kind="box")


def _is_weak(seen: str | None, grade: str | None) -> bool:
    return seen in (None, FROM_MEMORY) or grade in (None, "D")


def _checked(seen: str, grade: str | None) -> str:
    """Return how far something was checked; for our own caution there is nothing to open."""
    return "" if grade == "D" and seen != FROM_MEMORY else SEEN[seen]


def _screen(text: Text) -> str:
    """Return what a file of the program is about, in words."""
    stem = text.file.rpartition("/")[2].removesuffix(".py")
    return stem.strip("_").replace("_", " ").capitalize()


def _head(title: str, words: str, number: str = "") -> Markup:
    shown = tag("span", f"{number} ", kind="number") if number else ""
    name = tag("div", tag("h4", shown, title, at=number), tag("span", words, kind="quiet"))
    return tag("div", name, tag("div", _BOX, "right", _BOX, "change", kind="ticks"), kind="head")


def _card(parts: Iterable[Markup], *, is_weak: bool, is_long: bool = False) -> Markup:
    kind = "card" + (" long" if is_long else "") + (" weak" if is_weak else "")
    return tag("div", *parts, tag("div", "Remark", kind="remark"), kind=kind)


def _line(label: str, words: str) -> Markup:
    return tag("p", tag("span", f"{label}: ", kind="label"), words)


def _after_step(step: AftercareStep) -> str:
    """Return a step with what it is said after, if not after every massage."""
    return f"{step.text} (only for: {', '.join(step.only_if)})" if step.only_if else step.text


def _ticked(lines: Iterable[str]) -> Markup:
    return _table(("", "Right", "Remark"), [(line, _BOX, "") for line in lines])


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]], kind: str = "") -> Markup:
    def cell(title: str, part: str) -> Markup:
        return tag(
            "td",
            part,
            kind={
                "Right": "tick",
                "Done": "tick",
                "Remark": "room",
                "Checked": "line",
                "Kind": "line",
            }.get(title, ""),
        )

    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", title) for title in titles))),
        tag(
            "tbody",
            *(tag("tr", *(cell(t, p) for t, p in zip(titles, row, strict=True))) for row in rows),
        ),
        kind=kind,
    )


def _hours(answer: FollowUpEntry) -> str:
    """Return when an answer can be given, in hours since hands were off."""
    if answer.until_hours is not None:
        return f"until {answer.until_hours}"
    return f"from {answer.from_hours}" if answer.from_hours else "any"
