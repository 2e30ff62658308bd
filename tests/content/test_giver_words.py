# SPDX-License-Identifier: GPL-3.0-or-later
"""A paid aide's work is called comfort touch, in whole sentences, and no text is forgotten."""

import ast
import shutil
from datetime import date
from pathlib import Path

import caregiver_guide
from caregiver_guide.content.check import check_folder
from caregiver_guide.content.giver_words import giver_words, is_called_massage
from caregiver_guide.content.library import load_library
from caregiver_guide.domain.profile import Profile
from caregiver_guide.paths import resource_dir

OWN = resource_dir()
PACKAGE = Path(caregiver_guide.__file__).parent
ASKS = {"tr", "translate"}


def texts_of_screens():
    """Return every text that the program shows and that calls the work massage."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parts[-2] == "demo":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", "")
            if isinstance(node, ast.Call) and name in ASKS:
                found |= {
                    one.value
                    for argument in node.args
                    for one in ast.walk(argument)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return {text for text in found if is_called_massage(text)}


def test_every_text_of_a_screen_has_its_sentence_for_an_aide():
    """And no row is left over from a text that has gone."""
    words = giver_words(OWN, "aide")
    shown = texts_of_screens()
    assert {text for text in shown if words.said(text) == text} == set()
    assert set(words.interface) - shown == set()


def test_whoever_writes_content_is_told_what_an_aide_would_read(tmp_path):
    """A new sentence without a row, a row without a sentence, and a row that loses a name."""
    folder = tmp_path / "content"
    shutil.copytree(OWN, folder, ignore=shutil.ignore_patterns("fonts", "sounds", "compiled"))
    phrases = folder / "phrases.toml"
    old = "This massage is a good fit today."
    phrases.write_text(phrases.read_text("utf-8").replace(old, "This massage fits."), "utf-8")
    rows = folder / "words" / "aide.toml"
    whole = '"The same comfort touch is possible another way: {position}."'
    text = rows.read_text("utf-8")
    assert whole in text
    rows.write_text(text.replace(whole, '"The same is possible another way."'), "utf-8")
    told = [str(one) for one in check_folder(folder, OWN).faults if one.file == "words/aide.toml"]
    assert any("This massage fits." in one and "would read massage" in one for one in told)
    assert any("names in braces differ" in one for one in told)
    assert any(old in one and "No content says this any more" in one for one in told)


def test_only_words_differ_and_no_rule():
    """The same plan with the same steps and the same limits, in other words."""
    family = load_library(OWN)
    aide = family.read_with(giver_words(OWN, "aide"))
    assert aide.book is family.book
    assert family.files.phrases["verdict.stop"] == "No massage today."
    assert aide.files.phrases["verdict.stop"] == "No comfort touch today."
    assert aide.routines["hand-calm"].name == "Calm hand touch"
    assert aide.routines.keys() == family.routines.keys()
    assert aide.files.sources == family.files.sources
    profile = Profile(on=date(2026, 11, 21))
    assert aide.planner.plan(profile, "hand-calm") == family.planner.plan(profile, "hand-calm")
