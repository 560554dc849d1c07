"""What the vault costs on chain: a whole rebalance is a proof checked, caps and losses bounded, and four pools moved."""

from __future__ import annotations

from typing import Any

from tests.measured_vault import rebalance_size, vault_costs

# name: gas, compute units (None: only reported)
GOALS: dict[str, tuple[int | None, int | None]] = {
    "vault_rebalance": (None, 400_000),
    "vault_deposit": (None, None),
    "vault_withdraw_idle": (None, None),
    "vault_redeem_of_pools": (None, None),
    "vault_redeem_in_kind": (None, None),
    "vault_observe": (None, None),
}
PACKET = 1_232  # bytes of a transaction on Solana


def rows() -> list[dict[str, Any]]:
    out = []
    for family, target, unit, place in (("evm", "evm:pyevm", "gas", 0), ("solana", "solana:litesvm", "CU", 1)):
        costs = vault_costs(target)
        for name, goals in GOALS.items():
            out.append(_row(f"{name.replace('_', '-')}-{family}", costs[name], unit, goals[place]))
        most = PACKET if family == "solana" else None
        out.append(_row(f"vault-rebalance-bytes-{family}", rebalance_size(target), "bytes", most))
    return out


def _row(name: str, ours: int, unit: str, most: int | None) -> dict[str, Any]:
    return {
        "name": name,
        "workload": "whole transaction, four pools",
        "peer": None,
        "ours": ours,
        "theirs": None,
        "theirs_published": False,
        "unit": unit,
        "ratio": None,
        "goal": f"<= {most:,}" if most else "reported",
        "met": ours <= most if most else True,
    }
