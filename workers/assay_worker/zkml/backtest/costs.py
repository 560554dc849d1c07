"""What a strategy's transactions cost: gas and compute units as the protocol's tests measured them, at prices that whoever runs the backtest states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.errors import InputError

from ..toolchain import ROOT

MEASURED = ROOT / "tests/costs.json"
# A transaction's own share of what verifying alone costs, which a rebalance pays anyway.
BASE = {"evm": 21_000, "solana": 0}


@dataclass(frozen=True)
class Venue:
    """A chain at a price: USDX for a unit of gas or compute, and for a transaction."""

    name: str
    family: str
    unit_price: float
    transaction_price: float = 0.0


def venues(gwei: float, rollup_gwei: float, ether: float, micro_lamports: float, sol: float) -> tuple[Venue, ...]:
    """Prices as exchanges and fee markets state them. A rollup's fee for data is not in it; a Solana transaction also pays 5,000 lamports for its signature."""
    return (
        Venue("EVM", "evm", gwei * 1e-9 * ether),
        Venue("EVM rollup", "evm", rollup_gwei * 1e-9 * ether),
        Venue("Solana", "solana", micro_lamports * 1e-15 * sol, 5_000 * 1e-9 * sol),
    )


@dataclass(frozen=True)
class Units:
    """Gas or compute units by what a strategy sends."""

    by_transaction: Mapping[str, int]
    proof: int

    @classmethod
    def measured(cls, family: str, path: Path = MEASURED) -> Units:
        try:
            costs = json.loads(path.read_text())[family]
            proof = costs["verifier_verify_groth16"] - BASE[family]
            units = {name: costs[f"vault_{name}"] for name in ("observe", "rebalance", "deposit", "propose", "adopt", "lower", "trim")}
        except (OSError, ValueError, KeyError) as missing:
            raise InputError("costs", str(path), "the figures that `make costs` writes", f"run it: {missing!r} is missing") from None
        # Who moves without a proof pays for the same moves and checks, less the proof's: no cheaper contract was measured.
        return cls(units | {"move": units["rebalance"] - proof}, proof)


def paid(venue: Venue, units: Units, transactions: Mapping[str, int]) -> float:
    """In USDX."""
    return sum(count * (units.by_transaction[name] * venue.unit_price + venue.transaction_price) for name, count in transactions.items())
