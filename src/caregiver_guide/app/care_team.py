# SPDX-License-Identifier: GPL-3.0-or-later
"""What did the care team say? Asked thing by thing, written as it is said, compared at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.app.safety import Safety
    from caregiver_guide.domain.profile import Profile
    from caregiver_guide.domain.session import PageSent
    from caregiver_guide.services.care_team_answers import TeamDue, TeamFacts, TeamItem
    from caregiver_guide.services.care_team_record import TeamDay, TeamGiven, TeamSource
    from caregiver_guide.ui.screens.care_team_screen import CareTeamScreen

CARE_TEAM = "care-team"


class CareTeam(QObject):
    """Walks the last page, or one place, with whoever heard what the care team said.

    Signals:
        left: The walk is over; go back to this place of the app.
    """

    left = Signal(str)

    def __init__(self, context: Context, window: MainWindow, safety: Safety) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._safety = safety
        self._origin = "today"
        self._only = ""
        self._page: PageSent | None = None
        self._visit: tuple[str, str, str] | None = None
        self._source: TeamSource | None = None
        self._before: Profile | None = None
        self._keys: list[str] = []
        self._key = ""
        self._version = 0
        safety.errand_done.connect(self._changed)
        window.add_screen(CARE_TEAM, self._make, Frame.PLACES)

    def _make(self) -> CareTeamScreen:
        from caregiver_guide.ui.screens.care_team_screen import CareTeamScreen

        screen = CareTeamScreen(self._context.painter)
        screen.source_named.connect(self._name_source)
        screen.answer_given.connect(self._answer)
        screen.skipped.connect(self._go_on)
        screen.went_back.connect(self._go_back)
        screen.source_wanted.connect(self._show_who)
        screen.step_wanted.connect(self.show)
        screen.more_said.connect(self._keep_more)
        screen.finished.connect(self._finish)
        return screen

    @property
    def item(self) -> TeamItem | None:
        """The thing that is asked about now."""
        return next((one for one in self._items() if one.key == self._key), None)

    def due(self) -> TeamDue | None:
        """Return the last page of the person cared for, while its answer is open."""
        from caregiver_guide.services.care_team_answers import team_due

        context = self._context
        return team_due(context.log, context.person.id, context.today())

    def begin(self, origin: str, zone: str = "") -> None:
        """Ask about the last page that went out, or about one place; ``origin`` is the way back."""
        context = self._context
        self._origin, self._only = origin, zone
        self._page = context.log.pages.newest(context.person.id)
        visit = (context.person.id, context.caregiver.id, self._page.id if self._page else "")
        if visit != self._visit or self._before is None or self._before.on != context.today():
            # Who said it is asked once a visit, and what changes is told from its beginning on.
            self._visit, self._source = visit, None
            self._before = context.profile()
        self._key = ""
        self._keys = [item.key for item in self._items()]
        self._show_who()

    def redraw(self) -> None:
        """Show the same part again, as the log is now."""
        if self._screen.part == "who":
            self._show_who()
        elif self._screen.part == "step":
            self.show(self._key)
        else:
            self._show_summary()

    def put_off(self) -> None:
        """Write down that there is no answer yet: Today does not ask aloud again."""
        from caregiver_guide.services.care_team_record import record_page_answer

        context = self._context
        self._page = context.log.pages.newest(context.person.id)
        day = self._day()
        context.did(lambda: record_page_answer(context.log, "not-yet", day))

    # -- what is asked -------------------------------------------------------------------

    @property
    def _screen(self) -> CareTeamScreen:
        return cast("CareTeamScreen", self._window.screen_named(CARE_TEAM))

    def _show(self) -> None:
        self._window.show_screen(CARE_TEAM, within=self._origin)

    def _facts(self) -> TeamFacts:
        from caregiver_guide.services.care_team_answers import read_team_facts

        return read_team_facts(self._context.log, self._context.person.id, self._page)

    def _items(self) -> tuple[TeamItem, ...]:
        from caregiver_guide.services.care_team_answers import team_items

        context = self._context
        return team_items(
            context.library,
            context.person.name,
            self._facts(),
            context.today(),
            gives_as_aide=context.caregiver.role == "aide",
            only=self._only,
        )

    def _day(self) -> TeamDay:
        from caregiver_guide.services.care_team_record import TeamDay

        context = self._context
        page = self._page.id if self._page is not None else ""
        return TeamDay(context.person.id, page, context.today(), context.caregiver.id)

    def _show_who(self) -> None:
        from caregiver_guide.services.care_team_view import team_who_view

        context = self._context
        view = team_who_view(
            context.library,
            context.person,
            self._facts(),
            self._items(),
            context.contacts(),
            self._source,
            context.today(),
            is_single=bool(self._only),
        )
        self._screen.show_who(view)
        self._show()

    def _name_source(self, source: TeamSource) -> None:
        self._source = source
        items = {item.key: item for item in self._items()}
        if self._key in items:
            self.show(self._key)
            return
        first = next((key for key in self._keys if key in items and items[key].is_open), None)
        first = first or next((key for key in self._keys if key in items), None)
        if first is None:
            self._show_summary()
        else:
            self.show(first)

    def show(self, key: str) -> None:
        """Ask about the thing with this key, or go to the end where it is not there any more."""
        from caregiver_guide.services.care_team_view import TeamStepView, zone_picture

        context, source = self._context, self._source
        items = {item.key: item for item in self._items()}
        if source is None or key not in items:
            self._show_summary()
            return
        self._key = key
        keys = [one for one in self._keys if one in items]
        self._screen.show_step(
            TeamStepView(
                person_name=context.person.name,
                today=context.today(),
                item=items[key],
                number=keys.index(key) + 1,
                count=len(keys),
                source=source,
                page=f"{context.person.id}/{self._page.id if self._page is not None else ''}",
                picture=zone_picture(context.library, items[key], context.person.skin),
                writers={one.id: one.name for one in context.log.caregivers.all()},
            )
        )
        self._show()

    def _show_summary(self) -> None:
        from caregiver_guide.services.care_team_view import TeamSummaryView
        from caregiver_guide.services.next_plan import next_plan

        context = self._context
        if self._source is None or self._before is None:
            self._show_who()
            return
        self._key = ""
        plan = next_plan(context.words(), self._before, context.profile())
        view = TeamSummaryView(context.person.name, self._items(), plan, self._source)
        self._screen.show_summary(view)
        self._show()

    # -- answers -------------------------------------------------------------------------

    def _answer(self, given: TeamGiven) -> None:
        item = self.item
        if item is None or self._source is None:
            return
        if given.answer == "changed" and item.line is not None:
            self._change(item)
        elif self._write(self._key, given):
            self._screen.forget_step()
            self._go_on()

    def _write(self, key: str, given: TeamGiven) -> bool:
        """Write one answer; what the disk refuses is owed, and no massage begins before it."""
        from caregiver_guide.services.care_team_record import record_team_answer

        context, source, day = self._context, self._source, self._day()
        if source is None:
            return False

        def write() -> None:
            item = next((one for one in self._items() if one.key == key), None)
            if item is not None:
                record_team_answer(context.log, item, given, source, day)

        context.owe(("care team", key), write)
        return context.did(context.settle)

    def _change(self, item: TeamItem) -> None:
        """Open the place on the map, and go on here when it has been left."""
        zone = self._context.log.zones.one(item.thing)
        self._version = zone.version if zone is not None else 0
        said_by = self._source.said_by if self._source is not None else ""
        self._safety.change_for_team(item.thing, said_by)

    def _changed(self) -> None:
        from caregiver_guide.services.care_team_record import TeamGiven

        key, thing = self._key, self._key.partition("/")[2]
        zone = self._context.log.zones.one(thing)
        if zone is None or zone.version == self._version:
            self.show(key)
        elif self._write(key, TeamGiven("changed")):
            self._screen.forget_step()
            self._go_on()
        else:
            self.show(key)

    def _go_on(self) -> None:
        """Show the next thing; what an answer has opened to ask about comes at the end."""
        found = [item.key for item in self._items()]
        self._keys += [key for key in found if key not in self._keys]
        here = self._keys.index(self._key) + 1 if self._key in self._keys else 0
        following = next((key for key in self._keys[here:] if key in found), None)
        if following is None:
            self._show_summary()
        else:
            self.show(following)

    def _go_back(self) -> None:
        found = [item.key for item in self._items()]
        if self._screen.part == "who":
            if self._key:
                self.show(self._key)
            else:
                self.left.emit(self._origin)
            return
        here = self._keys.index(self._key) if self._key in self._keys else len(self._keys)
        earlier = next((key for key in reversed(self._keys[:here]) if key in found), None)
        if earlier is None:
            self._key = ""
            self._show_who()
        else:
            self.show(earlier)

    def _keep_more(self, words: str) -> None:
        from caregiver_guide.services.care_team_record import record_more_said

        context, source, day = self._context, self._source, self._day()
        if source is None:
            return
        if context.did(lambda: record_more_said(context.log, words, source, day)):
            self._screen.show_more_kept()

    def _finish(self) -> None:
        self._before = None
        self.left.emit(self._origin)
