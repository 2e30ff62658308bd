# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word and number of the one page for the care team, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caregiver_guide.content.library import Library
from caregiver_guide.domain.profile import Finding
from caregiver_guide.domain.rulings import counts_as
from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    FollowUp,
    Moment,
    RatingQuestion,
    Reaction,
    SessionState,
    SessionStory,
    ZoneRecord,
    told_minutes,
)
from caregiver_guide.report.facts import PageFacts, PageOptions, Period, read_facts
from caregiver_guide.report.lines import (
    DayMark,
    Labelled,
    Line,
    Listing,
    MarkWord,
    ReactionLine,
    ScoreLine,
    ZoneLine,
)
from caregiver_guide.report.scores import (
    Pair,
    Pairs,
    QuestionScores,
    pair_of,
    scores_of,
    signs_of,
)
from caregiver_guide.report.wording import (
    capital,
    day_words,
    initials,
    joined,
    place_words,
    sentence,
    shortened,
    span_words,
    tidy,
)
from caregiver_guide.report.words import ENGLISH, PageWords

if TYPE_CHECKING:
    from caregiver_guide.storage.log import Log

_MOST_ACT_ON = 4
_MOST_ZONES = 6
_MOST_CONDITIONS = 6
_MOST_CLEARANCES = 4
_MOST_REACTIONS = 4
_MOST_QUESTIONS = 4
_MOST_DAYS_DRAWN = 31
_DAYS_DRAWN_OF_MORE = 14
_MOST_PAIRS_DRAWN = 3
_LAST_PAIRS = 5
_WORSE_PAIRS = 2
_MAIN_QUESTION: RatingQuestion = "pain"

_MARK_ORDER: dict[MarkWord, int] = {"no-touch": 0, "ask": 1, "light": 2}
_SEVERITY_ORDER = {"emergency": 0, "needs-call": 1, "minor": 2, "comfort": 3}
_URGENT = {"emergency": 0, "call-now": 1, "call-today": 1}


@dataclass(frozen=True, slots=True)
class Summary:
    """The page as words and numbers; whoever shows it only places them."""

    words: PageWords
    period: Period
    period_words: str
    days_words: str
    who: tuple[Labelled, ...]
    act_on: Listing[str]
    zones: Listing[ZoneLine]
    marks_note: str
    conditions: Listing[str]
    clearances: Listing[Line]
    scores: tuple[ScoreLine, ...]
    no_numbers: str
    totals: str
    strip: tuple[DayMark, ...]
    strip_note: str
    manner: tuple[str, ...]
    reactions: Listing[ReactionLine]
    questions: Listing[Line]
    method: str
    made: str
    shade: Mapping[str, float] = field(default_factory=dict)
    shows_figure: bool = True
    is_empty: bool = False

    @property
    def title(self) -> str:
        """The page's title."""
        return self.words.title


def read_summary(
    log: Log,
    library: Library,
    person_id: str,
    period: Period,
    now: Moment,
    *,
    made_with: str = "Caregiver Guide",
    options: PageOptions | None = None,
) -> Summary:
    """Return the page of one person from the log, in a fixed number of queries.

    Raises ``KeyError`` for a person nobody knows, and whatever ``StorageError`` the log raises.
    """
    facts = read_facts(log, person_id, period)
    return summarise(facts, library, now, made_with=made_with, options=options)


def summarise(
    facts: PageFacts,
    library: Library,
    now: Moment,
    *,
    made_with: str = "Caregiver Guide",
    options: PageOptions | None = None,
) -> Summary:
    """Return the page's words and numbers from ``facts``, as of ``now``."""
    return _Composer(facts, library, now, options or PageOptions()).summary(made_with)


class _Composer:
    """Puts the facts of one page into words."""

    def __init__(
        self, facts: PageFacts, library: Library, now: Moment, options: PageOptions
    ) -> None:
        self.facts = facts
        self.library = library
        self.now = now
        self.options = options
        self.words = ENGLISH

        self.stories = tuple(story for story in facts.stories if story.session.state != "running")
        self.given = tuple(story for story in self.stories if story.session.was_given)
        counting = tuple(zone for zone in facts.zones if self.holds(zone))
        self.zone_numbers = {zone: number for number, zone in enumerate(counting, start=1)}
        self.zones = sorted(counting, key=self.zone_order)
        self.conditions = tuple(one for one in facts.conditions if self.holds(one))
        self.questions = tuple(one for one in facts.questions if one.is_open)
        self.scores = tuple(scores_of(self.given, question) for question in self.question_names())
        self.reaction_texts = {one.id: one.text for one in library.files.reactions.reaction}
        self.has_place = {one.id for one in library.files.reactions.reaction if one.asks_place}
        self.stop_reasons = {one.id: one for one in library.files.stop_reasons.reason}

    def summary(self, made_with: str) -> Summary:
        words, period = self.words, self.facts.period
        return Summary(
            words=words,
            period=period,
            period_words=span_words(period.start, period.end, words),
            days_words=words.days.of(period.days),
            who=self.who(),
            act_on=Listing(self.act_on(), _MOST_ACT_ON, words.nothing_to_act_on, words.more),
            zones=Listing(
                tuple(self.zone_line(zone) for zone in self.zones),
                _MOST_ZONES,
                self.no_zones(),
                words.more_marks,
            ),
            marks_note=self.marks_note(),
            conditions=Listing(
                tuple(dict.fromkeys(self.condition_name(one) for one in self.conditions)),
                _MOST_CONDITIONS,
                words.no_conditions,
                words.more,
            ),
            clearances=Listing(
                self.clearances(), _MOST_CLEARANCES, words.no_clearances, words.more
            ),
            scores=tuple(self.score_line(scores) for scores in self.scores),
            no_numbers=self.no_numbers(),
            totals=self.totals(),
            strip=self.strip(),
            strip_note=self.strip_note(),
            manner=self.manner(),
            reactions=Listing(
                tuple(self.reaction_line(one) for one in self.sorted_reactions()),
                _MOST_REACTIONS,
                words.no_reactions,
                words.more,
            ),
            questions=Listing(
                tuple(Line(one.id, self.said(one.text)) for one in self.questions),
                _MOST_QUESTIONS,
                words.no_questions,
                words.more,
            ),
            method=self.method(),
            made=self.made(made_with),
            shade=self.shade(),
            shows_figure=self.options.shows_figure,
            is_empty=not self.stories,
        )

    # ------------------------------------------------------------ words

    def day(self, day: date) -> str:
        return day_words(day, self.words)

    def said(self, text: str) -> str:
        """Return words of the caregiver's own, without the name where it is not to be shown."""
        line = tidy(text)
        if self.options.shows_name:
            return line
        name = tidy(self.facts.person.name)
        for part in (name, name.split(" ")[0]):
            if len(part) > 1:
                line = line.replace(part, self.short_name)
        return line

    @property
    def short_name(self) -> str:
        """The person's name as it stands in a sentence."""
        name = tidy(self.facts.person.name)
        return shortened(name, 24) if self.options.shows_name else initials(name) or "–"

    def who(self) -> tuple[Labelled, ...]:
        words, person = self.words, self.facts.person
        shows_name = self.options.shows_name
        born = ""
        if shows_name and self.options.shows_birth_date and person.birth_date is not None:
            born = self.day(person.birth_date)
        contact = ""
        if self.facts.contacts:
            first = self.facts.contacts[0]
            both = tidy(first.name) and tidy(first.phone)
            contact = tidy(f"{first.name} {first.phone}")
            if both:
                contact = words.name_and_phone.format(
                    name=tidy(first.name), phone=tidy(first.phone)
                )
        return (
            Labelled(
                words.name if shows_name else words.initials,
                tidy(person.name) if shows_name else self.short_name,
            ),
            Labelled(words.born, born or words.not_given),
            Labelled(words.given_by, self.givers() or words.not_given),
            Labelled(words.team, contact or words.not_given),
        )

    def givers(self) -> str:
        """Return who gave the massages of the period, those of most massages first."""
        counts = Counter(story.session.caregiver for story in self.given)
        known = {caregiver.id: caregiver for caregiver in self.facts.caregivers}
        ids = [giver for giver, _ in counts.most_common() if giver in known] or list(known)
        roles = dict(self.words.roles)
        names = [
            self.words.name_and_role.format(
                name=shortened(known[giver].name, 40)
                if self.options.shows_name
                else initials(known[giver].name),
                role=roles[known[giver].role],
            )
            for giver in ids
        ]
        return joined(names, 2, self.words)

    # ------------------------------------------------------------ zones, conditions, clearances

    def holds(self, record: ZoneRecord | ConditionRecord) -> bool:
        """Whether a finding still counts today, as the plan itself sees it."""
        return self.counted(record) is not None

    def counted(self, record: ZoneRecord | ConditionRecord) -> Finding | None:
        """Return a record as the finding that counts today; one nobody knows always counts."""
        finding = Finding(record.condition, 0, record.since, record.until)
        condition = self.library.book.conditions.get(record.condition)
        return finding if condition is None else counts_as(condition, finding, self.now.day)

    def condition_name(self, record: ZoneRecord | ConditionRecord) -> str:
        entry = self.library.conditions.get(record.condition)
        if entry is None:
            return capital(record.condition.replace("-", " "))
        counted = self.counted(record)
        if counted is not None:
            entry = self.library.conditions.get(counted.condition, entry)
        if entry.shows_note and record.note:
            return f"{entry.name} ({shortened(self.said(record.note), 60)})"
        return entry.name

    def short_names(self, zones: Iterable[ZoneRecord]) -> str:
        names = []
        for zone in zones:
            entry = self.library.conditions.get(zone.condition)
            short = entry.short if entry is not None else ""
            names.append((short or self.condition_name(zone)).lower())
        return joined(list(dict.fromkeys(names)), 3, self.words)

    def mark(self, zone: ZoneRecord) -> MarkWord:
        entry = self.library.conditions.get(zone.condition)
        return entry.mark if entry is not None else "no-touch"

    def zone_order(self, zone: ZoneRecord) -> tuple[bool, int, int, int]:
        """Sort by what has to be told today, what is forbidden, then the newest first."""
        since = zone.since or zone.happened.day
        entry = self.library.conditions.get(zone.condition)
        is_told = entry is not None and any(rule.report for rule in entry.rule)
        return not is_told, _MARK_ORDER[self.mark(zone)], -since.toordinal(), zone.happened.utc_ms

    def zone_line(self, zone: ZoneRecord) -> ZoneLine:
        words = self.words
        place = capital(place_words(zone.regions, self.library.book.body, words))
        parts = []
        if zone.since is not None:
            parts.append(words.since.format(day=self.day(zone.since)))
        if zone.until is not None:
            parts.append(words.until.format(day=self.day(zone.until)))
        who = self.said(zone.said_by)
        parts.append(words.said_by.format(who=shortened(who, 40)) if who else words.nobody_said)
        told = capital(", ".join(parts))
        return ZoneLine(
            id=zone.id,
            number=self.zone_numbers[zone],
            name=self.condition_name(zone),
            detail=f"{sentence(place)} {sentence(told)}",
            mark=self.mark(zone),
            regions=zone.regions,
        )

    def no_zones(self) -> str:
        answer = self.facts.zones_answer
        if answer is not None and answer.answer == "nothing":
            return self.words.no_zones_nothing.format(day=self.day(answer.day))
        if answer is not None and answer.answer == "must-ask":
            return self.words.no_zones_must_ask
        return self.words.no_zones

    def marks_note(self) -> str:
        words = self.words
        parts = [words.own_sides]
        if self.shade():
            parts.append(words.shading)
        if self.facts.period.end != self.now.day:
            parts.append(words.marks_as_of.format(day=self.day(self.now.day)))
        return " ".join(parts)

    def clearances(self) -> tuple[Line, ...]:
        """Return every clearance in force, the newest first."""
        today = self.now.day
        in_force = [
            one
            for one in self.facts.clearances
            if one.on <= today and (one.until is None or today <= one.until)
        ]
        in_force.sort(key=lambda one: one.on, reverse=True)
        return tuple(Line(one.id, self.clearance(one)) for one in in_force)

    def clearance(self, record: ClearanceRecord) -> str:
        words = self.words
        entry = self.library.conditions.get(record.names)
        known = dict(words.clearance_names)
        fallback = entry.name if entry is not None else record.names.replace("-", " ")
        template = words.clearance if record.until is None else words.clearance_until
        return template.format(
            what=known.get(record.names, capital(fallback)),
            who=shortened(self.said(record.said_by), 40),
            day=self.day(record.on),
            until="" if record.until is None else self.day(record.until),
        )

    def shade(self) -> dict[str, float]:
        """Return how long hands were on each region, as a part of the longest."""
        seconds: Counter[str] = Counter()
        for story in self.given:
            for step in story.session.steps:
                if step.is_touch and step.outcome != "skipped":
                    for region in step.regions:
                        seconds[region] += step.seconds
        longest = max(seconds.values(), default=0)
        if not longest:
            return {}
        return {region: count / longest for region, count in seconds.items() if count > 0}

    # ------------------------------------------------------------ what to act on

    def act_on(self) -> tuple[str, ...]:
        """Return what the care team should look at, the most serious first."""
        urgent = [
            *self.urgent_reactions(),
            *self.urgent_follow_ups(),
            *self.urgent_stops(),
        ]
        urgent.sort(key=lambda found: (found[0], -found[1]))
        lines = [text for _, _, text in urgent]
        lines += self.repeated_worsening()
        lines += self.calm_stops()
        lines += self.zones_to_look_at()
        if self.questions:
            lines.append(self.words.act_questions.of(len(self.questions)))
        return tuple(lines)

    def urgent_reactions(self) -> Iterable[tuple[int, int, str]]:
        severities = dict(self.words.severities)
        for reaction in self.facts.reactions:
            order = _SEVERITY_ORDER[reaction.severity]
            if order <= 1:
                text = self.words.act_reaction.format(
                    severity=severities[reaction.severity],
                    what=self.reaction_text(reaction).lower(),
                    place=self.reaction_place(reaction),
                    day=self.day(reaction.happened.day),
                )
                yield order, reaction.happened.utc_ms, text

    def urgent_follow_ups(self) -> Iterable[tuple[int, int, str]]:
        """Return what was said of the days after a massage that somebody has to be called for."""
        severities = dict(self.words.severities)
        texts = {one.id: one for one in self.library.files.follow_up.answer}
        for asked in self.follow_ups():
            for answer in asked.answers:
                known = texts.get(answer)
                if known is None or known.result == "fine":
                    continue
                is_emergency = known.result == "emergency"
                text = self.words.act_reaction.format(
                    severity=severities["emergency" if is_emergency else "needs-call"],
                    what=self.lowered(known.text),
                    place="",
                    day=self.day(asked.happened.day),
                )
                yield 0 if is_emergency else 1, asked.happened.utc_ms, text

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return what was answered about the days after the massages of the period."""
        found = (story.follow_up("next-day") for story in self.given)
        return tuple(one for one in found if one is not None and one.is_closed)

    def urgent_stops(self) -> Iterable[tuple[int, int, str]]:
        for story in self.stories:
            reason = self.stop_reasons.get(story.session.stop_reason or "")
            if story.session.state != "stopped" or reason is None:
                continue
            if reason.urgency in _URGENT:
                text = self.words.act_stop.format(
                    day=self.day(story.session.started.day), reason=self.lowered(reason.text)
                )
                yield _URGENT[reason.urgency], story.session.started.utc_ms, text

    def was_cut_short(self, story: SessionStory) -> bool:
        """Whether a massage ended early for more than sleep or a caller: those are usual ends."""
        reason = self.stop_reasons.get(story.session.stop_reason or "")
        return story.session.state == "stopped" and not (reason is not None and reason.usual)

    def calm_stops(self) -> Iterable[str]:
        """Return one line for all early stops that nobody has to be called for."""
        counts: Counter[str] = Counter()
        for story in self.stories:
            if self.was_cut_short(story):
                reason = self.stop_reasons.get(story.session.stop_reason or "")
                if reason is None:
                    counts[self.words.no_reason] += 1
                elif reason.urgency not in _URGENT:
                    counts[self.lowered(reason.told or reason.text)] += 1
        if counts:
            reasons = [
                text if count == 1 else self.words.counted.format(what=text, count=count)
                for text, count in counts.most_common()
            ]
            total = sum(counts.values())
            plural = self.words.act_calm_stops
            template = plural.one if total == 1 else plural.many
            yield template.format(count=total, reasons="; ".join(reasons))

    def repeated_worsening(self) -> Iterable[str]:
        """Return a line for each question that was higher after two of the last five massages."""
        names = self.question_names()
        for scores in self.scores:
            for pairs, source in (
                (scores.asked, self.words.asked),
                (scores.watched, self.words.watched),
            ):
                last = Pairs(pairs.all[-_LAST_PAIRS:])
                if last.higher >= _WORSE_PAIRS:
                    yield self.words.act_worse.format(
                        question=names[scores.question],
                        count=last.higher,
                        pairs=last.count,
                        source=source,
                    )

    def zones_to_look_at(self) -> Iterable[str]:
        """Return lines for new marks, marks nobody spoke for, and marks not looked at lately."""
        words = self.words
        new = [
            zone for zone in self.zones if (zone.since or zone.happened.day) in self.facts.period
        ]
        if new:
            plural = words.act_new.one if len(new) == 1 else words.act_new.many
            yield plural.format(count=len(new), names=self.short_names(new))
        unsaid = [zone for zone in self.zones if not tidy(zone.said_by)]
        if unsaid:
            plural = words.act_unsaid.one if len(unsaid) == 1 else words.act_unsaid.many
            yield plural.format(count=len(unsaid), names=self.short_names(unsaid))
        overdue = [zone for zone in self.zones if tidy(zone.said_by) and self.is_overdue(zone)]
        if overdue:
            plural = words.act_overdue.one if len(overdue) == 1 else words.act_overdue.many
            yield plural.format(
                count=len(overdue), names=self.short_names(overdue), days=self.review_days
            )

    @property
    def review_days(self) -> int:
        """After how many days a mark is to be looked at again."""
        return self.library.files.today_check.review_after_days

    def is_overdue(self, zone: ZoneRecord) -> bool:
        """Whether nobody has written, changed or confirmed a mark for too long."""
        return (self.now.day - zone.written.day).days >= self.review_days

    # ------------------------------------------------------------ reactions

    def sorted_reactions(self) -> list[Reaction]:
        """Return the reactions: those with a place (skin) first, then grave, then new."""
        return sorted(
            self.facts.reactions,
            key=lambda one: (
                one.what not in self.has_place,
                _SEVERITY_ORDER[one.severity],
                -one.happened.utc_ms,
            ),
        )

    def reaction_text(self, reaction: Reaction) -> str:
        known = self.reaction_texts.get(reaction.what)
        return known if known is not None else capital(reaction.what.replace("-", " "))

    def reaction_place(self, reaction: Reaction) -> str:
        if not reaction.regions:
            return ""
        place = place_words(reaction.regions, self.library.book.body, self.words)
        return self.words.reaction_place.format(place=place)

    def reaction_line(self, reaction: Reaction) -> ReactionLine:
        words = self.words
        head = words.reaction_head.format(
            day=self.day(reaction.happened.day), what=self.reaction_text(reaction)
        )
        rest = [sentence(dict(words.severities)[reaction.severity])]
        if reaction.what_done:
            done = words.what_was_done.format(text=self.said(reaction.what_done))
            rest.append(sentence(done))
        if reaction.note and self.options.shows_notes:
            rest.append(sentence(self.said(reaction.note)))
        place = self.reaction_place(reaction)
        return ReactionLine(sentence(head + place), " ".join(rest))

    def lowered(self, text: str) -> str:
        """Return a text of the content as the middle of a sentence, with the name put in."""
        begins_with_name = text.startswith("{name}")
        filled = text.replace("{name}", self.short_name)
        return filled if begins_with_name else filled[:1].lower() + filled[1:]

    # ------------------------------------------------------------ scores and sessions

    def question_names(self) -> dict[RatingQuestion, str]:
        return {one.id: one.short for one in self.library.files.ratings.rating}

    def score_line(self, scores: QuestionScores) -> ScoreLine:
        words, asked, watched = self.words, scores.asked, scores.watched
        watched_words = ""
        if watched.count:
            watched_words = words.watched_line.format(
                scores=self.pair_words(watched, with_count=True),
                count=watched.count,
                lower=watched.lower,
                same=watched.same,
                higher=watched.higher,
            )
        return ScoreLine(
            name=self.question_names()[scores.question],
            asked=self.pair_words(asked) if asked.count else words.not_enough,
            count=asked.count,
            lower=asked.lower,
            same=asked.same,
            higher=asked.higher,
            watched=watched_words,
            missing=scores.declined + scores.could_not_say + scores.no_answer + scores.mixed,
            scores=scores,
        )

    def no_numbers(self) -> str:
        """Return why massages have no pair, over all questions together."""
        words = self.words
        counts = (
            (words.declined, sum(scores.declined for scores in self.scores)),
            (words.could_not_say, sum(scores.could_not_say for scores in self.scores)),
            (words.no_answer, sum(scores.no_answer for scores in self.scores)),
            (words.mixed, sum(scores.mixed for scores in self.scores)),
        )
        found = [template.format(count=count) for template, count in counts if count]
        return words.no_numbers.format(list=", ".join(found)) if found else ""

    def pair_words(self, pairs: Pairs, *, with_count: bool = False) -> str:
        """Return the middle scores, or with fewer than five pairs the pairs themselves."""
        middles = pairs.middles
        if middles is None:
            return ", ".join(
                self.words.pair.format(before=pair.before, after=pair.after) for pair in pairs.all
            )
        before, after = (f"{value:g}" for value in middles)
        template = self.words.watched_middle if with_count else self.words.middle
        return template.format(before=before, after=after, count=pairs.count)

    def totals(self) -> str:
        words = self.words
        if not self.stories:
            return words.no_massages
        states: Counter[SessionState] = Counter(story.session.state for story in self.stories)
        seconds = sum(story.session.touch_seconds for story in self.given)
        told = words.minutes.of(told_minutes(seconds))
        parts = [
            words.massages.of(len(self.given)),
            words.under_a_minute if 0 < seconds < 60 else told,
        ]
        others = (
            (words.stopped, sum(self.was_cut_short(story) for story in self.stories)),
            (words.unfinished, states["unfinished"]),
            (words.not_wanted, states["not-wanted"]),
        )
        parts += [plural.of(count) for plural, count in others if count]
        return sentence(", ".join(parts))

    def strip(self) -> tuple[DayMark, ...]:
        """Return the days to draw: all of the period, or the last 14 of a long one."""
        period = self.facts.period
        count = period.days if period.days <= _MOST_DAYS_DRAWN else _DAYS_DRAWN_OF_MORE
        by_day: dict[date, list[SessionStory]] = {}
        for story in self.stories:
            by_day.setdefault(story.session.started.day, []).append(story)
        reactions = {reaction.happened.day for reaction in self.facts.reactions}
        days = (period.end - timedelta(days=back) for back in reversed(range(count)))
        return tuple(self.day_mark(day, by_day.get(day, []), day in reactions) for day in days)

    def day_mark(self, day: date, stories: list[SessionStory], has_reaction: bool) -> DayMark:
        given = [story for story in stories if story.session.was_given]
        pairs: dict[str, dict[Pair, None]] = {"asked": {}, "watched": {}}
        for story in given:
            found = pair_of(story, _MAIN_QUESTION)
            if found is not None:
                pairs[found[1]][found[0]] = None
        seconds = sum(story.session.touch_seconds for story in given)
        return DayMark(
            day=day,
            weekday=self.words.weekdays[day.weekday()],
            massages=len(given),
            minutes=told_minutes(seconds),
            is_under_a_minute=0 < seconds < 60,
            asked=tuple(pairs["asked"])[:_MOST_PAIRS_DRAWN],
            watched=tuple(pairs["watched"])[:_MOST_PAIRS_DRAWN],
            has_reaction=has_reaction,
            was_stopped=any(self.was_cut_short(story) for story in given),
            was_not_wanted=any(story.session.state == "not-wanted" for story in stories),
        )

    def strip_note(self) -> str:
        words, found = self.words, []
        if self.facts.period.days > _MOST_DAYS_DRAWN:
            found.append(words.strip_last.format(count=_DAYS_DRAWN_OF_MORE))
        busiest = Counter(story.session.started.day for story in self.given).most_common(1)
        if busiest and busiest[0][1] > _MOST_PAIRS_DRAWN:
            found.append(words.strip_most.format(count=_MOST_PAIRS_DRAWN))
        return " ".join(found)

    def manner(self) -> tuple[str, ...]:
        """Return how massages were given, what the person likes, and the newest notes."""
        words, lines = self.words, [*self.signs_line(), *self.next_days()]
        positions = Counter(
            story.session.position for story in self.given if story.session.position
        )
        if positions:
            known = self.library.positions
            listed = [
                words.counted.format(
                    what=(
                        known[name].name.replace("{name}", self.short_name)
                        if name in known
                        else name.replace("-", " ")
                    ),
                    count=count,
                )
                for name, count in positions.most_common(3)
            ]
            lines.append(words.positions.format(list=", ".join(listed)))
            levels = [
                step.pressure
                for story in self.given
                for step in story.session.steps
                if step.is_touch and step.outcome != "skipped"
            ]
            if levels:
                lines.append(words.pressure.format(level=max(levels)))
        if self.options.shows_notes:
            if tidy(self.facts.person.likes):
                likes = shortened(self.said(self.facts.person.likes), 160)
                lines.append(words.likes.format(text=sentence(likes)))
            notes = [
                self.words.reaction_head.format(
                    day=self.day(note.happened.day), what=shortened(self.said(note.text), 160)
                )
                for note in reversed(self.facts.notes)
            ]
            if notes:
                lines.append(words.notes.format(text=sentence(joined_notes(notes, words))))
        return tuple(lines)

    def signs_line(self) -> Iterable[str]:
        """Say what was watched in a person who cannot say, and that it is no score."""
        counts = signs_of(self.given, self.library.files.comfort_signs.wait_minutes)
        if counts.count:
            yield self.words.signs.format(
                count=counts.count, lower=counts.lower, same=counts.same, higher=counts.higher
            )

    def next_days(self) -> Iterable[str]:
        """Say how the days after the massages were, in counts."""
        words, asked = self.words, self.follow_ups()
        fine = sum(one.result == "fine" for one in asked)
        serious = sum(one.is_serious for one in asked)
        parts = (
            (words.next_fine, fine),
            (words.next_serious, serious),
            (words.next_unknown, len(asked) - fine - serious),
        )
        listed = ", ".join(text.format(count=count) for text, count in parts if count)
        if listed:
            yield words.next_days.format(count=len(asked), list=listed)

    # ------------------------------------------------------------ how it was made

    def method(self) -> str:
        sources = Counter(
            rating.source
            for story in self.given
            for scores in self.scores
            for when in ("before", "after")
            if (rating := story.rating(scores.question, when)) is not None
            and rating.number is not None
        )
        wanted = len(self.given) * len(self.scores) * 2
        return self.words.method.format(
            asked=sources["asked"],
            watched=sources["watched"],
            missing=wanted - sources.total(),
        )

    def made(self, made_with: str) -> str:
        words = self.words
        template = words.made if self.facts.fingerprint else words.made_without_log
        return template.format(
            day=self.day(self.now.day),
            time=self.now.local.strftime("%H:%M"),
            program=made_with,
            rules=self.library.version,
            fingerprint=self.facts.fingerprint,
        )


def joined_notes(notes: list[str], words: PageWords) -> str:
    """Return the newest notes, two of them, and the number of the others."""
    shown = " ".join(sentence(note) for note in notes[:2])
    left = len(notes) - 2
    return shown if left <= 0 else f"{shown} {capital(words.more.of(left))}"
