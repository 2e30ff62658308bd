# SPDX-License-Identifier: GPL-3.0-or-later
"""A nurse who does not program can read everything the app says, print it and tick it."""

import re
import shutil
from html.parser import HTMLParser

import pytest

from caregiver_guide.cli import main
from caregiver_guide.content.check import PACKAGE, check_folder
from caregiver_guide.content.review import UNPLACED, review_page, tag
from caregiver_guide.content.texts import content_texts, program_texts
from caregiver_guide.paths import resource_dir

OWN = resource_dir()
EMPTY = ("meta",)


class Page(HTMLParser):
    """Reads a page back: its text, its tags, and whether every element is closed."""

    def __init__(self, page):
        super().__init__()
        self.open = []
        self.tags = []
        self.ids = set()
        self.links = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, name, attributes):
        given = dict(attributes)
        self.tags.append((name, given))
        self.ids.add(given.get("id"))
        if name == "a":
            self.links.add(given["href"])
        if name not in EMPTY:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, words):
        self.text += words if "style" in self.open else f" {words} "


@pytest.fixture(scope="module")
def page():
    return review_page(check_folder(OWN, OWN))


@pytest.fixture(scope="module")
def read(page):
    return Page(page)


def plain(text):
    return " ".join(re.sub(r"[{}\[\]]", " ", text).split())


def test_every_sentence_of_the_app_is_on_the_page(read):
    """Nothing that a caregiver may read is kept from the reviewer."""
    whole = plain(read.text)
    missing = [
        (text.file, text.key, line)
        for text in content_texts(check_folder(OWN, OWN).files)
        for line in text.lines
        if plain(line).rstrip(".") not in whole
    ]

    assert missing == []


def test_every_condition_has_boxes_and_room_for_a_remark(read):
    """Each row can be ticked by hand, and answered."""
    cards = [given for name, given in read.tags if given.get("class", "").startswith("card")]
    remarks = [given for name, given in read.tags if given.get("class") == "remark"]

    assert len(cards) == len(remarks) > 131 + 11 + 10
    assert sum(given.get("class") == "box" for _, given in read.tags) > 2 * len(cards)


def test_the_page_needs_nothing_else(page, read):
    """It opens from a memory stick, without a network and without running anything."""
    names = {name for name, _ in read.tags}

    assert not names & {"script", "img", "link", "iframe", "object", "form"}
    assert all(link.removeprefix("#") in read.ids for link in read.links)
    assert not any(key.startswith("on") or key == "src" for _, given in read.tags for key in given)
    assert "@import" not in page
    assert "url(" not in page
    assert read.open == []


def test_the_weakest_rows_come_first(read):
    """A nurse with little time begins where a mistake is likeliest."""
    # First in the list of contents, then as a title.
    rows = plain(read.text).split("Weakest rows first")[2]
    rows = rows.split("Conditions, devices and signs")[0]

    assert "from memory" in rows
    assert rows.index("Wound vacuum") < rows.index("Very thin bones")
    assert rows.index("from memory") < rows.index("copy or part seen")


def test_what_is_from_memory_stands_in_one_place(read):
    """A nurse sees at once which sentences no document was opened for, and which only in part."""
    part = plain(read.text).split("Still from memory")[2].split("Weakest rows first")[0]
    files = check_folder(OWN, OWN).files
    unopened = {key for key, source in files.sources.items() if source.seen == "m"}
    conditions = [entry for table in files.conditions.values() for entry in table.values()]

    assert unopened <= set(part.split())
    for entry in conditions:
        used = {*entry.source, *(key for rule in entry.rule for key in rule.source)}
        if entry.seen == "m" or used & unopened:
            assert f"{plain(entry.name)} " in part
    assert part.index("memory only") < part.index("memory in part")
    assert "New knee" not in part


def test_effects_are_in_words(read):
    """Rules read as sentences, with places by their names and no sign of how they are written."""
    text = plain(read.text)

    assert "the marked place and a hand's width around it" in text
    assert "No massage. Call the emergency number now." in text
    for word in ("marked+margin", "(marked)", "ask_first", "off_marked", "no_positions"):
        assert word not in text


def test_no_name_of_a_file_is_needed_to_read_it(read):
    """A nurse reads names and numbers of rows, and never an id of the program."""
    text = plain(read.text)
    ids = [
        f"{name} " for name in ("default-never", "m-hand", "semi-30-45", "as-they-are", "dvt-known")
    ]

    assert [name for name in ids if name in text] == []
    assert ".toml" not in text


def test_every_row_has_a_number_and_the_list_of_all_leads_to_it(read):
    """A remark can name its row, and each condition is found from A to Z."""
    conditions = check_folder(OWN, OWN).files.conditions
    count = sum(len(table) for table in conditions.values())

    assert {f"C{number}" for number in range(1, count + 1)} <= read.ids
    assert {f"#C{number}" for number in range(1, count + 1)} <= read.links
    assert {f"M{number}" for number in range(1, 12)} <= read.ids
    assert {f"P{number}" for number in range(1, 11)} <= read.ids


@pytest.mark.parametrize(
    ("section", "cited"), [("today", 1), ("before", 5), ("stop", 2), ("routines", 12)]
)
def test_what_is_asked_around_a_massage_says_where_it_is_from(page, section, cited):
    """Also today's questions, ratings, reactions and reasons to stop have a source and a grade."""
    part = page.split(f'<section id="{section}">')[1].split("</section>")[0]

    assert len(re.findall("Grade: [^<]*Sources: ", part)) >= cited


def test_what_the_screens_say_is_there_too(read):
    """Every whole sentence that the program itself shows can be reviewed."""
    whole = plain(read.text)
    missing = [
        line
        for text in program_texts(PACKAGE).shown
        for line in text.lines
        if line.endswith(".") and " " in line and plain(line) not in whole
    ]

    assert missing == []


def test_every_sentence_of_the_plan_says_when_it_is_shown(read):
    """None of them stands under a heading that says nothing."""
    assert UNPLACED not in read.text


def test_strange_signs_stay_text():
    """A sentence with an angle bracket cannot change the page."""
    assert tag("p", "a < b & {name}", kind='"') == '<p class="&quot;">a &lt; b &amp; [name]</p>'


def test_the_command_writes_the_page(tmp_path, capsys):
    """One command makes it; a place that cannot be written is said in words."""
    out = tmp_path / "review.html"

    assert main(["check", "--review", str(out)]) == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert main(["check", "--review", str(tmp_path / "no" / "r.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_content_with_unknown_names_is_not_reviewed(tmp_path, capsys):
    """Nobody signs a page that the app would refuse to start with."""
    folder = tmp_path / "own"
    (folder / "routines").mkdir(parents=True)
    shutil.copy(OWN / "routines" / "m-hand.toml", folder / "routines")
    path = folder / "routines" / "m-hand.toml"
    path.write_text(path.read_text("utf-8").replace('places = "palm', 'places = "paw', 1), "utf-8")
    out = tmp_path / "review.html"

    assert main(["check", str(folder), "--review", str(out)]) == 2
    captured = capsys.readouterr()
    assert "paw" in captured.out
    assert "every name" in captured.err
    assert not out.exists()
