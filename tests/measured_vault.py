"""What every verb of the vault costs with four pools that all hold some of its funds, and a whole rebalance: proof, caps, out of two pools and into two."""

from __future__ import annotations

from collections.abc import Callable

from assay.connect import sandbox
from assay.models.vault import WINDOW

from tests.cast import COIN, tick
from tests.treasury import Treasury, treasury

FIRST, SECOND = (2_000, 3_000, 1_000, 2_000), (4_000, 1_000, 2_500, 500)


def vault_costs(target: str) -> dict[str, int]:
    """By verb, in what the chain charges."""
    return {f"vault_{name}": cost for name, (cost, _) in sorted(_life(target).items())}


def rebalance_size(target: str) -> int:
    """Bytes of the transaction that brings a proof and moves four pools."""
    return _life(target)["rebalance"][1]


def _life(target: str) -> dict[str, tuple[int, int]]:
    """Cost and bytes of each."""
    costs: dict[str, tuple[int, int]] = {}
    t = treasury(sandbox(target), observed=False)

    def note(name: str) -> None:
        receipt = t.chain.receipts()[-1]
        costs[name] = (receipt.cost, receipt.size)
        tick(t.chain)

    t.observe(WINDOW + 1)
    note("observe")
    t.rebalance(FIRST)
    note("rebalance_first")
    t.observe()
    t.rebalance(SECOND)
    note("rebalance")
    t.bob.vault.deposit(100 * COIN, t.bob.account)
    note("deposit")
    t.bob.vault.mint(100 * COIN, t.bob.account)
    note("mint")
    t.bob.vault.withdraw(50 * COIN, t.bob.account)
    note("withdraw_idle")
    t.alice.vault.redeem(t.shares(t.alice) * 7 // 10, t.alice.account)
    note("redeem_of_pools")
    t.bob.vault.redeem_in_kind(t.shares(t.bob) // 2, t.bob.account)
    note("redeem_in_kind")
    t.keeper.vault.collect_claim(t.pool(3).pool, t.bob.account)
    note("collect_claim")
    _governed(t, note)
    return costs


def _governed(t: Treasury, note: Callable[[str], None]) -> None:
    t.owner.vault.propose(t.policy())
    note("propose")
    t.guardian.vault.lower(t.limits(caps=(0, 0, 0, 0)))
    note("lower")
    at = next(i for i, p in enumerate(t.vault.positions) if p.recorded)
    t.keeper.vault.trim(at)
    note("trim")
    t.chain.set_time(t.vault.adopt_at)
    t.keeper.vault.adopt()
    note("adopt")
