"""What only the EVM client does: addresses, allowances, reverts, retries. What it shares with the other chains is in tests/stories."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import assay
import pytest
from assay import errors as e
from assay import ids
from assay.commit.merkle import leaf_hash
from assay.connect import LOCALNETS
from assay.evm import keys
from assay.evm.generated import compute as generated_compute
from assay.evm.generated import court as generated_court
from assay.evm.generated import identity as generated_identity
from assay.evm.generated import matching as generated_matching
from assay.evm.generated import rewards as generated_rewards
from assay.evm.generated import staking as generated_staking
from assay.evm.generated import training as generated_training
from assay.evm.generated import vault as generated_vault
from assay.evm.generated import verifier as generated_verifier
from assay.evm.network import EvmChain, EvmNetwork, account_named, deploy_sandbox
from assay.evm.transport import AnvilTransport, Call, HttpTransport, refusal
from assay.models import compute as c
from assay.models import staking as s
from assay.models.deployment import Settings
from assay.reference.network import ReferenceNetwork
from eth_abi.abi import encode
from eth_account import Account
from eth_utils.crypto import keccak

ROOT = leaf_hash(b"one operator")


@pytest.fixture
def net() -> EvmNetwork:
    return EvmNetwork.in_memory()


def terms(net: EvmNetwork, stake: int = 7) -> c.Terms:
    return c.Terms(
        price=5, stake=stake, deadline_at=net.now() + 1_000, op_count=1, model_count=0, input_count=0,
        program_root=ROOT, model_root=ROOT, input_root=ROOT,
    )  # fmt: skip


def accepted(net: EvmNetwork) -> tuple[bytes, EvmNetwork, EvmNetwork]:
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


def test_a_job_ends_as_in_the_reference(net: EvmNetwork) -> None:
    reference = ReferenceNetwork(net.deployment(), now=net.now())
    chain_people = net.as_account("alice"), net.as_account("bob")
    at, deadline, job = net.now() + 100, terms(net), ids.job_id(net.deployment().compute, chain_people[1].account, 0)
    for network, (alice, bob) in ((net, chain_people), (reference, tuple(reference.at(p.account) for p in chain_people))):
        for who in (alice, bob):
            network.faucet(who.account, 100)
        network.set_time(at)
        alice.staking.bond(50)
        network.set_time(at + 1)
        alice.compute.register(c.Spec(device=1, memory_mib=1, units=1))
        network.set_time(at + 2)
        bob.compute.post(0, deadline)
        network.set_time(at + 3)
        alice.compute.accept(job)
        network.set_time(at + 4)
        alice.compute.commit(job, ROOT, ROOT, b"")
        network.set_time(at + 4_000)
        bob.compute.settle(job)
    assert [x for _, x in net.events()] == [x for _, x in reference.events()]
    assert net.compute.job(job) == reference.compute.job(job)
    assert [net.balance(p.account) for p in chain_people] == [55, 95]


def test_a_write_sees_the_time_that_was_set_and_a_refused_one_leaves_no_trace(net: EvmNetwork) -> None:
    alice = net.as_account("alice")
    at = net.now() + 1_000
    net.set_time(at)
    net.faucet(alice.account, 10)
    with pytest.raises(e.InsufficientFunds):
        alice.staking.bond(11)
    assert (net.now(), alice.receipts(), list(net.events())) == (at, (), [])
    alice.staking.bond(10)
    net.set_time(at + 1)
    assert alice.staking.unbond(1).unlock_at == at + 1 + net.deployment().settings.unbond_secs


def test_without_a_time_set_the_clock_goes_on_by_a_second(net: EvmNetwork) -> None:
    alice, before = net.as_account("alice"), net.now()
    alice.compute.register(c.Spec(device=1, memory_mib=1, units=1))
    assert net.now() == before + 1


def test_an_allowance_is_exact_and_made_only_where_it_is_short(net: EvmNetwork) -> None:
    alice = net.as_account("alice")
    net.faucet(alice.account, 10)
    alice.staking.bond(6)
    assert [(r.verb, r.cost > 0, r.size > 0) for r in net.receipts()] == [("approve", True, True), ("bond", True, True)]
    assert alice._session.allowance(alice._session.token, alice._session.staking) == 0
    assert net.balance(alice.account) == 4


def test_accounts_of_a_name_are_the_same_everywhere(net: EvmNetwork) -> None:
    assert EvmNetwork.in_memory().as_account("alice").account == net.as_account("alice").account
    assert net.deployment() == EvmNetwork.in_memory().deployment()
    assert net.deployment().authority == net.as_account("authority").account


def test_networks_share_nothing(net: EvmNetwork) -> None:
    other = EvmNetwork.in_memory()
    net.faucet(net.account, 9)
    net.staking.bond(9)
    assert other.balance(net.account) == 0
    assert other.staking.stake(net.account) is None
    assert list(other.events()) == []


def test_an_error_of_staking_surfaces_through_compute(net: EvmNetwork) -> None:
    _, alice, bob = accepted(net)
    job = bob.compute.post(1, terms(net, stake=44)).job_id
    with pytest.raises(e.InsufficientStake) as refused:
        alice.compute.accept(job)
    assert refused.value.tx is not None


def test_events_of_both_programs_come_in_the_order_of_the_chain(net: EvmNetwork) -> None:
    accepted(net)
    names = [type(x).__name__ for _, x in net.events()]
    assert names == ["Bonded", "Registered", "Posted", "Locked", "Accepted"]
    cursor = next(i for i, x in net.events() if isinstance(x, c.Posted))
    assert [type(x).__name__ for _, x in net.events(cursor + 1)] == ["Locked", "Accepted"]


def test_any_account_can_be_a_slasher(net: EvmNetwork) -> None:
    alice, judge, day = net.as_account("alice"), net.as_account("judge"), net.staking.config().timelock_secs
    net.faucet(alice.account, 100)
    alice.staking.bond(100)
    net.staking.propose_slasher(judge.account)
    net.set_time(net.now() + day)
    net.staking.activate_slasher(judge.account)
    judge.staking.lock(alice.account, 40)
    fault = judge.staking.slash(alice.account, 40, ROOT, judge.account, 5_000)
    assert fault == s.Slashed(fault_id=ROOT, owner=alice.account, slasher=judge.account, amount=40, beneficiary=judge.account, reward=20, locked=0)
    net.staking.sweep(ROOT)
    assert net.balance(judge.account) == net.balance(net.deployment().treasury) == 20


def test_an_address_of_another_chain_is_refused_before_it_is_sent(net: EvmNetwork) -> None:
    foreign = b"\1" * 32
    for call in (
        lambda: net.balance(foreign),
        lambda: net.staking.stake(foreign),
        lambda: net.staking.lock(foreign, 1),
        lambda: net.staking.slash(net.account, 1, ROOT, foreign, 0),
        lambda: net.compute.post(0, terms(net).model_copy(update={"provider": foreign})),
    ):
        with pytest.raises(e.InputError):
            call()
    assert net.receipts() == ()


# what the chain says


def test_reverts_are_told_apart() -> None:
    programs = [generated_staking, generated_compute, generated_court, generated_rewards, generated_identity, generated_verifier, generated_vault]
    programs += [generated_matching, generated_training]
    selector = {name: raw for program in programs for raw, name in program.ERRORS.items()}
    for name, kind in e.BY_NAME.items():
        # A pool's are those of whatever contract it is.
        assert type(refusal(selector.get(name, keccak(text=f"{name}()")[:4]))) is kind
    assert {kind.__name__ for kind in e.BY_NAME.values()} - selector.keys() == {"PoolIsStuck", "PoolIlliquid", "InsufficientUnits"}
    assert "too low" in str(refusal(b"\x08\xc3\x79\xa0" + encode(["string"], ["too low"])))
    assert "panic 0x11" in str(refusal(b"\x4e\x48\x7b\x71" + encode(["uint256"], [0x11])))
    assert "nothing" in str(refusal(b""))
    assert type(refusal(b"\1\2\3\4")) is e.Unrecognised


# a node that others use


class Node:
    """As much of a node as a write needs. `moods` are taken one a sendRawTransaction: "deaf" hangs up before it has heard, "mute" after;
    "lazy" forgets it and mines another of the same account."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.moods: list[str] = []
        self.chain_id = 77
        self.gas: object = "0x5208"
        self.nonce = 3
        self.forgot = False

    def answer(self, method: str, params: list[object]) -> object:
        simple = {
            "eth_chainId": hex(self.chain_id), "eth_estimateGas": self.gas, "eth_getTransactionCount": hex(self.nonce), "eth_maxPriorityFeePerGas": "0x1",
            "eth_getBlockByNumber": {"number": "0x9", "baseFeePerGas": "0x7", "timestamp": "0x64"},
        }  # fmt: skip
        if method in simple:
            return simple[method]
        if method == "eth_sendRawTransaction":
            mood = self.moods.pop(0) if self.moods else ""
            if mood == "deaf":
                raise ConnectionResetError
            known = str(params[0]) in self.received
            self.received.append(str(params[0]))
            if mood == "lazy":
                self.nonce += 1
                self.forgot = True
            if mood == "mute":
                raise ConnectionResetError
            return {"error": {"code": -32000, "message": "already known"}} if known else "0x" + "11" * 32
        if method == "eth_getTransactionReceipt":
            return {"status": "0x1", "blockNumber": "0x9", "gasUsed": "0x5208", "logs": []} if self.received and not self.forgot else None
        return {"error": {"code": -32601, "message": f"no {method}"}}


@contextmanager
def serving(node: Node) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                result = node.answer(request["method"], request["params"])
            except ConnectionResetError:
                self.close_connection = True
                return
            told = result if isinstance(result, dict) and "error" in result else {"result": result}
            body = json.dumps({"jsonrpc": "2.0", "id": request["id"], **told}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("moods", [["deaf"], ["mute"], ["mute", "mute", "deaf"]])
def test_a_retry_sends_the_same_bytes_and_so_never_doubles(moods: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    node = Node()
    monkeypatch.setattr("assay.evm.transport.RESEND_SECS", 0.01)
    with serving(node) as url:
        transport = HttpTransport(url, poll_secs=0.02)
        node.moods = list(moods)
        done = transport.send(account_named("alice"), [Call("bond", b"\1" * 20, b"data")])[0]
    assert len(set(node.received)) == 1
    assert (done.gas, done.size) == (21_000, len(node.received[0]) // 2 - 1)


def test_a_transaction_that_another_has_taken_the_place_of_says_that_nothing_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    node = Node()
    monkeypatch.setattr("assay.evm.transport.RESEND_SECS", 0.01)
    node.moods = ["lazy"]
    with serving(node) as url, pytest.raises(e.ConnectionFailed, match="nothing happened"):
        HttpTransport(url, poll_secs=0.02).send(account_named("alice"), [Call("bond", b"\1" * 20, b"data")])


def test_a_rehearsal_that_reverts_is_the_error_and_sends_nothing() -> None:
    node = Node()
    selector = next(raw for raw, name in generated_compute.ERRORS.items() if name == "WindowOpen")
    node.gas = {"error": {"code": 3, "message": "execution reverted", "data": "0x" + selector.hex()}}
    with serving(node) as url, pytest.raises(e.WindowOpen):
        HttpTransport(url).send(account_named("alice"), [Call("settle", b"\1" * 20, b"")])
    assert node.received == []


def test_another_chain_than_the_deployments_is_refused(net: EvmNetwork) -> None:
    with serving(Node()) as url, pytest.raises(e.ConnectionFailed, match="eip155:77"):
        EvmChain(HttpTransport(url), net.deployment(), account_named("alice"))


def test_a_node_that_is_down_is_named_without_the_key_in_its_url() -> None:
    with pytest.raises(e.ConnectionFailed, match=r"http://127\.0\.0\.1:1: ") as failed:
        HttpTransport("http://127.0.0.1:1/v3/secret")
    assert "secret" not in str(failed.value)


# keys and the door


def test_keys_are_read_from_hex_and_from_keystores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = account_named("alice")
    plain, store = tmp_path / "plain", tmp_path / "store"
    plain.write_text(bytes(account.key).hex() + "\n")
    store.write_text(json.dumps(Account.encrypt(account.key, "word", iterations=2)))
    assert keys.load(plain).address == account.address
    with pytest.raises(e.InputError, match=keys.PASSWORD):
        keys.load(store)
    monkeypatch.setenv(keys.PASSWORD, "word")
    assert keys.load(store).address == account.address
    monkeypatch.setenv(keys.PASSWORD, "other")
    with pytest.raises(e.InputError, match="keystore"):
        keys.load(store)


@pytest.mark.parametrize("content", ["", "topsecret", "[1, 2, 3]", '{"topsecret": 1}', "ab" * 31, "ff" * 32])
def test_a_file_that_is_no_key_is_refused_without_showing_it(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.PASSWORD, "word")
    path = tmp_path / "key"
    path.write_text(content)
    with pytest.raises(e.InputError) as refused:
        keys.load(path)
    assert not content or content not in str(refused.value)
    with pytest.raises(e.InputError, match="FileNotFoundError"):
        keys.load(tmp_path / "none")


def test_the_door_checks_amounts_and_tokens() -> None:
    chain = assay.sandbox("evm:pyevm", account="alice")
    ours = assay.Token("USDX", 6, chain.deployment().token)
    chain.faucet(chain.account, 50)
    assert chain.staking.bond(assay.Amount(20, ours)).bonded == 20  # type: ignore[arg-type]
    for wrong in (0, -1, 2**64, 1.5, True, assay.Amount(1, assay.Token("OTHER", 6, ROOT)), assay.Amount(0, ours)):
        with pytest.raises(e.InputError):
            chain.staking.bond(wrong)  # type: ignore[arg-type]
    with pytest.raises(e.InputError):
        chain.compute.accept(b"short")
    assert len(chain.receipts()) == 2


@pytest.mark.localnet
def test_on_a_node_an_allowance_takes_no_time_from_the_verb() -> None:
    transport = AnvilTransport(LOCALNETS["evm:localnet"])
    net = EvmNetwork(transport, deploy_sandbox(transport, Settings()))
    alice = net.as_account("alice")
    at = net.now() + 100
    net.set_time(at)
    net.faucet(alice.account, 10)
    assert alice.staking.bond(6).bonded == 6
    assert net.now() == at
    net.set_time(at + 50)
    with pytest.raises(e.InsufficientFunds):
        alice.staking.bond(5)
    assert alice.staking.unbond(1).unlock_at == at + 50 + Settings().unbond_secs
    assert [r.verb for r in net.receipts()] == ["approve", "bond", "unbond"]
    first, second = net.events()
    assert (type(first[1]), [x for _, x in net.events(first[0] + 1)]) == (s.Bonded, [second[1]])
