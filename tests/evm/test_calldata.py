"""Calldata that no encoder makes: arguments with bits beyond their type, calls cut short or followed by more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from assay.artifacts import built
from assay.evm.generated import compute, staking
from assay.evm.network import EvmNetwork

from tests.evm.arena import (
    FAULT,
    FRESH,
    NEXT,
    OPEN,
    VERBS,
    address_in,
    arena,
    by,
    forked,
    good_openings,
    job_id,
    leaf,
    tiny_job,
    tried,
)

ABI = {name: json.loads(built(f"evm/{name}.json").read_text())["abi"] for name in ("IStaking", "ICompute")}


def head_types(inputs: Sequence[dict[str, Any]]) -> list[str]:
    """The types of a call's head, word by word; structs of ours are static and lie in it."""
    return [t for i in inputs for t in (head_types(i["components"]) if i["type"] == "tuple" else [i["type"]])]


def samples(net: EvmNetwork) -> dict[tuple[str, str], bytes]:
    """A sound call of every function with arguments."""
    some, job = by(net, "provider").account, job_id(net, OPEN)
    terms, spec = VERBS["post"].data(net), compute.Spec(1, 1, 1, 756, 9, bytes(32))
    s, c = staking, compute
    return {
        ("staking", "bond"): s.bond(1), ("staking", "unbond"): s.unbond(1), ("staking", "lock"): s.lock(some, 1),
        ("staking", "unlock"): s.unlock(some, 1), ("staking", "slash"): s.slash(some, 1, FAULT, some, 1), ("staking", "sweep"): s.sweep(FAULT),
        ("staking", "proposeSlasher"): s.propose_slasher(some), ("staking", "activateSlasher"): s.activate_slasher(some),
        ("staking", "retireSlasher"): s.retire_slasher(some), ("staking", "stakeOf"): s.stake_of(some),
        ("staking", "reachableOf"): s.reachable_of(some), ("staking", "faultOf"): s.fault_of(FAULT),
        ("compute", "register"): c.register(spec), ("compute", "post"): terms, ("compute", "cancel"): c.cancel(job),
        ("compute", "accept"): c.accept(job), ("compute", "commit"): c.commit(job, job, job, b""), ("compute", "settle"): c.settle(job),
        ("compute", "challenge"): c.challenge(job), ("compute", "reveal"): c.reveal(job, b""), ("compute", "bisect"): c.bisect(job, 0, b""),
        ("compute", "provide"): c.provide(job, 0, b""), ("compute", "referee"): c.referee(job, b""), ("compute", "timeOut"): c.time_out(job),
        ("compute", "refund"): c.refund(job), ("compute", "reclaim"): c.reclaim(job), ("compute", "providerOf"): c.provider_of(some),
        ("compute", "jobOf"): c.job_of(job), ("compute", "disputeOf"): c.dispute_of(job), ("compute", "openingsOf"): c.openings_of(job, some),
    }  # fmt: skip


def functions() -> list[tuple[str, str]]:
    return [(n[1:].lower(), f["name"]) for n, abi in ABI.items() for f in abi if f["type"] == "function" and f["inputs"]]


BITS = {"address": 160, "uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64}


@pytest.mark.parametrize(("contract", "name"), functions())
def test_dirty_upper_bits_are_refused(contract: str, name: str) -> None:
    """INV-EVM-8: an argument with a bit beyond its type is refused, never cut: cut, it could mean one thing here and another to a reader."""
    net = arena()
    good = samples(net)[contract, name]
    function = next(f for f in ABI["I" + contract.capitalize()] if f.get("name") == name and f["type"] == "function")
    clean = tried(net, "requester", address_in(net, contract), good)
    assert clean.error != "Unrecognised"
    types = head_types(function["inputs"])
    assert len(good) >= 4 + 32 * len(types)
    for at, kind in enumerate(types):
        if kind == "bytes32":
            continue
        word = int.from_bytes(good[4 + 32 * at : 36 + 32 * at], "big")
        # For bytes the word is where they lie: anywhere beyond what was sent must be refused too.
        for bit in (BITS[kind], 255) if kind in BITS else (63, 64, 200, 255):
            dirty = good[: 4 + 32 * at] + (word | 1 << bit).to_bytes(32, "big") + good[36 + 32 * at :]
            refused = tried(net, "requester", address_in(net, contract), dirty)
            assert (refused.error, refused.output) == ("Unrecognised", b""), (kind, bit, refused)


@pytest.mark.parametrize(("contract", "name"), functions())
def test_calldata_that_is_cut_is_refused_and_what_trails_is_ignored(contract: str, name: str) -> None:
    """INV-EVM-8: no byte that was not sent is read as zero, and none that was sent too much is read at all."""
    net = arena()
    good = samples(net)[contract, name]
    to = address_in(net, contract)
    clean = tried(net, "requester", to, good)
    for cut in (4, len(good) - 32, len(good) - 1):
        refused = tried(net, "requester", to, good[:cut])
        assert (refused.error, refused.output) == ("Unrecognised", b"")
    for extra in (b"\0", b"\xff" * 31, bytes(range(64))):
        trailed = tried(net, "requester", to, good + extra)
        assert (trailed.error, trailed.output) == (clean.error, clean.output)


def test_bytes_beyond_an_argument_are_no_part_of_it() -> None:
    """INV-EVM-8: openings end where their length says, even where the missing bytes follow in the calldata."""
    net = leaf()
    job, good, to = job_id(net, NEXT), good_openings(net), net.deployment().compute
    whole = compute.referee(job, good)
    head, padding = 4 + 32 * 3, -len(good) % 32
    assert whole[head : head + len(good)] == good
    assert tried(net, "mallory", to, whole).error == ""
    for shorter in (1, 32, len(good) - 102):
        claim = whole[: head - 32] + (len(good) - shorter).to_bytes(32, "big") + whole[head:]
        assert tried(net, "mallory", to, claim).error == "BadOpening"
    longer = whole[: head - 32] + (len(good) + padding + 32).to_bytes(32, "big") + whole[head:] + bytes(32)
    assert tried(net, "mallory", to, longer).error == "BadOpening"
    beyond = whole[: head - 32] + (2**64 - 1).to_bytes(32, "big") + whole[head:]
    assert tried(net, "mallory", to, beyond).output == b""
    # the same for a reveal: the descriptor's output root lies beyond the argument
    fresh = forked(arena())
    VERBS["challenge"].do(fresh)
    reveal = tiny_job().program.operators[0].encode() + tiny_job().witness(job_id(fresh, FRESH)).outputs[0].root
    whole = compute.reveal(job_id(fresh, FRESH), reveal)
    assert tried(fresh, "provider", to, whole).error == ""
    claim = whole[: head - 32] + (102).to_bytes(32, "big") + whole[head:]
    assert tried(fresh, "provider", to, claim).error == "BadReveal"


def test_an_unknown_selector_is_no_door() -> None:
    """INV-EVM-8: there is no fallback."""
    net = arena()
    for contract in ("staking", "compute"):
        for data in (b"", b"\0", b"\xff" * 4, bytes(68), staking.bond(1)[:3]):
            assert tried(net, "mallory", address_in(net, contract), data).output == b""
            assert tried(net, "mallory", address_in(net, contract), data).error == "Unrecognised"
