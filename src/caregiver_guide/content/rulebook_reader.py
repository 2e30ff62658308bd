# SPDX-License-Identifier: GPL-3.0-or-later
"""Compile conditions, routines and positions into the rulebook; collect every mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caregiver_guide.content.body_reader import read_body
from caregiver_guide.content.faults import Fault
from caregiver_guide.content.files import ContentFiles
from caregiver_guide.content.places import PlaceError
from caregiver_guide.content.schema import (
    ConditionEntry,
    PositionEntry,
    RoutineFile,
    RuleEntry,
    StepEntry,
)
from caregiver_guide.domain.body import Mask, Spread
from caregiver_guide.domain.conditions import (
    ClearanceDay,
    Condition,
    Kind,
    LotionLimit,
    PressureLimit,
    Rule,
    Stop,
)
from caregiver_guide.domain.plan import Urgency
from caregiver_guide.domain.position import Bar, Position
from caregiver_guide.domain.profile import GENERAL_CLEARANCES
from caregiver_guide.domain.routine import LeaveOut, On, Routine, SidedStep, Step
from caregiver_guide.domain.rulebook import DEFAULTS, NOT_MEANT, OTHER_WAY, REACH, Rulebook

ROLE = "aide-not-in-plan"
SCENT = "essential-oils"
URGENCIES = {
    "emergency": Urgency.EMERGENCY,
    "call-today": Urgency.CALL_TODAY,
    "none": None,
}


class RulebookReader:
    """Compiles content files; ``faults`` holds every mistake found on the way."""

    def __init__(self, files: ContentFiles) -> None:
        """Read ``files``, which have the right shape."""
        self.files = files
        self.faults: list[Fault] = []
        self.body, self.places = read_body(files.regions, self.faults)
        self.condition_file = {
            name: file for file, table in files.conditions.items() for name in table
        }

    def read(self) -> Rulebook:
        """Return the rulebook; look at ``faults`` before trusting it."""
        conditions = self.conditions()
        reach_for: dict[tuple[str, str], Mask] = {}
        side_reach: dict[tuple[str, str], tuple[Mask, Mask]] = {}
        positions = {
            name: self.position(name, entry, reach_for, side_reach)
            for name, entry in self.files.positions.items()
        }
        routines = {name: self.routine(name, entry) for name, entry in self.files.routines.items()}
        self.defaults(conditions)
        self.around_a_massage()
        products = self.files.products
        return Rulebook(
            version=self.files.version,
            body=self.body,
            conditions=conditions,
            routines=routines,
            positions=positions,
            lotion_words=tuple(products.lotion),
            lotion_without=self.always_without(),
            reach_for=reach_for,
            side_reach=side_reach,
            care_plan_days=self.care_plan_days(),
        )

    def care_plan_days(self) -> int | None:
        """Return for how many days what an aide read in the care plan counts."""
        for table in self.files.conditions.values():
            if ROLE in table:
                return table[ROLE].asked_again_after_days
        return None

    def always_without(self) -> tuple[str, ...]:
        """Return what lotion must not hold for anybody: the words of the scent rule."""
        for table in self.files.conditions.values():
            if SCENT in table:
                return tuple(w for rule in table[SCENT].rule for w in rule.lotion_without)
        self.fault("conditions", SCENT, "The rule about scent is missing.", f"Add [{SCENT}].")
        return ()

    # -- conditions ----------------------------------------------------------------------

    def conditions(self) -> dict[str, Condition]:
        """Return every condition; two files with one id are a fault."""
        found: dict[str, Condition] = {}
        first: dict[str, str] = {}
        for file, table in self.files.conditions.items():
            for name, entry in table.items():
                if name in found:
                    problem = f"'{name}' also stands in {first[name]}."
                    self.fault(file, name, problem, "Keep one of the two.")
                first.setdefault(name, file)
                self.check_condition(file, name, entry)
                found[name] = self.condition(file, name, entry)
        return found

    def condition(self, file: str, name: str, entry: ConditionEntry) -> Condition:
        """Return one condition."""
        rules = tuple(
            self.rule(file, f"{name}.rule[{number}]", name, number, rule)
            for number, rule in enumerate(entry.rule)
        )
        unknown = None
        if entry.unknown is not None:
            start = len(entry.rule)
            unknown = tuple(
                self.rule(file, f"{name}.unknown[{number}]", name, start + number, rule)
                for number, rule in enumerate(entry.unknown)
            )
        unknown_as = None
        if entry.unknown_as is not None:
            unknown_as = self.mask(file, f"{name}.unknown_as", entry.unknown_as)
        return Condition(
            id=name,
            kind=Kind(entry.kind),
            rules=rules,
            unknown=unknown,
            unknown_as=unknown_as,
            ends_days_after_since=entry.ends_days_after_since,
            until_decides=entry.until_decides,
            days_after_until=entry.days_after_until,
            becomes=entry.becomes,
            is_lifelong=entry.lifelong,
            ends_with_day=entry.goes == "next-day",
            clearance_day=ClearanceDay(entry.clearance_day),
            names_hospice_first=entry.names_hospice_first,
            shows_note=entry.shows_note,
            has_cleared_words=entry.told_cleared is not None,
            allergen_oils={key: tuple(oils) for key, oils in entry.allergens.items()},
        )

    def rule(self, file: str, key: str, owner: str, number: int, entry: RuleEntry) -> Rule:
        """Return one rule."""
        self.check_rule(file, key, entry)
        stop = None
        if entry.stop is not None:
            stop = Stop(URGENCIES[entry.stop], frozenset(entry.emergency_with))
        lifted_by = [*entry.lifted_by, owner] if entry.until_cleared else entry.lifted_by
        return Rule(
            number=number,
            stop=stop,
            asks_first=entry.ask_first,
            hold=entry.hold,
            avoid=self.spread(file, f"{key}.avoid", entry.avoid),
            pressure=tuple(
                PressureLimit(limit.level, spread)
                for limit in entry.pressure
                if (spread := self.spread(file, f"{key}.pressure", limit.on)) is not None
            ),
            lotion_none_on=self.spread(file, f"{key}.lotion_none_on", entry.lotion_none_on),
            lotion=LotionLimit(entry.lotion or "any"),
            lotion_without=tuple(entry.lotion_without),
            no_positions=tuple(entry.no_positions),
            no_marked_side=entry.no_marked_side,
            only_positions=tuple(entry.only_positions),
            off_marked=entry.off_marked,
            only_routines=tuple(entry.only_routines),
            minutes=entry.minutes,
            reports_today=entry.report is not None,
            confirms=entry.confirm is not None,
            confirm_before=self.mask(file, f"{key}.confirm_before", entry.confirm_before),
            says=entry.say is not None,
            no_drink=entry.no_drink,
            lifted_by=tuple(lifted_by),
            lifted_only_with=entry.lifted_only_with,
            with_any=frozenset(entry.with_any),
            days_since=entry.days_since,
            for_marks_on=(
                None
                if entry.for_marks_on is None
                else self.mask(file, f"{key}.for_marks_on", entry.for_marks_on)
            ),
        )

    def check_condition(self, file: str, name: str, entry: ConditionEntry) -> None:
        """Note what a condition lacks or names wrongly."""
        self.sources(file, f"{name}.source", entry.source)
        if entry.usual is not None:
            self.mask(file, f"{name}.usual", entry.usual)
        if entry.becomes is not None:
            self.known(file, f"{name}.becomes", [entry.becomes], self.condition_file, "condition")
        if not entry.rule and entry.kind in ("zone", "today", "role"):
            self.fault(
                file,
                f"{name}.rule",
                "There is no rule, so marking this would change nothing.",
                "Add a [[rule]] that says what follows.",
            )

    def check_rule(self, file: str, key: str, entry: RuleEntry) -> None:
        """Note every id in a rule that does not exist."""
        conditions, positions = self.condition_file, self.files.positions
        self.known(file, f"{key}.emergency_with", entry.emergency_with, conditions, "condition")
        self.known(file, f"{key}.with_any", entry.with_any, conditions, "condition")
        self.known(file, f"{key}.no_positions", entry.no_positions, positions, "position")
        self.known(file, f"{key}.only_positions", entry.only_positions, positions, "position")
        self.known(
            file, f"{key}.only_routines", entry.only_routines, self.files.routines, "routine"
        )
        self.known(
            file,
            f"{key}.lotion_without",
            entry.lotion_without,
            self.files.products.lotion,
            "lotion word",
        )
        self.known(
            file,
            f"{key}.lifted_by",
            entry.lifted_by,
            {*conditions, *GENERAL_CLEARANCES},
            "clearance",
        )
        if entry.lifted_only_with is not None:
            names = [entry.lifted_only_with]
            self.known(file, f"{key}.lifted_only_with", names, conditions, "condition")
        self.sources(file, f"{key}.source", entry.source, may_be_empty=True)
        if entry.minutes is not None and entry.minutes < 1:
            self.fault(file, f"{key}.minutes", "This is no time.", "Write 1 or more minutes.")

    def defaults(self, conditions: dict[str, Condition]) -> None:
        """Note a rule for everybody that has no words."""
        for name in DEFAULTS:
            if name not in conditions:
                self.fault(
                    "conditions/defaults.toml",
                    name,
                    "The rule for everybody has no words, source or grade.",
                    f"Add a table [{name}].",
                )
        file = self.condition_file.get(REACH, "")
        entry = self.files.conditions[file][REACH] if file else None
        for number in (NOT_MEANT, OTHER_WAY):
            if entry is None:
                break
            if number >= len(entry.rule) or not entry.rule[number].told:
                self.fault(
                    file,
                    f"{REACH}.rule[{number}]",
                    "A position that is not meant, or not the usual one, has no words.",
                    "Write two rules with told: not meant for the position, then another way.",
                )

    def around_a_massage(self) -> None:
        """Note what is asked, said or told around a massage without a source."""
        files, before = self.files, self.files.preparation
        for file, key, names in (
            ("today-check.toml", "source", files.today_check.source),
            ("stop-reasons.toml", "source", files.stop_reasons.source),
            ("reactions.toml", "source", files.reactions.source),
            ("ratings.toml", "source", files.ratings.source),
            ("comfort-signs.toml", "source", files.comfort_signs.source),
            ("follow-up.toml", "source", files.follow_up.source),
            ("preparation.toml", "source", before.source),
            ("preparation.toml", "consent.source", before.consent.source),
            ("preparation.toml", "watch.source", before.watch.source),
            ("preparation.toml", "aftercare.source", before.aftercare.source),
        ):
            self.sources(file, key, names)
        known = {
            name: entry for table in files.conditions.values() for name, entry in table.items()
        }
        for reason in files.stop_reasons.reason:
            key = f"reason {reason.id}: counts_as"
            signs = [*reason.counts_as, *reason.not_sure_of]
            self.known("stop-reasons.toml", key, signs, known, "condition")
        for reaction in files.reactions.reaction:
            key = f"reaction {reaction.id}: counts_as"
            signs = [*reaction.counts_as, *reaction.not_sure_of]
            self.known("reactions.toml", key, signs, known, "condition")
        for number, zone in enumerate(files.practice.zone):
            key = f"zone[{number}]"
            self.known("practice.toml", f"{key}.condition", [zone.condition], known, "condition")
            self.known("practice.toml", f"{key}.regions", zone.regions, self.body.index, "place")
        for answer in files.follow_up.answer:
            key = f"answer {answer.id}: counts_as"
            signs = [*answer.counts_as, *answer.not_sure_of]
            self.known("follow-up.toml", key, signs, known, "condition")
        for name, page in files.learn.items():
            for number, part in enumerate(page.part):
                key = f"part[{number}].source"
                self.sources(f"learn/{name}.toml", key, part.source, may_be_empty=True)
            self.sources(f"learn/{name}.toml", "source", page.source, may_be_empty=True)
        opening = "routines/opening-and-close.toml"
        self.sources(opening, "source", files.opening.source, may_be_empty=True)

    # -- positions -----------------------------------------------------------------------

    def position(
        self,
        name: str,
        entry: PositionEntry,
        reach_for: dict[tuple[str, str], Mask],
        side_reach: dict[tuple[str, str], tuple[Mask, Mask]],
    ) -> Position:
        """Return one position; what depends on routine or side goes into the two tables."""
        file = "positions.toml"
        self.sources(file, f"{name}.source", entry.source)
        for routine, text in entry.reach_for.items():
            self.known(file, f"{name}.reach_for", [routine], self.files.routines, "routine")
            reach_for[name, routine] = self.mask(file, f"{name}.reach_for.{routine}", text)
        if entry.left_down is not None and entry.right_down is not None:
            side_reach[name, "reach"] = (
                self.mask(file, f"{name}.left_down.reach", entry.left_down.reach),
                self.mask(file, f"{name}.right_down.reach", entry.right_down.reach),
            )
        elif entry.lies_on:
            self.fault(
                file, name, "It lies on a side but does not say what is in reach.",
                "Add left_down and right_down.",
            )  # fmt: skip
        self.known(file, f"{name}.lies_on", entry.lies_on, self.files.positions, "position")
        for other in entry.lies_on:
            if other == name or (other in self.files.positions
                                 and self.files.positions[other].lies_on):  # fmt: skip
                self.fault(
                    file, f"{name}.lies_on", f"'{other}' has no side of its own, so it goes round.",
                    "Name positions that say which side is down.",
                )  # fmt: skip
        self.known(file, f"{name}.flat_only", entry.flat_only, self.condition_file, "condition")
        bars = []
        for number, bar in enumerate(entry.bar):
            key = f"{name}.bar[{number}]"
            self.known(file, f"{key}.conditions", bar.conditions, self.condition_file, "condition")
            self.sources(file, f"{key}.source", bar.source)
            marked_on = None
            if bar.marked_on is not None:
                marked_on = self.mask(file, f"{key}.marked_on", bar.marked_on)
            bars.append(Bar(frozenset(bar.conditions), marked_on, number))
        for number, check in enumerate(entry.check):
            key = f"{name}.check[{number}].conditions"
            self.known(file, key, check.conditions, self.condition_file, "condition")
            if check.marked_on:
                self.mask(file, f"{name}.check[{number}].marked_on", check.marked_on)
        return Position(
            id=name,
            bears=self.mask(file, f"{name}.bears", entry.bears or None),
            reach=self.mask(file, f"{name}.reach", entry.reach or None),
            bars=tuple(bars),
            moves_nobody=entry.moves_nobody,
            lies_on=tuple(entry.lies_on),
            flat_only=frozenset(entry.flat_only),
        )

    # -- routines ------------------------------------------------------------------------

    def routine(self, name: str, entry: RoutineFile) -> Routine:
        """Return one routine with the shared opening and close around its own steps."""
        file = f"routines/{name}.toml"
        self.sources(file, "source", entry.source)
        self.known(file, "positions", entry.positions, self.files.positions, "position")
        self.known(file, "nearest", entry.nearest, self.files.routines, "routine")
        twice = {other for other in entry.nearest if entry.nearest.count(other) > 1}
        for other in sorted({*twice, *({name} & set(entry.nearest))}):
            self.fault(
                file, "nearest", f"'{other}' would be offered in its own place, or twice.",
                "Name each other routine once.",
            )  # fmt: skip
        missing = self.files.routines.keys() - set(entry.nearest) - {name}
        if missing:
            self.fault(
                file, "nearest", f"It leaves out {', '.join(sorted(missing))}.",
                "Name every other routine, nearest first.",
            )  # fmt: skip
        steps = [self.step(file, number, step) for number, step in enumerate(entry.step)]
        self.unique(file, steps)
        first = next((step for step in steps if step.is_touch), None)
        if first is None:
            self.fault(file, "step", "No step touches anything.", "Add a step of kind touch.")
            first = Step("none", True, On.BOTH, (0,), 0, 0, "")
        opening, close = self.opening(first)
        for number, bar in enumerate(entry.barred):
            key = f"barred[{number}]"
            self.known(file, f"{key}.conditions", bar.conditions, self.condition_file, "condition")
            self.known(file, f"{key}.position", [bar.position], entry.positions, "own position")
            self.sources(file, f"{key}.source", bar.source)
        return Routine(
            id=name,
            steps=(*opening, *_in_rounds(steps), *close),
            positions=tuple(entry.positions),
            leave_out=self.leave_out(file, entry, steps),
            nearest=tuple(entry.nearest),
            barred=tuple((bar.position, frozenset(bar.conditions)) for bar in entry.barred),
            confirms=tuple(f"confirm.{number}" for number in range(len(entry.confirm))),
            has_lotion=entry.lotion,
            is_dry=entry.dry,
        )

    def step(self, file: str, number: int, entry: StepEntry) -> Step:
        """Return one step, and note places that nobody may touch."""
        key = f"step[{number}]"
        written = [entry.places] if isinstance(entry.places, str) else entry.places
        places = tuple(self.mask(file, f"{key}.places", text) for text in written if text)
        is_touch = entry.kind == "touch"
        body = self.body
        if is_touch and not places:
            self.fault(file, f"{key}.places", "A touching step names no place.", "Name its places.")
        if entry.looks and is_touch:
            self.fault(file, f"{key}.looks", "A look touches nothing.", "Make it kind care.")
        if not is_touch and (places or entry.level or entry.on != "none"):
            self.fault(
                file, key, "A step without touch has places, a side or pressure.",
                "Leave places out, write level = 0 and on = \"none\".",
            )  # fmt: skip
        if entry.seconds < 1:
            self.fault(file, f"{key}.seconds", "A step takes time.", "Write 1 second or more.")
        for mask in places:
            banned = mask & (body.never | body.private | body.legs)
            if banned:
                self.fault(
                    file, f"{key}.places", f"Nobody may massage {', '.join(body.ids(banned))}.",
                    "Leave these places out.",
                )  # fmt: skip
            if entry.level and mask & body.still_only:
                self.fault(
                    file, f"{key}.level",
                    f"{', '.join(body.ids(mask & body.still_only))} may only be held still.",
                    "Leave these places out, or write level = 0.",
                )  # fmt: skip
        return Step(
            id=entry.id,
            is_touch=is_touch,
            on=On(entry.on),
            places=places or (0,),
            level=entry.level,
            seconds=entry.seconds,
            area=entry.area,
            round=entry.round,
            is_open_ended=entry.open_ended,
        )

    def opening(self, first: Step) -> tuple[list[SidedStep], list[SidedStep]]:
        """Return the shared opening and close; hands rest on the routine's first place."""
        found: dict[str, SidedStep] = {}
        file = "routines/opening-and-close.toml"
        for entry in self.files.opening.step:
            on = first.on if first.on in (On.ONE, On.OTHER) else On.BOTH
            touches = entry.kind == "touch"
            found[entry.id] = SidedStep(
                Step(
                    id=entry.id,
                    is_touch=touches,
                    on=on if touches else On.NOBODY,
                    places=first.places if touches else (0,),
                    level=0,
                    seconds=entry.seconds,
                    area=first.area if touches else "",
                ),
                None,
            )
        missing = {"arrive", "settle", "finish"} ^ found.keys()
        if missing:
            self.fault(
                file, "step", f"The steps differ by {', '.join(sorted(missing))}.",
                "It holds exactly arrive, settle and finish.",
            )  # fmt: skip
            return [], []
        return [found["arrive"], found["settle"]], [found["finish"]]

    def leave_out(self, file: str, entry: RoutineFile, steps: list[Step]) -> tuple[LeaveOut, ...]:
        """Return the order in which steps go; the opening and the close are the last to go."""
        found: list[LeaveOut] = []
        ids = {step.id for step in steps}
        named = set()
        for text in entry.leave_out:
            name, _, side = text.partition(".")
            if name not in ids or side not in ("", "L", "R"):
                self.fault(
                    file, "leave_out", f"'{text}' is not a step of this routine.",
                    "Write a step's id, with .L or .R for one side only.",
                )  # fmt: skip
                continue
            named.add(name)
            found.append(LeaveOut(name, "L" if side == "L" else "R" if side == "R" else None))
        # Quiet presence has no length: its one step stays, and the rest makes room for it.
        open_ended = {step.id for step in steps if step.is_open_ended}
        found = [leave for leave in found if leave.step not in open_ended]
        if missing := sorted(ids - named - open_ended):
            self.fault(
                file, "leave_out", f"It does not name {', '.join(missing)}.",
                "Name every step, the most important one last.",
            )  # fmt: skip
        return tuple(_with_opening(found, entry))

    def unique(self, file: str, steps: list[Step]) -> None:
        """Note ids that stand twice."""
        seen = {step.id for step in self.files.opening.step}
        for number, step in enumerate(steps):
            if step.id in seen:
                self.fault(
                    file, f"step[{number}].id", f"'{step.id}' stands twice.", "Choose another id."
                )
            seen.add(step.id)

    # -- small readers -------------------------------------------------------------------

    def spread(self, file: str, key: str, text: str | None) -> Spread | None:
        """Return a place expression, or ``None`` with a fault noted."""
        if text is None:
            return None
        try:
            return self.places.spread(text)
        except PlaceError as error:
            self.fault(file, key, str(error), "Use the ids of body/regions.toml.")
            return None

    def mask(self, file: str, key: str, text: str | None) -> Mask:
        """Return places that depend on no mark; nothing, with a fault noted, if they cannot be."""
        if text is None:
            return 0
        try:
            return self.places.mask(text)
        except PlaceError as error:
            self.fault(file, key, str(error), "Use the ids of body/regions.toml.")
            return 0

    def sources(self, file: str, key: str, names: list[str], may_be_empty: bool = False) -> None:
        """Note a missing or unknown source."""
        if not names and not may_be_empty:
            self.fault(file, key, "There is no source.", "Name a source, or OWN for our own rule.")
        self.known(file, key, names, self.files.sources, "source")

    def known(
        self, file: str, key: str, names: Iterable[str], among: Iterable[str], what: str
    ) -> None:
        """Note every name that does not exist."""
        existing = among if isinstance(among, (dict, set, frozenset)) else set(among)
        for name in names:
            if name not in existing:
                self.fault(
                    file, key, f"'{name}' is not a known {what}.", f"Write the id of a {what}."
                )

    def fault(self, file: str, key: str, problem: str, remedy: str) -> None:
        """Note one mistake."""
        self.faults.append(Fault(file, key, problem, remedy))


def _in_rounds(steps: list[Step]) -> list[SidedStep]:
    """Return steps with their sides: those of one round all on the right, then on the left."""
    found: list[SidedStep] = []
    done: set[str] = set()
    for step in steps:
        if step.on is not On.EACH:
            found.append(SidedStep(step, None))
            continue
        name = step.round or step.id
        if name in done:
            continue
        done.add(name)
        members = [
            other for other in steps if other.on is On.EACH and (other.round or other.id) == name
        ]
        found.extend(SidedStep(member, "R") for member in members)
        found.extend(SidedStep(member, "L") for member in members)
    return found


def _with_opening(found: list[LeaveOut], entry: RoutineFile) -> Iterator[LeaveOut]:
    """Yield the order with the opening and close in it: they and one touching step go last.

    A look at the skin or the legs outlives every touch, and washing hands outlives all.
    """
    looks = [leave for leave in found if any(s.id == leave.step and s.looks for s in entry.step)]
    others = [leave for leave in found if leave not in looks]
    yield from others[:-1]
    yield LeaveOut("finish", None)
    yield LeaveOut("settle", None)
    yield from others[-1:]
    yield from looks
    yield LeaveOut("arrive", None)
