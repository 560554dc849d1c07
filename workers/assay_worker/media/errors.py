"""What can be wrong with a media file. Wrong arguments are `assay.errors.InputError`, as everywhere.

MediaError
├── UnsupportedMedia      no manifest can be put into this format
├── TruncatedMedia        the file ends before its own structure says so
├── OutputExists          signing never writes over a file that it was not told to
├── ManifestTooLarge      beyond the bound that readers take
├── UnreadableIngredient  what this was made from cannot be read within bounds
├── SigningFailed         the key did not sign, or its signature does not hold
├── MalformedManifest     bytes that are no C2PA manifest store
└── ReaderUnavailable     the separate process that reads files cannot be started
"""

from __future__ import annotations

from pathlib import Path

from assay.errors import AssayError


class MediaError(AssayError):
    """A file that cannot be signed or read. `path` is the file where there is one."""

    def __init__(self, reason: str, path: Path | None = None) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.reason, self.path = reason, path


class UnsupportedMedia(MediaError):
    """No manifest can be put into this format; `sign_sidecar` takes any."""


class TruncatedMedia(MediaError):
    """The file ends before its own structure says so."""


class OutputExists(MediaError):
    """There is a file where the signed one was to be written."""


class ManifestTooLarge(MediaError):
    """The manifest is beyond the bound that readers take."""


class UnreadableIngredient(MediaError):
    """What the content was made from cannot be read within bounds."""


class SigningFailed(MediaError):
    """The key did not sign, or what it signed does not hold under its certificate."""


class MalformedManifest(MediaError):
    """Not a C2PA manifest store, or one that says a thing twice."""


class ReaderUnavailable(MediaError):
    """The separate process that reads files cannot be started."""
