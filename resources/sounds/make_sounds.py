# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the four sounds of a massage beside this file: soft notes that swell and ring out.

None has a beginning that could be heard as one: each note rises from nothing over a second and a
half, and all of them together stay well below what a loudspeaker can do.
"""

import math
import struct
import wave
from pathlib import Path

RATE = 16_000
FADE_IN_S = 1.5
FADE_OUT_S = 0.6
SOUNDS = {
    # The time of a step is over: C5, and E5 over it.
    "step-over": (0.26, 4.6, ((0.0, 523.25), (0.7, 659.26))),
    # Half of the time is over, or ten seconds are left: one low note.
    "cue": (0.18, 3.4, ((0.0, 392.00),)),
    # Time to ask: a step up, as a question ends.
    "ask": (0.24, 4.4, ((0.0, 440.00), (0.6, 587.33))),
    # Hands rest: a step down.
    "paused": (0.18, 4.0, ((0.0, 440.00), (0.5, 349.23))),
}
"""The loudest moment (of 1), the length in seconds, and each note's start and pitch in hertz."""


def note(seconds: float, pitch: float) -> float:
    """Return one note at a moment, from -1 to 1: a sine with a faint octave."""
    if seconds < 0:
        return 0.0
    rise = math.sin(math.pi / 2 * min(1.0, seconds / FADE_IN_S)) ** 2
    ring = math.exp(-1.4 * max(0.0, seconds - FADE_IN_S))
    turn = 2 * math.pi * pitch * seconds
    return rise * ring * (math.sin(turn) + 0.15 * math.sin(2 * turn)) / 1.15


def sound(name: str) -> bytes:
    """Return the samples of a sound, 16 bits each."""
    loudest, length, notes = SOUNDS[name]
    values = []
    for number in range(int(RATE * length)):
        now = number / RATE
        left = min(1.0, (length - now) / FADE_OUT_S)
        values.append(left * left * sum(note(now - start, pitch) for start, pitch in notes))
    scale = loudest * 32_767 / max(abs(value) for value in values)
    return b"".join(struct.pack("<h", round(scale * value)) for value in values)


def main() -> None:
    """Write the sounds."""
    for name in SOUNDS:
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(sound(name))


if __name__ == "__main__":
    main()
