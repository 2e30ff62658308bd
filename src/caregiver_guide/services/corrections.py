# SPDX-License-Identifier: GPL-3.0-or-later
"""What was put right about a massage itself and about what was noticed: what it said before."""

from __future__ import annotations

from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import Fact, Moment, Person, SessionStory
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.entries import Entries, PartChange, Version
from caregiver_guide.services.moving import is_moved_away
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A later version of a massage or a reaction: what it changed, by whom, when and why.

    ``title`` names the reaction, and is empty for the massage itself. ``was_taken_away`` and
    ``was_put_back`` tell of the bin; there nothing need have changed.
    """

    kind: Literal["session", "reaction"]
    title: str
    parts: tuple[PartChange, ...]
    by: str
    when: Moment
    why: str
    was_taken_away: bool = False
    was_put_back: bool = False


def entry_changes(
    log: Log, library: Library, person: Person, story: SessionStory
) -> tuple[EntryChange, ...]:
    """Return every later version of a massage and of what was noticed, as changes in words.

    A reaction that was taken away on its own is among them: what it said stood here.
    """
    entries = Entries(log, library, person)
    session = story.session
    gone = tuple(
        one
        for one in log.reactions.binned(person.id)
        if one.session == session.id and not is_moved_away(one) and not session.is_in_bin
    )
    found = [
        _change("session", "", version)
        for version in _later(entries, "session", session, log.sessions.history(session.id))
    ]
    for one in (*story.reactions, *gone):
        title = entries.title("reaction", one)
        found += [
            _change("reaction", title, version)
            for version in _later(entries, "reaction", one, log.reactions.history(one.id))
        ]
    return tuple(found)


def _later(
    entries: Entries, kind: str, fact: Fact, history: tuple[Fact, ...]
) -> tuple[Version, ...]:
    """Return the versions that changed something, the oldest first; none of most entries."""
    versions = entries.versions(kind, history) if fact.version > 1 else ()
    return tuple(one for one in reversed(versions) if one.what not in ("written", "looked-at"))


def _change(kind: Literal["session", "reaction"], title: str, version: Version) -> EntryChange:
    return EntryChange(
        kind=kind,
        title=title,
        parts=version.changes,
        by=version.by,
        when=version.written,
        why=version.why,
        was_taken_away=version.what == "taken-away",
        was_put_back=version.what == "put-back",
    )
