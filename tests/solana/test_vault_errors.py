"""Every error of the vault happens on Solana: tests/stories/test_vault_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from assay import errors as e
from assay.models.deployment import MAX_SECS
from assay.models.vault import MAX_GAIN_BPS
from assay.solana import pda
from assay.solana.generated import vault as g
from assay.solana.network import account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.account import Account
from solders.pubkey import Pubkey

from tests.cast import COIN
from tests.solana.strongroom import INITIALIZE, bare_strongroom, entered, initialize_vault
from tests.solana.town import LAMPORTS, allowed, purse_account, refused
from tests.stories.test_vault_refusals import ELSEWHERE

ROOT = Path(__file__).resolve().parents[2]


def test_every_error_is_raised_by_the_source() -> None:
    """INV-VAULT-21: no error is dead, and the client names a number as the program does."""
    source = "".join(path.read_text() for path in (ROOT / "programs/solana/vault/src").rglob("*.rs"))
    # The token's, by what the program calls them.
    assert {x.__name__ for x in e.VAULT_ERRORS} - set(re.findall(r"VaultError::(\w+)", source)) <= set(re.findall(r"= Self::(\w+);", source))
    assert {6_000 + at: x.__name__ for at, x in enumerate(e.VAULT_ERRORS)} == g.ERRORS
    assert {"BadConfig", "TransferFailed"} == ELSEWHERE


# By name: what a deployment may not be.
UNSOUND: dict[str, dict[str, object]] = {
    "nobody owns it": {"owner": bytes(32)},
    "another verifier": {"verifier": b"\x07" * 32},
    "no timelock": {"timelock_secs": 0},
    "a timelock beyond ten years": {"timelock_secs": MAX_SECS + 1},
    "observations without a pause": {"observe_secs": 0},
    "observations beyond ten years": {"observe_secs": MAX_SECS + 1},
    "no profit": {"gain_bps": 0},
    "any profit": {"gain_bps": MAX_GAIN_BPS + 1},
    "no step": {"step_bps": 0},
    "any step": {"step_bps": 10_001},
}


def test_a_deployment_is_within_its_bounds() -> None:
    """BadConfig: at either end of each bound, and for a token of other than six decimals."""
    town = bare_strongroom()
    sound = town.cases[INITIALIZE].instruction
    payer, mint = account_named("authority").pubkey(), sound.accounts[4].pubkey
    most = {"timelock_secs": MAX_SECS, "observe_secs": MAX_SECS, "gain_bps": MAX_GAIN_BPS, "step_bps": 10_000}
    for changes in ({}, most, dict.fromkeys(most, 1)):
        assert allowed(town.simulate(initialize_vault(payer, mint, **changes)))
    for what, unsound in UNSOUND.items():
        assert refused(town.simulate(initialize_vault(payer, mint, **unsound))) is e.BadConfig, what
    for other in town.known - {m.pubkey for m in sound.accounts}:
        assert refused(town.simulate(initialize_vault(payer, other))) is e.BadConfig, other


def frozen(purse: Pubkey, mint: bytes, owner: bytes, amount: int) -> tuple[Account, Pubkey]:
    return Account(LAMPORTS, purse_account(mint, owner, amount, state=2), TOKEN_PROGRAM), purse


def test_an_account_that_does_not_move_is_noticed_at_every_door() -> None:
    """TransferFailed, INV-VAULT-1: frozen coins, frozen shares, and an account that was never opened pay for nothing and take nothing."""
    room = entered()
    t, town, mint = room.t, room.town, room.chain.deployment().token
    alice, share = t.alice.account, bytes(pda.share())
    coins, shares = pda.token_account(alice, mint), pda.token_account(alice, share)
    calls = {
        "deposit": lambda c: c.vault.deposit(COIN, alice),
        "mint": lambda c: c.vault.mint(1_000 * COIN, alice),
        "withdraw": lambda c: c.vault.withdraw(COIN, alice),
        "redeem": lambda c: c.vault.redeem(1_000 * COIN, alice),
        "redeem_in_kind": lambda c: c.vault.redeem_in_kind(1_000 * COIN, alice),
    }
    asked = {name: room.asked("alice", call) for name, call in calls.items()}
    before = t.vault
    for purse, of, held in ((coins, mint, t.chain.balance(alice)), (shares, share, t.shares(t.alice))):
        real = town.svm.get_account(purse)
        assert real is not None
        for name, ix in asked.items():
            assert allowed(town.simulate(ix)), name
            town.put(*frozen(purse, of, alice, held))
            assert refused(town.simulate(ix)) is e.TransferFailed, name
            town.put(real, purse)
    town.put(Account(0, b"", Pubkey.default()), coins)
    for name in ("withdraw", "redeem", "redeem_in_kind"):
        assert refused(town.simulate(asked[name])) is e.TransferFailed, name
    for name in ("deposit", "mint"):
        assert refused(town.simulate(asked[name])) is e.InsufficientFunds, name
    assert t.vault == before


@pytest.mark.parametrize("verb", ["deposit", "withdraw"])
def test_another_tokens_account_is_no_purse(verb: str) -> None:
    """BadConfig: who brings an account of another token pays, and is paid, nothing."""
    room = entered()
    t, alice = room.t, room.t.alice.account
    other = room.town.put(Account(LAMPORTS, purse_account(b"\x07" * 32, alice, COIN), TOKEN_PROGRAM))
    ix = room.asked("alice", lambda c: c.vault.deposit(COIN, alice) if verb == "deposit" else c.vault.withdraw(COIN, alice))
    assert allowed(room.town.simulate(ix))
    where = [m.pubkey for m in ix.accounts].index(pda.token_account(alice, room.chain.deployment().token))
    metas = list(ix.accounts)
    metas[where] = type(metas[where])(other, False, True)
    assert refused(room.town.simulate(type(ix)(ix.program_id, bytes(ix.data), metas))) is e.BadConfig
    assert t.shares(t.alice) > 0
