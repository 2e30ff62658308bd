# SPDX-License-Identifier: GPL-3.0-or-later
"""Make bell.wav: two soft notes that fade in and ring out. Run it in this folder."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
NOTES = ((0.0, 523.25), (0.45, 659.26))  # start in seconds, pitch in hertz: C5, then E5
LENGTH_S = 2.4
FADE_IN_S = 0.06
LOUDNESS = 0.28


def tone(seconds: float, pitch: float) -> float:
    """Return one note at a moment: a sine with a faint octave, fading in and ringing out."""
    if seconds < 0:
        return 0.0
    rise = min(1.0, seconds / FADE_IN_S)
    body = math.sin(2 * math.pi * pitch * seconds) + 0.2 * math.sin(4 * math.pi * pitch * seconds)
    return rise * rise * math.exp(-2.2 * seconds) * body


def main() -> None:
    """Write bell.wav beside this file."""
    frames = bytearray()
    for number in range(int(RATE * LENGTH_S)):
        now = number / RATE
        end = min(1.0, (LENGTH_S - now) / 0.2)
        value = LOUDNESS * end * sum(tone(now - start, pitch) for start, pitch in NOTES)
        frames += struct.pack("<h", round(32_767 * max(-1.0, min(1.0, value))))
    with wave.open(str(Path(__file__).with_name("bell.wav")), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))


if __name__ == "__main__":
    main()
