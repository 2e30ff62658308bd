# SPDX-License-Identifier: GPL-3.0-or-later
"""Put a plan into words: the one place where reasons and sentences get their text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caregiver_guide.content.library import Library
from caregiver_guide.content.schema import BarEntry, BarredEntry, RuleEntry, SourceEntry
from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import (
    CLEARED_WORDS,
    EARLIER_WORDS,
    NO_BAR,
    Bar,
    Effect,
    Plan,
    PlannedStep,
    PositionStatus,
    Reason,
    Sentence,
)
from caregiver_guide.domain.planner import PHRASES
from caregiver_guide.domain.rulebook import UNMARKED
from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason as it is shown: what, why, from where, how well sourced, what would change it.

    ``source`` and ``grade`` are as files write them; ``known`` says the same to a caregiver.
    """

    title: str
    text: str
    why: str
    source: tuple[str, ...]
    grade: str
    lifts: str | None
    known: str = ""


def _named(source: SourceEntry) -> str:
    """Return a source as a caregiver can look for it: what it is called, and whose it is."""
    whose = re.split(r"[,;(]", source.where)[0].strip()
    # The number of a study says nothing at home; its title does.
    return source.title if whose[:3].replace(".", "").isdigit() else f"{source.title} ({whose})"


class PlanWords:
    """Words of plans for one person; ``emergency`` is the number to call, in words."""

    def __init__(self, library: Library, name: str, emergency: str = "") -> None:
        """Speak of the person as ``name``."""
        self.library = library
        self.name = name
        self.emergency = emergency or library.files.emergency_numbers.default.text

    def fill(self, text: str, note: str = "") -> str:
        """Return ``text`` with the person's name, the emergency number and a list put in."""
        return (
            text.replace("{name}", self.name)
            .replace("{emergency}", self.emergency)
            .replace("{list}", note)
            .replace("{text}", note)
            .replace("{places}", note)
        )

    def reason(self, reason: Reason) -> ReasonWords:
        """Return the words of one reason."""
        waits = reason.effect is Effect.ASK_FIRST and reason.rule == -1
        entry = self.library.conditions[UNMARKED if waits else reason.condition]
        if reason.bar != NO_BAR:
            return self._barred(reason)
        rule = self._rule(reason.condition, reason.rule)
        told = entry.told
        if reason.rule == CLEARED_WORDS:
            told = entry.told_cleared or told
        elif reason.rule == EARLIER_WORDS:
            told = self._told_earlier(reason.condition)
        lifts = entry.lifts if rule is None or rule.lifts is None else rule.lifts
        source = tuple(rule.source if rule is not None and rule.source else entry.source)
        grade = rule.grade if rule is not None and rule.grade else entry.grade
        return ReasonWords(
            title=self.library.conditions[reason.condition].name,
            text=self.fill(rule.told if rule is not None and rule.told else told),
            why=self.fill(rule.why if rule is not None and rule.why else entry.why),
            source=source,
            grade=grade,
            lifts=None if lifts is None else self.fill(lifts),
            known=self.known(source, grade, entry.seen),
        )

    def _told_earlier(self, sign: str) -> str:
        """Return what is told of a sign of an earlier day that nobody is known to have seen to."""
        phrases, entry = self.library.files.phrases, self.library.conditions[sign]
        is_emergency = any(rule.stop == "emergency" for rule in entry.rule)
        words = phrases["sign.earlier-emergency"] if is_emergency else phrases["sign.earlier"]
        return self.fill(words, self.fill(entry.name))

    def _barred(self, reason: Reason) -> ReasonWords:
        """Return the words of a bar: its own, and never those of the condition that meets it."""
        bar = self._bar(reason.bar)
        entry = self.library.conditions[reason.condition]
        return ReasonWords(
            title=entry.name,
            text=self.fill(bar.told),
            why=self.fill(bar.why),
            source=tuple(bar.source),
            grade=bar.grade,
            lifts=None if entry.lifts is None else self.fill(entry.lifts),
            known=self.known(bar.source, bar.grade),
        )

    def _bar(self, key: Bar) -> BarEntry | BarredEntry:
        if key.routine:
            return self.library.routines[key.routine].barred[key.number]
        return self.library.positions[key.position].bar[key.number]

    def known(self, source: Sequence[str], grade: str, seen: str | None = None) -> str:
        """Return in plain words where something is from, and how well it is known."""
        phrases, sources = self.library.files.phrases, self.library.files.sources
        named = dict.fromkeys(
            _named(sources[key])
            for key in source
            # What is ours, or everybody's practice, the grade says already.
            if key in sources and sources[key].kind not in ("own rule", "practice")
        )
        # A plan of long ago may have a grade, and a source, that nobody uses any more.
        parts = [words] if (words := phrases.get(f"grade.{grade}", "")) else []
        if named:
            parts.append(self.fill(phrases["known-from"], "; ".join(named)))
        if seen == "m":
            parts.append(phrases["seen.m"])
        return " ".join(parts)

    def _rule(self, condition: str, number: int) -> RuleEntry | None:
        if number < 0:
            return None
        entry = self.library.conditions[condition]
        rules = [*entry.rule, *(entry.unknown or ())]
        return rules[number] if number < len(rules) else None

    def sentence(self, sentence: Sentence) -> str:
        """Return one sentence in words."""
        library = self.library
        if sentence.owner == PHRASES:
            return self.fill(library.files.phrases[sentence.key], self._note(sentence))
        if sentence.owner in library.routines:
            number = int(sentence.key.removeprefix("confirm."))
            return self.fill(library.routines[sentence.owner].confirm[number])
        entry = library.conditions[sentence.owner]
        if sentence.key == "told":
            return self.fill(entry.told)
        if sentence.key == "told-cleared":
            return self.fill(entry.told_cleared or entry.told)
        if sentence.key == "told-earlier":
            return self._told_earlier(sentence.owner)
        if sentence.key == "note":
            return sentence.note or ""
        what, _, number_text = sentence.key.partition(".")
        rule = self._rule(sentence.owner, int(number_text))
        if rule is None:
            raise KeyError(sentence.key)
        return self.fill((rule.confirm if what == "confirm" else rule.say) or "")

    def _note(self, sentence: Sentence) -> str:
        if sentence.note is None:
            return ""
        words = sentence.note.split(", ")
        if sentence.key == "lotion.without":
            products = self.library.files.products.lotion
            return ", ".join(products[word].name for word in words)
        if sentence.key == "lotion.not-on":
            return self.places(tuple(words))
        return sentence.note

    def places(self, regions: tuple[str, ...]) -> str:
        """Return regions as a list of words; both sides of a place become one."""
        body = self.library.book.body
        shown: dict[str, None] = {}
        for region_id in regions:
            region = body.regions[body.index[region_id]]
            if region.side is None:
                shown[region.name] = None
                continue
            other = f"{region.place}.{'L' if region.side == 'R' else 'R'}"
            shown[f"{region.name} (both sides)" if other in regions else self.region(region_id)] = (
                None
            )
        return ", ".join(shown)

    def short_places(self, regions: tuple[str, ...]) -> str:
        """Return regions in the fewest words; without a side a place is meant on both."""
        body = self.library.book.body
        shown: dict[str, None] = {}
        for region_id in regions:
            region = body.regions[body.index[region_id]]
            other = f"{region.place}.{'L' if region.side == 'R' else 'R'}"
            is_whole = region.side is None or other in regions
            shown[region.short if is_whole else self._sided(region.side, region.short)] = None
        return ", ".join(shown)

    def region(self, region_id: str) -> str:
        """Return a region's name with its side in words."""
        body = self.library.book.body
        region = body.regions[body.index[region_id]]
        return self._sided(region.side, region.name)

    @staticmethod
    def _sided(side: Side | None, name: str) -> str:
        """Return the name of a place with the person's own side, if it has one."""
        return name if side is None else f"{'left' if side == 'L' else 'right'} {name}"

    def call(self, plan: Plan) -> str | None:
        """Return whom to call, or ``None`` when nobody has to be called."""
        if plan.urgency is None:
            return None
        key = f"call.{plan.urgency.word}"
        if plan.calls_hospice_first:
            key = f"{key}-hospice"
        return self.fill(self.library.files.phrases[key])

    def says(self, plan: Plan) -> list[str]:
        """Return what the caregiver is told, in order, each sentence once."""
        found: dict[str, None] = {}
        for sentence in plan.say:
            is_call = sentence.owner == PHRASES and sentence.key.startswith("call.")
            text = self.call(plan) if is_call else self.sentence(sentence)
            if text:
                found[text] = None
        return list(found)

    def confirms(self, plan: Plan) -> list[str]:
        """Return the questions that must be answered yes before Start, each once."""
        return list(dict.fromkeys(self.sentence(sentence) for sentence in plan.confirm))


def plan_as_json(plan: Plan, words: PlanWords) -> dict[str, object]:
    """Return a plan in the public format (docs/plan-format.md)."""
    return {
        "rules": plan.rules,
        "verdict": plan.verdict.word,
        "urgency": None if plan.urgency is None else plan.urgency.word,
        "routine": plan.routine,
        "position": _position(plan.position, words),
        "positions": [_position(status, words) for status in plan.positions],
        "max_pressure": plan.max_pressure,
        "lotion": {
            "allowed": plan.lotion.allowed,
            "avoid": list(plan.lotion.avoid),
            "not_on": list(plan.lotion.not_on),
        },
        "seconds": plan.seconds,
        "steps": [_step(step, words) for step in plan.steps],
        "reasons": [_reason(reason, words) for reason in plan.reasons],
        "confirm": words.confirms(plan),
        "instead": None
        if plan.instead is None
        else {"routine": plan.instead.routine, "position": plan.instead.position},
        "say": words.says(plan),
        "call": words.call(plan),
    }


def _position(status: PositionStatus, words: PlanWords) -> dict[str, object]:
    return {
        "id": status.id,
        "status": "ok" if status.is_ok else "blocked",
        "reasons": [_reason(reason, words) for reason in status.reasons],
    }


def _step(step: PlannedStep, words: PlanWords) -> dict[str, object]:
    table: dict[str, object] = {
        "id": step.id,
        "side": step.side,
        "kind": "touch" if step.is_touch else "care",
        "action": step.action.value,
        "regions": list(step.regions),
        "pressure": step.pressure,
        "seconds": step.seconds,
        "reasons": [_reason(reason, words) for reason in step.reasons],
    }
    if step.is_open_ended:
        table["open_ended"] = True
    return table


def _reason(reason: Reason, words: PlanWords) -> dict[str, object]:
    shown = words.reason(reason)
    return {
        "condition": reason.condition,
        "region": reason.region,
        "effect": reason.effect.value,
        "text": shown.text,
        "source": list(shown.source),
        "grade": shown.grade,
        "lifts": shown.lifts,
    }
