# SPDX-License-Identifier: GPL-3.0-or-later
"""A person who reviews content is told of every gap, hard word and false hope in it."""

import shutil

import pytest

from caregiver_guide.cli import main
from caregiver_guide.content import schema
from caregiver_guide.content.check import INTERFACE, check_folder
from caregiver_guide.content.files import hashes, read_files, version_of
from caregiver_guide.content.lint import claim_faults, reading_grades
from caregiver_guide.content.reading import Reader, sentences
from caregiver_guide.content.schema import ClaimEntry
from caregiver_guide.content.texts import WORDS, Text, content_texts, program_texts
from caregiver_guide.paths import resource_dir

OWN = resource_dir()


@pytest.fixture
def folder(tmp_path):
    """A copy of the app's content that a test may spoil."""
    target = tmp_path / "content"
    for path in OWN.glob("**/*.toml"):
        if path.relative_to(OWN).parts[0] not in ("themes", "figure"):
            (target / path.relative_to(OWN)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / path.relative_to(OWN))
    return target


def spoil(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def fault_at(folder, file, key):
    """Return the one fault at a key, and be sure that there is no other."""
    faults = check_folder(folder, OWN).faults
    assert [(fault.file, fault.key) for fault in faults] == [(file, key)]
    assert faults[0].problem
    assert faults[0].remedy
    return faults[0]


def grade(text):
    found = sentences([text])
    return Reader(found).measure(found).grade


# -- words -------------------------------------------------------------------------------


def test_every_file_reads_at_grade_six_or_less():
    """What families read is in words of the sixth grade, also on the buttons."""
    reading = check_folder(OWN, OWN).reading

    assert {"phrases.toml", "conditions/devices.toml", "routines/m-hand.toml"} <= reading.keys()
    assert reading[INTERFACE].sentences > 100
    assert max(measure.grade for measure in reading.values()) <= 6


def test_the_grade_is_that_of_flesch_and_kincaid():
    """A reviewer can work the figure out by hand: 8 words, 10 syllables, 2 sentences."""
    text = "Hold the hand. Breathe slowly, and lift away."

    assert grade(text) == round(0.39 * 8 / 2 + 11.8 * 10 / 8 - 15.59, 1)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("massage", 2),
        ("caregiver's", 3),
        ("water-based", 3),
        ("tumour", 2),
        ("zwibble", 2),
        ("112", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, syllables):
    """Words that the dictionary lacks, two in one, and figures have a fair count too."""
    assert Reader([word]).syllables(word) == syllables


def test_a_label_is_no_sentence():
    """A short label is not judged as if it were prose, and a name does not make a text hard."""
    assert sentences(["Upper chest", "Fever? Yes", "Let {name} rest."]) == ["Let Anna rest."]


def test_a_hard_text_is_named(folder):
    """No text of two sentences is above the eighth grade."""
    path = folder / "stop-reasons.toml"
    spoil(
        path,
        "Help {name} sit up.",
        "Immediately facilitate respiratory compensation. Subsequently communicate deterioration.",
    )

    fault = fault_at(folder, "stop-reasons.toml", "reason[0].advice")
    assert "reading grade" in fault.problem


def test_a_list_is_read_as_one_text():
    """Several hard lines do not pass because each of them is a single sentence."""
    hard = Text("a.toml", "text", ("Extraordinary deterioration necessitates communication.",) * 2)

    assert [fault.key for fault in reading_grades([hard])[1]] == ["text"]


def test_no_table_with_words_is_forgotten():
    """A kind of table added later is read too."""
    wordy = {"told", "text", "words", "advice", "say", "help"}
    kinds = [
        kind
        for kind in vars(schema).values()
        if isinstance(kind, type) and issubclass(kind, schema.Written)
    ]
    wordy_kinds = {kind for kind in kinds if wordy & set(getattr(kind, "__struct_fields__", ()))}

    assert wordy_kinds - {schema.ClaimEntry} <= WORDS.keys()
    for kind, fields in WORDS.items():
        assert set(fields) <= set(kind.__struct_fields__)


# -- claims ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage cures pain.",
        "It flushes toxins from the body.",
        "Drink plenty of water afterwards.",
        "Light strokes improve her circulation.",
        "It is safe for everyone.",
        "Then he may need less pain medicine.",
        "It helps with depression.",
        "The calm lasts for three days.",
        "Rubbing can prevent bedsores.",
        "The numbers prove that it works.",
        "A massage for your newborn.",
    ],
)
def test_a_claim_that_nobody_may_make_is_found(folder, sentence):
    """No family is given false hope, wherever the sentence hides."""
    spoil(folder / "learn" / "pressure.toml", "Nothing moves.", f"Nothing moves. {sentence}")

    assert "may claim" in fault_at(folder, "learn/pressure.toml", "part[0].text").problem


@pytest.mark.parametrize(
    "sentence",
    [
        "Gentle massage is not known to spread cancer.",
        "Do not rub red skin.",
        "Numbers do not prove that it works.",
        "This app does not diagnose.",
        "It lifts when the cut has healed.",
        "Stroke in the last 12 weeks.",
    ],
)
def test_a_sentence_that_says_the_opposite_is_fine(sentence):
    """A warning is not taken for the promise that it warns of."""
    claims = read_files(OWN).forbidden_claims.claim

    assert list(claim_faults(claims, [Text("a.toml", "told", (sentence,))])) == []


def test_a_phrase_may_hold_a_star_and_dots():
    """A star stands for any ending, dots for up to five words, and never across a stop."""
    claim = [ClaimEntry("x", "It is wrong.", "Leave it out.", ["calm* … days"])]

    def found(text):
        return len(list(claim_faults(claim, [Text("a.toml", "told", (text,))])))

    assert found("It calms him for many days.") == 1
    assert found("It calms him for one or two or three more days.") == 0
    assert found("It calms him. Some days are hard.") == 0
    assert found("Becalmed for days.") == 0


def test_the_program_itself_is_read_too(tmp_path):
    """A promise on a button is as bad as one in the content."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "services").mkdir()
    (tmp_path / "ui" / "a.py").write_text(
        'self.tr(\n    "It cures "\n    "pain."\n)\nwords[f"chip.{verdict}"]\n', "utf-8"
    )
    (tmp_path / "services" / "b.py").write_text(
        '"""It cures the reader."""\nnote = "Safe for everyone, always"\n', "utf-8"
    )
    program = program_texts(tmp_path)
    claims = read_files(OWN).forbidden_claims.claim
    faults = claim_faults(claims, [*program.shown, *program.said])

    assert [(f.file, f.key) for f in faults] == [("ui/a.py", "line 1"), ("services/b.py", "line 2")]
    assert program.names("chip.go")
    assert not program.names("chop.go")


# -- rules -------------------------------------------------------------------------------


def test_a_mark_that_changes_nothing_is_named(folder):
    """Whatever a family marks where hands may go, the massage takes notice."""
    path = folder / "conditions" / "skin.toml"
    old = path.read_text("utf-8")
    start = old.index("[[bruise.rule]]")
    end = old.index("\n[", start + 15)
    path.write_text(f'{old[:start]}[[bruise.rule]]\navoid = "belly"\n{old[end:]}', "utf-8")

    faults = [f for f in check_folder(folder, OWN).faults if f.key == "bruise.rule"]
    assert faults
    assert "palm" in "".join(fault.problem for fault in faults)
    assert all(fault.file == "conditions/skin.toml" for fault in faults)


def test_our_own_caution_says_so(folder):
    """Nobody takes what we made up for what a source says."""
    path = folder / "conditions" / "defaults.toml"
    spoil(path, "A place we do not know cannot be kept safe. This is our own caution.", "It is so.")

    fault_at(folder, "conditions/defaults.toml", "unmarked.why")


@pytest.mark.parametrize(
    ("file", "key", "why"),
    [
        (
            "positions.toml",
            "semi-30-45.bar[0].why",
            "Weight on a sore place slows healing. This is our own caution.",
        ),
        (
            "routines/foot-comfort.toml",
            "barred[0].why",
            (
                "A raised foot bends a new hip or strains a new knee. "
                "For all three, this is our own caution."
            ),
        ),
    ],
)
def test_a_bar_of_our_own_says_so(folder, file, key, why):
    """A position that is barred by our own rule is not told as if a nurse had said it."""
    spoil(folder / file, f'why = "{why}"', 'why = "It is bad for the skin."')

    assert "our own caution" in fault_at(folder, file, key).remedy


@pytest.mark.parametrize("key", ["told", "why", "source", "grade"])
def test_a_position_that_a_routine_bars_has_words_and_a_source(folder, key):
    """No position is refused without a reason, with its source and grade."""
    path = folder / "routines" / "foot-comfort.toml"
    before, bar, after = path.read_text("utf-8").partition("[[barred]]")
    lines = after.split("\n")
    lines.remove(next(line for line in lines if line.startswith(f"{key} = ")))
    path.write_text(before + bar + "\n".join(lines), "utf-8")

    found = [fault for fault in check_folder(folder, OWN).faults if fault.file.endswith(path.name)]
    assert any("barred" in fault.key and key in fault.problem for fault in found), found


@pytest.mark.parametrize(
    ("file", "name", "lifts"),
    [
        ("today.toml", "chest-pain", "It goes when the pain is gone and the team has said why."),
        ("skin.toml", "skin-fragile", "It stays as long as the skin is thin."),
        ("defaults.toml", "default-never", "It does not lift. Choose another place."),
    ],
)
def test_what_blocks_asks_or_changes_says_what_ends_it(folder, file, name, lifts):
    """Whoever is told no can read what would make it a yes, or that it stays."""
    spoil(folder / "conditions" / file, f'lifts = "{lifts}"\n', "")

    fault = fault_at(folder, f"conditions/{file}", f"{name}.lifts")
    assert "Add lifts" in fault.remedy


def test_words_that_a_yes_lifts_have_others_for_after_it(folder):
    """A rule that ends leaves nothing behind that goes on forbidding in words."""
    spoil(
        folder / "conditions" / "circulation.toml",
        'told_cleared = "Keep to what the heart team said."\n',
        "",
    )

    key = "heart-untreated.rule[0].told"
    assert "told_cleared" in fault_at(folder, "conditions/circulation.toml", key).remedy


def test_a_rule_that_stays_does_not_borrow_words_that_were_lifted(folder):
    """Feet are stroked lightly after the yes too, and not told in the words about legs."""
    spoil(
        folder / "conditions" / "circulation.toml",
        'told = "On the feet, light lotion pressure only."\n[[clot-risk.rule]]',
        "[[clot-risk.rule]]",
    )

    fault_at(folder, "conditions/circulation.toml", "clot-risk.rule[1].told")


def test_words_for_after_a_yes_need_a_rule_that_a_yes_can_lift(folder):
    """A sentence that nobody can ever be told is named."""
    spoil(
        folder / "conditions" / "skin.toml",
        'lifts = "It stays as long as the skin is thin."\n',
        'lifts = "It stays as long as the skin is thin."\ntold_cleared = "It is fine now."\n',
    )

    faults = check_folder(folder, OWN).faults
    assert ("conditions/skin.toml", "skin-fragile.told_cleared") in {
        (fault.file, fault.key) for fault in faults
    }


def test_a_position_that_is_not_meant_needs_its_words(folder):
    """Without its two sentences, a blocked position would be explained wrongly."""
    spoil(
        folder / "conditions" / "defaults.toml",
        'told = "You chose another position than the usual one."\n',
        "",
    )

    fault_at(folder, "conditions/defaults.toml", "reach.rule[1]")


def test_a_rule_with_its_own_source_has_its_own_grade(folder):
    """How sure a rule is can always be told."""
    path = folder / "conditions" / "circulation.toml"
    spoil(
        path,
        "[[dvt-known.rule]]\nask_first = true\n",
        '[[dvt-known.rule]]\nask_first = true\nsource = ["OWN"]\n',
    )

    fault_at(folder, "conditions/circulation.toml", "dvt-known.rule[0]")


def test_a_circle_of_conditions_is_named(folder):
    """A condition that ends does not come back by itself for ever."""
    path = folder / "conditions" / "circulation.toml"
    spoil(path, 'becomes = "clot-risk"', 'becomes = "dvt-known"')

    assert "circle" in fault_at(folder, "conditions/circulation.toml", "dvt-known.becomes").problem


def test_a_sign_of_today_that_no_question_asks_for_is_named(folder):
    """Every sign that stops a massage is asked for before each massage."""
    spoil(folder / "today-check.toml", '"fever", ', "")

    fault_at(folder, "conditions/today.toml", "fever")


def test_a_question_for_an_unknown_sign_is_named(folder):
    """A misspelt sign would never stop a massage."""
    spoil(folder / "today-check.toml", '"fever", ', '"fever", "feever", ')

    fault_at(folder, "today-check.toml", "question[5].signs")


def test_a_sentence_that_the_program_never_says_is_named(folder):
    """Reviewers do not spend their time on dead sentences."""
    with (folder / "phrases.toml").open("a", encoding="utf-8") as file:
        file.write('"never-said" = "Nobody reads this."\n')

    fault_at(folder, "phrases.toml", "never-said")


def test_what_is_known_from_memory_is_listed_and_no_fault(folder):
    """A reviewer knows where to look first; a doubt does not stop the work."""
    path = folder / "routines" / "hand-calm.toml"
    text = path.read_text("utf-8")
    assert 'seen = "o"' in text
    path.write_text(text.replace('seen = "o"', 'seen = "m"', 1), "utf-8")
    report = check_folder(folder, OWN)

    assert report.faults == ()
    assert ("routines/hand-calm.toml", "(file)") in {(note.file, note.key) for note in report.notes}


def test_the_version_printed_is_that_of_the_files(capsys):
    """A review can say which text it was about."""
    assert main(["check"]) == 0
    printed = capsys.readouterr().out

    assert printed.rstrip().endswith(f"rules {version_of(hashes(OWN))}.")
    assert "To check" in printed
    assert "phrases.toml" in printed


def test_every_text_has_a_file_that_is_there():
    """A fault always leads to the place where it can be mended."""
    texts = list(content_texts(read_files(OWN)))

    assert len(texts) > 1000
    assert all((OWN / text.file).is_file() for text in texts)
    assert all(text.key for text in texts)


# -- pictures, groups and ids ------------------------------------------------------------


def test_a_place_that_no_picture_shows_is_named(folder):
    """Hands are never sent to a place that the picture of the step leaves out."""
    figure = folder / "figure"
    figure.mkdir()
    text = (OWN / "figure" / "regions.json").read_text("utf-8")
    (figure / "regions.json").write_text(
        text.replace('"upper-back.L"', '"upper-back-x.L"'), "utf-8"
    )

    faults = check_folder(folder, OWN).faults
    assert {fault.file for fault in faults} == {"routines/back-slow.toml", "positions.toml"}
    assert all("picture of upper-back.L" in fault.problem and fault.remedy for fault in faults)


def test_a_stop_reason_without_its_picture_is_named(folder):
    """Somebody frightened finds the reason by its picture."""
    shutil.copytree(OWN / "icons", folder / "icons")
    (folder / "icons" / "breath.svg").unlink()

    fault_at(folder, "stop-reasons.toml", "reason[0].icon")


def test_a_group_of_places_that_nothing_names_is_named(folder):
    """A misspelt group is not left behind to be trusted later."""
    path = folder / "body" / "regions.toml"
    spoil(path, "[groups]\n", '[groups]\nearlobe = "ear"\n')

    fault_at(folder, "body/regions.toml", "groups.earlobe")


def test_an_id_that_stands_twice_in_a_list_is_named(folder):
    """No answer is written down under the name of another."""
    spoil(folder / "reactions.toml", 'id = "pink-skin"', 'id = "calm"')

    fault_at(folder, "reactions.toml", "reaction[1].id")


def test_a_position_that_no_routine_uses_is_named(folder):
    """Reviewers do not spend their time on a way to lie that nobody is offered."""
    with (folder / "positions.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[hammock]\nname = "Hammock"\ntold = "Lie in it."\nsuits = "Nobody."\n'
            'bears = "upper-back"\nreach = "hands"\nsource = ["OWN"]\ngrade = "D"\n'
        )

    fault_at(folder, "positions.toml", "hammock")


@pytest.mark.parametrize(
    ("file", "old", "key"),
    [
        ("stop-reasons.toml", 'not_sure_of = ["skin-infection"]\n', "reason[12].counts_as"),
        ("reactions.toml", 'not_sure_of = ["pain-new-severe"]\n', "reaction[2].counts_as"),
    ],
)
def test_what_can_need_a_call_and_would_let_a_massage_start_is_named(folder, file, old, key):
    """Whatever somebody may have to be called for stops the day, however it is said."""
    spoil(folder / file, old, "")

    fault_at(folder, file, key)


# -- substitutions -----------------------------------------------------------------------


def test_a_massage_is_not_offered_in_its_own_place(folder):
    """What is offered instead is something else."""
    path = folder / "routines" / "vigil.toml"
    spoil(path, "nearest = [", 'nearest = ["vigil", ')

    fault_at(folder, "routines/vigil.toml", "nearest")


def test_a_position_does_not_lie_on_itself(folder):
    """Which side is down is looked up once, and not in a circle."""
    spoil(folder / "positions.toml", 'lies_on = ["side-left",', 'lies_on = ["high-side",')

    fault = fault_at(folder, "positions.toml", "high-side.lies_on")
    assert "round" in fault.problem


# -- sources -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "key"),
    [
        ("conditions/devices.toml", 'source = ["MAYO-SEED", "CC-AUS", "UKO-MACM"]', "port.source"),
        (
            "positions.toml",
            'source = ["RNAO", "TUBEFEED", "CSUN-TF", "SENIORSMAG"]',
            "semi-30-45.source",
        ),
        ("today-check.toml", 'source = ["OWN"]', "source"),
        ("stop-reasons.toml", 'source = ["PRACTICE", "OWN"]', "source"),
        ("reactions.toml", 'source = ["CAMBRON2007", "PRACTICE", "OWN"]', "source"),
        ("ratings.toml", 'source = ["KUTNER2008", "GREALISH2000", "OWN"]', "source"),
        ("preparation.toml", 'source = ["PAINAD", "GERIPAIN"]', "watch.source"),
    ],
)
def test_what_has_no_source_is_named(folder, file, old, key):
    """Every effect and every question can be followed to where it is from."""
    spoil(folder / file, old, "source = []")

    assert "no source" in fault_at(folder, file, key).problem


@pytest.mark.parametrize("missing", ["source", "grade"])
def test_a_condition_that_leaves_its_source_or_grade_out_is_named(folder, missing):
    """A rule is not shown as if somebody had vouched for it."""
    path = folder / "conditions" / "devices.toml"
    start = path.read_text("utf-8").index("[port]")
    text = path.read_text("utf-8")
    line = text.index(f"\n{missing} = ", start)
    path.write_text(text[:line] + text[text.index("\n", line + 1) :], "utf-8")

    faults = check_folder(folder, OWN).faults
    assert ("conditions/devices.toml", "port") in {(f.file, f.key) for f in faults}
    assert any(f"'{missing}' is missing" in f.problem for f in faults)


def test_an_unknown_id_in_a_rule_is_named(folder):
    """A misspelt condition, place, position or massage in a rule is found, each by its key."""
    path = folder / "conditions" / "devices.toml"
    spoil(
        path,
        'avoid = "marked+margin + neck-side(marked)"\n',
        'avoid = "marked+margin + neck-syde"\nwith_any = ["feever"]\n'
        'only_routines = ["m-hond"]\nonly_positions = ["supyne"]\n',
    )

    faults = [f for f in check_folder(folder, OWN).faults if f.file == "conditions/devices.toml"]
    assert {fault.key for fault in faults} == {
        f"port.rule[0].{key}" for key in ("avoid", "with_any", "only_routines", "only_positions")
    }
    assert all(fault.remedy for fault in faults)


def test_one_long_hard_sentence_is_named(folder):
    """A single sentence cannot hide behind being the only one."""
    spoil(
        folder / "stop-reasons.toml",
        "Help {name} sit up. Stay there until help comes.",
        "Immediately facilitate respiratory compensation and subsequently communicate any further "
        "deterioration to the responsible practitioner.",
    )

    assert "grade" in fault_at(folder, "stop-reasons.toml", "reason[0].advice").problem


def test_the_command_names_file_key_and_remedy_and_fails(folder, capsys):
    """Whoever writes content reads what to do, and a script notices that something is wrong."""
    spoil(folder / "conditions" / "devices.toml", 'no_positions = ["seated-forward"]',
          'no_positions = ["seated-backward"]')  # fmt: skip

    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr().out
    for word in ("conditions/devices.toml", "port.rule[0].no_positions", "'seated-backward'",
                 "Write the id of a position."):  # fmt: skip
        assert word in printed


# -- what would never be shown, or always ------------------------------------------------


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('only_if = "feet"', 'only_if = "feets"'),
        ('only_if = ["lotion", "feet"]', 'only_if = ["lotion", "feets"]'),
    ],
)
def test_a_line_of_the_checklist_that_nothing_shows_is_named(folder, good, bad):
    """A slip in a group would drop the look at the legs from every list; it is named instead."""
    spoil(folder / "preparation.toml", good, bad)
    fault = next(
        fault
        for fault in check_folder(folder, OWN).faults
        if fault.file == "preparation.toml" and "only_if" in fault.key
    )
    assert "feets" in fault.problem
    assert "feet" in fault.remedy


@pytest.mark.parametrize("days", [0, 100000])
@pytest.mark.parametrize(
    "key", ["review_after_days = 14", "mistake_listed_days = 7", "open_sign_days = 14"]
)
def test_a_time_to_look_again_that_makes_no_sense_is_named(folder, days, key):
    """Asking all the time is as bad as never asking, and so is listing for ever or never."""
    name = key.split()[0]
    spoil(folder / "today-check.toml", key, f"{name} = {days}")
    fault = fault_at(folder, "today-check.toml", name)
    assert str(days) in fault.problem


def test_a_sign_that_ends_with_its_day_says_by_which_source(folder):
    """Without a source it stays open until the care team has looked."""
    path = folder / "conditions" / "today.toml"
    spoil(path, 'goes_source = ["OWN"]', 'goes_source = ["NOBODY"]')
    assert fault_at(folder, "conditions/today.toml", "seizure-now.goes_source").problem


def test_one_short_sentence_of_long_words_is_too_hard(folder):
    """A sentence that nobody reads at home is found, however short it is."""
    hard = "Discontinue unnecessary manipulation immediately; communicate abnormalities."
    path = folder / "stop-reasons.toml"
    old = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("ask ="))
    spoil(path, old, f'ask = "{hard}"')
    assert any(
        fault.file == "stop-reasons.toml" and "reading grade" in fault.problem
        for fault in check_folder(folder, OWN).faults
    )


def test_an_empty_folder_is_a_fault(tmp_path):
    """Whoever names the wrong folder is not told that all is well."""
    (fault,) = check_folder(tmp_path, OWN).faults
    assert "No file of content" in fault.problem
