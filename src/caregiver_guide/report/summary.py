# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word and number of the one page for the care team, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caregiver_guide.content.library import Library
from caregiver_guide.content.page_words import PageWords, Plural, page_words
from caregiver_guide.domain.scores import (
    CLEAR_CHANGE,
    Pair,
    Pairs,
    QuestionScores,
    pair_of,
    scores_of,
)
from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    FollowUp,
    Moment,
    RatingQuestion,
    Reaction,
    SessionState,
    SessionStory,
    Severity,
    ZoneRecord,
    contact_to_call,
    told_minutes,
)
from caregiver_guide.domain.trends import touch_time_of
from caregiver_guide.domain.values import dataclass
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.act_on import ActOn
from caregiver_guide.report.allowed import allowed_on
from caregiver_guide.report.facts import PageFacts, PageOptions, Period, read_facts
from caregiver_guide.report.lines import (
    SEVERITY_ORDER,
    DayMark,
    EarlyEnd,
    EndKind,
    Labelled,
    Line,
    Listing,
    MarkWord,
    ReactionLine,
    ScoreLine,
    ZoneLine,
)
from caregiver_guide.report.manner import Manner, serious_next_days
from caregiver_guide.report.telling import Telling
from caregiver_guide.report.wording import (
    capital,
    initials,
    joined,
    place_words,
    sentence,
    shortened,
    span_words,
    tidy,
)

if TYPE_CHECKING:
    from caregiver_guide.storage.log import Log

_MOST_ACT_ON = 5
_MOST_ZONES = 6
_MOST_CONDITIONS = 6
_MOST_CLEARANCES = 4
_MOST_REACTIONS = 5
_MOST_QUESTIONS = 4
_MOST_MANNER = 12
_MOST_DAYS_DRAWN = 31
_MOST_DAYS_LARGE = 14
_DAYS_DRAWN_OF_MORE = 14
_MOST_PAIRS_DRAWN = 3

_MARK_ORDER: dict[MarkWord, int] = {"no-touch": 0, "ask": 1, "light": 2}


@dataclass(frozen=True, slots=True)
class Summary:
    """The page as words and numbers; whoever shows it only places them.

    ``totals`` says how much there was and how complete it is; ``ends`` counts what did not go to
    its end, each with the kind. ``strip_question`` is the question whose pairs are drawn.
    """

    words: PageWords
    period: Period
    period_words: str
    days_words: str
    who: tuple[Labelled, ...]
    totals: str
    act_on: Listing[str]
    zones: Listing[ZoneLine]
    marks_note: str
    conditions: Listing[str]
    clearances: Listing[Line]
    scores: tuple[ScoreLine, ...]
    no_numbers: str
    reactions: Listing[ReactionLine]
    strip: tuple[DayMark, ...]
    strip_question: str
    strip_note: str
    ends: tuple[EarlyEnd, ...]
    manner: Listing[str]
    questions: Listing[Line]
    method: str
    made: str
    options: PageOptions
    fingerprint: str = ""
    shade: Mapping[str, float] = field(default_factory=dict)
    is_empty: bool = False

    @property
    def title(self) -> str:
        """The page's title."""
        return self.words.title

    @property
    def pages(self) -> int:
        """How many sheets of paper it takes."""
        return 2 if self.options.is_large else 1

    def page_of(self, page: int) -> str:
        """Return what stands at the foot of page ``page``, from 1.

        The last sheet says how it was made, and names the log there. So does each one before it
        here: sheets that came apart can be matched.
        """
        words = self.words.of_pages_large if self.options.is_large else self.words.of_pages
        if page < self.pages and self.fingerprint:
            words = self.words.of_pages_log
        return words.format(page=page, pages=self.pages, fingerprint=self.fingerprint)


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
    open_days = library.files.today_check.open_sign_days
    facts = read_facts(log, person_id, period, now.day, open_days)
    return summarise(facts, library, now, made_with=made_with, options=options)


def summarise(
    facts: PageFacts,
    library: Library,
    now: Moment,
    *,
    made_with: str = "Caregiver Guide",
    options: PageOptions | None = None,
    words: PageWords | None = None,
) -> Summary:
    """Return the page's words and numbers from ``facts``, as of ``now``.

    ``words`` are those of the language in ``options``, unless told.
    """
    options = options or PageOptions()
    words = library.said(words or page_words(resource_dir(), options.language))
    return _Composer(Telling(facts, library, now, options, words)).summary(made_with)


class _Composer:
    """Puts the facts of one page into words."""

    def __init__(self, tell: Telling) -> None:
        self.tell = tell
        self.facts, self.library, self.now = tell.facts, tell.library, tell.now
        self.options, self.words = tell.options, tell.words
        self.given = tell.given
        counting = tuple(zone for zone in self.facts.zones if tell.holds(zone))
        self.zone_numbers = {zone.id: number for number, zone in enumerate(counting, start=1)}
        self.zones = sorted(counting, key=self.zone_order)
        holding = (one for one in self.facts.conditions if tell.holds(one))
        self.conditions = tuple(sorted(holding, key=self.condition_order))
        self.questions = tuple(
            one for one in self.facts.questions if one.is_open and self.options.shows_questions
        )
        self.scores = tuple(scores_of(self.given, question) for question in self.question_names())
        self.touch = touch_time_of(self.given, self.library.book.body).regions
        entries = self.library.files.reactions.reaction
        self.has_place = {one.id for one in entries if one.asks_place}

    def summary(self, made_with: str) -> Summary:
        words, period, options = self.words, self.facts.period, self.options
        act_on = ActOn(self.tell, self.zones, self.scores, len(self.questions)).lines()
        return Summary(
            words=words,
            period=period,
            period_words=span_words(period.start, period.end, words),
            days_words=words.days.of(period.days),
            who=self.who(),
            totals=self.totals(),
            act_on=Listing(act_on, _MOST_ACT_ON, words.nothing_to_act_on, words.more),
            zones=Listing(
                tuple(self.zone_line(zone) for zone in self.zones) if options.shows_marks else (),
                _MOST_ZONES,
                self.no_zones() if options.shows_marks else words.left_out,
                words.more_marks if options.shows_figure else words.more,
            ),
            marks_note=self.marks_note(),
            conditions=Listing(
                self.condition_names() if options.shows_conditions else (),
                _MOST_CONDITIONS,
                words.no_conditions if options.shows_conditions else words.left_out,
                words.more,
            ),
            clearances=Listing(
                self.clearances() if options.shows_conditions else (),
                _MOST_CLEARANCES,
                words.no_clearances if options.shows_conditions else words.left_out,
                words.more,
            ),
            scores=self.score_lines(),
            no_numbers=self.no_numbers() if options.shows_scores else "",
            reactions=Listing(
                self.reaction_lines() if options.shows_reactions else (),
                _MOST_REACTIONS,
                words.no_reactions if options.shows_reactions else words.left_out,
                words.more,
            ),
            strip=self.strip(),
            strip_question=self.question_names()[self.main_question()],
            strip_note=self.strip_note() if options.shows_days else words.left_out,
            ends=self.ends() if options.shows_days else (),
            manner=Listing(Manner(self.tell).lines(), _MOST_MANNER, self.no_manner(), words.more),
            questions=Listing(
                tuple(Line(one.id, self.tell.said(one.text)) for one in self.questions),
                _MOST_QUESTIONS,
                words.no_questions if options.shows_questions else words.left_out,
                words.more,
            ),
            method=self.method(),
            made=self.made(made_with),
            fingerprint=self.facts.fingerprint,
            options=options,
            shade=self.shade(),
            is_empty=not self.tell.stories,
        )

    def no_manner(self) -> str:
        """Return what stands where nothing is known of how massages were given."""
        return self.words.not_enough if self.options.shows_manner else self.words.left_out

    # ------------------------------------------------------------ who

    def who(self) -> tuple[Labelled, ...]:
        words, person = self.words, self.facts.person
        shows_name = self.options.shows_name
        born = ""
        if shows_name and self.options.shows_birth_date and person.birth_date is not None:
            born = self.tell.day(person.birth_date)
        contact = ""
        called = contact_to_call(self.facts.contacts)
        if called is not None:
            name, phone = self.tell.said(called.name), tidy(called.phone)
            contact = tidy(f"{name} {phone}")
            if name and phone:
                contact = words.name_and_phone.format(name=name, phone=phone)
        return (
            Labelled(
                words.name if shows_name else words.initials,
                tidy(person.name) if shows_name else self.tell.short_name,
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
        roles = self.words.roles
        names = [
            self.words.name_and_role.format(
                name=shortened(known[giver].name, 40)
                if self.options.shows_name
                else initials(known[giver].name) or "–",
                role=roles[known[giver].role],
            )
            for giver in ids
        ]
        return joined(names, 2, self.words)

    # ------------------------------------------------------------ zones, conditions, clearances

    def zone_order(self, zone: ZoneRecord) -> tuple[bool, int, int, int]:
        """Sort by what has to be told today, what is forbidden, then the newest first."""
        since = zone.since or zone.happened.day
        entry = self.library.conditions.get(zone.condition)
        is_told = entry is not None and any(rule.report for rule in entry.rule)
        return (
            not is_told,
            _MARK_ORDER[self.tell.mark(zone)],
            -since.toordinal(),
            zone.happened.utc_ms,
        )

    def zone_line(self, zone: ZoneRecord) -> ZoneLine:
        words = self.words
        place = capital(place_words(zone.regions, self.library.book.body, words))
        parts = []
        if zone.since is not None:
            parts.append(words.since.format(day=self.tell.near_day(zone.since)))
        if zone.until is not None:
            parts.append(words.until.format(day=self.tell.near_day(zone.until)))
        parts.append(self.zone_source(zone))
        told = capital(", ".join(parts))
        return ZoneLine(
            id=zone.id,
            number=self.zone_numbers[zone.id],
            name=self.tell.condition_name(zone),
            detail=f"{sentence(place)} {sentence(told)}",
            mark=self.tell.mark(zone),
            regions=zone.regions,
        )

    def zone_source(self, zone: ZoneRecord) -> str:
        """Return who said so, and on which day where that is known."""
        who = shortened(self.tell.said(zone.said_by), 40)
        if not who:
            return self.words.nobody_said
        if zone.said_on is None:
            return self.words.said_by.format(who=who)
        return self.words.said_by_on.format(who=who, day=self.tell.near_day(zone.said_on))

    def no_zones(self) -> str:
        answer = self.facts.zones_answer
        if answer is not None and answer.answer == "nothing":
            return self.words.no_zones_nothing.format(day=self.tell.day(answer.day))
        if answer is not None and answer.answer == "must-ask":
            return self.words.no_zones_must_ask
        return self.words.no_zones

    def marks_note(self) -> str:
        words = self.words
        parts = [words.own_sides]
        if self.touch:
            most = told_minutes(max(self.touch.values()))
            told = words.minutes.of(most) if most else words.under_a_minute
            parts.append(words.shading.format(minutes=told))
        if self.facts.period.end != self.now.day:
            parts.append(words.marks_as_of.format(day=self.tell.day(self.now.day)))
        return " ".join(parts)

    def clearances(self) -> tuple[Line, ...]:
        """Return every clearance in force, the newest first."""
        in_force = allowed_on(self.library.book, self.facts.clearances, self.now.day)
        return tuple(Line(one.id, self.clearance(one)) for one in in_force)

    def clearance(self, record: ClearanceRecord) -> str:
        words = self.words
        entry = self.library.conditions.get(record.names)
        known = words.clearance_names
        fallback = entry.name if entry is not None else record.names.replace("-", " ")
        template = words.clearance if record.until is None else words.clearance_until
        return template.format(
            what=known.get(record.names, capital(fallback)),
            who=shortened(self.tell.said(record.said_by), 40),
            day=self.tell.day(record.on),
            until="" if record.until is None else self.tell.day(record.until),
        )

    def condition_order(self, record: ConditionRecord) -> tuple[int, ...]:
        """Sort by what the rules do (stop, ask, tell), then the newest; one nobody knows first."""
        counted = self.tell.counted(record)
        known = self.library.book.conditions
        condition = known.get(record.condition if counted is None else counted.condition)
        if condition is None:
            return ()
        rules = condition.rules
        return (
            not any(rule.stop for rule in rules),
            not any(rule.asks_first for rule in rules),
            not any(rule.reports_today for rule in rules),
            not any(limit.level == 0 for rule in rules for limit in rule.pressure),
            not any(rule.avoid or rule.only_routines for rule in rules),
            not any(rule.pressure or rule.minutes for rule in rules),
            -(record.since or record.happened.day).toordinal(),
        )

    def condition_names(self) -> tuple[str, ...]:
        """Return every condition once."""
        return tuple(dict.fromkeys(self.tell.condition_name(one) for one in self.conditions))

    def shade(self) -> dict[str, float]:
        """Return how long hands were on each region, as a part of the longest."""
        longest = max(self.touch.values(), default=0)
        return {region: seconds / longest for region, seconds in self.touch.items()}

    # ------------------------------------------------------------ reactions

    def reaction_lines(self) -> tuple[ReactionLine, ...]:
        """Return what was noticed, on the next days too: skin first, then grave, then new."""
        found = [
            (
                (
                    one.what not in self.has_place,
                    self.gravest(one),
                    -one.happened.utc_ms,
                ),
                self.reaction_line(one),
            )
            for one in self.facts.reactions
        ]
        found += [
            (
                (True, SEVERITY_ORDER[severity], -asked.happened.utc_ms),
                self.next_day_line(asked, severity, text),
            )
            for asked, severity, text in serious_next_days(self.tell)
        ]
        found.sort(key=lambda one: one[0])
        return tuple(line for _, line in found)

    def next_day_line(self, asked: FollowUp, severity: Severity, text: str) -> ReactionLine:
        words, tell = self.words, self.tell
        what = text.replace("{name}", tell.short_name)
        head = words.reaction_head.format(day=tell.near_day(asked.happened.day), what=what)
        rest = [sentence(words.severities[severity])]
        if tidy(asked.what_done):
            rest.append(sentence(words.what_was_done.format(text=tell.said(asked.what_done))))
        return ReactionLine(sentence(head), " ".join(rest))

    def reaction_line(self, reaction: Reaction) -> ReactionLine:
        words, tell = self.words, self.tell
        head = words.reaction_head.format(
            day=tell.near_day(reaction.happened.day), what=tell.reaction_text(reaction)
        )
        place = capital(tell.reaction_place(reaction))
        rest = [
            sentence(place),
            sentence(words.severities[reaction.severity]),
            sentence(self.was_graver(reaction)),
            sentence(words.lasted[reaction.lasted]),
        ]
        if tidy(reaction.what_done):
            rest.append(sentence(words.what_was_done.format(text=tell.said(reaction.what_done))))
        if tidy(reaction.note) and self.options.shows_notes:
            rest.append(sentence(tell.said(reaction.note)))
        return ReactionLine(sentence(head), " ".join(filter(None, rest)))

    def gravest(self, reaction: Reaction) -> int:
        """Return how grave a reaction ever was: one made milder stands where it stood before."""
        known = self.facts.corrected.get(reaction.id)
        return SEVERITY_ORDER[reaction.severity if known is None else known.was]

    def was_graver(self, reaction: Reaction) -> str:
        """Return what was said before it was made milder, and by whom; else nothing."""
        known = self.facts.corrected.get(reaction.id)
        if known is None:
            return ""
        words, who = self.words, tidy(known.by)
        if who and not self.options.shows_name:
            who = initials(who) or "–"
        template = words.was_graver_by if who else words.was_graver
        return template.format(
            severity=words.severities[known.was].lower(),
            who=shortened(who, 24),
            day=self.tell.near_day(known.changed.day),
        )

    # ------------------------------------------------------------ scores and sessions

    def question_names(self) -> dict[RatingQuestion, str]:
        return {one.id: one.short for one in self.library.files.ratings.rating}

    def score_lines(self) -> tuple[ScoreLine, ...]:
        """Return a row for each question; without numbers where they are left out."""
        if not self.options.shows_scores:
            empty = (QuestionScores(scores.question) for scores in self.scores)
            return tuple(self.score_line(scores, self.words.left_out) for scores in empty)
        return tuple(self.score_line(scores, self.words.not_enough) for scores in self.scores)

    def score_line(self, scores: QuestionScores, empty: str) -> ScoreLine:
        words, asked, watched = self.words, scores.asked, scores.watched
        watched_words = ""
        if watched.count:
            watched_words = words.watched_line.format(
                scores=" ".join(filter(None, (self.pair_words(watched), self.meaning(watched)))),
                count=watched.count,
                lower=watched.lower,
                same=watched.same,
                higher=watched.higher,
            )
        return ScoreLine(
            name=self.question_names()[scores.question],
            asked=self.pair_words(asked) if asked.count else empty,
            meaning=self.meaning(asked),
            count=asked.count,
            lower=asked.lower,
            same=asked.same,
            higher=asked.higher,
            watched=watched_words,
            missing=scores.without,
            scores=scores,
        )

    def meaning(self, pairs: Pairs) -> str:
        """Return what the middle change is called; nothing with fewer than five pairs."""
        change = pairs.change
        if change is None:
            return ""
        middle = change.middle
        word = (
            "lower" if middle <= -CLEAR_CHANGE else "higher" if middle >= CLEAR_CHANGE else "same"
        )
        return self.words.meanings[word]

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

    def pair_words(self, pairs: Pairs) -> str:
        """Return the middle scores, or with fewer than five pairs the pairs themselves."""
        middles = pairs.middles
        if middles is None:
            return ", ".join(
                self.words.pair.format(before=pair.before, after=pair.after) for pair in pairs.all
            )
        before, after = (f"{value:g}" for value in middles)
        return self.words.middle.format(before=before, after=after)

    def totals(self) -> str:
        """Return how much there was, and how complete what is known of it is."""
        words = self.words
        if not self.tell.stories:
            return words.no_massages
        seconds = sum(story.session.touch_seconds for story in self.given)
        told = words.minutes.of(told_minutes(seconds))
        days = len({story.session.started.day for story in self.given})
        on_days = words.on_days.of(
            self.facts.period.days, massages=words.massages.of(len(self.given)), days=days
        )
        minutes = words.under_a_minute if 0 < seconds < 60 else told
        parts = [sentence(f"{on_days}, {minutes}")]
        if self.given and self.options.shows_scores:
            count = sum(self.has_pair(story) for story in self.given)
            parts.append(words.complete.format(count=count, all=len(self.given)))
        if afterwards := sum(story.session.is_told for story in self.given):
            parts.append(words.told_count.format(count=afterwards))
        return " ".join(parts)

    def has_pair(self, story: SessionStory) -> bool:
        """Whether a massage has a score before and after for any question."""
        return any(pair_of(story, question) is not None for question in self.question_names())

    def ends(self) -> tuple[EarlyEnd, ...]:
        """Return what did not go to its end, counted, each with its kind."""
        words = self.words
        states: Counter[SessionState] = Counter(story.session.state for story in self.tell.stories)
        stopped = sum(self.tell.was_cut_short(story) for story in self.tell.stories)
        begun = sum(
            story.session.was_begun_only and self.tell.was_cut_short(story)
            for story in self.tell.stories
        )
        broken = sum(
            story.session.state == "unfinished" and self.tell.was_cut_short(story)
            for story in self.tell.stories
        )
        counts: tuple[tuple[EndKind, Plural, int], ...] = (
            ("stopped", words.stopped, stopped),
            ("begun", words.begun, begun),
            ("unfinished", words.unfinished, states["unfinished"] - broken),
            ("not-wanted", words.not_wanted, states["not-wanted"]),
        )
        return tuple(
            EarlyEnd(kind, count, plural.of(count)) for kind, plural, count in counts if count
        )

    def main_question(self) -> RatingQuestion:
        """Return the question whose pairs are drawn: that with the most, pain before the others."""
        found = max(self.scores, key=lambda one: one.asked.count + one.watched.count)
        return found.question

    def days_drawn(self) -> int:
        """Return how many of the days are drawn: all, or the last of a long time."""
        most = _MOST_DAYS_LARGE if self.options.is_large else _MOST_DAYS_DRAWN
        days = self.facts.period.days
        return days if days <= most else _DAYS_DRAWN_OF_MORE

    def strip(self) -> tuple[DayMark, ...]:
        """Return the days to draw; those left out on purpose have nothing but their names."""
        by_day: dict[date, list[SessionStory]] = {}
        reactions: set[date] = set()
        if self.options.shows_days:
            for story in self.tell.stories:
                by_day.setdefault(story.session.started.day, []).append(story)
            if self.options.shows_reactions:
                reactions = {reaction.happened.day for reaction in self.facts.reactions}
                reactions |= {one.happened.day for one, _, _ in serious_next_days(self.tell)}
        last, count = self.facts.period.end, self.days_drawn()
        days = (last - timedelta(days=back) for back in reversed(range(count)))
        return tuple(self.day_mark(day, by_day.get(day, []), day in reactions) for day in days)

    def day_mark(self, day: date, stories: list[SessionStory], has_reaction: bool) -> DayMark:
        given = [story for story in stories if story.session.was_given]
        pairs: dict[str, dict[Pair, None]] = {"asked": {}, "watched": {}}
        if self.options.shows_scores:
            for story in given:
                found = pair_of(story, self.main_question())
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
            was_stopped=any(self.tell.was_cut_short(story) for story in stories),
            was_not_wanted=any(story.session.state == "not-wanted" for story in stories),
            is_told=any(story.session.is_told for story in given),
        )

    def strip_note(self) -> str:
        words, found = self.words, []
        if self.days_drawn() < self.facts.period.days:
            found.append(words.strip_last.format(count=_DAYS_DRAWN_OF_MORE))
        busiest = Counter(story.session.started.day for story in self.given).most_common(1)
        if busiest and busiest[0][1] > _MOST_PAIRS_DRAWN:
            found.append(words.strip_most.format(count=_MOST_PAIRS_DRAWN))
        return " ".join(found)

    # ------------------------------------------------------------ how it was made

    def method(self) -> str:
        if not self.options.shows_scores:
            return self.words.method_without
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
        made = template.format(
            day=self.tell.day(self.now.day),
            time=self.now.local.strftime("%H:%M"),
            program=made_with,
            rules=self.library.version,
            fingerprint=self.facts.fingerprint,
        )
        return made if self.tell.options.shows_name else f"{words.names_hidden} {made}"
