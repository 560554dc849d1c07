"""A diffusion-style generator. It is no Stable Diffusion: its model is a formula, not trained on anything, and its pictures are abstract.

What it shares with one is the loop (noise, a denoiser, a schedule, guidance, a seed) and what a plug-in has to record: the prompt's digest, the
model's digest, seed, steps and guidance. The denoiser is exact for the distribution that the prompt and the model describe: a Gaussian field whose
mean the prompt's words lay out and whose power falls with the square of frequency.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np
from assay.errors import InputError
from assay.models.identity import SourceType
from numpy.typing import NDArray
from PIL import Image

from .history import CREATED, History, Tool, canonical

Floats = NDArray[np.float64]
GENERATOR = Tool("Assay field diffusion", "1")
PROMPT_BYTES = 2_000
SIDE = 1_024
STEPS = 200


@dataclass(frozen=True)
class Model:
    """The whole of what another generator would hold in its weights."""

    roughness: float = 2.0
    texture: float = 0.12
    blobs: int = 3  # a word

    def digest(self) -> bytes:
        return hashlib.sha256(canonical({"model": "field diffusion", **asdict(self)})).digest()


def prompt_digest(prompt: str, salt: bytes = b"") -> bytes:
    """What a manifest says of a prompt. A short prompt can be guessed from its digest: who wants it kept private adds a salt and keeps that too."""
    return hashlib.sha256(salt + prompt.encode()).digest()


def mean_of(prompt: str, model: Model, width: int, height: int) -> Floats:
    """Where the prompt's words put their colours: each word's digest says where, how large and which."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    mean = np.zeros((3, height, width))
    for place, word in enumerate(prompt.lower().split() or [""]):
        lot = np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(f"{place}/{word}".encode()).digest()[:8], "big")))
        for _ in range(model.blobs):
            centre, spread, colour = lot.random(2), lot.uniform(0.05, 0.3), lot.uniform(-1, 1, 3)
            mean += colour[:, None, None] * np.exp(-((y - centre[0]) ** 2 + (x - centre[1]) ** 2) / (2 * spread**2))
    peak = float(np.abs(mean).max())
    return mean / peak if peak else mean


def power_of(model: Model, width: int, height: int) -> Floats:
    """The field's variance at each frequency: `texture` squared on average."""
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None])
    frequency[0, 0] = 1 / max(width, height)
    power = frequency**-model.roughness
    scaled: Floats = power / power.mean() * model.texture**2
    return scaled


def generate(
    prompt: str, size: tuple[int, int] = (384, 256), *, seed: int, steps: int = 24, guidance: float = 1.0, model: Model | None = None, salt: bytes = b""
) -> tuple[Image.Image, History]:
    """The picture and the step that made it. Same arguments, same numpy: same bytes."""
    model = model or Model()
    width, height = size
    if not prompt.strip() or len(prompt.encode()) > PROMPT_BYTES:
        raise InputError("prompt", len(prompt), f"1 to {PROMPT_BYTES} bytes of words", "describe the picture")
    if not (8 <= width <= SIDE and 8 <= height <= SIDE):
        raise InputError("size", size, f"8 to {SIDE} a side", "generate a smaller or larger picture")
    if not 1 <= steps <= STEPS:
        raise InputError("steps", steps, f"1 to {STEPS}", "take fewer or more")
    if not 0 <= guidance <= 10:
        raise InputError("guidance", guidance, "0 to 10", "1 follows the prompt as it is")
    mean, power = guidance * mean_of(prompt, model, width, height), power_of(model, width, height)
    noisy = np.random.Generator(np.random.PCG64(seed)).standard_normal((3, height, width))
    # The share of signal left at each step, by the cosine schedule, from next to nothing to all.
    kept = np.cos(np.linspace(0.995, 0, steps + 1) * np.pi / 2) ** 2
    for now, after in pairwise(kept):
        # Wiener's filter is the exact denoiser of a Gaussian field.
        residue = np.fft.fft2(noisy - np.sqrt(now) * mean)
        clean = mean + np.fft.ifft2(residue * np.sqrt(now) * power / (now * power + 1 - now)).real
        noise = (noisy - np.sqrt(now) * clean) / np.sqrt(1 - now)
        noisy = np.sqrt(after) * clean + np.sqrt(1 - after) * noise
    shown = (np.clip(noisy / 2 + 0.5, 0, 1) * 255 + 0.5).astype(np.uint8)
    parameters = {
        "prompt": prompt_digest(prompt, salt).hex(), "model": model.digest().hex(), "seed": seed, "steps": steps, "guidance": guidance,
        "width": width, "height": height,
    }  # fmt: skip
    return Image.fromarray(np.ascontiguousarray(shown.transpose(1, 2, 0))), History.begun(GENERATOR, CREATED, SourceType.GENERATED, parameters)
