# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of which nobody could tell whether they are saved, until they are written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.chain import Draft, Revision

_A_DAY_MS = 86_400_000
_A_MINUTE_MS = 60_000


class Doubts:
    """What was told as `PerhapsSaved`, so that it is known when somebody saves it once more.

    A new entry has a new id each time it is written, so it is known by what it says. After a day
    the same words are another entry.
    """

    def __init__(self) -> None:
        self._open: list[Revision] = []

    def doubt(self, revisions: Sequence[Revision]) -> None:
        """Remember what may be in the file or not."""
        self.settle(revisions)
        self._open += revisions

    def settle(self, revisions: Sequence[Revision]) -> None:
        """Doubt these no more: they are on the disk."""
        self._open = [one for one in self._open if one not in revisions]

    def holds_any(self, revisions: Sequence[Revision]) -> bool:
        """Return whether one of these is doubted."""
        return any(one in self._open for one in revisions)

    def in_state(self, kind: str, person: str, state: str) -> list[Revision]:
        """Return what is doubted of a kind, a person and a state, the latest first."""
        wanted = (kind, person, state)
        return [one for one in reversed(self._open) if (one.kind, one.person, one.state) == wanted]

    def like(
        self, draft: Draft, clock: Callable[[], Moment], taken: Sequence[Revision]
    ) -> Iterator[Revision]:
        """Yield what is doubted and says the same as ``draft``, but for what is ``taken``."""
        if not self._open:
            return
        now_ms = clock().utc_ms
        for one in self._open:
            is_late = abs(now_ms - one.written_ms) > _A_DAY_MS
            if one not in taken and not is_late and _says_the_same(one, draft, now_ms):
                yield one


def _says_the_same(one: Revision, draft: Draft, now_ms: int) -> bool:
    is_new = one.version == draft.version == 1 and not draft.replaces
    is_about_itself = one.person == one.thing and draft.person == draft.thing
    return (
        (is_new or one.thing == draft.thing)
        and (one.person == draft.person or (is_new and is_about_itself))
        and (one.happened == draft.happened or (_is_of_now(one) and _is_now(draft, now_ms)))
        and (one.kind, one.session, one.state, one.recorded_by, one.why, one.body)
        == (draft.kind, draft.session, draft.state, draft.recorded_by, draft.why, draft.body)
        and bool(one.is_in_bin) == draft.is_in_bin
    )


def _is_of_now(one: Revision) -> bool:
    """Whether an entry tells of the moment in which it was written."""
    return 0 <= one.written_ms - one.happened_ms <= _A_MINUTE_MS


def _is_now(draft: Draft, now_ms: int) -> bool:
    return 0 <= now_ms - draft.happened.utc_ms <= _A_MINUTE_MS
