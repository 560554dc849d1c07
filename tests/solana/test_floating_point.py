"""LiteSVM beside other people's arithmetic, in one process."""

from __future__ import annotations

import numpy as np
from assay.connect import sandbox

from tests.cast import COIN, funded, tick


def test_a_transaction_leaves_the_processor_as_it_was() -> None:
    """INV-SVM-30: what is computed after a transaction is what was computed before it; LiteSVM alone leaves x87 registers in use."""
    chain = sandbox("solana:litesvm")
    alice = funded(chain, "alice")
    numbers = np.arange(1_000.0)
    before = np.linalg.norm(numbers), np.longdouble(2) * np.longdouble(3), tuple(np.linalg.eigvalsh(np.eye(3) * 2 + 1))
    for _ in range(3):
        tick(chain)
        alice.staking.bond(COIN)
        assert (np.linalg.norm(numbers), np.longdouble(2) * np.longdouble(3), tuple(np.linalg.eigvalsh(np.eye(3) * 2 + 1))) == before
