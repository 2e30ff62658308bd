# SPDX-License-Identifier: GPL-3.0-or-later
"""What the content files forbid, read a second time and without the program's own readers.

A mistake in how the program reads or joins rules would hide itself from a test that asks the
program what it read. This reads the TOML alone; it is slow, short, and knows of no plan.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache

from caregiver_guide.paths import resource_dir

URGENCY = {"none": 0, "call-today": 1, "emergency": 2}
SIDES = {"L": "side-left", "R": "side-right"}


def table(name):
    return tomllib.loads((resource_dir() / name).read_text("utf-8"))


BODY = table("body/regions.toml")
POSITIONS = table("positions.toml")
CONDITIONS = {
    name: entry
    for path in sorted((resource_dir() / "conditions").glob("*.toml"))
    for name, entry in table(f"conditions/{path.name}").items()
    if entry["kind"] != "default"
}
ROUTINES = {
    path.stem: table(f"routines/{path.name}")
    for path in sorted((resource_dir() / "routines").glob("*.toml"))
    if path.stem != "opening-and-close"
}
PLACES = {entry["id"]: entry for entry in BODY["place"]}
REGIONS = {
    f"{place}.{side}" if side else place: (place, side)
    for place, entry in PLACES.items()
    for side in (("R", "L") if entry["sides"] else ("",))
}


def flagged(*flags):
    """Return every region whose place has one of the flags."""
    return frozenset(
        region
        for region, (place, _) in REGIONS.items()
        if any(PLACES[place].get(flag) for flag in flags)
    )


NEVER = flagged("never", "private")
LEGS = flagged("legs")
STILL = flagged("bony", "rest_only")


@cache
def margin(mark):
    """Return a mark and all that touches it."""
    place, side = REGIONS[mark]
    found = {mark}
    for entry in BODY["neighbours"].get(place, ()):
        other, _, how = entry.partition(" ")
        if not PLACES[other]["sides"]:
            found.add(other)
        elif how == "(both)" or not side:
            found |= {f"{other}.L", f"{other}.R"}
        elif how == "(other side)":
            found.add(f"{other}.{'R' if side == 'L' else 'L'}")
        else:
            found.add(f"{other}.{side}")
    return frozenset(found)


@cache
def read(text, mark=None):
    """Return the regions of a place expression for one mark, or for none."""
    text = " ".join(text.split())
    if text.startswith("all but "):
        return frozenset(REGIONS) - read(text.removeprefix("all but "))
    kept, _, spared = text.partition(" except ")
    found = frozenset().union(*(term(word.strip(), mark) for word in kept.split(" + ")))
    return found - read(spared, mark) if spared else found


def term(word, mark):
    if word == "everywhere":
        return frozenset(REGIONS)
    if "marked" not in word:
        return named(word)
    if mark is None:
        return frozenset()
    if word == "marked":
        return frozenset({mark})
    if word == "marked+margin":
        return margin(mark)
    name = word.removesuffix("(marked)")
    spreads = [entry for entry in BODY["spread"] if entry["name"] == name]
    if spreads:
        given = [read(each["gives"], mark) for each in spreads if mark in read(each["marks_on"])]
        return frozenset().union(*given) if given else margin(mark)
    side = REGIONS[mark][1]
    return frozenset(r for r in named(name) if not side or REGIONS[r][1] in ("", side))


@cache
def named(word):
    if word in BODY["groups"]:
        return read(BODY["groups"][word])
    if word in REGIONS:
        return frozenset({word})
    return frozenset(region for region, (place, _) in REGIONS.items() if place == word)


@dataclass
class Forbidden:
    """Everything that findings forbid, of all of them together."""

    stops: list = field(default_factory=list)
    asks: bool = False
    report: bool = False
    avoid: set = field(default_factory=set)
    limits: list = field(default_factory=list)
    off: list = field(default_factory=list)
    lying: list = field(default_factory=list)
    only_positions: list = field(default_factory=list)
    only_routines: list = field(default_factory=list)
    minutes: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)

    @property
    def urgency(self):
        """The strictest of all calls, or None."""
        return max([*(u for u in self.stops if u), *([1] if self.report else [])], default=None)

    def bars(self, name, spared=()):
        """Return whether a position with a side of its own may not be used."""
        entry = POSITIONS[name]
        if any(name == barred and owner not in spared for barred, owner in self.lying):
            return True
        bears = read(entry["bears"]) if entry.get("bears") else frozenset()
        return any(bears & marks and owner not in spared for marks, owner in self.off)

    def is_barred(self, name, routine):
        """Return whether a position may not be used for a routine."""
        entry = POSITIONS[name]
        if name not in ROUTINES[routine]["positions"]:
            return True
        for each in ROUTINES[routine].get("barred", ()):
            if each["position"] == name and self.marks.keys() & set(each["conditions"]):
                return True
        if entry.get("moves_nobody"):
            return False
        if any(name not in allowed for allowed in self.only_positions):
            return True
        for bar in entry.get("bar", ()):
            for condition in self.marks.keys() & set(bar["conditions"]):
                where = bar.get("marked_on")
                if where is None or self.marks[condition] & read(where):
                    return True
        if entry.get("lies_on"):
            own = any(barred == name for barred, _ in self.lying)
            return own or all(self.bars(side, entry["flat_only"]) for side in entry["lies_on"])
        return self.bars(name)


def forbidden(findings, cleared=()):
    """Return what ``(condition, region or None)`` pairs forbid, with clearances of today."""
    found = Forbidden()
    present = {condition for condition, _ in findings}
    for condition, mark in findings:
        _add(found, condition, mark, present, set(cleared))
    return found


def _add(found, condition, mark, present, cleared):
    entry = CONDITIONS[condition]
    is_zone = entry["kind"] == "zone"
    weighed = {mark} - {None}
    found.marks[condition] = found.marks.get(condition, frozenset()) | weighed
    marks = weighed
    rules = list(entry.get("rule", ()))
    if mark is None:
        marks = read(entry["unknown_as"]) if "unknown_as" in entry else set()
        if is_zone:
            rules += entry.get("unknown", ())
    waits = mark is None and is_zone and not {"unknown", "unknown_as"} & entry.keys()
    found.asks |= waits
    if mark and not is_zone:
        found.avoid |= margin(mark)
    for rule in rules:
        if "with_any" in rule and not present & set(rule["with_any"]):
            continue
        if "for_marks_on" in rule and not set(marks) & read(rule["for_marks_on"]):
            continue
        if not _is_lifted(entry, condition, rule, present, cleared):
            _add_rule(found, condition, rule, marks, weighed, mark is None and waits, present)


def _is_lifted(entry, condition, rule, present, cleared):
    names = set(rule.get("lifted_by", ())) | ({condition} if rule.get("until_cleared") else set())
    if "lifted_only_with" in rule and rule["lifted_only_with"] not in present:
        return False
    if entry.get("clearance_day") == "after-until":  # findings here have no last day
        names.discard(condition)
    return bool(names & cleared)


def _add_rule(found, condition, rule, marks, weighed, waits, present):
    def where(text):
        return read(text).union(*(read(text, mark) for mark in marks))

    if "stop" in rule:
        is_worse = present & set(rule.get("emergency_with", ()))
        found.stops.append(2 if is_worse else URGENCY[rule["stop"]])
    found.asks |= rule.get("ask_first", False)
    found.report |= "report" in rule
    if "avoid" in rule:
        found.avoid |= where(rule["avoid"])
    found.limits += [(each["level"], where(each["on"])) for each in rule.get("pressure", ())]
    found.only_routines += [rule["only_routines"]] if "only_routines" in rule else []
    found.minutes += [rule["minutes"]] if "minutes" in rule else []
    if waits:
        return
    found.lying += [(name, condition) for name in rule.get("no_positions", ())]
    found.only_positions += [rule["only_positions"]] if "only_positions" in rule else []
    if rule.get("no_marked_side"):
        sides = {REGIONS[mark][1] for mark in marks} if marks else {"L", "R"}
        found.lying += [(SIDES[side], condition) for side in sides if side]
    if rule.get("off_marked") and weighed:
        found.off.append((frozenset(weighed), condition))
