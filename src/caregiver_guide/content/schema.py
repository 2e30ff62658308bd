# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of every content file, as it is written by people."""

# No annotations as text here: msgspec would evaluate every one of them at start-up.
from typing import Literal, get_args

import msgspec


class Written(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A table of a content file. A key that is not known is a mistake, never passed over."""


Grade = Literal["G", "RCT", "CCT", "SR", "OBS", "CASE", "H", "L", "REG", "C", "D"]
Seen = Literal["o", "o*", "m"]


class PlaceEntry(Written):
    """A place of the body vocabulary."""

    id: str
    group: str
    sides: bool
    views: list[Literal["front", "back", "hand", "foot", "head"]]
    name: str
    never: bool = False
    bony: bool = False
    rest_only: bool = False
    legs: bool = False
    private: bool = False
    short: str = ""


class SpreadEntry(Written):
    """What a mark on certain places stands for."""

    name: Literal["limb", "group", "quarter"]
    marks_on: str
    gives: str


class RegionsFile(Written):
    """``body/regions.toml``."""

    place: list[PlaceEntry]
    neighbours: dict[str, list[str]]
    groups: dict[str, str]
    spread: list[SpreadEntry]


class PressureEntry(Written):
    """A limit on pressure."""

    level: Literal[0, 1]
    on: str


class RuleEntry(Written):
    """One rule of a condition."""

    stop: Literal["emergency", "call-today", "none"] | None = None
    emergency_with: list[str] = []
    ask_first: bool = False
    hold: bool | None = None
    avoid: str | None = None
    pressure: list[PressureEntry] = []
    lotion_none_on: str | None = None
    lotion: Literal["water-based", "none"] | None = None
    lotion_without: list[str] = []
    no_positions: list[str] = []
    only_positions: list[str] = []
    no_marked_side: bool = False
    off_marked: bool = False
    only_routines: list[str] = []
    minutes: int | None = None
    report: Literal["today"] | None = None
    confirm: str | None = None
    confirm_before: str | None = None
    say: str | None = None
    no_drink: bool = False
    until_cleared: bool = False
    lifted_by: list[str] = []
    lifted_only_with: str | None = None
    with_any: list[str] = []
    days_since: int | None = None
    for_marks_on: str | None = None
    told: str | None = None
    why: str | None = None
    lifts: str | None = None
    source: list[str] = []
    grade: Grade | None = None


class ConditionEntry(Written):
    """One condition or device, or a rule that holds for everybody."""

    name: str
    kind: Literal["zone", "person", "today", "product", "role", "default"]
    category: str
    told: str
    why: str
    source: list[str]
    grade: Grade
    seen: Seen
    short: str = ""
    also: list[str] = []
    mark: Literal["no-touch", "light", "ask"] = "no-touch"
    usual: str | None = None
    lifts: str | None = None
    told_cleared: str | None = None
    rule: list[RuleEntry] = []
    unknown: list[RuleEntry] | None = None
    unknown_as: str | None = None
    ends_days_after_since: int | None = None
    asked_again_after_days: int | None = None
    until_decides: bool = False
    days_after_until: int = 0
    becomes: str | None = None
    lifelong: bool = False
    goes: Literal["cleared", "next-day"] = "cleared"
    goes_source: list[str] = []
    clearance_day: Literal["any", "same-day", "after-until"] = "any"
    names_hospice_first: bool = False
    shows_note: bool = False
    allergens: dict[str, list[str]] = {}


class BarredEntry(Written):
    """A position of a routine that certain conditions bar."""

    position: str
    conditions: list[str]
    told: str
    why: str
    source: list[str]
    grade: Grade


class StepEntry(Written):
    """One step of a routine."""

    id: str
    title: str
    words: str
    how: str
    technique: Literal["holding", "stroking", "circling", "sweeping", "care"]
    kind: Literal["touch", "care"]
    on: Literal["each", "both", "one", "other", "none"]
    level: Literal[0, 1, 2]
    seconds: int
    area: str = ""
    places: str | list[str] = ""
    pace: str = ""
    round: str = ""
    open_ended: bool = False
    looks: bool = False


class RoutineFile(Written):
    """``routines/<id>.toml``."""

    name: str
    summary: str
    area_words: str
    evidence: str
    source: list[str]
    grade: Grade
    seen: Seen
    positions: list[str]
    leave_out: list[str]
    nearest: list[str]
    step: list[StepEntry]
    confirm: list[str] = []
    lotion: bool = True
    dry: bool = False
    barred: list[BarredEntry] = []


class OpeningFile(Written):
    """``routines/opening-and-close.toml``: what every routine begins and ends with."""

    step: list[StepEntry]
    source: list[str] = []
    grade: Grade = "D"
    seen: Seen = "o"


class PillowEntry(Written):
    """One pillow of a position."""

    letter: str
    where: str
    why: str


class BarEntry(Written):
    """Conditions with which a position is not used."""

    conditions: list[str]
    told: str
    why: str
    source: list[str]
    grade: Grade
    marked_on: str | None = None


class PositionCheckEntry(Written):
    """A sentence to be shown with a position: with certain conditions, or a mark on some places."""

    say: str
    conditions: list[str] = []
    marked_on: str = ""


class SideEntry(Written):
    """What bears weight and what is in reach with one side down."""

    bears: str
    reach: str


class PositionEntry(Written):
    """One position."""

    name: str
    told: str
    suits: str
    source: list[str]
    grade: Grade
    bears: str = ""
    reach: str = ""
    seen: Seen = "o"
    pillow: list[PillowEntry] = []
    bar: list[BarEntry] = []
    check: list[PositionCheckEntry] = []
    moves_nobody: bool = False
    reach_for: dict[str, str] = {}
    lies_on: list[str] = []
    flat_only: list[str] = []
    left_down: SideEntry | None = None
    right_down: SideEntry | None = None


class SourceEntry(Written):
    """Where something is from, and how far it was checked."""

    title: str
    where: str
    kind: str
    seen: Seen


class ProductEntry(Written):
    """A word of ``lotion.avoid`` in plain words."""

    name: str
    words: str = ""


class AllergyEntry(Written):
    """An allergy, and the lotion words it leaves out."""

    name: str
    tokens: list[str]


class ProductsFile(Written):
    """``products.toml``."""

    lotion: dict[str, ProductEntry]
    allergies: dict[str, AllergyEntry]


class CheckQuestionEntry(Written):
    """One large question of today's check, folding several signs."""

    id: str
    text: str
    signs: list[str]
    help: str = ""
    leads_to: Literal["map"] | None = None


class TodayCheckFile(Written):
    """``today-check.toml``."""

    title: str
    not_sure: str
    nothing_new: str
    review_after_days: int
    mistake_listed_days: int
    open_sign_days: int
    question: list[CheckQuestionEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class StopReasonEntry(Written):
    """Why a massage stopped, and what to do then."""

    id: str
    text: str
    short: str
    advice: str
    urgency: Literal["emergency", "call-now", "call-today", "none"]
    may_go_on: bool
    icon: str
    told: str = ""
    counts_as: list[str] = []
    not_sure_of: list[str] = []
    waits: bool = False
    usual: bool = False
    own_wish: bool = False
    leads_to: Literal["", "map"] = ""


class CallEntry(Written):
    """What to say on the telephone, sentence by sentence."""

    title: str
    who: str
    gave: str
    told: str
    held: str
    not_yet: str
    never: str
    sees: str
    has: str
    ask: str


class StopReasonsFile(Written):
    """``stop-reasons.toml``."""

    title: str
    title_short: str
    call: CallEntry
    reason: list[StopReasonEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class PracticeZoneEntry(Written):
    """A place that is marked on the pretend person."""

    condition: str
    regions: list[str]


class PracticeFile(Written):
    """``practice.toml``."""

    name: str
    tone: str
    minutes: int
    zone: list[PracticeZoneEntry]


class ReactionEntry(Written):
    """What may be seen during or after a massage."""

    id: str
    text: str
    kind: Literal["good", "usual", "watch", "call-today", "emergency"]
    advice: str
    asks_place: bool = False
    look_again_minutes: int | None = None
    counts_as: list[str] = []
    not_sure_of: list[str] = []


class SeverityEntry(Written):
    """How bad a reaction was."""

    id: Literal["comfort-only", "minor", "needs-call", "emergency"]
    text: str
    help: str


class ReactionsFile(Written):
    """``reactions.toml``."""

    nothing_new: str
    reaction: list[ReactionEntry]
    severity: list[SeverityEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class PreparationItem(Written):
    """One line of the checklist; ``only_if`` is a group of places, ``lotion`` or ``drink``."""

    id: str
    text: str
    only_if: str = ""


class ConsentEntry(Written):
    """Words for asking, by part of the body."""

    tell: str
    no_reason: str
    cannot_say: str
    rub: dict[str, str]
    hold: dict[str, str]
    source: list[str]
    grade: Grade
    seen: Seen


class WatchEntry(Written):
    """What to watch in a person who cannot say."""

    title: str
    signs: list[str]
    then: str
    source: list[str]
    grade: Grade
    seen: Seen


class AftercareStep(Written):
    """One thing to do afterwards: always, or only after ``lotion`` and on groups of places.

    Also only after ``touch``, or ``no-touch`` where a massage was stopped before any.
    """

    text: str
    only_if: list[str] = []
    is_first: bool = False


class AftercareEntry(Written):
    """What to do and look for afterwards."""

    steps: list[AftercareStep]
    drink: str
    usual: list[str]
    call_today: list[str]
    call_now_title: str
    call_now: list[str]
    source: list[str]
    grade: Grade
    seen: Seen


class PreparationFile(Written):
    """``preparation.toml``."""

    item: list[PreparationItem]
    consent: ConsentEntry
    watch: WatchEntry
    aftercare: AftercareEntry
    source: list[str]
    grade: Grade
    seen: Seen


class RatingEntry(Written):
    """One question, 0 to 10."""

    id: Literal["pain", "worry", "tiredness"]
    text: str
    low: str
    high: str
    short: str
    asks_from: int | None = None
    asks_sign: str = ""
    asks_title: str = ""
    asks: str = ""
    asks_yes: str = ""


class RatingsFile(Written):
    """``ratings.toml``."""

    how: str
    watched: str
    rating: list[RatingEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class ComfortSignEntry(Written):
    """One sign that is watched, and what 0, 1 and 2 look like."""

    id: Literal["breath", "sounds", "face", "body", "settles"]
    text: str
    levels: list[str]


class ComfortSignsFile(Written):
    """``comfort-signs.toml``."""

    title: str
    how: str
    limits: str
    wait_minutes: int
    wait: str
    sign: list[ComfortSignEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class FollowUpEntry(Written):
    """One answer to how it went since a massage."""

    id: str
    text: str
    result: Literal["fine", "call-today", "emergency"]
    advice: str
    from_hours: int = 0
    until_hours: int | None = None
    counts_as: list[str] = []
    not_sure_of: list[str] = []


class FollowUpFile(Written):
    """``follow-up.toml``."""

    title: str
    look: str
    fine: str
    other: str
    not_known: str
    fine_title: str
    call_today_title: str
    emergency_title: str
    no_massage: str
    asked_for_hours: int
    later_hours: int
    answer: list[FollowUpEntry]
    source: list[str]
    grade: Grade
    seen: Seen


class CountryEntry(Written):
    """A country and its number for an ambulance."""

    name: str
    number: str


class EmergencyDefault(Written):
    """What is said while no country is chosen."""

    text: str


class EmergencyNote(Written):
    """How far the numbers were checked."""

    text: str
    source: str
    seen: Seen


class EmergencyFile(Written):
    """``emergency-numbers.toml``."""

    default: EmergencyDefault
    note: EmergencyNote
    countries: dict[str, CountryEntry]


class LearnPart(Written):
    """One part of a page."""

    heading: str
    text: list[str]
    source: list[str] = []
    grade: Grade | None = None
    seen: Seen | None = None


LearnGroup = Literal["start", "giving", "safety", "known", "people", "app"]
"""The headings of the list of pages, in their order; their words are phrases ``learn.group.…``."""


class LearnFile(Written):
    """``learn/<id>.toml``: one page to read."""

    title: str
    group: LearnGroup
    order: int
    summary: str
    part: list[LearnPart]
    id: str = ""
    source: list[str] = []
    grade: Grade | None = None
    seen: Seen | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Return where the page stands in the list: by its group, then by its order in it."""
        return get_args(LearnGroup).index(self.group), self.order


class ClaimEntry(Written):
    """Something that no text may claim, and the words that would claim it."""

    id: str
    says: str
    instead: str
    words: list[str]
    unless: list[str] = []


class ForbiddenClaimsFile(Written):
    """``forbidden-claims.toml``."""

    claim: list[ClaimEntry]
