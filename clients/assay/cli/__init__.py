"""`assay`: the command line. Commands of the client live here; workers add theirs under the entry point group "assay.commands"."""

from .main import app

__all__ = ["app"]
