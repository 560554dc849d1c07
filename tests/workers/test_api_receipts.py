"""Receipts: what holds is confirmed by the chain alone, whatever was changed is refused by its name (INV-API-2, 3, 12)."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assay.commit.merkle import Tree, leaf_hash
from assay.commit.tensor import Tensor
from assay.connect import sandbox
from assay.models.compute import JobState
from assay_worker import cheats
from assay_worker.api import receipt
from assay_worker.api.commands import verify as verify_command
from assay_worker.api.opening import fold_run, open_run
from assay_worker.evidence import Evidence
from assay_worker.jobs import minilm
from assay_worker.jobs.store import Store
from assay_worker.jobs.tensors import of_array
from assay_worker.queue import Queue
from assay_worker.run import turn
from assay_worker.verifier import Verifier
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.api import COIN, House

TEXTS = (
    "A man is eating food.",
    "Someone eats a meal, slowly and with much joy, in the shade of an old tree that stands beside the river and its bridge.",
    "The market crashed.",
)
Body = dict[str, Any]


class Answered(House):
    """A house whose engine answered one request of three texts, and posted a second job that nobody has touched."""

    def __init__(self, folder: Path, target: str = "reference", **offer: Any) -> None:
        super().__init__(folder, target, **offer)
        self.bodies = [self.answered(f"req_{at}", texts) for at, texts in enumerate((TEXTS, TEXTS[:1]))]

    def answered(self, request_id: str, texts: tuple[str, ...]) -> Body:
        self.engine.submit(request_id, "key", texts, 1, "float", None)
        for _ in range(3):
            self.engine.step()
            self.provide()
        self.engine.step()
        found = self.journal.request(request_id)
        assert found is not None
        assert found.body is not None
        return json.loads(json.dumps(found.body))

    def job_id(self, body: Body) -> bytes:
        return bytes.fromhex(body["receipt"]["job_id"][2:])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory):
    made = Answered(tmp_path_factory.mktemp("receipts"))
    yield made
    made.close()


@pytest.mark.parametrize("target", ["reference", "solana:litesvm"])
def test_a_receipt_holds_until_the_job_is_settled_and_after(tmp_path: Path, target: str) -> None:
    """INV-API-2: committed while it can be disputed, settled when nobody did; the receipt is the same."""
    house = Answered(tmp_path, target)
    body = house.bodies[0]
    found = receipt.verify(body, house.chain, TEXTS)
    assert (found.standing, found.stake, found.window_ends_at) == ("committed", 50 * COIN, body["receipt"]["window_ends_at"])
    assert house.settle_all() == {JobState.SETTLED}
    assert receipt.verify(body, house.chain, TEXTS).standing == "settled"
    house.close()


def test_a_vector_stands_alone_with_its_opening(house: Answered) -> None:
    """INV-API-2: an answer cut down to one of its vectors is still proved."""
    body = copy.deepcopy(house.bodies[0])
    body["data"], body["receipt"]["vectors"] = body["data"][1:2], body["receipt"]["vectors"][1:2]
    body["data"][0]["index"] = body["receipt"]["vectors"][0]["index"] = 0
    assert receipt.verify(body, house.chain, TEXTS[1:2]).texts == TEXTS[1:2]
    assert len(json.dumps(body["receipt"])) < 8_000


def forged_vector(body: Body) -> None:
    values = np.array(body["data"][1]["embedding"], np.float32)
    values.view("<u4")[383] ^= 1
    body["data"][1]["embedding"] = base64.b64encode(values.tobytes()).decode()


def swapped_vectors(body: Body) -> None:
    first, second = body["data"][:2]
    first["embedding"], second["embedding"] = second["embedding"], first["embedding"]


def moved_row(body: Body) -> None:
    body["receipt"]["vectors"][0]["row"] = 1


def another_text(body: Body) -> None:
    body["receipt"]["vectors"][2]["text"] = "The market soared."


def longer_text(body: Body) -> None:
    body["receipt"]["vectors"][2]["text"] = TEXTS[2] + " And more."


def text_beyond_the_batch(body: Body) -> None:
    body["receipt"]["vectors"][0]["text"] = "word " * 100


def patched_tiles(body: Body) -> None:
    """The other text's own token ids put into the tiles: they no longer fold to the root."""
    opening = body["receipt"]["vectors"][0]
    other = minilm.tokenise(["A dog is eating food."]).ids.tobytes()
    tiles = bytearray.fromhex(opening["tiles"][2:])
    tiles[: len(other)] = other
    opening |= {"text": "A dog is eating food.", "tiles": "0x" + tiles.hex()}


def changed(name: str, at: int = 10) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        of = body["receipt"] if name in body["receipt"] else body["receipt"]["vectors"][1]
        digit = of[name][at]
        of[name] = of[name][:at] + ("0" if digit != "0" else "1") + of[name][at + 1 :]

    change.__name__ = name
    return change


def put(**fields: object) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        body["receipt"] |= fields

    change.__name__ = " ".join(fields)
    return change


def shortened(body: Body) -> None:
    body["receipt"]["vectors"][0]["result_path"] = body["receipt"]["vectors"][0]["result_path"][:-64]


def without_receipt(body: Body) -> None:
    del body["receipt"]


def without_a_vector(body: Body) -> None:
    del body["data"][1]


def beyond_the_batch(body: Body) -> None:
    body["receipt"]["vectors"][0]["row"] = 3


def words_for_numbers(body: Body) -> None:
    body["data"][0]["embedding"][5] = "0.1"


def too_short(body: Body) -> None:
    body["data"][0]["embedding"].pop()


CHANGES: list[tuple[Callable[[Body], None], type[receipt.ReceiptRefused]]] = [
    (forged_vector, receipt.TamperedVector),
    (swapped_vectors, receipt.TamperedVector),
    (changed("result_path"), receipt.TamperedVector),
    (shortened, receipt.TamperedVector),
    (moved_row, receipt.AnotherText),
    (another_text, receipt.AnotherText),
    (longer_text, receipt.AnotherText),
    (text_beyond_the_batch, receipt.AnotherText),
    (patched_tiles, receipt.AnotherText),
    (changed("tiles"), receipt.AnotherText),
    (changed("ids_path"), receipt.AnotherText),
    (changed("mask_path"), receipt.AnotherText),
    (changed("shares_path"), receipt.AnotherText),
    (changed("job_id"), receipt.NoSuchJob),
    (changed("result_root"), receipt.AnotherJob),
    (changed("input_root"), receipt.AnotherJob),
    (changed("model_root"), receipt.AnotherJob),
    (changed("program_root"), receipt.AnotherJob),
    (changed("deployment"), receipt.AnotherChain),
    (put(chain="eip155:1"), receipt.AnotherChain),
    (put(rows=4), receipt.AnotherModel),
    (put(tokens=200), receipt.AnotherModel),
    (put(rows=60_000), receipt.Malformed),
    (put(tokens=0), receipt.Malformed),
    (put(vectors=[]), receipt.Malformed),
    (put(version=2), receipt.Malformed),
    (put(job_id="0xzz"), receipt.Malformed),
    (put(extra=1), receipt.Malformed),
    (without_receipt, receipt.Malformed),
    (without_a_vector, receipt.Malformed),
    (beyond_the_batch, receipt.Malformed),
    (words_for_numbers, receipt.Malformed),
    (too_short, receipt.Malformed),
]


@pytest.mark.parametrize(("change", "refusal"), CHANGES, ids=[f"{change.__name__}" for change, _ in CHANGES])
def test_whatever_is_changed_is_refused_by_name(house: Answered, change: Callable[[Body], None], refusal: type[receipt.ReceiptRefused]) -> None:
    """INV-API-2."""
    body = copy.deepcopy(house.bodies[0])
    change(body)
    with pytest.raises(receipt.ReceiptRefused) as caught:
        receipt.verify(body, house.chain)
    assert type(caught.value) is refusal


@pytest.mark.parametrize("answer", [None, 1, "x", [], {}, {"receipt": {}}, {"receipt": None, "data": None}])
def test_what_is_no_answer_is_malformed(house: Answered, answer: object) -> None:
    """INV-API-2."""
    with pytest.raises(receipt.Malformed):
        receipt.verify(answer, house.chain)


def test_another_jobs_receipt_does_not_fit(house: Answered) -> None:
    """INV-API-2: with the id, or with everything that the chain knows, of another job of the same text; and about other texts than asked."""
    mine, other = house.bodies
    body = copy.deepcopy(mine)
    body["receipt"]["job_id"] = other["receipt"]["job_id"]
    with pytest.raises(receipt.AnotherJob):
        receipt.verify(body, house.chain)
    copied = {name: other["receipt"][name] for name in ("job_id", "program_root", "model_root", "input_root", "result_root")}
    body["receipt"] |= copied
    with pytest.raises(receipt.AnotherModel):  # a batch of three is another program than a batch of one
        receipt.verify(body, house.chain)
    with pytest.raises(receipt.AnotherText):
        receipt.verify(mine, house.chain, TEXTS[::-1])
    with pytest.raises(receipt.AnotherChain):
        receipt.verify(mine, sandbox("evm:pyevm"))


def test_another_model_is_refused_though_its_job_stands(tmp_path: Path) -> None:
    """INV-API-2: an operator who posts a cheaper model's job cannot sell its vectors as this one's."""
    house = House(tmp_path)
    weights = minilm.load()
    bundle = minilm.job([TEXTS[0]], weights=minilm.Weights(weights.words, weights.positions, weights.layers[:1], weights.gain, weights.shift, weights.eps))
    house.store.save(bundle)
    posted = house.operator.compute.post(1, bundle.terms(COIN, 50 * COIN, house.chain.now() + 600))
    for _ in range(3):
        house.provide()
    job = house.chain.compute.job(posted.job_id)
    assert job is not None
    result = house.store.load_result(job)
    proof = receipt.make(house.operator, job, bundle, result, 0, [TEXTS[0]])
    body = {"data": [{"index": 0, "embedding": minilm.embeddings(result)[0].tolist()}], "receipt": proof.model_dump(mode="json")}
    with pytest.raises(receipt.AnotherModel):
        receipt.verify(body, house.chain)
    house.close()


@pytest.mark.parametrize("target", ["reference", "solana:litesvm"])
def test_a_refuted_answer_is_refused(tmp_path: Path, target: str) -> None:
    """INV-API-3: disputed while it is fought, then faulted: the cheat's vector came with a receipt, and the receipt dies with its job."""
    house = House(tmp_path, target, cheats.forged_operator(-1), attempts=1)
    house.engine.submit("req", "key", TEXTS[:1], 1, "float", None)
    for _ in range(2):
        house.engine.step()
        house.provide()
    house.engine.step()
    found = house.journal.request("req")
    assert found is not None
    assert found.body is not None
    assert receipt.verify(found.body, house.chain).standing == "committed"
    challenger = house.chain.as_account("challenger")
    house.chain.faucet(challenger.account, 1_000 * COIN)
    verifier, queue = Verifier(challenger, Evidence(Store(tmp_path / "store"))), Queue(tmp_path / "verifier.sqlite", target)
    turn(verifier, queue)
    assert receipt.verify(found.body, house.chain).standing == "disputed"
    for _ in range(60):
        turn(verifier, queue)
        house.provide()
        job = house.chain.compute.job(house.posted()[0].job_id)
        assert job is not None
        if job.state in (JobState.FAULTED, JobState.REFUNDED):
            break
    with pytest.raises(receipt.JobFaulted):
        receipt.verify(found.body, house.chain)
    house.engine.step()  # the operator has its price back
    assert house.chain.balance(house.operator.account) == 1_000_000 * COIN
    queue.close()
    house.close()


def test_a_job_without_an_answer_vouches_for_nothing(tmp_path: Path) -> None:
    """INV-API-3: open, accepted, cancelled: refused by name."""
    house = Answered(tmp_path)
    bundle = minilm.job([TEXTS[0]])
    posted = [house.operator.compute.post(nonce, bundle.terms(COIN, 50 * COIN, house.chain.now() + 600)).job_id for nonce in (1, 2)]
    body = house.bodies[1]
    body["receipt"]["job_id"] = "0x" + posted[0].hex()
    with pytest.raises(receipt.NothingCommitted, match="open"):
        receipt.verify(body, house.chain)
    house.provider.compute.accept(posted[0])
    with pytest.raises(receipt.NothingCommitted, match="accepted"):
        receipt.verify(body, house.chain)
    house.operator.compute.cancel(posted[1])
    body["receipt"]["job_id"] = "0x" + posted[1].hex()
    with pytest.raises(receipt.JobCancelled):
        receipt.verify(body, house.chain)
    house.close()


def test_the_command_says_what_holds(house: Answered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """INV-API-2: `assay receipt verify` reads the answer as it came, or as GET /v1/requests gives it, and the texts as they were asked."""
    monkeypatch.setattr("assay_worker.api.commands.joined", lambda on, key: house.chain)
    answer, asked = tmp_path / "answer.json", tmp_path / "asked.json"
    answer.write_text(json.dumps({"status": "done", "response": house.bodies[0]}))
    asked.write_text(json.dumps(TEXTS))
    verify_command(answer, "reference", asked)
    said = capsys.readouterr().out
    assert all(repr(text) in said for text in TEXTS)
    assert "committed; disputable until" in said
    asked.write_text(json.dumps("Something else."))
    with pytest.raises(receipt.AnotherText):
        verify_command(answer, "reference", asked)


@given(st.integers(1, 70), st.data())
def test_a_run_of_leaves_opens_where_it_stands_and_nowhere_else(count: int, data: st.DataObject) -> None:
    """INV-API-12: any run folds to the root from its own place; moved, changed, cut or lengthened it does not."""
    leaves = [leaf_hash(bytes([at])) for at in range(count)]
    tree = Tree(leaves)
    first = data.draw(st.integers(0, count - 1))
    past = data.draw(st.integers(first + 1, count))
    run, path = leaves[first:past], open_run(tree, first, past)
    assert fold_run(run, first, count, path) == tree.root
    place = data.draw(st.integers(-1, count))
    assert place == first or fold_run(run, place, count, path) != tree.root
    at = data.draw(st.integers(0, len(run) - 1))
    assert fold_run([*run[:at], leaf_hash(b"other"), *run[at + 1 :]], first, count, path) != tree.root
    assert fold_run(run, first, count, path + bytes(32)) is None
    assert fold_run(run[:-1], first, count, path) != tree.root
    if path:
        assert fold_run(run, first, count, path[32:]) != tree.root


def test_the_tiles_of_a_row_open_as_the_tensor_is_committed() -> None:
    """INV-API-12: a row of 384 is six tiles of the tree that the protocol commits to."""
    tensor: Tensor = of_array(np.arange(5 * 384, dtype=np.float32).reshape(1, 1, 5, 384))
    for row in range(5):
        leaves = [leaf_hash(tensor.tile(tile)) for tile in range(6 * row, 6 * row + 6)]
        assert fold_run(leaves, 6 * row, 30, open_run(tensor.tree, 6 * row, 6 * row + 6)) == tensor.root
