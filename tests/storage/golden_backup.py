# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the golden backup of the present schema: once for each released schema, and never again.

python tests/storage/golden_backup.py tests/storage/golden/schema-1.db
"""

import itertools
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Note,
    Person,
    Question,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.log import open_log

SETTINGS = (
    'text_percent = 150\ntheme = "bedroom"\npaper = "letter"\ncountry = "US"\nmotion = "off"\n'
)


def make(out: Path) -> None:
    """Write the backup of a log in which there is one of everything."""
    moments = (
        Moment(1_790_000_000_000, 120, "Europe/Rome").later(60 * n) for n in itertools.count()
    )
    ids = (f"{n:032x}" for n in itertools.count(1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_log(folder, lambda: next(moments), new_id=lambda: next(ids)) as log:
            _fill(log, next(moments))
            backup = keep(log.draft_backup(folder / "backups", SETTINGS))
        shutil.copyfile(backup.path, out)


def _fill(log, started):
    ana = log.caregivers.add(Caregiver(name="Ana"))
    pat = log.people.add(
        Person(name="Zoë Patel", birth_date=date(1941, 2, 3), allergies=("nut",)), by=ana.id
    )
    jo = log.people.add(Person(name="Jo"), by=ana.id)
    log.contacts.add(CareTeamContact(person=pat.id, name="Nurse Lee", phone="555 0142"), by=ana.id)
    zone = log.zones.add(
        ZoneRecord(person=pat.id, condition="port", regions=("collarbone.R",), said_by="Nurse Lee"),
        by=ana.id,
    )
    log.zones.put_in_bin(
        log.zones.add(ZoneRecord(person=pat.id, condition="bruise", regions=("shin.L",))).id
    )
    log.conditions.add(ConditionRecord(person=pat.id, condition="blood-thinner"), by=ana.id)
    log.clearances.add(
        ClearanceRecord(person=pat.id, names="level-2", said_by="Nurse Lee", on=date(2026, 9, 20))
    )
    log.zones_answers.add(
        ZonesAnswer(person=pat.id, answer="marked", day=date(2026, 9, 21)), by=ana.id
    )
    log.questions.add(Question(person=pat.id, text="May the legs be touched?"), by=ana.id)
    step = StepRecord(
        step="smooth-forearm",
        side="R",
        is_touch=True,
        regions=("forearm-back.R",),
        pressure=1,
        planned_seconds=30,
        seconds=28,
        outcome="done",
        started=started,
    )
    for person, state in ((jo, "finished"), (pat, "finished"), (pat, "stopped")):
        session = log.sessions.add(
            SessionRecord(
                person=person.id,
                caregiver=ana.id,
                routine="m-hand",
                position="semi-30-45",
                minutes_asked=10,
                started=started,
                ended=started.later(600),
                state=state,
                steps=(step,),
                touch_seconds=28,
                plan_json='{"steps": []}',
            ),
            by=ana.id,
        )
        for when, value in (("before", 6), ("after", 3)):
            log.ratings.add(
                Rating(
                    person=person.id, session=session.id, question="pain", when=when, value=value
                )
            )
    log.reactions.add(
        Reaction(person=pat.id, session=session.id, what="skin-red", severity="minor"), by=ana.id
    )
    note = log.notes.add(Note(person=pat.id, text="slept well"), by=ana.id)
    log.notes.change(Note(id=note.id, person=pat.id, text="slept badly"), by=ana.id, why="slip")
    assert zone.version == 1


if __name__ == "__main__":
    make(Path(sys.argv[1]))
