"""Every error of identity happens on the EVM: tests/stories/test_identity_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

from functools import cache

from assay import errors as e
from assay.artifacts import bytecode
from assay.evm.generated import identity as g
from assay.evm.network import EvmNetwork
from assay.evm.transport import refusal

from tests.evm.arena import new_network, send, transport_of, tried
from tests.registry import Registry, registry
from tests.stories.test_identity_refusals import ELSEWHERE, REFUSED

MOST = 2**64 - 1
TEN_YEARS = 315_360_000
SELF = b"\1" * 20


@cache
def founded() -> tuple[EvmNetwork, Registry]:
    """A subject with a guardian, and an issuer."""
    net = new_network()
    r = registry(net)
    r.found(guardians=1, threshold=1)
    r.register()
    return net, r


def test_every_error_happens_on_the_evm() -> None:
    """INV-IDENTITY-34: each is told in a story for every chain, but for two of these here."""
    told = {key.split()[1] for key in REFUSED} | {error for _, error in ELSEWHERE}
    assert {x.__name__ for x in e.IDENTITY_ERRORS} - told == {"Overflow", "BadConfig"}
    named = set(g.ERRORS.values())
    assert {x.__name__ for x in e.IDENTITY_ERRORS} <= named


def test_no_clock_runs_past_the_end_of_time() -> None:
    """INV-IDENTITY-35: where a time would pass the largest, it is Overflow."""
    net, r = founded()
    to = net.deployment().identity
    calls = {
        "accused": g.change_guardians(r.subject_id, (), 0),
        "g0": g.back_recovery(r.subject_id, net.as_account("heir").account),
        "issuer": g.retire_issuer(),
    }
    for who, data in calls.items():
        assert tried(net, who, to, data, at=MOST).error == "Overflow", who
        assert tried(net, who, to, data, at=net.now() + 1).error == ""


def constructed(net: EvmNetwork, arguments: bytes) -> str:
    """What the constructor says, run at the address of all ones."""
    vm = transport_of(net)._chain.get_vm()
    code = bytecode("Identity") + arguments
    done = vm.execute_bytecode(origin=bytes(20), gas_price=0, gas=30_000_000, to=SELF, sender=bytes(20), value=0, data=b"", code=code)
    return type(refusal(bytes(done.output))).__name__ if done.is_error else ""


def test_identity_is_not_built_on_constants_out_of_bounds() -> None:
    """INV-IDENTITY-38: BadConfig; the bounds themselves are fine."""
    net, _ = founded()
    d = net.deployment()

    def built(**changes: int) -> str:
        sound = {"issuer_stake": 1, "exit_secs": 1, "recovery_secs": 1, "voucher_bps": 0, "reward_bps": 0} | changes
        return constructed(net, g.constructor(d.staking, d.court, keys=d.staking, **sound))

    assert built() == ""
    assert built(issuer_stake=MOST, exit_secs=TEN_YEARS, recovery_secs=TEN_YEARS // 2, voucher_bps=10_000, reward_bps=5_000) == ""
    for name, wrong in (
        ("issuer_stake", (0,)), ("exit_secs", (0, TEN_YEARS + 1, MOST)), ("recovery_secs", (0, TEN_YEARS // 2 + 1, MOST)),
        ("voucher_bps", (10_001, 2**16 - 1)), ("reward_bps", (5_001, 2**16 - 1)),
    ):  # fmt: skip
        for value in wrong:
            assert built(**{name: value}) == "BadConfig", (name, value)


def test_dirty_and_short_arguments_build_nothing() -> None:
    """INV-IDENTITY-38: a constructor decodes as strictly as a function."""
    net, _ = founded()
    d = net.deployment()
    sound = g.constructor(d.staking, d.court, 1, 1, 1, 0, 0, d.staking)
    assert constructed(net, sound[:-1]) == "Unrecognised"
    for word in range(8):
        assert constructed(net, sound[: 32 * word] + b"\1" + sound[32 * word + 1 :]) == "Unrecognised"


def test_dirty_arguments_are_refused() -> None:
    """INV-IDENTITY-38: a number too wide for its type, or an address with more than 20 bytes, reaches no verb."""
    net, r = founded()
    to = net.deployment().identity
    nonce, back = g.create_subject(7, (), 0), g.back_recovery(r.subject_id, net.as_account("heir").account)
    assert tried(net, "accused", to, nonce).error == tried(net, "g0", to, back).error == ""
    for who, data, at in (("accused", nonce, 4 + 23), ("g0", back, 4 + 32 + 11), ("g0", back, 4 + 32)):
        assert tried(net, who, to, data[:at] + b"\1" + data[at + 1 :]).error != ""
        assert tried(net, who, to, data[:-1]).error != ""
    send(net, "accused", (to, nonce))
    assert tried(net, "accused", to, nonce).error == "SubjectExists"
