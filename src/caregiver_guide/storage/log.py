# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of one data folder: opened here, and everything in it by kind."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    ComfortSigns,
    ConditionRecord,
    ConsentAnswer,
    FollowUp,
    Moment,
    Note,
    PageSent,
    Person,
    Question,
    Rating,
    Reaction,
    SignsLooked,
    TeamAnswer,
    WeeklyPlan,
    ZoneRecord,
    ZonesAnswer,
    result_order,
    severity_order,
)
from caregiver_guide.storage.backups import DraftBackup, draft_backup
from caregiver_guide.storage.careful_clearances import CarefulClearances
from caregiver_guide.storage.careful_facts import (
    CarefulCaregivers,
    CarefulFindings,
    CarefulPeople,
)
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.checks import Checks, Looked, ZonesAnswers
from caregiver_guide.storage.copies import Holdings, holdings_of
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.drafts import Drafts
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.graver_facts import GraverFacts
from caregiver_guide.storage.opening import log_file, make_in_memory, open_database
from caregiver_guide.storage.own_facts import (
    ANEW_DUE,
    FOLLOWING,
    WAS,
    read_own_facts,
    series_of,
)
from caregiver_guide.storage.revisions import RevisionStore
from caregiver_guide.storage.session_lines import SessionLines
from caregiver_guide.storage.sessions import Sessions
from caregiver_guide.storage.structure import is_large
from caregiver_guide.storage.verification import VerifyReport

if TYPE_CHECKING:
    from caregiver_guide.storage.chain import Revision
    from caregiver_guide.storage.erasing import Erased
    from caregiver_guide.storage.handing_over import Days
    from caregiver_guide.storage.search import Found
    from caregiver_guide.storage.taking_in import TakingIn

__all__ = ["Log", "log_file", "look_at_log", "new_id", "open_log", "practice_log"]

T = TypeVar("T")


def new_id() -> str:
    """Return a random id of 128 bits, as 32 hex characters."""
    return secrets.token_hex(16)


def open_log(
    data_dir: Path,
    clock: Callable[[], Moment],
    *,
    origin: str = "app",
    new_id: Callable[[], str] = new_id,
    passphrase: str = "",
) -> Log:
    """Open the log of ``data_dir``, made where there is none; else a `StorageError`.

    ``origin`` is kept in a file made now and tells later who made it. No other program can open
    the log until it is closed. A log made now is encrypted if there is a ``passphrase``. One that
    is encrypted raises `NeedsPassphrase` without it, and `WrongPassphrase` with another one. It may
    be opened on one thread, since the key takes a while, and used on another.
    """
    database = open_database(log_file(data_dir), clock(), origin, passphrase=passphrase)
    try:
        log = Log(database, clock, new_id)
        log.finish_erasing()
        log.finish_protecting()
    except BaseException:
        database.close()
        raise
    return log


def practice_log(clock: Callable[[], Moment]) -> Log:
    """Return an empty log that is on no disk: nothing written to it outlives it."""
    return Log(make_in_memory(clock()), clock, new_id)


def look_at_log(
    data_dir: Path, clock: Callable[[], Moment], read: Callable[[Log], T], passphrase: str = ""
) -> T:
    """Return what ``read`` finds in a log that another program has open, without a lock.

    ``read`` may be called more than once, and only reads. Raises what `look_at` raises.
    """
    from caregiver_guide.storage.looking import look_at

    return look_at(
        log_file(data_dir),
        lambda database: read(Log(database, clock, new_id)),
        passphrase=passphrase,
    )


class Log:
    """Everything known and done, kept as facts that are added and never overwritten.

    Lists can be read as soon as the log is open. Let the app call `verify` (or `verifying`, in
    slices) once Today is painted; else the first writing does.
    """

    def __init__(
        self, database: Database, clock: Callable[[], Moment], new_id: Callable[[], str]
    ) -> None:
        self._database = database
        own = read_own_facts(database)
        self._is_anew_due = ANEW_DUE in own
        self._is_following_due = FOLLOWING in own
        self.replica = own["replica"]
        self._own_replicas = {self.replica, *own.get(WAS, "").split()}
        self.log_id = own["log_id"]
        self.series = series_of(own)
        self.origin = own["origin"]
        store = RevisionStore(database, clock, self.replica, new_id)
        self._store = store

        self.people = CarefulPeople(store, "person", Person)
        self.caregivers = CarefulCaregivers(store, "caregiver", Caregiver)
        self.contacts = Facts(store, "contact", CareTeamContact)
        self.zones = CarefulFindings(store, "zone", ZoneRecord)
        self.conditions = CarefulFindings(store, "condition", ConditionRecord)
        self.clearances = CarefulClearances(
            store, "clearance", ClearanceRecord, self.zones, self.conditions
        )
        self.zones_answers = ZonesAnswers(store, "zones-answer", ZonesAnswer)
        self.checks = Checks(store, self._own_replicas)
        self.looked = Looked(store, "signs-looked", SignsLooked)
        self.ratings = Facts(store, "rating", Rating)
        self.reactions = GraverFacts(store, "reaction", Reaction, severity_order)
        self.notes = Facts(store, "note", Note)
        self.comfort = Facts(store, "comfort-signs", ComfortSigns)
        self.follow_ups = GraverFacts(store, "follow-up", FollowUp, result_order)
        self.consents = Facts(store, "consent-answer", ConsentAnswer)
        self.questions = Facts(store, "question", Question)
        self.pages = Facts(store, "page", PageSent)
        self.team_answers = Facts(store, "team-answer", TeamAnswer)
        self.weekly_plans = Facts(store, "weekly-plan", WeeklyPlan)
        self.lines = SessionLines(database)
        self.drafts = Drafts(store, database)
        self.sessions = Sessions(
            store,
            database,
            self.ratings,
            self.reactions,
            self.notes,
            self.comfort,
            self.follow_ups,
            self.consents,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go, so that another program may open it."""
        self._store.structure.stop()
        self._database.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def is_encrypted(self) -> bool:
        """Whether the file can be read with a passphrase only."""
        return self._database.is_encrypted

    @property
    def passphrase(self) -> str:
        """What the log was opened with, for what reads its backups; empty if it needs none."""
        return self._database.passphrase

    @property
    def is_read_only(self) -> bool:
        """Whether the medium lets us read only; every writing then raises `ReadOnly`."""
        return not self._database.may_write

    @property
    def report(self) -> VerifyReport | None:
        """What the last check found; ``None`` before there was one."""
        return self._store.report

    def verify(self) -> VerifyReport:
        """Check the file and every chain, now."""
        return self._store.verify()

    def check_structure(self, done: Callable[[], None]) -> None:
        """Let the database check the whole file, and call ``done``; then go on with `verifying`.

        For a large file it takes seconds: then it is done, and ``done`` called, on another thread.
        """
        self._store.structure.begin(done)

    def verifying(self) -> Iterator[float]:
        """Do the same in slices, saying how much is done (0 to 1); then ``report`` is set."""
        return self._store.verifying()

    def rebuild_index(self) -> None:
        """Make the table of newest versions anew, when the report says that it is not right."""
        self._store.rebuild_index()

    def hand_over(self, path: Path, people: Sequence[Person], days: Days, made_with: str) -> int:
        """Write a care file about ``people``; return how many entries it holds.

        What an older version of this program moved to another person is marked as moved first,
        where the log may be written: the words stay here, and the other computer has to learn.
        Raises `CareFileNotWritten`, and `Damaged` rather than hand on what is not as it was
        written.
        """
        from caregiver_guide.storage.care_file import NamedPerson, new_head, write_care_file
        from caregiver_guide.storage.handing_over import HandingOver
        from caregiver_guide.storage.moved import mark_moves

        if not (self.report or self.verify()).is_ok:
            raise Damaged(self.path)
        who = [NamedPerson(one.id, one.name) for one in people]
        head = new_head(self._store.now(), made_with, who, days.first, days.last)
        if not self.is_read_only:
            mark_moves(self._database, self._store)
        chosen = HandingOver(self._database, [one.id for one in people], days)
        return write_care_file(path, head, chosen.entries())

    def taking_in(self, path: Path) -> TakingIn:
        """Return a care file beside this log: look at it first, then take it in."""
        from caregiver_guide.storage.taking_in import TakingIn

        return TakingIn(self._database, self._store, self.kinds(), path)

    def erase(self, person: Person, second: Path | None = None) -> Erased:
        """Delete everything about a person for good, and say which copies still hold them.

        ``second`` is the second folder of backups. All rows go in one transaction, or none does.
        Raises a `StorageError` when the disk does not let it.
        """
        from caregiver_guide.storage.erasing import (
            Erased,
            copies_of_log,
            copies_with,
            erase_person,
            is_away,
            write_anew,
        )

        if not (self.report or self.verify()).is_ok:
            raise Damaged(self.path)
        try:
            entries, moved = erase_person(self._database, self._store, person.id)
        finally:  # whether it went well or not, the file says which replica it is
            self._take_over_replica()
        is_anew = write_anew(self._database)
        copies = copies_of_log(self.path, second)
        holding, unread = copies_with(person.id, copies, self.passphrase, moved)
        away = second if second is not None and is_away(second) else None
        return Erased(entries, is_anew, holding, unread, len(moved), away)

    def became_of(self, fact_id: str, person: str) -> str:
        """Return the id of what a person's moved entry became; empty where nobody knows."""
        from caregiver_guide.storage.moved import Moves

        return Moves(self._database).became_of(fact_id, person)

    def moved_here(self, person: Person) -> int:
        """Return how many things of others were moved to a person: their words go with erasing."""
        from caregiver_guide.storage.moved import Moves

        return len(Moves(self._database).moved_to(person.id))

    def _take_over_replica(self) -> None:
        self.replica = read_own_facts(self._database)["replica"]
        self._own_replicas.add(self.replica)
        self._store.go_on_as(self.replica)

    def finish_erasing(self) -> None:
        """Write the file anew where an erasing could not; a file that is not sound stays as it is.

        Where that fails again, the next opening tries it.
        """
        if self._is_anew_due and not self.is_read_only and self.verify().is_ok:
            from caregiver_guide.storage.erasing import write_anew

            write_anew(self._database)

    def search(
        self, person: str, typed: str, limit: int = 50, offset: int = 0
    ) -> tuple[Found, ...]:
        """Return what people wrote about a person with every word of ``typed``, newest first."""
        from caregiver_guide.storage.search import search_words

        return search_words(self._database, person, typed, limit, offset)

    def finish_protecting(self) -> None:
        """Let the copies follow the passphrase where changing it was cut short.

        What lies in a folder that is not there now follows at a later opening.
        """
        if self._is_following_due and not self.is_read_only:
            from caregiver_guide.storage.protecting import go_on_following

            go_on_following(self._database)

    def is_cared_for_here(self, person: Person) -> bool:
        """Return whether anything about a person was written in this log itself."""
        return any(one.replica in self._own_replicas for one in self._store.heads(person.id))

    def is_caregiver_here(self, caregiver: Caregiver) -> bool:
        """Return whether a caregiver was named in this log itself, and not in a file taken in."""
        history = self._store.history(caregiver.id)
        return any(one.replica in self._own_replicas for one in history)

    def written_by(self, person: Person, caregiver: Caregiver) -> list[tuple[int, int]]:
        """Return place in the log and UTC milliseconds of what a caregiver wrote, newest first."""
        return self._store.written_by(person.id, caregiver.id)

    def arrived_since(self, person: Person, place: int, but_not: Caregiver) -> list[Revision]:
        """Return what came in about a person after a place in the log, written by others."""
        return self._store.arrived_since(person.id, place, but_not.id)

    def taken_away(self, person: str) -> dict[str, Moment]:
        """Return when each thing of a person that lies in the bin was put there."""
        return self._store.taken_away(person)

    def newest_written(self, person: Person) -> Moment | None:
        """Return the newest date of what this computer lately wrote about a person."""
        return self._store.newest_of(person.id, self._own_replicas)

    def changed(
        self, person: Person, kinds: Sequence[str], most: int, along: str
    ) -> list[tuple[str, str]]:
        """Return kind and id of what was changed, the newest change first, at most ``most``.

        ``along`` is why something lies in the bin that went there with its massage.
        """
        from caregiver_guide.storage.changes import changed_things

        return changed_things(self._database, person.id, kinds, most, along)

    def caregivers_of(self, person: Person) -> tuple[Caregiver, ...]:
        """Return the caregivers whom the entries of a person name, those in the bin too."""
        from caregiver_guide.storage.named import caregivers_named

        return self.caregivers.several(tuple(caregivers_named(self._database, person.id)))

    def kinds(self) -> dict[str, Facts[Any]]:
        """Return all facts, by the name of their kind."""
        found = (one for one in vars(self).values() if isinstance(one, Facts))
        return {one.kind: one for one in found}

    def facts_of(self, fact_id: str) -> Facts[Any] | None:
        """Return the facts among which an entry is found by its id; ``None`` when unknown."""
        found = self._store.thing(fact_id.partition("~")[0])
        return self.kinds().get(found.kind) if found is not None else None

    def disputed(self, person: str) -> tuple[str, ...]:
        """Return the ids of a person's entries of which several versions stand."""
        return tuple(self._store.forked(person))

    def is_shared(self, person: Person) -> bool:
        """Return whether more than one data folder has written about a person."""
        return len(self._store.heads(person.id)) > 1

    def hear(self, heard: Callable[[tuple[Revision, ...]], None] | None) -> None:
        """Tell ``heard`` of what is written here together, once it is on the disk."""
        self._store.heard = heard

    def holdings(self) -> Holdings:
        """Return what the log holds now, to compare a backup with."""
        return holdings_of(self._database)

    @property
    def is_large(self) -> bool:
        """Whether reading all of the file takes longer than anybody should wait."""
        return is_large(self.path)

    def draft_backup(
        self, folder: Path, settings: str, while_used: Callable[[], bool] | None = None
    ) -> DraftBackup:
        """Copy the log as it is now into ``folder``; `keep` makes it a backup, from any thread.

        ``settings`` is the text of the settings file. With ``while_used`` it may be done on another
        thread, and the log be read and written meanwhile; it is left off when that says no.
        Raises `NoBackup`, `LeftOff`, or what reading the log raises; nothing half made stays then.
        """
        return draft_backup(self._database, folder, self._store.now(), settings, while_used)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write everything inside together: all of it, or nothing."""
        with self._store.writing():
            yield

    def fingerprint(self, person: str) -> str:
        """Return a short hash over a person's chains: it changes with every entry.

        The caregivers whom the entries name go into it as they are now, by their newest versions.
        """
        from caregiver_guide.storage.named import caregivers_named

        lines = [f"{head.replica} {head.seq} {head.hash}" for head in self._store.heads(person)]
        named = caregivers_named(self._database, person)
        lines += [f"{caregiver} {newest}" for caregiver, newest in named.items()]
        short = sha256("\n".join(lines).encode()).hexdigest()[:8].upper()
        return f"{short[:4]} {short[4:]}"
