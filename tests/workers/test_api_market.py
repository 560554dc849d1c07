"""The inference API in a bad market and under pressure: no request is lost, no coin is spent on nothing (INV-API-3, 4, 5, 10)."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from assay.errors import AssayError, ConnectionFailed
from assay.models.compute import JobState
from assay_worker import cheats
from assay_worker.api import keys, receipt
from assay_worker.api.engine import MODEL, Engine
from assay_worker.api.journal import DONE, FAILED, PLACED, QUEUED, Journal
from assay_worker.evidence import Evidence
from assay_worker.jobs import minilm
from assay_worker.provider import Provider
from assay_worker.queue import Queue
from assay_worker.run import turn
from assay_worker.verifier import Verifier

from benchmarks.api import COIN, SPEC, House

from .test_api_recovery import ALL, found, later, spent, submit, until_done


def test_nobody_takes_the_job(tmp_path: Path) -> None:
    """INV-API-10: its price comes back, another is posted, and after as many as the offer says the request fails by name."""
    house = House(tmp_path, attempts=2)
    submit(house, "req_1")
    for attempt in range(1, 3):
        house.engine.step()
        assert spent(house) == COIN
        later(house)
        house.engine.step()
        assert found(house, "req_1").attempts == attempt
        assert found(house, "req_1").status == (QUEUED if attempt == 1 else FAILED)
    assert found(house, "req_1").error == "no provider took the job in time"
    assert (spent(house), house.journal.states()["cancelled"], house.journal.jobs()) == (0, 2, [])
    house.close()


def test_who_takes_the_job_and_is_silent_pays(tmp_path: Path) -> None:
    """INV-API-10: the price comes back with a share of the stake, and the next provider answers."""
    house = House(tmp_path)
    submit(house, "req_1")
    house.engine.step()
    house.provider.compute.accept(house.posted()[0].job_id)
    later(house)
    house.engine.step()
    assert found(house, "req_1").status == QUEUED
    until_done(house, "req_1")
    assert (found(house, "req_1").attempts, found(house, "req_1").status) == (1, DONE)
    assert house.chain.compute.job(house.posted()[0].job_id).state is JobState.REFUNDED  # type: ignore[union-attr]
    assert spent(house) == COIN
    house.close()


def test_a_refuted_result_is_replaced(tmp_path: Path) -> None:
    """INV-API-10, INV-API-3: a result that was refuted before it was fetched is never answered with; the money comes back, an honest one answers."""
    house = House(tmp_path, conduct=cheats.forged_operator(-1))
    submit(house, "req_1")
    house.engine.step()
    for _ in range(2):
        house.provide()
    challenger = house.chain.as_account("challenger")
    house.chain.faucet(challenger.account, 1_000 * COIN)
    verifier, queue = Verifier(challenger, Evidence(house.store)), Queue(tmp_path / "verifier.sqlite", "reference")
    for _ in range(60):
        if not turn(verifier, queue) + house.provide():
            break
    assert house.chain.compute.job(house.posted()[0].job_id).state in (JobState.FAULTED, JobState.REFUNDED)  # type: ignore[union-attr]
    house.role = Provider(house.provider, SPEC, Evidence(house.store))
    until_done(house, "req_1")
    request = found(house, "req_1")
    assert (request.attempts, request.status, spent(house)) == (1, DONE, COIN)
    assert request.body is not None
    assert receipt.verify(request.body, house.chain).job_id == house.posted()[1].job_id
    queue.close()
    house.close()


def test_a_result_that_is_withheld_is_bought_again(tmp_path: Path) -> None:
    """INV-API-10: committed to and not delivered: waited for until the job is settled, then another job answers."""
    house = House(tmp_path)
    submit(house, "req_1")
    house.engine.step()
    for _ in range(2):
        house.provide()
    result = tmp_path / "store/results" / house.posted()[0].job_id.hex()
    result.unlink()
    house.engine.step()
    assert found(house, "req_1").status == PLACED
    later(house, 3_601)
    house.provide()
    time.sleep(0.03)
    until_done(house, "req_1")
    assert (found(house, "req_1").attempts, len(house.posted())) == (1, 2)
    house.close()


def test_an_operator_without_money_keeps_what_it_took(tmp_path: Path) -> None:
    """INV-API-4: what the chain refuses is tried again under the same nonce, and counted."""
    house = House(tmp_path)
    house.operator.staking.bond(ALL)
    submit(house, "req_1")
    house.engine.step()
    assert house.posted() == []
    assert b'assay_api_stumbles_total{error="InsufficientFunds"} 1.0' in house.engine.metrics.text()
    nonce = found(house, "req_1").nonce
    house.chain.faucet(house.operator.account, 5 * COIN)
    time.sleep(0.03)
    until_done(house, "req_1")
    assert [event.nonce for event in house.posted()] == [nonce]
    house.close()


def test_a_node_that_is_away_loses_nothing(tmp_path: Path) -> None:
    """INV-API-4: the engine's thread goes on when the node is back."""
    house = House(tmp_path)
    away = threading.Event()
    away.set()

    class Flaky:
        def __getattr__(self, name: str) -> Any:
            if away.is_set() and name in ("events", "compute", "now"):
                raise ConnectionFailed("http://node", "no answer", "start it")
            return getattr(house.operator, name)

    away.clear()
    house.journal.close()
    house.journal = Journal(tmp_path / "api.sqlite")
    house.engine = Engine(Flaky(), house.store, house.journal, house.offer, house.engine.metrics, poll_secs=0.02, retry_secs=0.02)
    away.set()
    with house.providing():
        house.engine.start()
        submit(house, "req_1")
        time.sleep(0.1)
        assert found(house, "req_1").status == QUEUED
        away.clear()
        for _ in range(500):
            if found(house, "req_1").status == DONE:
                break
            time.sleep(0.02)
        house.engine.stop()
    assert found(house, "req_1").status == DONE
    house.close()


def test_a_full_queue_takes_nothing(tmp_path: Path) -> None:
    """INV-API-5: 429 with Retry-After, and nothing is kept of the request."""
    house = House(tmp_path, max_waiting=2)
    key = keys.create(house.journal, "caller")
    with house.serving() as url:
        for at in range(2):
            submit(house, f"req_{at}")
        answer = httpx.post(f"{url}/v1/embeddings", json={"input": "one too many", "model": MODEL}, headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "queue_full")
    assert int(answer.headers["Retry-After"]) >= 1
    assert sum(house.journal.waiting().values()) == 2
    house.close()


def test_a_caller_is_not_kept_for_ever(tmp_path: Path) -> None:
    """INV-API-4: past its patience it is told where the answer will be, plain or streamed, and not to pay for another."""
    house = House(tmp_path)
    house.store.save(minilm.job(["The model is in the store, so that a post is quick."]))
    key = keys.create(house.journal, "caller")
    with house.serving(patience_secs=1.0) as url, httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
        answer = client.post("/v1/embeddings", json={"input": "slow", "model": MODEL})
        assert (answer.status_code, answer.json()["error"]["code"], answer.headers["x-should-retry"]) == (504, "still_running", "false")
        where = answer.json()["error"]["message"].split("GET ")[1]
        streamed = client.post("/v1/embeddings", json={"input": "slow too", "model": MODEL, "stream": True}).text
        assert "event: posted" in streamed
        assert '"still_running"' in streamed
        assert client.get(where).json()["status"] == "open"
        with house.providing():
            for _ in range(500):
                if client.get(where).json()["status"] == "done":
                    break
                time.sleep(0.02)
        assert client.get(where).json()["response"]["object"] == "list"
    house.close()


def test_who_waits_is_answered_before_the_server_ends(tmp_path: Path) -> None:
    """INV-API-4: a graceful end takes no new caller and leaves no old one without its answer."""
    house = House(tmp_path)
    key = keys.create(house.journal, "caller")
    with ThreadPoolExecutor(1) as pool, house.providing():
        with house.serving() as url:
            ask = {"input": "The last one.", "model": MODEL}
            answer = pool.submit(httpx.post, f"{url}/v1/embeddings", json=ask, headers={"Authorization": f"Bearer {key}"}, timeout=30)
            while not house.posted():
                time.sleep(0.01)
        assert answer.result().status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/healthz")
    house.close()


def test_a_request_that_failed_says_so(tmp_path: Path) -> None:
    """INV-API-10: 503 in OpenAI's shape when no job was answered, and the same by id."""
    house = House(tmp_path, attempts=1)
    key = keys.create(house.journal, "caller")
    with ThreadPoolExecutor(1) as pool, house.serving() as url:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "mine"}
        body = {"input": "Anyone?", "model": MODEL}
        answer = pool.submit(httpx.post, f"{url}/v1/embeddings", json=body, headers=headers, timeout=30)
        while not house.posted():
            time.sleep(0.01)
        later(house)
        assert (answer.result().status_code, answer.result().json()["error"]["code"]) == (503, "market_failed")
        assert httpx.post(f"{url}/v1/embeddings", json=body, headers=headers).status_code == 503
    assert spent(house) == 0
    house.close()


def test_one_process_and_one_account_serve_from_a_journal(tmp_path: Path) -> None:
    """INV-API-4: a second engine would post what the first has placed; another account would not find the jobs."""
    house = House(tmp_path)
    second = Journal(tmp_path / "api.sqlite")
    with pytest.raises(AssayError, match="another process"):
        Engine(house.operator, house.store, second, house.offer, house.engine.metrics)
    house.journal.close()
    with pytest.raises(AssayError, match="belongs to"):
        Engine(house.provider, house.store, second, house.offer, house.engine.metrics)
    second.close()
    house.close()
