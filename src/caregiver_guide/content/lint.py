# SPDX-License-Identifier: GPL-3.0-or-later
"""Find what no schema sees: gaps in the rules, hard words, claims nobody may make, dead entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from caregiver_guide.content.faults import Fault
from caregiver_guide.content.files import OPENING, ContentFiles
from caregiver_guide.content.reading import Measure, Reader, sentences
from caregiver_guide.content.schema import ClaimEntry, ConditionEntry, RuleEntry, SourceEntry
from caregiver_guide.content.texts import ProgramTexts, Text, content_parts, content_texts
from caregiver_guide.domain.body import Mask, bits
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.rulebook import Rulebook
from caregiver_guide.domain.rulings import Rulings, rulings_of
from caregiver_guide.domain.values import dataclass

HARDEST_GRADE = 8.0
WANTED_GRADE = 6.0
ENOUGH_WORDS = 12
FEWEST_WORDS = 6
HARDEST_SHORT = 11.0
MOST_REVIEW_DAYS = 31
MOST_LISTED_DAYS = 30
ONLY_IF = ("lotion", "drink")
AFTER_ONLY_IF = ("lotion", "touch", "no-touch")
SIGN_LEVELS = 3
FROM_MEMORY = "m"
OWN_GRADE = "D"
OWN_WORDS = "our own caution"

PLACE_KEYS = frozenset(
    {
        "avoid", "bears", "confirm_before", "for_marks_on", "gives", "groups", "hold",
        "lotion_none_on", "marked_on", "marks_on", "on", "only_if", "places", "reach", "reach_for",
        "rub", "unknown_as", "usual",
    }
)  # fmt: skip
"""The keys of content files whose values name places."""

ANY_DAY = date(2026, 1, 1)
"""The day of a plan in which no date plays a part."""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something a reviewer should look at, and that is no fault."""

    file: str
    key: str
    words: str

    def __str__(self) -> str:
        """Return the note as one line for a person."""
        return f"{self.file}: {self.key}: {self.words}"


# -- rules -------------------------------------------------------------------------------


def rule_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each rule that does not say where it is from and how sure that is."""
    for file, table in files.conditions.items():
        for name, entry in table.items():
            yield from _own_words(file, name, entry)
            yield from _lifts(file, name, entry)
            yield from _cleared_words(file, name, entry)
            yield from _becomes(file, name, files)
            for key, rule in _rules(name, entry):
                if bool(rule.source) != (rule.grade is not None):
                    yield Fault(
                        file, key, "It names a source or a grade of its own, but not both.",
                        "Write source and grade together, or neither.",
                    )  # fmt: skip
    yield from _bar_words(files)
    for name, page in files.learn.items():
        for number, part in enumerate(page.part):
            if not (part.source or page.source) or not (part.grade or page.grade):
                yield Fault(
                    f"learn/{name}.toml", f"part[{number}]", "It has no source or no grade.",
                    "Add source and grade, here or for the whole page.",
                )  # fmt: skip
    if not files.opening.source:
        yield Fault(f"routines/{OPENING}.toml", "source", "There is no source.", "Name one.")


def _rules(name: str, entry: ConditionEntry) -> Iterator[tuple[str, RuleEntry]]:
    for number, rule in enumerate(entry.rule):
        yield f"{name}.rule[{number}]", rule
    for number, rule in enumerate(entry.unknown or ()):
        yield f"{name}.unknown[{number}]", rule


def _own_words(file: str, name: str, entry: ConditionEntry) -> Iterator[Fault]:
    """Yield a fault for each reason of grade D that does not say that it is our own."""
    remedy = f"Say in why that it is {OWN_WORDS}."
    if entry.grade == OWN_GRADE and OWN_WORDS not in entry.why.lower():
        yield Fault(file, f"{name}.why", "Grade D, and the reason does not say so.", remedy)
    for key, rule in _rules(name, entry):
        if rule.grade == OWN_GRADE and OWN_WORDS not in (rule.why or entry.why).lower():
            yield Fault(file, f"{key}.why", "Grade D, and the reason does not say so.", remedy)


def _bar_words(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each bar of grade D that does not say that it is our own."""
    bars = [
        ("positions.toml", f"{name}.bar[{number}].why", bar.grade, bar.why)
        for name, position in files.positions.items()
        for number, bar in enumerate(position.bar)
    ]
    bars += [
        (f"routines/{name}.toml", f"barred[{number}].why", bar.grade, bar.why)
        for name, routine in files.routines.items()
        for number, bar in enumerate(routine.barred)
    ]
    for file, key, grade, why in bars:
        if grade == OWN_GRADE and OWN_WORDS not in why.lower():
            yield Fault(
                file, key, "Grade D, and the reason does not say so.",
                f"Say in why that it is {OWN_WORDS}.",
            )  # fmt: skip


def _lifts(file: str, name: str, entry: ConditionEntry) -> Iterator[Fault]:
    """Yield a fault for a condition that blocks, asks or changes and does not say what ends it."""
    has_effect = bool(entry.rule or entry.unknown) or entry.kind == "default"
    if has_effect and not entry.lifts:
        yield Fault(
            file, f"{name}.lifts", "It does not say what would change it.",
            "Add lifts: when it goes, or that it stays and for how long.",
        )  # fmt: skip


def _cleared_words(file: str, name: str, entry: ConditionEntry) -> Iterator[Fault]:
    """Yield a fault where a yes lifts a rule and its words would go on being told.

    Such a rule has words of its own, which go with it. If those of the condition speak for it,
    others are told after the yes, and no rule that stays may borrow what was lifted.
    """
    liftable = [key for key, rule in _rules(name, entry) if rule.until_cleared or rule.lifted_by]
    if entry.told_cleared and not liftable:
        yield Fault(
            file, f"{name}.told_cleared", "Nothing lifts any rule, so it is never told.",
            "Take it out.",
        )  # fmt: skip
    for key, rule in _rules(name, entry):
        if rule.told:
            continue
        if key in liftable and not entry.told_cleared:
            yield Fault(
                file, f"{key}.told", "Once it is lifted, its words would still be told.",
                "Give the rule words of its own, or the condition a told_cleared.",
            )  # fmt: skip
        if key not in liftable and entry.told_cleared:
            yield Fault(
                file, f"{key}.told", "It stays, and would be told in words that were lifted.",
                "Give the rule words of its own.",
            )  # fmt: skip


def _becomes(file: str, name: str, files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for a condition that becomes itself in the end."""
    entries = {key: entry for table in files.conditions.values() for key, entry in table.items()}
    seen: list[str] = []
    following: str | None = name
    while following in entries and following not in seen:
        seen.append(following)
        following = entries[following].becomes
    if following == name:
        way = " → ".join([*seen, name])
        yield Fault(
            file, f"{name}.becomes", f"It goes round in a circle: {way}.", "Let one of them end."
        )


# -- every mark counts -------------------------------------------------------------------


def coverage_faults(files: ContentFiles, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each zone that a routine may touch and whose mark changes nothing."""
    file_of = {name: file for file, table in files.conditions.items() for name in table}
    reached = _reached(book)
    for condition in book.conditions.values():
        if condition.kind is not Kind.ZONE:
            continue
        silent: dict[str, list[str]] = {}
        for number in bits(_sum(reached.values())):
            if not _counts(book, condition.id, 1 << number):
                region = book.body.regions[number].id
                routine = next(name for name, mask in reached.items() if mask >> number & 1)
                silent.setdefault(routine, []).append(region)
        for routine, regions in silent.items():
            yield Fault(
                file_of[condition.id], f"{condition.id}.rule",
                f"Marked on {', '.join(regions)}, it changes nothing, though {routine} goes there.",
                "Add a rule that covers the mark there.",
            )  # fmt: skip
        if not _counts(book, condition.id, 0):
            yield Fault(
                file_of[condition.id], f"{condition.id}.unknown",
                "While its place is not known, it changes nothing.",
                "Take unknown out, so that the app asks first, or add a rule to it.",
            )  # fmt: skip


def _reached(book: Rulebook) -> dict[str, Mask]:
    """Return for each routine every region that it touches."""
    return {
        name: _sum(places for sided in routine.steps for places in sided.step.places)
        for name, routine in book.routines.items()
    }


def _sum(masks: Iterable[Mask]) -> Mask:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _counts(book: Rulebook, condition: str, marked: Mask) -> bool:
    """Return whether a mark there is kept away from, softened, or ends or shortens the massage.

    A warning, a barred position or another lotion alone does not count: hands would still go there
    as if nothing were marked.
    """
    profile = Profile(ANY_DAY, (Finding(condition, marked),))
    found = rulings_of(book, profile)
    limits = [*found.avoid, *((places, cause) for _, places, cause in found.pressure)]
    return _is_general(found) or any(places & marked or not marked for places, _ in limits)


def _is_general(found: Rulings) -> bool:
    """Return whether something holds for every step, wherever hands are."""
    return any((found.stops, found.asks, found.minutes, found.only_routines))


# -- entries that nothing uses -----------------------------------------------------------


def today_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each sign of today that is asked for by no question, or does not exist."""
    asked = [sign for question in files.today_check.question for sign in question.signs]
    known = {
        name: (file, entry.kind)
        for file, table in files.conditions.items()
        for name, entry in table.items()
    }
    for number, question in enumerate(files.today_check.question):
        for sign in question.signs:
            if sign not in known:
                yield Fault(
                    "today-check.toml", f"question[{number}].signs",
                    f"'{sign}' is not a known condition.", "Write the id of a condition.",
                )  # fmt: skip
    for name, (file, kind) in known.items():
        if kind == "today" and name not in asked:
            yield Fault(
                file, name, "No question of today's check asks for it.",
                "Add it to the signs of a question in today-check.toml.",
            )  # fmt: skip


def unused_faults(files: ContentFiles, program: ProgramTexts) -> Iterator[Fault]:
    """Yield a fault for each entry that is used nowhere."""
    if program.keys:
        for key in files.phrases:
            if not program.names(key):
                yield _unused("phrases.toml", key, "The program shows it nowhere.")
    positions = {name for routine in files.routines.values() for name in routine.positions}
    positions |= {name for entry in files.positions.values() for name in entry.lies_on}
    for name in files.positions:
        if name not in positions:
            yield _unused("positions.toml", name, "No routine is given in it.")


def _unused(file: str, key: str, problem: str) -> Fault:
    return Fault(file, key, problem, "Use it or remove it.")


def repeated_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each id that stands twice in one list: one of the two would be lost."""
    lists: dict[tuple[str, str], list[str]] = {
        ("body/regions.toml", "place"): [each.id for each in files.regions.place],
        ("today-check.toml", "question"): [each.id for each in files.today_check.question],
        ("stop-reasons.toml", "reason"): [each.id for each in files.stop_reasons.reason],
        ("reactions.toml", "reaction"): [each.id for each in files.reactions.reaction],
        ("reactions.toml", "severity"): [each.id for each in files.reactions.severity],
        ("preparation.toml", "item"): [each.id for each in files.preparation.item],
        ("ratings.toml", "rating"): [each.id for each in files.ratings.rating],
        ("comfort-signs.toml", "sign"): [each.id for each in files.comfort_signs.sign],
        ("follow-up.toml", "answer"): [each.id for each in files.follow_up.answer],
        ("forbidden-claims.toml", "claim"): [each.id for each in files.forbidden_claims.claim],
    }
    for (file, key), ids in lists.items():
        for number, name in enumerate(ids):
            if name in ids[:number]:
                problem = f"'{name}' stands twice."
                yield Fault(file, f"{key}[{number}].id", problem, "Choose another id.")


def only_if_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each line of the checklist that nothing could ever show."""
    items, steps = ({*files.regions.groups, *words} for words in (ONLY_IF, AFTER_ONLY_IF))
    asked = [
        (f"item {one.id}", one.only_if, items) for one in files.preparation.item if one.only_if
    ]
    for number, step in enumerate(files.preparation.aftercare.steps):
        asked += [(f"aftercare.steps[{number}]", word, steps) for word in step.only_if]
    for key, word, known in asked:
        if word not in known:
            yield Fault(
                "preparation.toml",
                f"{key}: only_if",
                f"There is no group of places, and nothing else, named {word!r}.",
                f"Write one of: {', '.join(sorted(known))}.",
            )


def review_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault where marks would be asked about or listed all the time, or hardly ever."""
    check = files.today_check
    yield from _days_faults(
        "review_after_days",
        check.review_after_days,
        MOST_REVIEW_DAYS,
        "days is no time after which to look again.",
    )
    yield from _days_faults(
        "mistake_listed_days",
        check.mistake_listed_days,
        MOST_LISTED_DAYS,
        "days is no time to list what was marked by mistake.",
    )


def _days_faults(key: str, days: int, most: int, problem: str) -> Iterator[Fault]:
    """Yield a fault for a number of days of the check that is not 1 to ``most``."""
    if not 1 <= days <= most:
        said, mend = f"{days} {problem}", f"Write a number from 1 to {most}."
        yield Fault("today-check.toml", key, said, mend)


def sign_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for a sign that ends with its day and does not say by which source."""
    yield from _days_faults(
        "open_sign_days",
        files.today_check.open_sign_days,
        MOST_REVIEW_DAYS,
        "days is no time for which a sign stays open.",
    )
    for file, table in files.conditions.items():
        for name, entry in table.items():
            yield from _goes(file, name, entry, files.sources)


def _goes(
    file: str, name: str, entry: ConditionEntry, sources: Mapping[str, SourceEntry]
) -> Iterator[Fault]:
    if entry.goes == "cleared":
        return
    if entry.kind != "today":
        yield Fault(
            file, f"{name}.goes", "Only a sign of today ends with its day.", "Take goes out.",
        )  # fmt: skip
    if not entry.goes_source or not set(entry.goes_source) <= set(sources):
        yield Fault(
            file, f"{name}.goes_source", "It names no source that it ends with its day by.",
            "Name one of sources.toml. Without one, leave goes out: the care team has to look.",
        )  # fmt: skip


def answer_faults(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for what cannot be answered after a massage, or would start another one."""
    signs = files.comfort_signs
    if signs.wait_minutes < 1:
        yield Fault(
            "comfort-signs.toml", "wait_minutes", "Hands would not be off at all.",
            "Write a number of minutes from 1.",
        )  # fmt: skip
    for number, sign in enumerate(signs.sign):
        if len(sign.levels) != SIGN_LEVELS:
            yield Fault(
                "comfort-signs.toml", f"sign[{number}].levels",
                f"There are {len(sign.levels)} words for 0, 1 and 2.", "Write three.",
            )  # fmt: skip
    for number, reason in enumerate(files.stop_reasons.reason):
        if reason.urgency != "none" and not (reason.counts_as or reason.not_sure_of):
            yield Fault(
                "stop-reasons.toml", f"reason[{number}].counts_as",
                "It needs a call, and another massage could start the same day.",
                "Name the signs of today's check that it is or could be.",
            )  # fmt: skip
    for number, reaction in enumerate(files.reactions.reaction):
        # Whoever watches may find it grave: only then its signs count.
        may_need_call = reaction.kind in {"watch", "call-today", "emergency"}
        if may_need_call != bool(reaction.counts_as or reaction.not_sure_of):
            yield Fault(
                "reactions.toml", f"reaction[{number}].counts_as",
                "What needs no call blocks a massage, or what can need one lets it start.",
                "Name signs of today's check where somebody may have to be called, and only there.",
            )  # fmt: skip
    for number, answer in enumerate(files.follow_up.answer):
        if (answer.result == "fine") == bool(answer.counts_as or answer.not_sure_of):
            yield Fault(
                "follow-up.toml", f"answer[{number}].counts_as",
                "What is fine blocks a massage, or what is not fine lets one start.",
                "Name signs of today's check where somebody has to be called, and only there.",
            )  # fmt: skip


def unused_groups(files: ContentFiles) -> Iterator[Fault]:
    """Yield a fault for each group of places that no other entry names."""
    named = " ".join(_strings(msgspec.to_builtins(files), is_place=False))
    words = set(re.findall(r"[a-z][a-z-]*", named))
    for name in files.regions.groups:
        if name not in words:
            yield _unused("body/regions.toml", f"groups.{name}", "No rule and no step names it.")


def _strings(value: object, *, is_place: bool) -> Iterator[str]:
    """Yield every text that stands at a key for places, or below one."""
    if isinstance(value, str):
        if is_place:
            yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _strings(entry, is_place=is_place or key in PLACE_KEYS)
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry, is_place=is_place)


def missing_pictures(files: ContentFiles, book: Rulebook | None, folder: Path) -> Iterator[Fault]:
    """Yield a fault for each picture that the app would draw and ``folder`` does not hold.

    Steps and positions are drawn on the figure, so that every place which a step touches or a
    position rests on needs a shape in one of its own views.
    """
    icons = folder / "icons"
    for number, reason in enumerate(files.stop_reasons.reason if icons.is_dir() else ()):
        if not (icons / f"{reason.icon}.svg").is_file():
            yield Fault(
                "stop-reasons.toml", f"reason[{number}].icon",
                f"There is no picture icons/{reason.icon}.svg.", "Name one that is there.",
            )  # fmt: skip
    shapes = folder / "figure" / "regions.json"
    if book is None or not shapes.is_file():
        return
    drawn = {
        (view.partition(".")[0], region)
        for view, entry in msgspec.json.decode(shapes.read_bytes())["views"].items()
        for region in entry["regions"]
    }
    needed = [(f"routines/{name}.toml", "step", mask) for name, mask in _reached(book).items()]
    needed += [("positions.toml", f"{p.id}.bears", p.bears) for p in book.positions.values()]
    for file, key, mask in needed:
        regions = [book.body.regions[number] for number in bits(mask)]
        bare = [
            region.id
            for region in regions
            if not any((view, region.id) in drawn for view in region.views)
        ]
        if bare:
            yield Fault(
                file, key, f"There is no picture of {', '.join(bare)}.",
                "Draw it in figure/outline.toml, and run caregiver_guide.figure.cut.",
            )  # fmt: skip


# -- words -------------------------------------------------------------------------------


def reading_grades(texts: Iterable[Text]) -> tuple[dict[str, Measure], list[Fault]]:
    """Return the measure of each file, and a fault for each text that is too hard.

    In one short sentence the formula makes too much of a single long word, so there only one that
    is full of long words is too hard.
    """
    found = {text: sentences(text.lines) for text in texts}
    reader = Reader(sentence for each in found.values() for sentence in each)
    files: dict[str, Measure] = {}
    faults: list[Fault] = []
    for text, each in found.items():
        measure = reader.measure(each)
        if not measure.sentences:
            continue
        files[text.file] = files.get(text.file, Measure()) + measure
        is_enough = measure.sentences > 1 or measure.words >= ENOUGH_WORDS
        hardest = HARDEST_GRADE if is_enough else HARDEST_SHORT
        if measure.words >= FEWEST_WORDS and measure.grade > hardest:
            problem = f"Its reading grade is {measure.grade}, above {HARDEST_GRADE:g}."
            remedy = "Use shorter sentences and shorter words."
            faults.append(Fault(text.file, text.key, problem, remedy))
    return files, faults


def claim_faults(claims: Iterable[ClaimEntry], texts: Iterable[Text]) -> Iterator[Fault]:
    """Yield a fault for each text that claims what nobody may claim."""
    sought = [
        (claim, _any_of(claim.words), _any_of(claim.unless) if claim.unless else None)
        for claim in claims
        if claim.words
    ]
    for text in texts:
        for line in text.lines:
            for sentence in re.split(r"(?<=[.!?])\s+", line):
                for claim, words, unless in sought:
                    found = words.search(sentence)
                    if found is None or (unless is not None and unless.search(sentence)):
                        continue
                    yield Fault(
                        text.file, text.key,
                        f"'{found.group()}' may claim what nobody may: {claim.says}",
                        claim.instead,
                    )  # fmt: skip


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for phrases with stars (any ending) and dots (up to five words)."""
    return re.compile("|".join(_pattern(phrase) for phrase in phrases), re.IGNORECASE)


def _pattern(phrase: str) -> str:
    before, _, after = phrase.strip().replace("...", "…").partition("…")
    parts = [
        r"[\W_]+".join(re.escape(word).replace(r"\*", r"\w*") for word in part.split())
        for part in (before, after)
        if part.strip()
    ]
    return r"\b" + r"[\W_]+(?:[\w'’]+[\W_]+){0,5}?".join(parts) + r"(?!\w)"


# -- what a reviewer should look at ------------------------------------------------------


def notes(files: ContentFiles, grades: Mapping[str, Measure]) -> Iterator[Note]:
    """Yield what is known from memory only, sources nothing names, and files above the aim."""
    named: set[str] = set()
    for file, part in content_parts(files):
        yield from _from_memory(file, "", part, named.update)
    for name, source in files.sources.items():
        if source.seen == FROM_MEMORY:
            yield Note("sources.toml", name, f"'{source.title}' was not opened yet.")
        if name not in named:
            yield Note("sources.toml", name, "No rule and no text names it.")
    yield from _unused_lotion_words(files)
    for file, measure in grades.items():
        if measure.grade > WANTED_GRADE:
            words = f"Its reading grade is {measure.grade}; the aim is {WANTED_GRADE:g}."
            yield Note(file, "(file)", words)


def _unused_lotion_words(files: ContentFiles) -> Iterator[Note]:
    words = {
        word
        for table in files.conditions.values()
        for entry in table.values()
        for rule in [*entry.rule, *(entry.unknown or ())]
        for word in rule.lotion_without
    }
    for allergy in files.products.allergies.values():
        words.update(allergy.tokens)
    for name in files.products.lotion:
        if name not in words:
            yield Note("products.toml", f"lotion.{name}", "No rule and no allergy names it.")


def _from_memory(
    file: str, key: str, value: object, name_sources: Callable[[list[str]], None]
) -> Iterator[Note]:
    """Yield each table that is marked as known from memory, and hand over every source named."""
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _from_memory(file, f"{key}.{name}" if key else name, entry, name_sources)
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _from_memory(file, f"{key}[{number}]", entry, name_sources)
    elif isinstance(value, msgspec.Struct):
        source = getattr(value, "source", [])
        name_sources([source] if isinstance(source, str) else source)
        if getattr(value, "seen", None) == FROM_MEMORY:
            yield Note(file, key or "(file)", "Known from memory; open its source.")
        for field in value.__struct_fields__:
            entry = getattr(value, field)
            if isinstance(entry, (dict, list, msgspec.Struct)):
                yield from _from_memory(
                    file, f"{key}.{field}" if key else field, entry, name_sources
                )


def lint_content(
    files: ContentFiles, book: Rulebook | None, program: ProgramTexts
) -> tuple[list[Fault], dict[str, Measure]]:
    """Return every fault of the content that its shape does not show, and each file's measure.

    ``book`` is ``None`` where the rules could not be read; then marks are not tried.
    """
    texts = list(content_texts(files))
    grades, faults = reading_grades(texts)
    faults += claim_faults(files.forbidden_claims.claim, texts)
    faults += rule_faults(files)
    faults += today_faults(files)
    faults += unused_faults(files, program)
    faults += unused_groups(files)
    faults += only_if_faults(files)
    faults += review_faults(files)
    faults += sign_faults(files)
    faults += answer_faults(files)
    faults += repeated_faults(files)
    if book is not None:
        faults += coverage_faults(files, book)
    return faults, grades


def lint_program(files: ContentFiles, program: ProgramTexts) -> tuple[list[Fault], Measure]:
    """Return every fault of what the program itself says, and its measure."""
    grades, faults = reading_grades(program.shown)
    faults += claim_faults(files.forbidden_claims.claim, [*program.shown, *program.said])
    return faults, sum(grades.values(), Measure())
