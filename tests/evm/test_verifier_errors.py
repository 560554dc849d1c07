"""Every error of the verifier happens on the EVM: tests/stories/test_verifier_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

import re
from pathlib import Path

from assay import errors as e
from assay.artifacts import bytecode
from assay.evm.generated import verifier as g
from assay.evm.network import EvmNetwork
from assay.evm.transport import refusal

from tests.evm.arena import create, new_network, transport_of
from tests.stories.test_verifier_refusals import REFUSED

ROOT = Path(__file__).resolve().parents[2]


def test_every_error_happens_on_the_evm() -> None:
    """INV-VERIFIER-11: no error is dead: each is told in a story for every chain, but for those of a deployment and of a token that does not move; and
    each is said by the source."""
    told = {key.split()[1].rstrip(",") for key in REFUSED}
    assert {x.__name__ for x in e.VERIFIER_ERRORS} - told == {"BadConfig", "WrongToken", "TransferFailed"}
    own = (ROOT / "programs/evm/verifier").glob("*.sol")
    source = "".join(path.read_text() for path in (*own, ROOT / "programs/evm/staking/Payment.sol"))
    said = set(re.findall(r"revert (?:IVerifier\.|IStaking\.)?(\w+)\(", source))
    assert said == {x.__name__ for x in e.VERIFIER_ERRORS} <= set(g.ERRORS.values())


def constructed(net: EvmNetwork, arguments: bytes) -> str:
    """What the constructor says."""
    vm = transport_of(net)._chain.get_vm()
    code = bytecode("Verifier") + arguments
    done = vm.execute_bytecode(origin=bytes(20), gas_price=0, gas=30_000_000, to=b"\1" * 20, sender=bytes(20), value=0, data=b"", code=code)
    return type(refusal(bytes(done.output))).__name__ if done.is_error else ""


def test_a_verifier_has_an_authority() -> None:
    """BadConfig: nobody may not freeze routes; WrongToken: tips are in a token of 6 decimals; an address has no bits beyond its 20 bytes, and is there."""
    net = new_network()
    token, authority = net.deployment().token, net.deployment().authority
    sound = g.constructor(token, authority)
    assert constructed(net, sound) == ""
    assert constructed(net, g.constructor(token, bytes(32))) == "BadConfig"
    for none in (bytes(32), authority, net.deployment().verifier, create(net, "carol", bytecode("WideToken"))):
        assert constructed(net, g.constructor(none, authority)) == "WrongToken"
    for wrong in (sound[:-1], sound[:32] + b"\1" + sound[33:], b"\1" + sound[1:], b""):
        assert constructed(net, wrong) == "Unrecognised"
