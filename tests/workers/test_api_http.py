"""The inference API as its callers see it: a real server, a real provider, vectors with receipts (INV-API-1, 5, 6, 7, 8, 9, 11)."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import httpx
import numpy as np
import pytest
from assay_worker.api import keys, receipt
from assay_worker.api.engine import MODEL
from assay_worker.api.journal import Journal, KeyRecord
from assay_worker.jobs import minilm, run

from benchmarks.api import House

TEXTS = ["A man is eating food.", "Someone eats a meal.", "The stock market crashed today, and so did everything that was built upon it by then."]


@cache
def own_run(*texts: str) -> list[bytes]:
    """The vectors' bytes, each text run alone."""
    return [minilm.embeddings(run(minilm.job([text]), bytes(32), keep=False).result)[0].tobytes() for text in texts]


@dataclass
class Shop:
    house: House
    url: str

    def key(self, **limits: int) -> str:
        return keys.create(self.house.journal, "test", **limits)

    def client(self, key: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)


@pytest.fixture(scope="module", params=["reference", "solana:litesvm"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with ExitStack() as stack:
        house = House(tmp_path_factory.mktemp("api"), request.param, linger_secs=0.05)
        stack.callback(house.close)
        stack.enter_context(house.providing())
        yield Shop(house, stack.enter_context(house.serving()))


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    with shop.client(shop.key()) as connected:
        yield connected


def ask(client: httpx.Client, texts: object, **fields: object) -> httpx.Response:
    headers = {str(name): str(value) for name, value in [("Idempotency-Key", fields.pop("idempotency", None))] if value is not None}
    return client.post("/v1/embeddings", json={"input": texts, "model": MODEL} | fields, headers=headers)


def events(client: httpx.Client, texts: object) -> list[tuple[str, dict]]:
    with client.stream("POST", "/v1/embeddings", json={"input": texts, "model": MODEL, "stream": True}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        said = answer.read().decode()
    assert said.endswith("data: [DONE]\n\n")
    return [(name, json.loads(data)) for name, data in re.findall(r"event: (\w+)\ndata: (.*)\n\n", said)]


def fault(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return answer.status_code, error["code"]


def test_an_answer_is_what_ones_own_run_gives_and_bears_a_receipt(shop: Shop, client: httpx.Client) -> None:
    """INV-API-1, INV-JOB-2: the same bits as each text alone, in OpenAI's shape, in both encodings; the chain vouches for them."""
    body = ask(client, TEXTS).raise_for_status().json()
    assert (body["object"], body["model"]) == ("list", MODEL)
    assert [item["index"] for item in body["data"]] == [0, 1, 2]
    assert [np.array(item["embedding"], np.float32).tobytes() for item in body["data"]] == own_run(*TEXTS)
    assert body["usage"]["total_tokens"] == int(minilm.tokenise(TEXTS).present.sum())
    found = receipt.verify(body, shop.house.chain, TEXTS)
    assert (found.standing, found.texts, found.provider) == ("committed", tuple(TEXTS), shop.house.provider.account)
    single = ask(client, TEXTS[1], encoding_format="base64").raise_for_status().json()
    assert base64.b64decode(single["data"][0]["embedding"]) == own_run(TEXTS[1])[0]
    assert receipt.verify(single, shop.house.chain, [TEXTS[1]]).texts == (TEXTS[1],)


def test_requests_that_come_together_share_a_job_of_one_key(shop: Shop) -> None:
    """INV-API-1, INV-API-7: batched, each gets its own vectors with a receipt of its own rows; another key's texts are in another job."""
    mine, theirs = shop.key(), shop.key()
    before = len(shop.house.posted())

    def one(at: int) -> dict:
        with shop.client(theirs if at >= 6 else mine) as client:
            answer: dict = ask(client, [TEXTS[at % 3]]).raise_for_status().json()
            return answer

    with ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(one, range(8)))
    for at, body in enumerate(bodies):
        assert np.array(body["data"][0]["embedding"], np.float32).tobytes() == own_run(TEXTS[at % 3])[0]
        assert receipt.verify(body, shop.house.chain, [TEXTS[at % 3]]).standing == "committed"
    assert len(shop.house.posted()) - before < 8
    jobs = [body["receipt"]["job_id"] for body in bodies]
    assert not set(jobs[:6]) & set(jobs[6:])


def test_progress_is_streamed_in_order(shop: Shop, client: httpx.Client) -> None:
    """INV-API-1: queued, posted, accepted, committed, result; the result is the whole answer."""
    heard = events(client, [TEXTS[0]])
    assert [name for name, _ in heard] == ["queued", "posted", "accepted", "committed", "result"]
    told = dict(heard)
    assert told["posted"]["job_id"] == told["result"]["receipt"]["job_id"]
    assert told["committed"]["window_ends_at"] == told["result"]["receipt"]["window_ends_at"]
    assert receipt.verify(told["result"], shop.house.chain, [TEXTS[0]]).standing == "committed"
    kept = client.get(f"/v1/requests/{told['queued']['id']}").json()
    assert (kept["status"], kept["standing"], kept["response"]) == ("done", "committed", told["result"])


def test_the_same_idempotency_key_is_the_same_request(shop: Shop, client: httpx.Client) -> None:
    """INV-API-8: sent twice it is one job and one answer; for another text it is refused; another caller's is its own."""
    before = len(shop.house.posted())
    first, second = (ask(client, [TEXTS[2]], idempotency="order-7").raise_for_status().json() for _ in range(2))
    assert first == second
    assert len(shop.house.posted()) == before + 1
    assert fault(ask(client, ["Something else."], idempotency="order-7")) == (409, "idempotency_key_reused")
    with shop.client(shop.key()) as other:
        assert ask(other, [TEXTS[2]], idempotency="order-7").json()["id"] != first["id"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"input": "x", "model": "gpt-4"}, (404, "model_not_found")),
        ({"input": "", "model": MODEL}, (400, "invalid_request")),
        ({"input": [], "model": MODEL}, (400, "invalid_request")),
        ({"input": ["x", ""], "model": MODEL}, (400, "invalid_request")),
        ({"input": [1, 2], "model": MODEL}, (400, "invalid_request")),
        ({"input": ["x"] * 65, "model": MODEL}, (400, "invalid_request")),
        ({"input": "x", "model": MODEL, "encoding_format": "hex"}, (400, "invalid_request")),
        ({"input": "x", "model": MODEL, "dimensions": 12}, (400, "unsupported_value")),
        ({"input": "x", "model": MODEL, "stream": "yes"}, (400, "invalid_request")),
        ({"input": "x", "model": MODEL, "surprise": 1}, (400, "invalid_request")),
        ({"input": "word " * 300, "model": MODEL}, (400, "context_length_exceeded")),
        ({"model": MODEL}, (400, "invalid_request")),
        ({"input": "x" * (1 << 20), "model": MODEL}, (413, "request_too_large")),
        ([], (400, "invalid_request")),
    ],
)
def test_what_cannot_be_answered_is_refused_in_openais_shape(shop: Shop, client: httpx.Client, body: object, expected: tuple[int, str]) -> None:
    """INV-API-9: nothing is posted for it."""
    before = len(shop.house.posted())
    assert fault(client.post("/v1/embeddings", json=body)) == expected
    assert len(shop.house.posted()) == before


def test_other_routes(client: httpx.Client) -> None:
    """INV-API-9: completions are not offered, and say so; models are listed; a wrong path or method is an error object too."""
    assert fault(client.post("/v1/completions", json={"model": MODEL, "prompt": "x"})) == (404, "not_offered")
    assert fault(client.post("/v1/chat/completions", json={})) == (404, "not_offered")
    assert [model["id"] for model in client.get("/v1/models").json()["data"]] == [MODEL]
    assert client.get(f"/v1/models/{MODEL}").json()["object"] == "model"
    assert fault(client.get("/v1/models/gpt-4")) == (404, "model_not_found")
    assert fault(client.get("/v1/nothing")) == (404, "not_found")
    assert fault(client.get("/v1/embeddings")) == (405, "not_allowed")
    assert fault(client.post("/v1/embeddings", content=b"{")) == (400, "invalid_request")
    assert fault(client.post("/v1/embeddings", content=b'{"input": "\\ud800", "model": "x"}')) == (400, "invalid_request")
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_key_is_hashed_and_ends_when_revoked(shop: Shop) -> None:
    """INV-API-6: the file holds no secret; no key, a wrong, a malformed and a revoked one are refused alike."""
    key = shop.key()
    prefix, key_id, secret = key.split("_")
    with shop.client(key) as client:
        assert client.get("/v1/models").status_code == 200
    with sqlite3.connect(shop.house.folder / "api.sqlite") as raw:
        assert secret not in str(raw.execute("select * from key").fetchall())
    raw.close()
    for wrong in (
        f"{prefix}_{key_id}_{'0' * 64}",
        f"{prefix}_{'0' * 12}_{secret}",
        f"other_{key_id}_{secret}",
        secret,
        "x",
        "_",
        "é_é_é",
    ):
        answer = httpx.get(f"{shop.url}/v1/models", headers=[(b"Authorization", b"Bearer " + wrong.encode("latin-1"))])
        assert fault(answer) == (401, "invalid_api_key")
    assert fault(httpx.get(f"{shop.url}/v1/models")) == (401, "invalid_api_key")
    assert fault(httpx.post(f"{shop.url}/v1/completions")) == (401, "invalid_api_key")
    assert shop.house.journal.revoke(key_id)
    assert not shop.house.journal.revoke("nobody")
    with shop.client(key) as client:
        assert fault(ask(client, ["x"])) == (401, "invalid_api_key")


def test_no_key_sees_anothers_requests(shop: Shop, client: httpx.Client) -> None:
    """INV-API-7."""
    made = ask(client, [TEXTS[0]]).raise_for_status().json()["id"]
    assert client.get(f"/v1/requests/{made}").json()["status"] == "done"
    with shop.client(shop.key()) as other:
        assert fault(other.get(f"/v1/requests/{made}")) == (404, "not_found")


def test_a_key_has_a_rate(shop: Shop) -> None:
    """INV-API-5: beyond its burst a key is told when to come back; others are not touched."""
    with shop.client(shop.key(a_minute=1, burst=2)) as client:
        answers = [client.post("/v1/embeddings", json={}) for _ in range(3)]
        assert [fault(answer)[0] for answer in answers] == [400, 400, 429]
        assert fault(answers[2]) == (429, "rate_limit_exceeded")
        assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    with shop.client(shop.key()) as other:
        assert fault(other.post("/v1/embeddings", json={}))[0] == 400


def test_usage_and_metrics_count_what_was_answered(shop: Shop) -> None:
    """INV-API-11."""
    key = shop.key()
    with shop.client(key) as client:
        for texts in (TEXTS[:2], TEXTS[:1]):
            ask(client, texts).raise_for_status()
        ask(client, [""])
        said = httpx.get(f"{shop.url}/metrics").text
    (used,) = [row for row in shop.house.journal.usage() if row.key_id == key.split("_")[1]]
    tokens = int(minilm.tokenise(TEXTS[:2]).present.sum() + minilm.tokenise(TEXTS[:1]).present.sum())
    assert (used.requests, used.texts, used.tokens) == (2, 3, tokens)
    figures = {name: float(value) for name, value in re.findall(r"^(assay_api_\S+) (\S+)$", said, re.MULTILINE)}
    assert figures['assay_api_requests_total{path="/v1/embeddings",status="400"}'] >= 1
    assert figures['assay_api_latency_seconds_count{path="/v1/embeddings"}'] >= 3
    assert figures['assay_api_jobs{state="committed"}'] == len(shop.house.posted())
    assert figures['assay_api_queue_depth{status="queued"}'] == 0


def test_a_bucket_fills_up_again() -> None:
    """INV-API-5: a burst at once, then as many as come back, never more than the burst."""
    now = [0.0]
    buckets = keys.Buckets(lambda: now[0])
    key = KeyRecord("k", "", b"", b"", a_minute=60, burst=3)
    assert [buckets.take(key) for _ in range(3)] == [0, 0, 0]
    assert buckets.take(key) == pytest.approx(1)
    now[0] = 0.5
    assert buckets.take(key) == pytest.approx(0.5)
    now[0] = 1.0
    assert buckets.take(key) == 0
    assert buckets.take(key) == pytest.approx(1)
    now[0] = 1e6
    assert [buckets.take(key) > 0 for _ in range(4)] == [False, False, False, True]


def test_two_keys_of_one_secret_have_different_digests(tmp_path) -> None:
    """INV-API-6: each digest has a salt of its own."""
    journal = Journal(tmp_path / "keys.sqlite")
    made = [journal.key(keys.create(journal, "x").split("_")[1]) for _ in range(2)]
    assert len({record.salt for record in made if record}) == len({record.digest for record in made if record}) == 2
    journal.close()
