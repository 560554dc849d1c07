"""INV-COST-1: no verb gets dearer without somebody saying so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.measured import TOLERANCE, measure

PINNED = json.loads((Path(__file__).parent / "costs.json").read_text())


@pytest.mark.parametrize(("family", "target"), [("solana", "solana:litesvm"), ("evm", "evm:pyevm")])
def test_every_verb_costs_what_is_pinned(family: str, target: str) -> None:
    """INV-COST-1. Run `make costs` and say why in the commit where a change is meant."""
    measured = measure(target)
    pinned = PINNED[family]
    assert measured.keys() == pinned.keys()
    off = {verb: (cost, pinned[verb]) for verb, cost in measured.items() if abs(cost - pinned[verb]) > TOLERANCE * pinned[verb]}
    assert not off, f"measured, pinned: {off}"
