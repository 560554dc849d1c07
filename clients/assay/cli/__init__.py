"""`assay`: the command line. Commands of the client live here; workers add theirs under the entry point group "assay.commands"."""

from __future__ import annotations


def app() -> None:
    """Runs the command line."""
    # Not before: the root command loads what installed packages add to it, and they import options from here.
    from .main import app as run

    run()
