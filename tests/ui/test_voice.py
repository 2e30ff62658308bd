# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice of a massage, with the engine that Qt has for tests."""

import pytest

from caregiver_guide.ui.voice import PRETENDS, Voice, VoiceChoice

LONG = "Hold the hand between yours and wait until it softens."


@pytest.fixture(params=[False, True], ids=["same thread", "own thread"])
def voice(request, qtbot):
    """A voice whose engine only pretends, in each of the two ways engines are run."""
    made = Voice(engines=(PRETENDS,), has_thread=request.param)
    yield made
    made.close()


def opened(qtbot, voice, **choice):
    with qtbot.waitSignal(voice.opened) as told:
        voice.open("en", VoiceChoice(**choice))
    return told.args[0]


def test_a_sentence_is_said_to_its_end(qtbot, voice):
    """Once the voice is found, it speaks, and it is known when it has ended."""
    assert opened(qtbot, voice)
    with qtbot.waitSignal(voice.fell_silent):
        voice.say("Rest your hands.")
        assert voice.sentence == "Rest your hands."
    assert not voice.is_speaking


def test_what_is_said_while_the_voice_opens_is_not_lost(qtbot, voice):
    """The first step is read although the voice needs a moment to be found."""
    voice.open("en", VoiceChoice())
    voice.say("Rest your hands.")
    assert voice.is_opening
    with qtbot.waitSignal(voice.fell_silent):
        pass


def test_a_new_sentence_takes_the_place_of_the_old_one(qtbot, voice):
    """Two presses in a row: only the second step is read to its end."""
    opened(qtbot, voice)
    ends = []
    voice.fell_silent.connect(lambda: ends.append(1))
    voice.say(LONG)
    qtbot.waitUntil(lambda: voice._engine.is_speaking)
    with qtbot.waitSignal(voice.fell_silent):
        voice.say("Next step.")
        assert voice.sentence == "Next step."
    assert ends == [1]


def test_stop_silences_the_voice_in_the_middle_of_a_word(qtbot, voice):
    """After Stop nothing is said any more, and nothing comes later."""
    opened(qtbot, voice)
    voice.say(LONG)
    qtbot.waitUntil(lambda: voice._engine.is_speaking)
    voice.stop()
    assert not voice.is_speaking
    qtbot.waitUntil(lambda: not voice._engine.is_speaking)


def test_stop_silences_what_still_waits_for_the_voice(qtbot, voice):
    """Stop within the first second: the first step is not read into the questions."""
    voice.open("en", VoiceChoice())
    voice.say(LONG)
    voice.stop()
    with qtbot.waitSignal(voice.opened):
        pass
    assert not voice.is_speaking


def test_the_choice_holds(qtbot, voice):
    """The voice speaks as chosen in Settings, and as changed since."""
    opened(qtbot, voice, name="Mary", rate=-0.4, volume=0.5)
    speech = voice._engine.speech
    qtbot.waitUntil(lambda: speech.voice().name() == "Mary")
    qtbot.waitUntil(lambda: (speech.rate(), speech.volume()) == (-0.4, 0.5))
    voice.change(VoiceChoice("Anne", 0.2, 1.0))
    qtbot.waitUntil(lambda: (speech.voice().name(), speech.rate()) == ("Anne", 0.2))


def test_the_voice_speaks_the_language_of_the_sentences(qtbot, voice):
    """English words are never read by a Norwegian or Finnish voice."""
    opened(qtbot, voice, name="Kari")
    assert {one.name for one in voice.voices} == {"Bob", "Anne", "Charly", "Mary"}
    qtbot.waitUntil(lambda: voice._engine.speech.voice().locale().name()[:2] == "en")


def test_no_voice_of_the_language_is_no_voice(qtbot, voice):
    """Where only other languages are installed, the app says that a voice is missing."""
    with qtbot.waitSignal(voice.opened) as told:
        voice.open("ja", VoiceChoice())
    assert told.args == [False]
    assert not voice.is_ready
    voice.say("Rest your hands.")
    assert not voice.is_speaking


@pytest.mark.qt_log_ignore("is not supported")
def test_an_engine_that_is_listed_but_broken_is_passed_over(qtbot):
    """Qt lists engines whose libraries are missing: what counts is whether one gets well."""
    voice = Voice(engines=("no-such-engine",), has_thread=False)
    assert not opened(qtbot, voice)
    voice = Voice(engines=("no-such-engine", PRETENDS), has_thread=False)
    assert opened(qtbot, voice)
    voice.close()


def test_the_pretending_engine_is_never_taken_for_a_voice(qtbot, monkeypatch):
    """A computer without speech: the app says so, and does not pretend to speak."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    monkeypatch.setattr(QTextToSpeech, "availableEngines", lambda: [PRETENDS])
    voice = Voice(has_thread=False)
    assert not opened(qtbot, voice)


def test_an_engine_that_dies_is_told_once_and_tried_anew(qtbot, voice):
    """In mid-sentence the speech of the computer breaks: it is said once, and nothing raises."""
    opened(qtbot, voice)
    losses = []
    voice.lost.connect(lambda: losses.append(1))
    voice.say(LONG)
    qtbot.waitUntil(lambda: voice._engine.is_speaking)
    voice._heard(voice._engine, "Error")
    assert losses == [1]
    assert not voice.is_ready
    voice.say("Rest your hands.")
    voice.stop()
    assert losses == [1]
    assert opened(qtbot, voice)


def test_an_engine_that_hangs_is_given_up(qtbot, voice):
    """A sentence that never ends is not waited for: the engine is taken for dead."""
    opened(qtbot, voice)
    voice.say(LONG)
    qtbot.waitUntil(lambda: voice._engine.is_speaking and voice._heard_any)
    with qtbot.waitSignal(voice.lost):
        voice._longest.timeout.emit()
    assert not voice.is_speaking


def test_leaving_while_the_voice_opens_leaves_nothing_behind(qtbot, voice):
    """Settings opened and left at once, a few times: no warning, and nobody speaks later."""
    for _ in range(5):
        voice.open("en", VoiceChoice())
        voice.say(LONG)
        voice.close()
    assert not voice.is_opening
    assert not voice.is_speaking
    assert opened(qtbot, voice)
