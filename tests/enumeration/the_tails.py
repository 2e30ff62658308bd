# SPDX-License-Identifier: GPL-3.0-or-later
"""What the clinical tables demand, read from their tails in braces.

`by_the_book` reads the content files a second time, so that it cannot find a rule that was written
down wrongly there. This reads `tails.toml`, which nobody edits to make a rule fit, by the grammar
of section 0.4 of the tables. A part that it does not know is an error: nothing is passed over.

Readings that were settled where a tail leaves room stand where they are used.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.enumeration.by_the_book import PLACES, REGIONS, margin

TAILS = tomllib.loads((Path(__file__).parent / "tails.toml").read_text("utf-8"))

# The groups of section 0.4, as lists of places.
HEAD = "scalp face eye ear"
ARM = (
    "shoulder upper-arm-front upper-arm-inner upper-arm-back inner-elbow elbow-point"
    " forearm-front forearm-back wrist palm hand-back fingers"
)
LEG = (
    "hip-point thigh-front thigh-inner thigh-back knee knee-back shin calf"
    " ankle heel foot-top sole toes"
)
QUARTER = "chest ribs armpit upper-back shoulder-blade mid-back flank"
BACK = "upper-back shoulder-blade mid-back lower-back spine tailbone"
BELLY = "belly-upper belly-lower"
HAND = "palm hand-back fingers"
FOOT = "foot-top sole toes"
GROUPS = {
    "head": HEAD,
    "arm": ARM,
    "leg": LEG,
    "trunk-quarter": QUARTER,
    "back": BACK,
    "belly": BELLY,
    "hand": HAND,
    "foot": FOOT,
    "legs-off": "thigh-front thigh-back calf",
    "forearm": "forearm-front forearm-back",
    # Settled: wide with wrist, heel and ankle, and narrow after "except" and "all but".
    "hands": f"{HAND} wrist",
    "feet": f"{FOOT} heel ankle",
}
NARROW = {"hands": "hand", "feet": "foot"}
FROM_THE_ELBOW_DOWN = (
    "inner-elbow elbow-point forearm-front forearm-back wrist palm hand-back fingers"
)
EVERYWHERE = frozenset(REGIONS)
OWN_PLACES = {"nephrostomy": "flank", "av-fistula": "arm", "breast-implant": "chest"}
"""Settled: "both sides" and "both arms" mean the places where such a thing sits, both marked."""
BOTH = frozenset("LR")


@cache
def places(names, sides=BOTH):
    """Return the regions of places and groups on these sides, and on the midline."""
    found = set()
    for name in names.split():
        for place in GROUPS.get(name, name).split():
            assert place in PLACES, place
            found |= {
                region
                for region, (where, side) in REGIONS.items()
                if where == place and (not side or side in sides)
            }
    return frozenset(found)


@dataclass(frozen=True)
class Mark:
    """A marked region, or none of which only the sides are known."""

    region: str | None = None

    @property
    def regions(self):
        return frozenset({self.region} - {None})

    @property
    def sides(self):
        """The sides that it counts for: a mark on the midline for both, like an unknown one."""
        side = REGIONS[self.region][1] if self.region else ""
        return frozenset(side) if side else BOTH

    def on(self, names):
        return bool(self.regions & places(names))

    def limb(self):
        for group in ("arm", "leg"):
            if self.on(group):
                return places(group, self.sides)
        return self.around()

    def around(self):
        # Settled: where a spread says nothing of a mark, it means the mark and its margin.
        return margin(self.region) if self.region else frozenset()

    def group(self):
        if self.on("head neck-front neck-side neck-back"):
            return places("head neck-back")
        if self.on("arm"):
            return places("arm", self.sides)
        if self.on("leg buttock sit-bone groin"):
            return places("leg", self.sides)
        if self.on("belly"):
            return places("belly")
        if self.on("collarbone chest breastbone ribs armpit"):
            # Settled: in a definition, a group is that of the side and a bare place both.
            return places("trunk-quarter", self.sides) | places("collarbone breastbone")
        if self.on("back flank"):
            return places("back flank")
        return self.around()

    def quarter(self):
        if self.on("armpit chest collarbone arm"):
            both = places("collarbone")
            return places("arm", self.sides) | places("trunk-quarter", self.sides) | both
        if self.on("groin belly leg"):
            return places("leg", self.sides) | places("buttock lower-back belly")
        if self.on("neck-front neck-side neck-back"):
            return places("head neck-back collarbone shoulder")
        return self.around()

    def read(self, text):
        """Return the regions of a place expression."""
        text = text.strip()
        if text.startswith("all but "):
            return EVERYWHERE - self.without(text.removeprefix("all but "))
        kept, _, spared = text.partition(" except ")
        found = frozenset().union(*(self.term(word.strip()) for word in kept.split(" + ")))
        return found - self.without(spared) if spared else found

    def without(self, text):
        words = [NARROW.get(word.strip(), word.strip()) for word in text.split(" + ")]
        return frozenset().union(*(self.term(word) for word in words))

    def term(self, word):
        if word == "everywhere":
            return EVERYWHERE
        if word == "marked":
            return self.regions
        if word == "marked+margin":
            return self.around()
        if not word.endswith("(marked)"):
            return places(word)
        name = word.removesuffix("(marked)")
        spreads = {"limb": self.limb, "group": self.group, "quarter": self.quarter}
        return spreads[name]() if name in spreads else places(name, self.sides)


@dataclass
class Demands:
    """What a tail demands, or what the program does: the same fields for both."""

    stop: str = ""
    hold: bool = True
    asks: bool = False
    avoid: frozenset = frozenset()
    levels: dict = field(default_factory=dict)
    no_positions: frozenset = frozenset()
    only_positions: frozenset = frozenset()
    off: frozenset = frozenset()
    lotion: str = "any"
    lotion_none: frozenset = frozenset()
    lotion_without: frozenset = frozenset()
    minutes: int | None = None
    report: bool = False
    no_drink: bool = False
    only_routines: frozenset = frozenset()

    def limit(self, level, regions):
        for region in regions:
            self.levels[region] = min(level, self.levels.get(region, level))


WITHOUT = {
    "unscented": "scent essential-oil",
    "plain": "scent essential-oil",
    "avoid wintergreen and other salicylate rubs": "salicylate",
    "avoid raw plant oils": "plant-oil",
    # Eucalyptus and rosemary are essential oils.
    "avoid eucalyptus": "essential-oil",
    "rosemary": "essential-oil",
    "camphor and every scented product": "camphor scent essential-oil",
}
SAID = {
    "check", "say", "strokes", "nut", "ends", "kind", "hold",
    "no change", "no heat, cold or electric device on anybody",
}  # fmt: skip
"""Parts that forbid no place, or that are looked at by themselves."""
SPOKEN = {
    "new or pump bottle", "never dry strokes", "for everybody", "avoid the named allergen",
    "and drop the last new product", "gloves as the nurse said",
}  # fmt: skip
"""Words within a part that are sentences to be shown."""
UNTIL = re.compile(r",? (?:until|lifted only by) (?:cleared|a clearance for ([a-z-]+)).*$")


class Tail:
    """One tail, in parts."""

    def __init__(self, name):
        self.name = name
        text = TAILS[name].removeprefix("{").removesuffix("}")
        text = re.sub(r" \((?!marked\))[^)]*\)", "", text)
        self.parts = [part.strip().removeprefix("then ") for part in text.split(";")]
        self.keys = dict(part.partition(": ")[::2] for part in self.parts)
        self.kind = self.keys["kind"]

    @property
    def raisers(self):
        """Return the conditions with which its stop is an emergency."""
        found = re.search(r"emergency with ([^;]*?)(?:, until|$)", self.keys.get("stop", ""))
        return re.split(r", | or ", found[1]) if found else []

    @property
    def clearance(self):
        """Return what a clearance has to name to lift anything here."""
        found = re.search(r"until a clearance for ([a-z-]+)", self.keys.get("stop", ""))
        return found[1] if found else self.name

    @property
    def days(self):
        """Return how many days after `since` it ends, if any."""
        ends = self.keys.get("ends", "")
        if "the day after since" in ends:
            return 1
        found = re.match(r"(\d+) days after since", ends)
        return int(found[1]) if found else None

    @property
    def has_words(self):
        """Return whether something has to be said or asked besides."""
        return bool({"check", "say", "strokes"} & self.keys.keys()) or "gloves" in TAILS[self.name]

    def demands(self, mark, *, cleared=False, is_new=True, raised=False):
        """Return what is demanded with this mark; ``None`` is an unknown place."""
        found = Demands()
        is_zone, is_unknown = self.kind == "zone", mark is None
        where = Mark(mark)
        unknown = self.keys.get("unknown")
        if unknown is None and "unknown: ask-first" in TAILS[self.name]:
            unknown = "ask-first"
        waits = is_zone and is_unknown and unknown in (None, "ask-first")
        if "as stroke-weak-side" in self.parts:
            # Settled: with a region it means that side, without one both.
            found = Tail("stroke-weak-side").demands(mark)
        for part in self.parts:
            self.add(found, part, where, cleared=cleared, is_new=is_new, raised=raised)
        if is_unknown and is_zone and not waits:
            self.add_unknown(found, unknown, cleared)
        if mark is not None:
            self.add_mark(found, where, cleared)
        if waits:
            # Settled: only marking lifts it, and it blocks no position yet.
            found.asks = True
            found.no_positions = found.only_positions = frozenset()
        self.add_hold(found)
        return found

    def add(self, found, part, where, *, cleared, is_new, raised):
        key, _, text = part.partition(": ")
        if key in SAID or key == "unknown" or part.startswith("as "):
            return
        if key == "stop":
            is_lifted = cleared and "until a clearance" in text
            found.stop = "" if is_lifted else "emergency" if raised else text.split(",")[0]
        elif part.startswith("ask-first"):
            has_passed = "while since is less than 6 weeks ago" in part and not is_new
            found.asks |= not cleared and not has_passed
        elif key == "avoid":
            self.avoid(found, text, where, cleared)
        elif key == "pressure":
            self.pressure(found, text, where, cleared)
        elif key == "lotion":
            self.lotion(found, text, where, cleared)
        elif key == "positions" or part.startswith("no seated-forward"):
            self.positions(found, text or part, where, cleared)
        elif key == "minutes":
            found.minutes = int(text)
        elif key == "report":
            assert text == "today"
            found.report = True
        elif key == "drink":
            assert text == "offer none"
            found.no_drink = True
        elif key.startswith("with end-of-life and a clearance for unresponsive"):
            return
        else:
            raise ValueError(f"{self.name}: {part}")

    def avoid(self, found, text, where, cleared):
        extra = re.search(r", and until cleared (.+)$", text)
        if extra:
            text = text[: extra.start()]
            found.avoid |= frozenset() if cleared else where.read(extra[1])
        also = re.search(r", and with (?:a mark )?(.+?) also (.+)$", text)
        if also:
            text = text[: also.start()]
            wakes = {"from the elbow down": FROM_THE_ELBOW_DOWN, "groin or wrist": "groin wrist"}
            if where.on(wakes[also[1]]):
                found.avoid |= where.read(also[2])
        is_lifted = bool(UNTIL.search(text)) and cleared
        text = UNTIL.sub("", text)
        parts = text.split(", ")
        for spoken in parts[1:]:
            if spoken.startswith("rest of "):
                continue
            assert spoken in SPOKEN, (self.name, spoken)
        if not is_lifted:
            found.avoid |= where.read(parts[0])

    def pressure(self, found, text, where, cleared):
        # "…, until a clearance for it, then <=1": the same places, and the milder level after it.
        before, _, after = text.partition(", until a clearance for ")
        if after:
            then = re.search(r"then <=(\d)$", after)
            level, _, on = before.partition(" on ")
            found.limit(int(then[1]) if cleared else int(level), where.read(on))
            return
        rest = [item for item in text.split(", ") if item.startswith("rest of ")]
        if rest:  # circulation-poor: "0 on foot(marked), rest of leg(marked) stays avoided"
            assert rest == ["rest of leg(marked) stays avoided"]
            found.avoid |= where.read("leg(marked) except foot(marked)")
        for item in text.split(", "):
            if item in rest:
                continue
            read = re.fullmatch(r"(?:<=)?(\d)(?: on)? (.+)", item)
            assert read, (self.name, item)
            found.limit(int(read[1]), where.read(read[2]))

    def lotion(self, found, text, where, cleared):
        is_lifted = text.endswith(", until cleared") and cleared
        for item in text.removesuffix(", until cleared").split(", "):
            if item == "water-based only":
                found.lotion = "water-based"
            elif item == "none on the avoided places":
                found.lotion_none |= found.avoid
            elif item.startswith("none on "):
                if not is_lifted:
                    found.lotion_none |= where.read(item.removeprefix("none on "))
            elif item in WITHOUT:
                found.lotion_without |= set(WITHOUT[item].split())
            else:
                assert item in SPOKEN, (self.name, item)

    def positions(self, found, text, where, cleared):
        is_lifted = bool(UNTIL.search(text)) and cleared
        text = UNTIL.sub("", text)
        if is_lifted or text == "as they lie":
            return
        also = re.search(r", and with a mark on (.+?) (no .+)$", text)
        if also:
            text = text[: also.start()]
            if where.on(" ".join(re.split(r", | or ", also[1]))):
                self.positions(found, also[2], where, cleared)
        for item in text.split(", "):
            what, _, name = item.partition(" ")
            name, _, only_on = name.partition(" if marked on ")
            if item == "off-marked":
                found.off |= where.regions
            elif item == "no side-(marked)":
                found.no_positions |= self.sides_down(where)
            elif what == "only":
                found.only_positions |= {name}
            elif what == "no":
                # Settled: a catheter whose place is not known bars leaning forward too.
                if not only_on or not where.region or where.on(only_on):
                    found.no_positions |= {name}
            else:
                raise ValueError(f"{self.name}: {item}")

    @staticmethod
    def sides_down(where):
        if where.region and where.sides == BOTH:
            return frozenset()  # a place on the midline: `off-marked` decides
        return frozenset({"L": "side-left", "R": "side-right"}[side] for side in where.sides)

    def add_unknown(self, found, text, cleared):
        """Add what an unknown place means, where the tail says it."""
        avoided = frozenset()
        if text in ("both sides", "both arms", "both legs", "no place avoided"):
            for region in places(OWN_PLACES.get(self.name, "")):
                as_if = self.demands(region, cleared=cleared)
                found.avoid |= as_if.avoid
                found.lotion_none |= as_if.lotion_none
            return
        for item in text.split(", "):
            words = item.removeprefix("avoid ")
            words = words.replace("both arms and both legs", "arm + leg")
            words = words.replace("both arms except hands", "arm except hands")
            words = words.replace("both legs except feet", "leg except feet")
            words = words.replace("both legs", "leg")
            pressure = re.fullmatch(r"pressure (?:<=)?(\d)(?: on)? (.+)", item)
            if pressure:
                level = int(pressure[1])
                # Settled: lymph nodes on an unknown side are at most 1 everywhere once cleared.
                level = 1 if self.name == "lymphedema-risk" and cleared else level
                found.limit(level, Mark().read(pressure[2]))
            elif item.startswith("no "):
                found.no_positions |= {item.removeprefix("no ")}
            else:
                avoided |= Mark().read(words)
        found.avoid |= avoided
        if "marked" in self.keys.get("lotion", ""):
            # Settled: no lotion on any of the places it may be.
            found.lotion_none |= avoided

    def add_mark(self, found, where, cleared):
        """Settled: a mark is itself avoided, unless its tail only limits the pressure there."""
        is_lifted = cleared and not found.avoid
        if self.kind != "zone":
            found.avoid |= where.around()
        elif "avoid" in self.keys and not is_lifted:
            found.avoid |= where.regions - found.levels.keys()

    def add_hold(self, found):
        hold = self.keys.get("hold")
        found.hold = hold != "no" if found.asks else True
        if found.stop:
            found.hold = hold == "yes"
