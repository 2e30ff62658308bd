# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing facts of one kind; a change adds a version and keeps the earlier ones."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, Generic, TypeVar

import msgspec

from caregiver_guide.domain.session import Fact, Moment
from caregiver_guide.storage.chain import Draft, Revision
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.revisions import RevisionStore

FactType = TypeVar("FactType", bound=Fact)

_IN_COLUMNS = frozenset(field.name for field in fields(Fact)) | {"person", "session"}


class Facts(Generic[FactType]):
    """All facts of one kind.

    ``by`` is the id of the caregiver who writes. What is in the bin is found by `one`, `history`
    and `binned` only.
    """

    def __init__(self, store: RevisionStore, kind: str, fact_type: type[FactType]) -> None:
        self._store = store
        self._kind = kind
        self._type = fact_type
        names = {field.name for field in fields(fact_type)}
        self._has_person = "person" in names
        self._has_session = "session" in names

    def add(self, fact: FactType, *, by: str = "", happened: Moment | None = None) -> FactType:
        """Write a new fact and return it with its id; ``happened`` is now unless told."""
        thing = self._store.new_id()
        now = self._store.now() if happened is None else happened
        return self._write(replace(fact, id=thing, happened=now), by=by)

    def put(self, fact: FactType, *, by: str = "", why: str = "") -> FactType:
        """Write a fact under the id that it comes with: a new one, or a version of the known."""
        return self._write(fact, by=by, why=why, before=self._store.thing(fact.id))

    def change(self, fact: FactType, *, by: str = "", why: str = "") -> FactType:
        """Write a new version of ``fact`` (found by its id) and return it."""
        before = self._newest_revision(fact.id)
        return self._write(fact, by=by, why=why, before=before)

    def put_in_bin(self, fact_id: str, *, by: str = "", why: str = "") -> None:
        """Take a fact out of every list; it stays readable, and can be taken back."""
        self._mark(fact_id, by=by, why=why, is_in_bin=True)

    def give_away(self, fact_id: str, name: str, *, by: str = "") -> FactType:
        """Leave but a marker of a fact that is another person's, as the thing called ``name``.

        That holds over whatever another computer changed in it, not knowing, and takes the place
        of every version that stands.
        """
        from caregiver_guide.storage.moved import marker

        before = self._newest_revision(fact_id)
        replaces = self._store.every_version(fact_id)
        return self._value(
            self._store.append(marker(before, replaces, name, self._store.now(), by))
        )

    def given_as(self, fact_id: str) -> tuple[str, ...]:
        """Return the names of the things that a fact became where it was given away.

        One for each version that stands and says so: there are two after two computers gave it to
        two people.
        """
        from caregiver_guide.storage.moved import became

        found = (became(one) for one in self._store.leaves(fact_id))
        return tuple(dict.fromkeys(name for name in found if name))

    def take_from_bin(self, fact_id: str, *, by: str = "", why: str = "") -> FactType:
        """Put a fact back where it was."""
        return self._mark(fact_id, by=by, why=why, is_in_bin=False)

    def take_along(self, fact_id: str, *, by: str = "", why: str = "") -> None:
        """Put a fact into the bin along with another; where several versions stand, each of them.

        They stay as many as they were: nobody has decided between them.
        """
        for one in self._store.leaves(fact_id):
            if not one.is_in_bin:
                self._mark_line(one, by=by, why=why, is_in_bin=True)

    def bring_along(self, fact_id: str, gone: str, *, by: str = "", why: str = "") -> None:
        """Put back each version of a fact that stands and lies in the bin because of ``gone``."""
        for one in self._store.leaves(fact_id):
            if one.is_in_bin and one.why == gone:
                self._mark_line(one, by=by, why=why, is_in_bin=False)

    def one(self, fact_id: str) -> FactType | None:
        """Return the newest version of one fact, from the bin too; ``None`` when unknown."""
        revision = self._store.thing(fact_id)
        return self._value(revision) if revision and revision.kind == self._kind else None

    def several(self, ids: tuple[str, ...]) -> tuple[FactType, ...]:
        """Return the newest versions of some facts in the order asked for, without the unknown."""
        found = {one.thing: one for one in self._store.things(ids) if one.kind == self._kind}
        return self._values([found[one] for one in ids if one in found])

    def all(self) -> tuple[FactType, ...]:
        """Return every fact of this kind, the oldest first."""
        return self._values(self._store.of_kind(self._kind))

    def of(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts, the oldest event first."""
        return self._values(self._store.of_person(self._kind, person))

    def to_export(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts, those too that count no more because of a later one."""
        return self.of(person)

    def binned(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts that lie in the bin."""
        return self._values(self._store.of_person(self._kind, person, in_bin=True))

    def newest(self, person: str) -> FactType | None:
        """Return what happened last, ``None`` when there is nothing."""
        found = self._store.in_time(self._kind, person, newest=1)
        return self._value(found[0]) if found else None

    def recently(self, person: str, most: int) -> tuple[FactType, ...]:
        """Return so many of a person's facts at most, those that happened last, oldest first."""
        return self._values(self._store.in_time(self._kind, person, newest=most))

    def between(self, person: str, start: Moment, end: Moment) -> tuple[FactType, ...]:
        """Return what happened from ``start`` until before ``end``, the oldest event first."""
        return self._values(self._store.in_time(self._kind, person, start=start, end=end))

    def of_sessions(self, sessions: tuple[str, ...]) -> dict[str, tuple[FactType, ...]]:
        """Return the facts that belong to each of ``sessions``, by the session's id."""
        found: dict[str, list[FactType]] = {}
        for revision in self._store.of_sessions(self._kind, list(sessions)):
            found.setdefault(revision.session, []).append(self._value(revision))
        return {session: tuple(values) for session, values in found.items()}

    def sides(self, fact_id: str) -> tuple[FactType, ...]:
        """Return the versions of a fact that still stand, the newest last.

        There are two and more after it was changed on two computers at once, until `decide`.
        """
        return self._values(self._store.leaves(fact_id))

    def decide(self, fact: FactType, *, by: str = "", why: str = "") -> FactType:
        """Write a version that takes the place of every one that stands, and return it."""
        sides = self._store.leaves(fact.id)
        if not sides:
            raise KeyError(f"no {self._kind} has the id {fact.id!r}")
        replaces = " ".join(one.hash for one in reversed(sides))
        return self._write(fact, by=by, why=why, before=sides[-1], replaces=replaces)

    def before(self, revision: Revision) -> FactType | None:
        """Return the one version that a revision took the place of, ``None`` for the first.

        Where it took the place of several, what was before it is no one version: ``KeyError``. A
        marker names the older ones as well, and those do not count.
        """
        if not revision.replaces:
            return None
        named = revision.replaces.split()
        found = [one for one in self._store.history(revision.thing) if one.hash in named]
        older = {hashed for one in found for hashed in one.replaces.split()}
        last = [one for one in found if one.hash not in older]
        if len(last) != 1:
            raise KeyError(revision.replaces)
        return self._value(last[0])

    def was(self, fact_id: str) -> FactType | None:
        """Return the one version that the newest took the place of; ``None`` if there is none."""
        try:
            return self.before(self._newest_revision(fact_id))
        except KeyError:
            return None

    def newest_hash(self, fact_id: str) -> str:
        """Return the hash of the newest version of a fact; empty when unknown."""
        revision = self._store.thing(fact_id)
        return revision.hash if revision is not None else ""

    def history(self, fact_id: str) -> tuple[FactType, ...]:
        """Return every version of a fact, the oldest first."""
        return self._values(self._store.history(fact_id))

    @property
    def kind(self) -> str:
        """The kind's name in the file."""
        return self._kind

    def read(self, revision: Revision) -> FactType:
        """Return the fact that a revision of this kind holds; `Damaged` when it holds none."""
        return self._value(revision)

    def _replaced(self, before: Revision) -> str:
        """Return the hashes of what a change takes the place of: every version still standing.

        There are several only after two computers changed the same thing; whoever changes it
        then has decided.
        """
        return " ".join(one.hash for one in reversed(self._store.leaves(before.thing)))

    def _newest_revision(self, fact_id: str) -> Revision:
        revision = self._store.thing(fact_id)
        if revision is None or revision.kind != self._kind:
            raise KeyError(f"no {self._kind} has the id {fact_id!r}")
        return revision

    def _mark(self, fact_id: str, *, by: str, why: str, is_in_bin: bool) -> FactType:
        before = self._newest_revision(fact_id)
        value = replace(self._value(before), is_in_bin=is_in_bin)
        return self._write(value, by=by, why=why, before=before)

    def _mark_line(self, before: Revision, *, by: str, why: str, is_in_bin: bool) -> None:
        value = replace(self._value(before), is_in_bin=is_in_bin)
        self._write(value, by=by, why=why, before=before, replaces=before.hash)

    def _write(
        self,
        fact: FactType,
        *,
        by: str,
        why: str = "",
        before: Revision | None = None,
        replaces: str | None = None,
    ) -> FactType:
        raw: dict[str, Any] = msgspec.to_builtins(fact)
        body = {key: value for key, value in raw.items() if key not in _IN_COLUMNS}
        msgspec.convert(raw, self._type)  # a value of the wrong kind is our mistake: it raises here
        if replaces is None:
            replaces = self._replaced(before) if before else ""
        revision = self._store.append(
            Draft(
                kind=self._kind,
                thing=fact.id,
                person=raw["person"] if self._has_person else self._own_person(fact),
                session=raw["session"] if self._has_session else "",
                state=str(raw.get("state", "")),
                body=_as_json(body),
                happened=fact.happened,
                version=before.version + 1 if before else 1,
                replaces=replaces,
                recorded_by=by,
                is_in_bin=fact.is_in_bin,
                why=_storable(why),
            )
        )
        return self._value(revision)

    def _own_person(self, fact: FactType) -> str:
        return fact.id if self._kind == "person" else ""

    def _values(self, revisions: list[Revision]) -> tuple[FactType, ...]:
        return tuple(self._value(revision) for revision in revisions)

    def _value(self, revision: Revision) -> FactType:
        try:
            raw: dict[str, Any] = msgspec.json.decode(revision.body)
            raw.update(
                id=revision.thing,
                recorded_by=revision.recorded_by,
                happened=revision.happened,
                written=revision.written,
                version=revision.version,
                why=revision.why,
                is_in_bin=bool(revision.is_in_bin),
            )
            if self._has_person:
                raw["person"] = revision.person
            if self._has_session:
                raw["session"] = revision.session
            return msgspec.convert(raw, self._type)
        except (msgspec.MsgspecError, AttributeError) as problem:
            raise Damaged(self._store.path) from problem


def _as_json(body: dict[str, Any]) -> str:
    try:
        return msgspec.json.encode(body).decode()
    except UnicodeEncodeError:  # half a character, as a broken clipboard hands it over
        return _storable(json.dumps(body, ensure_ascii=False, separators=(",", ":")))


def _storable(text: str) -> str:
    """Return ``text`` with what is no whole character replaced."""
    return text.encode("utf-8", "replace").decode()
