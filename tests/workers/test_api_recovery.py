"""The inference API killed and started again: no request is lost, no job is paid twice (INV-API-4, 8)."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import httpx
import pytest
from assay.models.compute import JobState
from assay_worker.api import keys, receipt
from assay_worker.api.engine import MODEL
from assay_worker.api.journal import DONE, FAILED, PLACED, Journal, Request

from benchmarks.api import COIN, House

from .test_processes import killed_at

ALL = 1_000_000 * COIN


def submit(house: House, request_id: str, *texts: str, key: str = "key") -> None:
    house.engine.submit(request_id, key, texts or ("A man is eating food.",), 1, "float", None)


def found(house: House, request_id: str) -> Request:
    request = house.journal.request(request_id)
    assert request is not None
    return request


def restart(house: House) -> None:
    """As after kill -9: nothing is left but the files and the chain."""
    house.journal.close()
    house.open()


def later(house: House, secs: int = 601) -> None:
    house.chain.set_time(house.chain.now() + secs)


def spent(house: House) -> int:
    return ALL - house.chain.balance(house.operator.account)


def until_done(house: House, *request_ids: str, turns: int = 40) -> None:
    for _ in range(turns):
        house.engine.step()
        if all(found(house, request_id).status in (DONE, FAILED) for request_id in request_ids):
            return
        house.provide()
    raise AssertionError("no answer")


@pytest.mark.parametrize(("seed", "target"), [*((seed, "reference") for seed in range(3)), *((seed, "solana:litesvm") for seed in range(3, 4))])
def test_killed_at_any_line_every_request_is_answered_and_paid_once(tmp_path: Path, seed: int, target: str) -> None:
    """INV-API-4: killed over and over at random lines of the engine, the store or the journal; each request has one answer, from one job."""
    rng = random.Random(seed)
    house = House(tmp_path, target, max_batch=3, max_jobs=2)
    texts = {f"req_{at}": f"Text number {at} of two keys." for at in range(4)}
    for at, (request_id, text) in enumerate(texts.items()):
        submit(house, request_id, text, key=f"key {at // 2}")
    kills = 0
    for at in range(50):
        if killed_at(rng.choice((3, 30, 300, 3_000)) + rng.randrange(200), house.engine.step):
            kills += 1
            restart(house)
        if at % 5 == 4:
            house.provide()
    assert kills > 5
    until_done(house, *texts)
    answered = {request_id: found(house, request_id) for request_id in texts}
    for request_id, request in answered.items():
        assert request.body is not None
        assert receipt.verify(request.body, house.chain, [texts[request_id]]).standing == "committed"
    assert len(house.posted()) == len({request.nonce for request in answered.values()}) == 2
    assert spent(house) == 2 * COIN
    assert house.settle_all() == {JobState.SETTLED}
    assert house.journal.jobs() == []
    house.close()


WRITER = """
    import itertools, sys
    from assay_worker.api.journal import Journal
    journal = Journal(sys.argv[1])
    for at in itertools.count(int(sys.argv[2])):
        taken = journal.admit(f"req_{at}", "key", [f"text {at}"], 3, "float", f"order {at}", 1_000_000)
        journal.place([taken], 1, 1, 10)
        print(at, flush=True)
"""


def test_what_was_taken_survives_a_real_kill_9(tmp_path: Path) -> None:
    """INV-API-4: after SIGKILL every request that was said to be taken is there, with the nonce that it was placed under."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    said = -1
    for _ in range(2):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path / "api.sqlite"), str(said + 100)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as writer:
            assert writer.stdout is not None
            numbers = []
            for line in writer.stdout:
                numbers.append(int(line))
                if len(numbers) == 25:
                    writer.send_signal(signal.SIGKILL)
                    break
        journal = Journal(tmp_path / "api.sqlite")
        for number in numbers:
            request = journal.request(f"req_{number}")
            assert request is not None
            assert (request.texts, request.status) == ((f"text {number}",), PLACED)
        said = numbers[-1]
        journal.close()


def test_after_a_restart_results_are_served(tmp_path: Path) -> None:
    """INV-API-4, INV-API-8: posted, killed, started again: the job is found by its nonce, answered, and had by id or by sending again."""
    house = House(tmp_path)
    key = keys.create(house.journal, "caller")
    texts = ["Where was I?"]
    house.engine.submit("req_1", key.split("_")[1], texts, 6, "float", "order-1")
    house.engine.step()
    assert [event.nonce for event in house.posted()] == [found(house, "req_1").nonce]
    restart(house)
    with house.providing(), house.serving() as url, httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
        again = client.post("/v1/embeddings", json={"input": texts, "model": MODEL}, headers={"Idempotency-Key": "order-1"})
        kept = client.get("/v1/requests/req_1").json()
    assert again.json() == kept["response"]
    assert (kept["status"], kept["standing"], kept["attempts"]) == ("done", "committed", 0)
    assert kept["job_id"] == "0x" + house.posted()[0].job_id.hex()
    assert receipt.verify(kept["response"], house.chain, texts).standing == "committed"
    assert len(house.posted()) == 1
    house.close()


def test_a_job_that_was_never_posted_is_posted_under_its_nonce_or_given_up(tmp_path: Path) -> None:
    """INV-API-4: before its deadline under the same nonce; after it the chain can take it no more, so another job answers."""
    house = House(tmp_path)
    submit(house, "req_1")
    placed = house.journal.place(house.journal.queued(9), COIN, 50 * COIN, house.chain.now() + 600)
    restart(house)
    house.engine.step()
    assert [event.nonce for event in house.posted()] == [placed.nonce]
    submit(house, "req_2")
    stale = house.journal.place(house.journal.queued(9), COIN, 50 * COIN, house.chain.now() + 100)
    later(house, 100)
    restart(house)
    until_done(house, "req_1", "req_2")
    assert stale.nonce not in [event.nonce for event in house.posted()]
    assert (found(house, "req_2").attempts, len(house.posted()), spent(house)) == (1, 2, 2 * COIN)
    house.close()


def test_the_command_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    """INV-API-4, INV-API-6: `assay api key` and `assay api serve` as processes: the key opens the server, SIGTERM ends it in order."""
    command = [sys.executable, "-c", "from assay_worker.api.commands import api_commands; api_commands()"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    journal = ["--journal", str(tmp_path / "api.sqlite")]
    key = subprocess.run([*command, "key", "me", *journal], env=env, check=True, capture_output=True, text=True).stdout.strip()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--chain", "reference", "--store", str(tmp_path / "store"), *journal, "--price", "1", "--stake", "50", "--port", str(port)]
    with subprocess.Popen([*command, "serve", *options], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        url = f"http://127.0.0.1:{port}/v1/models"
        for _ in range(600):
            try:
                answer = httpx.get(url, headers={"Authorization": f"Bearer {key}"})
                break
            except httpx.ConnectError:
                assert server.poll() is None, server.stderr and server.stderr.read()
                time.sleep(0.05)
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    assert answer.json()["data"][0]["id"] == MODEL
    used = subprocess.run([*command, "usage", *journal], env=env, check=True, capture_output=True, text=True).stdout
    assert key.split("_")[1] in used
    subprocess.run([*command, "revoke", key.split("_")[1], *journal], env=env, check=True, capture_output=True)
