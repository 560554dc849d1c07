"""What a phone without a lens or a microphone captures: a rendered view, a synthetic voice, a text. Stand-ins for sensors, each drawn from a seed."""

from __future__ import annotations

import io
import wave

import numpy as np
from assay.errors import InputError

from .tools.renderer import Scene, render

RATE = 16_000
# Middle frequencies (Hz) of the first three formants of a, e, i, o, u.
VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240))


def photo(seed: int, size: tuple[int, int] = (512, 384), quality: int = 92) -> bytes:
    """A JPEG of a scene by lot."""
    file = io.BytesIO()
    render(Scene.drawn(seed), size, samples=2, seed=seed, bounces=1)[0].save(file, "JPEG", quality=quality)
    return file.getvalue()


def voice(seed: int, seconds: float = 2.0) -> bytes:
    """A WAV (16 kHz, 16 bit, mono) of vowels: harmonics of a gliding pitch, weighed by how near each lies to the vowel's formants."""
    if not 0.1 <= seconds <= 60:
        raise InputError("seconds", seconds, "0.1 to 60", "record a shorter or longer clip")
    lot = np.random.Generator(np.random.PCG64(seed))
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    pitch = lot.uniform(95, 210) * (1 + 0.06 * np.sin(2 * np.pi * lot.uniform(0.4, 1.5) * time))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    syllables = max(1, round(seconds * 4))
    spoken = lot.integers(0, len(VOWELS), syllables)
    formants = np.array(VOWELS, np.float64)[spoken[np.minimum(np.arange(count) * syllables // count, syllables - 1)]]
    sound = np.zeros(count)
    for harmonic in range(1, 31):
        frequency = harmonic * pitch[:, None]
        weight = np.exp(-(((frequency - formants) / (0.12 * formants + 60)) ** 2)) @ np.array([1, 0.5, 0.2])
        sound += weight * np.sin(harmonic * phase) / harmonic**0.5
    sound *= np.abs(np.sin(np.pi * syllables * time / seconds)) ** 0.5
    sound += 0.003 * lot.standard_normal(count)
    samples = np.round(sound / np.abs(sound).max() * 0.8 * 32_767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(RATE)
        clip.writeframes(samples.tobytes())
    return file.getvalue()
