"""What court, rewards and grants cost on chain, beside OpenZeppelin's VestingWallet in the same EVM and Sablier's published figures."""

from __future__ import annotations

from typing import Any

import eth
from assay.artifacts import bytecode
from assay.evm.network import EvmNetwork
from assay.evm.transport import Call
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.cast import COIN, tick
from tests.measured_programs import court_costs, rewards_costs

assert eth  # it raises Python's recursion limit when first imported
BATCH = 256
DAY = 86_400
# name: gas, compute units (None: only reported)
GOALS: dict[str, tuple[int | None, int | None]] = {
    "rewards_claim_cash": (95_000, 40_000),
    "rewards_claim_first_grant": (None, None),
    "rewards_claim_top_up": (95_000, 40_000),
    "rewards_create_grant_linear": (120_000, None),
    "rewards_create_grant_cliff": (150_000, None),
    "rewards_create_grant_steps": (250_000, None),
    "rewards_withdraw": (32_000, None),
    "rewards_clawback": (39_000, None),
    "court_seat": (None, None),
    "court_reveal_vote": (None, None),
    "court_close": (None, None),
}
# Sablier Lockup, published: create linear, with cliff, tranched with 10 steps, withdraw, cancel.
SABLIER = {
    "rewards_create_grant_linear": 146_000, "rewards_create_grant_cliff": 186_000, "rewards_create_grant_steps": 410_000, "rewards_withdraw": 32_000,
    "rewards_clawback": 39_000,
}  # fmt: skip


def rows() -> list[dict[str, Any]]:
    out = []
    for family, target, unit, place in (("evm", "evm:pyevm", "gas", 0), ("solana", "solana:litesvm", "CU", 1)):
        costs = court_costs(target) | rewards_costs(target)
        out.append(_row(f"rewards-judgment-{family}", "one of a batch of 256, revealed", costs["rewards_reveal_batch"] // BATCH, unit, (2_000, 1_500)[place]))
        for name, goals in GOALS.items():
            peer = SABLIER.get(name) if family == "evm" else None
            out.append(_row(f"{name.replace('_', '-')}-{family}", "whole transaction", costs[name], unit, goals[place], "Sablier Lockup, published", peer))
    wallet = vesting_wallet()
    for ours, theirs in (("rewards_create_grant_linear", "create"), ("rewards_withdraw", "release")):
        found = next(r for r in out if r["name"] == f"{ours.replace('_', '-')}-evm")
        row = _row(found["name"] + "-beside-openzeppelin", "whole transaction", found["ours"], "gas", None, "OpenZeppelin VestingWallet", wallet[theirs])
        out.append(row | {"theirs_published": False})
    return out


def _row(name: str, workload: str, ours: int, unit: str, most: int | None, peer: str | None = None, theirs: int | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "workload": workload,
        "peer": peer if theirs else None,
        "ours": ours,
        "theirs": theirs,
        "theirs_published": theirs is not None,
        "unit": unit,
        "ratio": ours / theirs if theirs else None,
        "goal": f"<= {most:,}" if most else "reported",
        "met": ours <= most if most else True,
    }


def vesting_wallet() -> dict[str, int]:
    """Gas of OpenZeppelin's wallet: one contract a grant, funded by a transfer, and its second release."""
    chain = EvmNetwork.in_memory()
    expert = chain.as_account("expert")
    session, transport = expert._session, expert._transport  # the peer has no client of ours
    arguments = encode(["address", "uint64", "uint64"], [expert.account[12:], chain.now(), 100 * DAY])
    made = transport.send(session.signer, [Call("deploy", None, bytecode("VestingPeer") + arguments)])[-1]
    assert made.created is not None
    chain.faucet(bytes(12) + made.created, 10 * COIN)
    gas = []
    release = keccak(text="release(address)")[:4] + encode(["address"], [chain.deployment().token[12:]])
    for _ in range(2):
        tick(chain, 20 * DAY)
        gas.append(transport.send(session.signer, [Call("release", made.created, release)])[-1].gas)
    return {"create": made.gas, "release": gas[1]}
