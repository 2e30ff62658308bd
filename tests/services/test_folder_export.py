# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything in one folder that a stranger could read."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import datetime

import pytest
from tests.lived_in_log import NOW, fill

from caregiver_guide.domain.session import (
    Caregiver,
    Fact,
    Note,
    Person,
    SessionRecord,
    ZoneRecord,
)
from caregiver_guide.services.column_words import MEANINGS
from caregiver_guide.services.folder_export import ExportError, _column, export_folder
from caregiver_guide.services.moving import move_massage
from caregiver_guide.services.session_export import harmless


@pytest.fixture
def home(log, library, wall):
    return fill(log, library, wall, massages=6)


def table(folder, name):
    text = (folder / f"{name}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_entry_of_the_log_is_in_a_table_and_in_the_json(log, library, home, tmp_path):
    """Nothing that was written down stays behind in the app."""
    out = tmp_path / "out"
    written = export_folder(log, library, [home.pat], out, NOW)
    assert all(path.is_file() for path in written)
    whole = json.loads((out / "pat" / "everything.json").read_text("utf-8"))
    ids = {row["id"] for rows in whole["tables"].values() for row in rows if "id" in row}
    ids |= {row["session_id"] for row in whole["tables"]["sessions"]}
    things = log._database.rows(
        "SELECT thing FROM current WHERE person = ? AND kind <> 'plan'", (home.pat.id,)
    )
    assert {row[0] for row in things} <= ids
    assert len(table(out / "pat", "sessions")) == 6
    assert len(table(out / "pat", "steps")) == sum(len(one.steps) for one in home.sessions)
    for path in written:
        if path.suffix == ".csv" and path.stem != "earlier-versions":
            assert len(whole["tables"][path.stem]) == len(table(path.parent, path.stem))


def test_times_have_their_zone_and_units_their_name(log, library, home, tmp_path):
    """Whoever reads a table years later knows what its numbers are."""
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    for row in table(out / "pat", "ratings"):
        assert datetime.fromisoformat(row["happened"]).utcoffset() is not None
        assert row["time_zone"] == "Europe/Rome"
        assert row["written_by"] in ("Ana", "J. Reyes")
    (zone,) = table(out / "pat", "places-to-keep-away-from")
    assert zone["condition_in_words"]
    assert "right" in zone["regions_in_words"]
    readme = (out / "README.txt").read_text("utf-8")
    for name in ("touch_seconds", "minutes_asked", "since", "value", "time_zone"):
        assert f"\n  {name}: " in readme
    assert "pat/   Pat" in readme


def test_what_an_entry_said_before_it_was_changed_is_there_with_who_and_why(
    log, library, home, tmp_path
):
    """A correction hides nothing, and neither does the bin."""
    mark = log.zones.of(home.pat.id)[0]
    log.zones.put_in_bin(mark.id, by=home.ana.id, why="mistake")
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    rows = table(out / "pat", "earlier-versions")
    typing = [row for row in rows if row["kind"] == "ratings"]
    assert [row["version"] for row in typing] == ["1", "2"]
    assert [json.loads(row["content"])["value"] for row in typing] == [4, 3]
    assert (typing[1]["reason"], typing[1]["written_by"]) == ("Typing mistake", "Ana")
    assert [row["is_in_bin"] for row in rows if row["id"] == mark.id] == ["no", "yes"]


def test_each_person_has_a_folder_and_nothing_of_another_in_it(log, library, home, tmp_path):
    """Nothing of two people is ever on one page."""
    sam = log.people.add(Person(name="../Sam / Ω?"))
    log.notes.add(Note(person=sam.id, text="about somebody else"))
    again = log.people.add(Person(name="PAT"))
    nameless = log.people.add(Person(name="Ωμέγα"))
    out = tmp_path / "out"
    export_folder(log, library, [home.pat, sam, again, nameless], out, NOW)
    assert {path.name for path in out.iterdir()} == {
        "README.txt", "pat", "sam", "pat-2", "person",
    }  # fmt: skip
    for path in (out / "pat").iterdir():
        assert "somebody else" not in path.read_text("utf-8")
    assert "about somebody else" in (out / "sam" / "notes.csv").read_text("utf-8")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("x")']
)
def test_no_cell_is_run_by_a_spreadsheet(log, library, home, tmp_path, text):
    """What somebody wrote in a note is words, whatever it begins with."""
    log.notes.add(Note(person=home.pat.id, text=text, session=home.sessions[0].id))
    log.zones.add(ZoneRecord(person=home.pat.id, condition="port", note=text, said_by=text))
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    for path in (out / "pat").glob("*.csv"):
        for row in table(path.parent, path.stem):
            for cell in row.values():
                assert not cell.lstrip().startswith(("=", "+", "@", "＝")), path
    assert harmless("it is = to") == "it is = to"


def test_the_folder_is_for_its_owner_alone_and_whole_or_not_there(
    log, library, home, tmp_path, monkeypatch
):
    """A full disk in the middle leaves no half of a folder."""
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    assert out.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.rglob("*"))
    with pytest.raises(ExportError, match="not empty"):
        export_folder(log, library, [home.pat], out, NOW)
    with pytest.raises(ExportError, match="no such file"):
        export_folder(log, library, [home.pat], tmp_path / "nowhere" / "out", NOW)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("caregiver_guide.services.folder_export._as_json", full)
    with pytest.raises(ExportError, match="no space left"):
        export_folder(log, library, [home.pat], tmp_path / "second", NOW)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "xdg") == ["data", "out"]


def test_every_kind_of_fact_has_a_name_a_stranger_understands(log):
    """A new kind of entry gets a plain name for its table, too."""
    from caregiver_guide.services import folder_export

    kinds = set(log.kinds()) - {"caregiver", "session"}
    assert kinds <= set(folder_export._FILE_NAMES)


def test_a_corrected_massage_tells_what_it_was_before(log, library, home, tmp_path):
    """Another giver, day or length is a correction like any other, with its reason."""
    first = home.sessions[0]
    log.sessions.change(replace(first, caregiver=home.jo.id), by=home.ana.id, why="It was Jo")
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    rows = [row for row in table(out / "pat", "earlier-versions") if row["id"] == first.id]
    assert [json.loads(row["content"])["caregiver"] for row in rows] == [home.ana.id, home.jo.id]
    (now,) = [row for row in table(out / "pat", "sessions") if row["session_id"] == first.id]
    assert (now["version"], now["reason"], now["told_afterwards"]) == ("2", "It was Jo", "False")


def test_an_entry_that_was_moved_and_put_back_counts_its_changes(log, library, home, tmp_path):
    """A stranger reads 1, 2, 3, whatever the log counts by so that a move holds."""
    note = log.notes.add(Note(person=home.pat.id, text="Slept well."))
    for facts, one in ((log.notes, note), (log.sessions, home.sessions[0])):
        facts.give_away(one.id, "another")
        facts.change(one, why="undo")
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    earlier = [row for row in table(out / "pat", "earlier-versions") if row["id"] == note.id]
    assert [row["version"] for row in earlier] == ["1", "2", "3"]
    (row,) = [row for row in table(out / "pat", "notes") if row["id"] == note.id]
    assert row["version"] == "3"
    assert {row["version"] for row in table(out / "pat", "sessions")} == {"1", "3"}


def test_who_gave_care_and_the_plans_shown_are_in_the_folder(log, library, home, tmp_path):
    """A stranger reads who was paid for it, and what the app had said that day."""
    out = tmp_path / "out"
    export_folder(log, library, [home.pat], out, NOW)
    assert [(row["name"], row["role"]) for row in table(out / "pat", "caregivers")] == [
        ("Ana", "family"),
        ("J. Reyes", "aide"),
    ]
    plans = table(out / "pat", "plans")
    shown = {one.id for one in home.sessions if log.sessions.plans_json(one)[0]}
    assert {row["session_id"] for row in plans} == shown
    assert all(json.loads(row["plan"])["verdict"] for row in plans)


def test_people_of_one_name_have_each_their_own_folder(log, library, home, tmp_path):
    """Also where a name is that of a folder made for another, or of a device of Windows."""
    names = ("Ann 3", "Ann", "Ann", "ann 2", "Con", "Pat")
    people = [log.people.add(Person(name=name), by=home.ana.id) for name in names]
    out = tmp_path / "out"
    export_folder(log, library, [*people, home.pat], out, NOW)
    folders = sorted(path.name for path in out.iterdir() if path.is_dir())
    assert folders == ["ann", "ann-2", "ann-2-2", "ann-3", "con-person", "pat", "pat-2"]


def test_what_was_moved_to_somebody_else_is_in_their_folder_alone(log, library, home, tmp_path):
    """A massage written down for the wrong person leaves no word of the other with the first."""
    kim = log.people.add(Person(name="Kim"), by=home.ana.id)
    wrong = home.sessions[0]
    log.notes.add(Note(person=home.pat.id, session=wrong.id, text="A wound on the heel"))
    move_massage(log, wrong.id, kim, by=home.ana.id)
    out = tmp_path / "out"
    written = export_folder(log, library, [home.pat, kim], out, NOW)
    telling = {path.parent.name for path in written if "A wound on the heel" in path.read_text()}
    assert telling == {"kim"}


def test_every_column_is_explained_and_ids_have_their_names_beside_them(
    log, library, home, tmp_path
):
    """Ids say nothing to a stranger, nor does a column without a line."""
    lay = next(iter(library.positions))
    one = home.sessions[0]
    steps = tuple(replace(step, regions=("chest.R",)) for step in one.steps)
    log.sessions.change(replace(one, position=lay, steps=steps), by=home.ana.id)
    out = tmp_path / "out"
    written = export_folder(log, library, [home.pat], out, NOW)
    readme = (out / "README.txt").read_text("utf-8").splitlines()
    told = {line.partition(":")[0].strip() for line in readme if line.startswith("  ")}
    for path in written:
        if path.suffix == ".csv":
            header = next(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
            assert set(header) <= told, path.name
    own = {f.name for one in _kinds_of_facts() for f in fields(one)} - {"is_in_bin", "recorded_by"}
    assert {_column(name) for name in own if name not in ("why",)} <= set(MEANINGS)
    row = next(one for one in table(out / "pat", "sessions") if one["position"] == lay)
    assert row["routine_in_words"] == library.routines[row["routine"]].name
    assert row["position_in_words"]
    step = next(one for one in table(out / "pat", "steps") if one["regions"] == "chest.R")
    assert "right" in step["regions_in_words"]


def _kinds_of_facts():
    # Massages have columns of their own, and caregivers a table of three.
    return [one for one in Fact.__subclasses__() if one not in (SessionRecord, Caregiver)]
