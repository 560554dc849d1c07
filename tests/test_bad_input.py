"""INV-INPUT-1: what could not work is refused before anything is sent, by an error that names the field, its bound and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import assay
import pytest
from assay.commit import check_tile
from assay.commit.program import Operator, Program
from assay.commit.tensor import Dims, DType, Tensor, dims
from assay.errors import ConnectionFailed, InputError
from assay.models.compute import Spec, Terms
from assay.units import Amount, Token

from tests.jobs import honest_outputs, small_job

WRONG = Token("WRONG", 6, b"\x07" * 32)


def refusals() -> dict[str, tuple[str, Callable[[assay.Sandbox], object]]]:
    """What somebody might do, and the field that the answer must name."""
    job = small_job()
    return {
        "an amount of another token": ("amount", lambda c: c.staking.bond(Amount(5, WRONG))),  # type: ignore[arg-type]
        "an amount of nothing": ("amount", lambda c: c.staking.bond(0)),
        "a negative amount": ("amount", lambda c: c.staking.unbond(-1)),
        "an amount beyond u64": ("amount", lambda c: c.staking.bond(2**64)),
        "half an amount": ("amount", lambda c: c.staking.bond(1.5)),  # type: ignore[arg-type]
        "a price of nothing": ("terms.price", lambda c: c.compute.post(1, job.terms(price=0))),
        "a stake of nothing": ("terms.stake", lambda c: c.compute.post(1, job.terms(stake=0))),
        "a deadline in the past": ("terms.deadline_at", lambda c: c.compute.post(1, job.terms(deadline_at=c.now()))),
        "a nonce beyond u64": ("nonce", lambda c: c.compute.post(2**64, job.terms())),
        "no operators": ("terms.op_count", lambda c: c.compute.post(1, job.terms(op_count=0))),
        "too many operators": ("terms.op_count", lambda c: c.compute.post(1, job.terms(op_count=65_537))),
        "too many tensors": ("terms.model_count", lambda c: c.compute.post(1, job.terms(model_count=65_537))),
        "a short root": ("Terms.program_root", lambda c: c.compute.post(1, job.terms(program_root=b"\x01" * 31))),
        "a long root": ("Terms.model_root", lambda c: c.compute.post(1, job.terms(model_root=b"\x01" * 33))),
        "a short job id": ("job_id", lambda c: c.compute.accept(b"\x01" * 20)),
        "a device nobody knows": ("spec.device", lambda c: c.compute.register(Spec(device=9, memory_mib=1, units=1))),
        "a machine without memory": ("spec.memory_mib", lambda c: c.compute.register(Spec(device=1, memory_mib=0, units=1))),
        "a memory beyond u32": ("Spec.memory_mib", lambda c: c.compute.register(Spec(device=1, memory_mib=2**32, units=1))),
        "a field nobody knows": ("Spec.colour", lambda c: c.compute.register(Spec(device=1, memory_mib=1, units=1, colour="red"))),  # type: ignore[call-arg]
        "a path of odd length": ("path", lambda c: c.compute.commit(b"\x01" * 32, bytes(32), bytes(32), b"\x01" * 33)),
        "a result root cut short": ("result_root", lambda c: c.compute.commit(b"\x01" * 32, bytes(31), bytes(32), b"")),
        "a reward above half": ("reward_bps", lambda c: c.staking.slash(bytes(32), 1, bytes(32), bytes(32), 5_001)),
    }


@pytest.mark.parametrize("target", ["reference", "solana:litesvm", "evm:pyevm"])
def test_nothing_is_sent_that_could_not_work(target: str) -> None:
    """INV-INPUT-1."""
    chain = assay.sandbox(target, account="alice")
    chain.faucet(chain.account, 10**12)
    before, balance = len(chain.receipts()), chain.balance(chain.account)
    for what, (field, call) in refusals().items():
        with pytest.raises(InputError) as refused:
            call(chain)
        assert refused.value.field == field, what
        assert refused.value.bound, what
        assert refused.value.remedy, what
    assert (len(chain.receipts()), chain.balance(chain.account)) == (before, balance)


def types(tensors: tuple[Tensor, ...]) -> list[tuple[DType, Dims]]:
    return [(t.dtype, t.dims) for t in tensors]


def test_a_program_that_does_not_fit_is_named_by_its_operator() -> None:
    """INV-INPUT-1."""
    job = small_job()
    ops = list(job.program.operators)
    misfits = {
        0: replace(ops[0], dims=dims(12, 69)),
        1: replace(ops[1], dims=dims(12, 5)),
        2: replace(ops[2], function=77),
        3: replace(ops[3], attributes=(1, 1, 12, 5)),
        6: replace(ops[6], inputs=ops[6].inputs[:1]),
        10: replace(ops[10], inputs=(replace(ops[10].inputs[0], index=10), *ops[10].inputs[1:])),
        11: replace(ops[11], dtype=DType.F32),
        12: replace(ops[12], inputs=(replace(ops[12].inputs[0], dtype=DType.F32), ops[12].inputs[1])),
    }
    for at, op in misfits.items():
        spoilt = Program((*ops[:at], op, *ops[at + 1 :]))
        with pytest.raises(InputError) as refused:
            spoilt.validate(types(job.model), types(job.inputs))
        assert refused.value.field.startswith(f"operator {at}"), refused.value


def test_bytes_that_are_no_operator_are_refused() -> None:
    """INV-INPUT-1."""
    good = small_job().program.operators[1].encode()
    for at, value in ((0, 9), (0, 0), (2, 4), (3, 4), (36, 4), (37, 0)):
        with pytest.raises(InputError, match="descriptor"):
            Operator.decode(good[:at] + bytes([value]) + good[at + 1 :])
    with pytest.raises(InputError, match="102"):
        Operator.decode(good[:-1])
    padded = small_job().program.operators[4].encode()
    with pytest.raises(InputError, match="canonical"):
        Operator.decode(padded[:-1] + b"\x01")
    with pytest.raises(InputError, match="multiple"):
        Program.decode(good + b"\0")


def test_a_tile_that_is_not_in_its_tree_is_refused() -> None:
    """INV-INPUT-1."""
    t = honest_outputs(small_job())[0]
    good, path = t.tile(5), t.tree.path(5)
    check_tile(t.dtype, t.dims, t.root, 5, good, path)
    for field, index, data, siblings in (
        ("index", 24, good, path),
        ("data", 5, good[:-1], path),
        ("tile", 5, bytes([good[0] ^ 1]) + good[1:], path),
        ("tile", 13, good, path),
        ("tile", 5, good, path[:-32]),
    ):
        with pytest.raises(InputError) as refused:
            check_tile(t.dtype, t.dims, t.root, index, data, siblings)
        assert refused.value.field == field


def test_a_node_that_is_down_and_a_target_nobody_knows(tmp_path: Path) -> None:
    """INV-INPUT-1: and no key's content is ever in a message."""
    with pytest.raises(InputError, match="target"):
        assay.connect("bitcoin:mainnet")
    key = tmp_path / "key.json"
    key.write_text("[1, 2, 3, 99]")
    deployment = assay.sandbox("solana:litesvm").deployment()
    with pytest.raises(InputError) as refused:
        assay.connect("solana+http://127.0.0.1:9", account=key, deployment=deployment)
    assert "99" not in str(refused.value)
    evm_key = tmp_path / "evm.key"
    evm_key.write_text("11" * 32)
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1:9"):
        assay.connect("evm+http://127.0.0.1:9", account=evm_key, deployment=assay.sandbox("evm:pyevm").deployment())


def test_terms_say_which_of_their_fields_is_wrong() -> None:
    """INV-INPUT-1."""
    with pytest.raises(InputError) as refused:
        Terms(price=1)  # type: ignore[call-arg]
    assert refused.value.field == "Terms.stake"
