"""What only the Solana client does: logs, openings in pieces, token accounts, retries. What it shares with the other chains is in tests/stories."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import signature
from pathlib import Path
from typing import Any

import assay
import pytest
from anchorpy.coder.accounts import AccountsCoder
from anchorpy.coder.event import EventCoder
from anchorpy.coder.instruction import InstructionCoder
from anchorpy_core.idl import Idl
from assay import errors as e
from assay import ids
from assay.artifacts import built
from assay.commit.merkle import leaf_hash
from assay.models import compute as c
from assay.models import staking as s
from assay.models.deployment import Settings
from assay.reference.network import ReferenceNetwork
from assay.solana import keys, pda
from assay.solana.deploy import BUILT
from assay.solana.generated import compute as generated_compute
from assay.solana.generated import court as generated_court
from assay.solana.generated import rewards as generated_rewards
from assay.solana.generated import staking as generated_staking
from assay.solana.network import SolanaChain, SolanaNetwork, account_named, deploy_sandbox
from assay.solana.transport import TOKEN_PROGRAM, MemoryTransport, RpcTransport, logged, refusal
from assay_worker.verify.play import challenger_move, provider_move
from construct import Container
from solders.keypair import Keypair
from solders.pubkey import Pubkey
from solders.transaction import Transaction
from solders.transaction_metadata import FailedTransactionMetadata

from tests.cast import Stage, dispute_of, openings_of, stage
from tests.jobs import flip, honest_outputs

ROOT = leaf_hash(b"one operator")
ROOT_FOLDER = Path(__file__).resolve().parents[2]
GENERATED = {"staking": generated_staking, "compute": generated_compute, "court": generated_court, "rewards": generated_rewards}


@pytest.fixture
def net() -> SolanaNetwork:
    return SolanaNetwork.in_memory()


def terms(net: SolanaNetwork, stake: int = 7) -> c.Terms:
    return c.Terms(
        price=5, stake=stake, deadline_at=net.now() + 1_000, op_count=1, model_count=0, input_count=0,
        program_root=ROOT, model_root=ROOT, input_root=ROOT,
    )  # fmt: skip


def accepted(net: SolanaNetwork) -> tuple[bytes, SolanaNetwork, SolanaNetwork]:
    """A job that alice took from bob."""
    alice, bob = net.as_account("alice"), net.as_account("bob")
    net.faucet(alice.account, 100)
    net.faucet(bob.account, 100)
    alice.staking.bond(50)
    alice.compute.register(c.Spec(device=1, memory_mib=1, units=1))
    job = bob.compute.post(0, terms(net)).job_id
    alice.compute.accept(job)
    return job, alice, bob


# the chain in memory


def test_a_job_ends_as_in_the_reference(net: SolanaNetwork) -> None:
    reference = ReferenceNetwork(net.deployment(), now=net.now())
    chain_people = net.as_account("alice"), net.as_account("bob")
    deadline = terms(net)
    job = ids.job_id(net.deployment().compute, chain_people[1].account, 0)
    for network, (alice, bob) in ((net, chain_people), (reference, tuple(reference.at(p.account) for p in chain_people))):
        for who in (alice, bob):
            network.faucet(who.account, 100)
        alice.staking.bond(50)
        alice.compute.register(c.Spec(device=1, memory_mib=1, units=1))
        bob.compute.post(0, deadline)
        alice.compute.accept(job)
        alice.compute.commit(job, ROOT, ROOT, b"")
        network.set_time(network.now() + 4_000)
        bob.compute.settle(job)
    assert [x for _, x in net.events()] == [x for _, x in reference.events()]
    assert net.compute.job(job) == reference.compute.job(job)
    assert [net.balance(p.account) for p in chain_people] == [55, 95]


def test_a_write_sees_exactly_the_time_that_was_set(net: SolanaNetwork) -> None:
    alice, at = net.as_account("alice"), net.now() + 1_000
    net.faucet(alice.account, 10)
    alice.staking.bond(10)
    net.set_time(at)
    assert alice.staking.unbond(1).unlock_at == at + net.deployment().settings.unbond_secs
    assert net.now() == at


def test_an_error_of_staking_surfaces_through_compute(net: SolanaNetwork) -> None:
    _, alice, bob = accepted(net)
    job = bob.compute.post(1, terms(net, stake=44)).job_id
    with pytest.raises(e.InsufficientStake) as refused:
        alice.compute.accept(job)
    assert refused.value.tx is not None


def test_what_is_missing_is_named(net: SolanaNetwork) -> None:
    _, _, bob = accepted(net)
    job = bob.compute.post(1, terms(net)).job_id
    carol = net.as_account("carol")
    for kind, call in (
        (e.UnknownJob, lambda: bob.compute.cancel(ROOT)),
        (e.UnknownJob, lambda: bob.compute.settle(ROOT)),
        (e.UnknownJob, lambda: bob.compute.referee(ROOT, b"")),
        (e.UnknownJob, lambda: bob.compute.time_out(ROOT)),
        (e.UnknownDispute, lambda: bob.compute.reclaim(ROOT)),
        (e.NotRegistered, lambda: carol.compute.accept(job)),
        (e.UnknownStake, lambda: carol.staking.unbond(1)),
        (e.UnknownFault, lambda: carol.staking.sweep(ROOT)),
        (e.InsufficientFunds, lambda: carol.staking.bond(1)),
    ):
        with pytest.raises(kind):
            call()
    carol.compute.register(c.Spec(device=1, memory_mib=1, units=1))
    with pytest.raises(e.UnknownStake):
        carol.compute.accept(job)


def test_events_of_both_programs_come_in_order(net: SolanaNetwork) -> None:
    accepted(net)
    assert [type(x).__name__ for _, x in net.events()] == ["Bonded", "Registered", "Posted", "Locked", "Accepted"]
    cursor = next(i for i, x in net.events() if isinstance(x, c.Posted))
    assert [type(x).__name__ for _, x in net.events(cursor + 1)] == ["Locked", "Accepted"]


def test_who_is_paid_needs_no_token_account_before(net: SolanaNetwork) -> None:
    alice, judge = net.as_account("alice"), net.as_account("judge")
    net.faucet(alice.account, 100)
    alice.staking.bond(100)
    net.staking.propose_slasher(judge.account)
    net.set_time(net.now() + net.staking.config().timelock_secs)
    net.staking.activate_slasher(judge.account)
    judge.staking.lock(alice.account, 40)
    stranger = bytes(Keypair().pubkey())
    fault = judge.staking.slash(alice.account, 40, ROOT, stranger, 5_000)
    assert fault == s.Slashed(fault_id=ROOT, owner=alice.account, slasher=judge.account, amount=40, beneficiary=stranger, reward=20, locked=0)
    alice.staking.sweep(ROOT)
    assert net.balance(stranger) == net.balance(net.deployment().treasury) == 20


def at_the_leaf(net: SolanaNetwork) -> tuple[Stage, bytes]:
    """A dispute over a forged dot product that has come down to one chunk, and the openings that it needs."""
    s = stage(net)
    honest, forged = honest_outputs(s.job), s.job.outputs({1: flip(3)})
    theirs = s.up_to_commit(forged)
    s.challenge()
    ours = s.job.witness(s.job_id, honest)
    while dispute_of(net, s.job_id).phase is not c.Phase.LEAF:
        assert challenger_move(s.challenger, s.job_id, ours) or provider_move(s.provider, s.job_id, theirs)
    return s, openings_of(net, s.job_id, ours)


def verbs_since(net: SolanaNetwork, count: int) -> list[str]:
    return [r.verb for r in net.receipts()[count:]]


def test_openings_that_do_not_fit_go_ahead_in_pieces(net: SolanaNetwork) -> None:
    s, data = at_the_leaf(net)
    before = len(net.receipts())
    assert s.challenger.compute.referee(s.job_id, data).provider_lost
    verbs = verbs_since(net, before)
    assert verbs[-1] == "referee"
    assert set(verbs[:-1]) == {"provide"}
    assert all(r.size <= 1_232 for r in net.receipts())


def test_a_refusal_takes_the_pieces_back(net: SolanaNetwork) -> None:
    s, data = at_the_leaf(net)
    d, judge = dispute_of(net, s.job_id), net.as_account("judge")
    for kept in (0, 100):
        if kept:
            judge.compute.provide(s.job_id, 0, data[:kept])
        with pytest.raises(e.BadOpening):
            judge.compute.referee(s.job_id, bytes([data[kept] ^ 1]) + data[kept + 1 :])
        assert judge.compute.openings(d.dispute_id, judge.account) == data[:kept]
    # What was laid down by hand comes first, as everywhere.
    assert judge.compute.referee(s.job_id, data[100:]).provider_lost
    assert judge.compute.openings(d.dispute_id, judge.account) == b""


def test_a_call_for_the_referee_that_comes_too_early_provides_nothing(net: SolanaNetwork) -> None:
    with pytest.raises(e.UnknownJob):
        net.compute.referee(ROOT, bytes(3_000))
    assert net.receipts() == ()


def test_a_transaction_too_long_for_the_network_is_not_sent(net: SolanaNetwork) -> None:
    with pytest.raises(e.InputError, match="1232 bytes"):
        net.compute.provide(ROOT, 0, bytes(1_200))
    with pytest.raises(e.InputError, match="32 bytes"):
        net.compute.commit(ROOT, b"short", ROOT, b"")


# what the programs say, read twice


def sample(kind: Any, module: Any, types: dict[str, Any]) -> tuple[Any, Any]:
    """A value of an IDL type, as anchorpy takes it and as ours does."""
    if isinstance(kind, str):
        plain: dict[str, tuple[Any, Any]] = {"pubkey": (Pubkey.from_bytes(ROOT), ROOT), "bytes": (b"some", b"some"), "bool": (True, True)}
        return plain.get(kind, (200, 200))
    if "array" in kind:
        element, length = kind["array"]
        return (list(range(length)), bytes(range(length))) if element == "u8" else ([7] * length, (7,) * length)
    if "vec" in kind:
        theirs, ours = sample(kind["vec"], module, types)
        return [theirs], (ours,)
    name = kind["defined"]["name"]
    pairs = {f["name"]: sample(f["type"], module, types) for f in types[name]["fields"]}
    return Container({k: v[0] for k, v in pairs.items()}), getattr(module, name)(**{k: v[1] for k, v in pairs.items()})


@pytest.mark.parametrize(("program", "module"), GENERATED.items())
def test_generated_code_says_what_anchorpy_does(program: str, module: Any) -> None:
    idl = json.loads(built(f"idl/{program}.json").read_text())
    types = {t["name"]: t["type"] for t in idl["types"]}
    legacy = Idl.from_json(built(f"idl/{program}-legacy.json").read_text())
    instructions, accounts, events = InstructionCoder(legacy), AccountsCoder(legacy), EventCoder(legacy)
    for ix in idl["instructions"]:
        pairs = {a["name"]: sample(a["type"], module, types) for a in ix["args"]}
        build = getattr(module, ix["name"])
        names = [n for n in signature(build).parameters if n not in pairs]
        ours = build(**dict.fromkeys(names, pda.slasher()), **{k: v[1] for k, v in pairs.items()})
        assert bytes(ours.data) == instructions.build(Container(name=ix["name"], data=Container({k: v[0] for k, v in pairs.items()})))
        assert [(m.is_signer, m.is_writable) for m in ours.accounts] == [(a.get("signer", False), a.get("writable", False)) for a in ix["accounts"]]
    for account in idl["accounts"]:
        _, value = sample({"defined": account}, module, types)
        data = value.DISCRIMINATOR + value.encode()
        assert module.decode_account(data) == value
        parsed = accounts.parse(data)
        assert parsed.name == account["name"]
        assert getattr(parsed.data, "bump", None) == getattr(value, "bump", None)
    for event in idl["events"]:
        _, value = sample({"defined": event}, module, types)
        data = value.DISCRIMINATOR + value.encode()
        assert module.decode_event(data) == value
        assert events.parse(data).name == event["name"]


def test_logs_of_a_foreign_program_are_not_ours() -> None:
    ours, theirs = str(generated_staking.PROGRAM), "11111111111111111111111111111111"
    real, fake = base64.b64encode(b"real").decode(), base64.b64encode(b"fake").decode()
    logs = [
        f"Program {theirs} invoke [1]", f"Program data: {fake}", f"Program {ours} invoke [2]", f"Program log: Program data: {fake}",
        f"Program data: {real}", f"Program {ours} success", f"Program data: {fake}", f"Program {theirs} success",
    ]  # fmt: skip
    assert logged(logs) == ((generated_staking.PROGRAM, b"real"),)


def test_the_innermost_failure_is_the_error() -> None:
    staking, compute = str(generated_staking.PROGRAM), str(generated_compute.PROGRAM)
    code = next(code for code, name in generated_staking.ERRORS.items() if name == "NotSlasher")
    logs = [f"Program {staking} failed: custom program error: {code:#x}", f"Program {compute} failed: custom program error: {code:#x}"]
    assert type(refusal(None, logs, "tx")) is e.NotSlasher
    assert type(refusal(None, [f"Program {TOKEN_PROGRAM} failed: custom program error: 0x11"], "tx")) is e.TransferFailed
    unknown = refusal("out of compute", [f"Program {compute} failed: exceeded CUs meter at BPF instruction"], "tx")
    assert type(unknown) is e.Unrecognised
    assert "exceeded" in str(unknown)
    for program in GENERATED.values():
        for number, name in program.ERRORS.items():
            assert type(refusal(None, [f"Program {program.PROGRAM} failed: custom program error: {number:#x}"], None)) is e.BY_NAME[name]


# a node that others use


class Node:
    """A node around LiteSVM, with as many methods as a client needs. `moods` are taken one a sendTransaction: "deaf" hangs up before it
    has heard, "mute" after; "lazy" forgets it."""

    def __init__(self) -> None:
        self.memory = MemoryTransport({program: built(path) for program, path in BUILT.items()})
        self.svm, self.moods, self.received, self.height = self.memory.svm, list[str](), list[str](), 10
        self.landed: dict[str, tuple[int, Any]] = {}
        self.genesis = "4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM"

    def answer(self, method: str, params: list[Any]) -> Any:
        def at(value: object) -> dict[str, object]:
            return {"context": {"slot": self.height, "apiVersion": "2.2.0"}, "value": value}

        match method:
            case "getGenesisHash":
                return self.genesis
            case "getLatestBlockhash":
                self.svm.expire_blockhash()
                return at({"blockhash": str(self.svm.latest_blockhash()), "lastValidBlockHeight": self.height + 2})
            case "getBlockHeight":
                self.height += 1
                return self.height
            case "getAccountInfo":
                found = self.svm.get_account(Pubkey.from_string(params[0]))
                data = [base64.b64encode(bytes(found.data)).decode(), "base64"] if found else None
                return at(found and {"lamports": found.lamports, "data": data, "owner": str(found.owner), "executable": False, "rentEpoch": 0, "space": 0})
            case "sendTransaction":
                return self.take(params[0])
            case "getSignatureStatuses":
                return at([self.status(x) for x in params[0]])
            case "getTransaction":
                return self.landed[params[0]][1] if params[0] in self.landed else None
        raise AssertionError(method)

    def take(self, encoded: str) -> Any:
        mood = self.moods.pop(0) if self.moods else ""
        if mood == "deaf":
            raise ConnectionResetError
        raw = base64.b64decode(encoded)
        tx = Transaction.from_bytes(raw)
        signature = str(tx.signatures[0])
        known = signature in self.landed
        self.received.append(encoded)
        if not known and mood != "lazy":
            result = self.svm.send_transaction(tx)
            if isinstance(result, FailedTransactionMetadata):
                said = json.loads(result.to_json())
                data = {"err": said["err"], "logs": result.meta().logs(), "accounts": None, "unitsConsumed": 0, "returnData": None}
                return {"error": {"code": -32002, "message": "Transaction simulation failed", "data": data}}
            meta: dict[str, Any] = {
                "err": None, "status": {"Ok": None}, "fee": 5000, "preBalances": [], "postBalances": [], "innerInstructions": [],
                "logMessages": result.logs(), "preTokenBalances": [], "postTokenBalances": [], "rewards": [],
                "loadedAddresses": {"writable": [], "readonly": []}, "computeUnitsConsumed": result.compute_units_consumed(),
            }  # fmt: skip
            self.landed[signature] = (self.height, {"slot": self.height, "blockTime": 1, "transaction": [encoded, "base64"], "meta": meta, "version": "legacy"})
        if mood == "mute":
            raise ConnectionResetError
        return {"error": {"code": -32002, "message": "This transaction has already been processed"}} if known else signature

    def status(self, signature: str) -> object:
        if signature not in self.landed:
            return None
        return {"slot": self.landed[signature][0], "confirmations": 1, "err": None, "status": {"Ok": None}, "confirmationStatus": "confirmed"}


@contextmanager
def serving(node: Node) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                result = node.answer(request["method"], request.get("params") or [])
            except ConnectionResetError:
                self.close_connection = True
                return
            told = result if isinstance(result, dict) and "error" in result else {"result": result}
            body = json.dumps({"jsonrpc": "2.0", "id": request["id"], **told}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    # One thread: LiteSVM belongs to the one that made it.
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def remote(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Node, SolanaChain]]:
    """A client of a node that has the programs and 100 coins for alice."""
    monkeypatch.setattr("assay.solana.transport.RESEND_SECS", 0.01)
    node = Node()
    deployment = deploy_sandbox(node.memory, Settings())
    alice = account_named("alice")
    node.memory.fund(alice.pubkey())
    SolanaNetwork(node.memory, deployment).faucet(bytes(alice.pubkey()), 100)
    with serving(node) as url:
        transport = RpcTransport(url, poll_secs=0.02)
        yield node, SolanaChain(transport, deployment.model_copy(update={"chain": transport.name}), alice)


@pytest.mark.parametrize("moods", [[], ["deaf"], ["mute"], ["mute", "deaf"], ["lazy", "mute"]])
def test_a_retry_sends_the_same_bytes_and_so_never_doubles(moods: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with remote(monkeypatch) as (node, chain):
        node.moods = list(moods)
        # What a node forgot is sent again; here it is known by then.
        if moods[:1] == ["lazy"]:
            node.moods, node.received = ["deaf", "mute"], []
        assert chain.staking.bond(40).bonded == 40
        assert len(set(node.received)) == 1
        assert chain.balance(chain.account) == 60
        (receipt,) = chain.receipts()
        assert receipt.verb == "bond"
        assert receipt.cost > 0
        assert receipt.size == len(base64.b64decode(node.received[0]))


def test_a_transaction_that_no_leader_takes_expires_and_says_that_nothing_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    with remote(monkeypatch) as (node, chain):
        node.moods = ["lazy"] * 50
        with pytest.raises(e.ConnectionFailed, match="nothing happened"):
            chain.staking.bond(40)
        assert len(set(node.received)) == 1
        assert chain.balance(chain.account) == 100


def test_a_rehearsal_that_fails_is_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with remote(monkeypatch) as (_, chain):
        with pytest.raises(e.InsufficientFunds):
            chain.staking.bond(101)
        with pytest.raises(e.UnknownStake):
            chain.staking.unbond(1)


def test_another_chain_than_the_deployments_is_refused(net: SolanaNetwork) -> None:
    with serving(Node()) as url, pytest.raises(e.ConnectionFailed, match="4uQeVj5tqViQh7yWWGStvkEG1Zmhx6ua"):
        SolanaChain(RpcTransport(url), net.deployment(), account_named("alice"))


def test_a_node_that_is_down_is_named_without_the_key_in_its_url() -> None:
    with pytest.raises(e.ConnectionFailed, match=r"http://127\.0\.0\.1:1: ") as failed:
        RpcTransport("http://127.0.0.1:1/v3/secret")
    assert "secret" not in str(failed.value)


# keys and the door


def test_a_keypair_is_read_from_its_file(tmp_path: Path) -> None:
    pair = account_named("alice")
    (tmp_path / "id.json").write_text(json.dumps(list(bytes(pair))))
    assert keys.load(tmp_path / "id.json") == pair


@pytest.mark.parametrize("content", ["", "topsecret", "[1, 2, 3]", '{"topsecret": 1}', json.dumps([7] * 64), json.dumps([999] * 64)])
def test_a_file_that_is_no_keypair_is_refused_without_showing_it(content: str, tmp_path: Path) -> None:
    (tmp_path / "id.json").write_text(content)
    with pytest.raises(e.InputError) as refused:
        keys.load(tmp_path / "id.json")
    assert not content or content not in str(refused.value)
    with pytest.raises(e.InputError, match="FileNotFoundError"):
        keys.load(tmp_path / "none")


def test_the_door_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(e.InputError, match="solana:litesvm"):
        assay.connect("bitcoin")
    with pytest.raises(e.InputError, match="deployment"):
        assay.connect("solana+http://127.0.0.1:1")
    with pytest.raises(e.InputError, match="deploy"):
        assay.connect("solana+http://127.0.0.1:1", deployment=tmp_path / "none.json")
    with pytest.raises(e.InputError, match="a name"):
        assay.connect("solana:litesvm", account=tmp_path)
    made = tmp_path / "made.json"
    made.write_text(assay.sandbox("reference").deployment().model_dump_json())
    assert assay.load_deployment(made) == assay.sandbox("reference").deployment()
    with pytest.raises(e.InputError, match="key's file"):
        assay.connect("solana+http://127.0.0.1:1", deployment=made)


def test_the_door_checks_amounts_and_tokens() -> None:
    chain = assay.sandbox("solana:litesvm", account="alice")
    ours = assay.Token("USDX", 6, chain.deployment().token)
    chain.faucet(chain.account, 50)
    assert chain.staking.bond(assay.Amount(20, ours)).bonded == 20  # type: ignore[arg-type]
    for wrong in (0, -1, 2**64, 1.5, True, assay.Amount(1, assay.Token("OTHER", 6, ROOT)), assay.Amount(0, ours)):
        with pytest.raises(e.InputError):
            chain.staking.bond(wrong)  # type: ignore[arg-type]
    with pytest.raises(e.InputError):
        chain.compute.accept(b"short")
    assert len(chain.receipts()) == 1


@pytest.mark.localnet
def test_on_a_node_the_programs_are_deployed_once_and_then_found() -> None:
    for _ in range(2):
        subprocess.run([sys.executable, ROOT_FOLDER / "scripts/deploy.py", "solana:localnet"], check=True)
    net = assay.sandbox("solana:localnet")
    alice = net.as_account("alice")
    net.faucet(alice.account, 10)
    stake = alice.staking.stake(alice.account)
    before = stake.bonded if stake else 0
    assert alice.staking.bond(6).bonded == before + 6
    at = net.now() + 1_000
    net.set_time(at)
    # A node's clock runs on.
    assert 0 <= alice.staking.unbond(1).unlock_at - at - net.deployment().settings.unbond_secs <= 5
    with pytest.raises(e.NotSlasher):
        alice.staking.lock(alice.account, 1)
    events = list(net.events())
    assert [type(x).__name__ for _, x in events[-2:]] == ["Bonded", "Unbonded"]
    assert list(net.events(events[-2][0])) == events[-2:]
