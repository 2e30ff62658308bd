# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup of every schema that was ever released can be restored, by this version and all later.

Each file in `golden` was made once, by `golden_backup.py` as it was then, and is never made again.
"""

import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.looking import verify_file
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.restore import prepare_restore
from caregiver_guide.storage.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = [migration.number for migration in MIGRATIONS]
MARKS = {
    1: "861c1c8a77584413c143bf0304eac027585036c7ffc0e4b6eed23dd0be246b98",
    2: "1a907728b05eef06c51cf41e40678005c5c0f1816a378f941ccfbe1b5914a4cb",
    3: "b3a2d3cd3123c8d47b74475b7b84d5a88f866016da513d8757eddde4e9e79de7",
}


def test_every_schema_has_its_golden_backup_and_none_was_made_again():
    """Whoever adds a schema adds a backup of it; an old one is never put right."""
    found = {
        int(path.stem.removeprefix("schema-")): sha256(path.read_bytes()).hexdigest()
        for path in GOLDEN.iterdir()
    }
    assert found == MARKS
    assert sorted(found) == SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS)
def test_everything_in_a_golden_backup_comes_back(schema, data_dir, wall, tmp_path):
    """People, marks, massages, answers, reactions, notes and settings, as they were written."""
    stick = tmp_path / "stick"
    stick.mkdir()
    file = shutil.copy(GOLDEN / f"schema-{schema}.db", stick)
    assert verify_file(Path(file)).is_ok
    restoring = prepare_restore(Path(file), data_dir, wall())
    seen = restoring.preview
    assert (seen.people, seen.massages) == (("Zoë Patel", "Jo"), 3)
    assert seen.first_day == seen.last_day == date(2026, 9, 21)
    assert (seen.schema, seen.entries) == (schema, 25)
    restored = restoring.put_in_place(wall())
    assert restored.settings == Settings(
        text_percent=150, theme="bedroom", paper="letter", country="US", motion="off"
    )
    with open_log(data_dir, wall) as log:
        assert log.verify().is_ok
        zoe, jo = log.people.all()
        assert (zoe.birth_date, zoe.allergies) == (date(1941, 2, 3), ("nut",))
        assert [one.name for one in log.caregivers.all()] == ["Ana"]
        assert [one.phone for one in log.contacts.of(zoe.id)] == ["555 0142"]
        assert [one.condition for one in log.zones.of(zoe.id)] == ["port"]
        assert [one.condition for one in log.zones.binned(zoe.id)] == ["bruise"]
        assert [one.condition for one in log.conditions.of(zoe.id)] == ["blood-thinner"]
        assert [one.names for one in log.clearances.of(zoe.id)] == ["level-2"]
        assert log.zones_answers.newest(zoe.id).answer == "marked"
        assert [one.text for one in log.questions.of(zoe.id)] == ["May the legs be touched?"]
        massages = log.sessions.recent(zoe.id)
        assert sorted(one.state for one in massages) == ["finished", "stopped"]
        assert log.sessions.one(massages[0].id).plan_json == '{"steps": []}'
        assert massages[0].steps[0].regions == ("forearm-back.R",)
        assert [one.value for one in log.ratings.of(jo.id)] == [6, 3]
        assert [one.what for one in log.reactions.of(zoe.id)] == ["skin-red"]
        (note,) = log.notes.of(zoe.id)
        assert [one.text for one in log.notes.history(note.id)] == ["slept well", "slept badly"]
        assert note.why == "slip"
        assert [one.text for one in log.search(zoe.id, "BADLY")] == ["slept badly"]
        assert log.search(zoe.id, "well") == ()
