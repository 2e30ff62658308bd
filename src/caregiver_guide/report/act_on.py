# SPDX-License-Identifier: GPL-3.0-or-later
"""What the care team should look at: the most serious first, without what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from caregiver_guide.domain.day_checks import day_of
from caregiver_guide.domain.scores import Pairs, QuestionScores
from caregiver_guide.domain.session import Reaction, ZoneRecord
from caregiver_guide.report.lines import SEVERITY_ORDER
from caregiver_guide.report.manner import serious_next_days
from caregiver_guide.report.telling import Telling
from caregiver_guide.report.wording import tidy

_DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)
_LAST_PAIRS = 5
_WORSE_PAIRS = 2
_URGENT = {"emergency": 0, "call-now": 1, "call-today": 1}


class ActOn:
    """Picks by rule what is to be acted on."""

    def __init__(
        self,
        tell: Telling,
        zones: Sequence[ZoneRecord],
        scores: Sequence[QuestionScores],
        questions: int,
    ) -> None:
        """Look at the ``zones`` that count, the ``scores``, and how many questions are open."""
        self.tell = tell
        self.zones = zones
        self.scores = scores
        self.questions = questions

    def lines(self) -> tuple[str, ...]:
        """Return what the care team should look at, the most serious first."""
        urgent = [*self.urgent_stops()]
        if self.tell.options.shows_reactions:
            urgent += [*self.urgent_reactions(), *self.urgent_follow_ups(), *self.open_signs()]
        urgent.sort(key=lambda found: (found[0], -found[1]))
        lines = [text for _, _, text in urgent]
        if self.tell.options.shows_scores:
            lines += self.repeated_worsening()
        lines += self.calm_stops()
        if self.tell.options.shows_marks:
            lines += self.zones_to_look_at()
        if self.questions:
            lines.append(self.tell.words.act_questions.of(self.questions))
        return tuple(lines)

    def urgent_reactions(self) -> Iterable[tuple[int, int, str]]:
        """Return reactions that somebody has to be called for: how grave, when, and the words."""
        severities = self.tell.words.severities
        for reaction in self.tell.facts.reactions:
            order = SEVERITY_ORDER[reaction.severity]
            if order <= 1:
                text = self.tell.words.act_reaction.format(
                    severity=severities[reaction.severity],
                    what=self.tell.reaction_text(reaction).lower(),
                    place=self.place(reaction),
                    day=self.tell.near_day(reaction.happened.day),
                )
                yield order, reaction.happened.utc_ms, text

    def open_signs(self) -> Iterable[tuple[int, int, str]]:
        """Return the signs of which nobody has written down that the care team has looked."""
        facts, library = self.tell.facts, self.tell.library
        conditions = library.book.conditions.values()
        found = day_of(
            self.tell.now.day,
            facts.checks,
            facts.looked,
            open_days=library.files.today_check.open_sign_days,
            ends_with_day={one.id for one in conditions if one.ends_with_day},
        )
        for one in found.open:
            entry = library.conditions.get(one.sign)
            name = one.sign if entry is None else entry.name
            text = self.tell.words.act_open.format(
                day=self.tell.near_day(one.day), sign=self.tell.lowered(name)
            )
            rules = () if entry is None else entry.rule
            is_emergency = any(rule.stop == "emergency" for rule in rules)
            yield 0 if is_emergency else 1, (one.day - _EPOCH).days * _DAY_MS, text

    def place(self, reaction: Reaction) -> str:
        """Return where something was noticed, to be put behind what it was."""
        place = self.tell.reaction_place(reaction)
        return self.tell.words.reaction_place.format(place=place) if place else ""

    def urgent_follow_ups(self) -> Iterable[tuple[int, int, str]]:
        """Return what was said of the days after a massage that somebody has to be called for."""
        severities = self.tell.words.severities
        for asked, severity, text in serious_next_days(self.tell):
            line = self.tell.words.act_reaction.format(
                severity=severities[severity],
                what=self.tell.lowered(text),
                place="",
                day=self.tell.near_day(asked.happened.day),
            )
            yield SEVERITY_ORDER[severity], asked.happened.utc_ms, line

    def urgent_stops(self) -> Iterable[tuple[int, int, str]]:
        """Return stops that somebody has to be called for."""
        for story in self.tell.stories:
            reason = self.tell.stop_reasons.get(story.session.stop_reason or "")
            if reason is None or not self.tell.was_cut_short(story):
                continue
            if reason.urgency in _URGENT:
                text = self.tell.words.act_stop.format(
                    day=self.tell.near_day(story.session.started.day),
                    reason=self.tell.lowered(reason.text),
                )
                yield _URGENT[reason.urgency], story.session.started.utc_ms, text

    def calm_stops(self) -> Iterable[str]:
        """Return one line for all early stops that nobody has to be called for."""
        counts: Counter[str] = Counter()
        for story in self.tell.stories:
            if self.tell.was_cut_short(story):
                reason = self.tell.stop_reasons.get(story.session.stop_reason or "")
                if reason is None:
                    counts[self.tell.words.no_reason] += 1
                elif reason.urgency not in _URGENT:
                    counts[self.tell.lowered(reason.told or reason.text)] += 1
        if counts:
            reasons = [
                text if count == 1 else self.tell.words.counted.format(what=text, count=count)
                for text, count in counts.most_common()
            ]
            total = sum(counts.values())
            plural = self.tell.words.act_calm_stops
            template = plural.one if total == 1 else plural.many
            yield template.format(count=total, reasons="; ".join(reasons))

    def repeated_worsening(self) -> Iterable[str]:
        """Return a line for each question that was higher after two of the last five massages."""
        names = {one.id: one.short for one in self.tell.library.files.ratings.rating}
        for scores in self.scores:
            for pairs, source in (
                (scores.asked, self.tell.words.asked),
                (scores.watched, self.tell.words.watched),
            ):
                last = Pairs(pairs.all[-_LAST_PAIRS:])
                if last.higher >= _WORSE_PAIRS:
                    yield self.tell.words.act_worse.format(
                        question=names[scores.question],
                        count=last.higher,
                        pairs=last.count,
                        source=source,
                    )

    def zones_to_look_at(self) -> Iterable[str]:
        """Return lines for new marks, marks nobody spoke for, and marks not looked at lately."""
        words = self.tell.words
        new = [
            zone
            for zone in self.zones
            if (zone.since or zone.happened.day) in self.tell.facts.period
        ]
        if new:
            plural = words.act_new.one if len(new) == 1 else words.act_new.many
            yield plural.format(count=len(new), names=self.tell.short_names(new))
        unsaid = [zone for zone in self.zones if not tidy(zone.said_by)]
        if unsaid:
            plural = words.act_unsaid.one if len(unsaid) == 1 else words.act_unsaid.many
            yield plural.format(count=len(unsaid), names=self.tell.short_names(unsaid))
        overdue = [zone for zone in self.zones if tidy(zone.said_by) and self.is_overdue(zone)]
        if overdue:
            plural = words.act_overdue.one if len(overdue) == 1 else words.act_overdue.many
            yield plural.format(
                count=len(overdue), names=self.tell.short_names(overdue), days=self.review_days
            )

    @property
    def review_days(self) -> int:
        """After how many days a mark is to be looked at again."""
        return self.tell.library.files.today_check.review_after_days

    def is_overdue(self, zone: ZoneRecord) -> bool:
        """Whether nobody has written, changed or confirmed a mark for too long.

        One that was written on a day to come was written by a wrong clock: nobody knows when.
        """
        days = (self.tell.now.day - zone.written.day).days
        return days < 0 or days >= self.review_days
