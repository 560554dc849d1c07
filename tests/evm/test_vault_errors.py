"""Every error of the vault happens on the EVM: tests/stories/test_vault_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from assay import errors as e
from assay.artifacts import bytecode
from assay.connect import unchecked
from assay.evm.generated import vault as g
from assay.evm.network import EvmNetwork
from assay.evm.transport import refusal
from assay.models.deployment import MAX_SECS
from assay.models.vault import MAX_GAIN_BPS

from tests.cast import COIN, funded, tick
from tests.evm.arena import calldata, create, send, transport_of, turned
from tests.stories.test_vault_refusals import ELSEWHERE

ROOT = Path(__file__).resolve().parents[2]


def test_every_error_is_said_by_the_source() -> None:
    """INV-VAULT-21: no error is dead."""
    source = "".join(path.read_text() for path in (ROOT / "programs/evm/vault").glob("*.sol"))
    said = set(re.findall(r"revert (?:IVault\.)?(\w+)\(", source))
    # Of the token: programs/evm/staking/Payment.sol says them, with the same selectors.
    assert said | {"InsufficientFunds", "TransferFailed"} == {x.__name__ for x in e.VAULT_ERRORS} <= set(g.ERRORS.values())
    assert {"BadConfig", "TransferFailed"} == ELSEWHERE


# By name: what a deployment may not be.
SOUND: dict[str, object] = {"timelock_secs": 1, "observe_secs": 1, "gain_bps": 1, "step_bps": 1}
UNSOUND: dict[str, dict[str, object]] = {
    "nobody owns it": {"owner": bytes(32)},
    "no timelock": {"timelock_secs": 0},
    "a timelock beyond ten years": {"timelock_secs": MAX_SECS + 1},
    "observations without a pause": {"observe_secs": 0},
    "observations beyond ten years": {"observe_secs": MAX_SECS + 1},
    "no profit": {"gain_bps": 0},
    "any profit": {"gain_bps": MAX_GAIN_BPS + 1},
    "no step": {"step_bps": 0},
    "any step": {"step_bps": 10_001},
}


def constructed(net: EvmNetwork, **changes: object) -> str:
    """What the constructor says."""
    d = net.deployment()
    values = {"token": d.token, "verifier": d.verifier, "owner": d.authority, "observatory": d.verifier} | SOUND | changes
    vm = transport_of(net)._chain.get_vm()
    code = bytecode("Vault") + g.constructor(**values)  # type: ignore[arg-type]
    done = vm.execute_bytecode(origin=bytes(20), gas_price=0, gas=30_000_000, to=b"\1" * 20, sender=bytes(20), value=0, data=b"", code=code)
    return type(refusal(bytes(done.output))).__name__ if done.is_error else ""


def test_a_deployment_is_within_its_bounds() -> None:
    """BadConfig: at either end of each bound, and for a token of other than six decimals."""
    net = unchecked("evm:pyevm")
    assert isinstance(net, EvmNetwork)
    assert constructed(net) == ""
    most = {"timelock_secs": MAX_SECS, "observe_secs": MAX_SECS, "gain_bps": MAX_GAIN_BPS, "step_bps": 10_000}
    assert constructed(net, **most) == ""
    for what, changes in UNSOUND.items():
        assert constructed(net, **changes) == "BadConfig", what
    assert constructed(net, token=create(net, "carol", bytecode("WideToken"))) == "BadConfig"


@pytest.mark.parametrize("face", ["FalseToken", "LyingToken", "FeeToken", "BlockingToken"])
def test_a_token_that_does_not_move_is_noticed_at_every_door(face: str) -> None:
    """TransferFailed, INV-VAULT-1: a token that answers false, moves nothing, keeps a fee or blocks somebody pays for nobody's shares and takes none."""
    net = unchecked("evm:pyevm")
    assert isinstance(net, EvmNetwork)
    alice = funded(net, "alice", 1_000)
    assert isinstance(alice, EvmNetwork)
    tick(net)
    alice.vault.deposit(100 * COIN, alice.account)
    net = turned(net, face)
    alice, vault, token = net.as_account("alice"), net.deployment().vault, net.deployment().token
    faults = {
        "FalseToken": calldata("refuse(bool)", True), "LyingToken": calldata("pretend(bool)", True), "FeeToken": calldata("charge(bool)", True),
        "BlockingToken": calldata("blockOwner(address,bool)", vault[12:], True),
    }  # fmt: skip
    send(net, "mallory", (token, faults[face]))
    if face == "BlockingToken":
        send(net, "mallory", (token, calldata("blockOwner(address,bool)", alice.account[12:], True)))
    shares, before = net.balance(alice.account, vault), net.vault.vault()
    for call in (
        lambda: alice.vault.deposit(COIN, alice.account),
        lambda: alice.vault.mint(1_000 * COIN, alice.account),
        lambda: alice.vault.withdraw(COIN, alice.account),
        lambda: alice.vault.redeem(1_000 * COIN, alice.account),
        lambda: alice.vault.redeem_in_kind(1_000 * COIN, alice.account),
    ):
        with pytest.raises(e.TransferFailed):
            call()
    assert (net.balance(alice.account, vault), net.vault.vault()) == (shares, before)
