"""A campaign, a case and a grant over RPC, on real nodes: INV-REWARDS-1, INV-COURT-2, INV-GRANT-5."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.court import Verdict

from tests.cast import COIN, tick
from tests.classroom import Classroom, classroom, hybrid
from tests.courtroom import courtroom

ROOT = Path(__file__).resolve().parents[2]
ASSAY = Path(sys.executable).parent / "assay"

pytestmark = pytest.mark.localnet


def nonce_of(chain: Sandbox) -> int:
    """Nodes keep what earlier runs did: the clock is a nonce that was not used."""
    return chain.now()


def campaign(chain: Sandbox) -> Classroom:
    room = classroom(chain, hybrid(chain, epoch_secs=3_000, reveal_secs=2_000), experts=2)
    room.nonce = nonce_of(chain)
    room.open(cash=100, tokens=200)
    room.work()
    return room


def test_a_campaign_a_jury_and_a_clawback_over_rpc(target: str) -> None:
    """From the first commitment to a grant that a jury of seven takes back in part."""
    chain = sandbox(target)
    room = campaign(chain)
    files = room.files()
    room.post(files)
    room.to_claims()
    before = chain.balance(room.experts[0].account)
    claimed = [room.checker.rewards.claim(room.epoch_id(), files.leaf(i)) for i in range(2)]
    assert sum(c.cash for c in claimed) == 30 * COIN
    assert chain.balance(room.experts[0].account) == before + claimed[0].cash
    grant_id = claimed[0].grant_id
    court = courtroom(chain, jurors=8, seats=2, bonded=0)
    court.nonce = nonce_of(chain)
    court.accuse(accused=room.experts[0].account, subject=grant_id, penalty=0)
    court.contest()
    court.hear(lambda _: True)
    assert court.close().verdict is Verdict.GUILTY
    tick(chain)
    taken = room.checker.rewards.clawback(grant_id, court.case_id)
    assert taken.taken + taken.kept == claimed[0].tokens
    court.pay_all()


def test_the_command_line_opens_a_campaign_and_grants(target: str, tmp_path: Path) -> None:
    """`assay campaign` and `assay grant` do what the library does."""
    chain = sandbox(target)
    room = classroom(chain, experts=1)
    nonce = nonce_of(chain)
    terms = tmp_path / "terms.json"
    terms.write_text(room.terms.model_dump_json())
    said = run("campaign", "open", str(terms), str(nonce), "--chain", target, "--key", "sponsor")
    campaign_id = json.loads(said.split(" ", 1)[1])["campaign_id"]
    run("campaign", "fund", campaign_id, "60", "--chain", target, "--key", "sponsor")
    run("judge", "join", campaign_id, "--chain", target, "--key", "expert0")
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"task": 3, "answer": 1}\n{"task": 1, "answer": "a better text"}\n')
    run("judge", "commit", campaign_id, str(answers), "--chain", target, "--key", "expert0")
    shown = json.loads(run("campaign", "show", campaign_id, "--chain", target, "--key", "expert0"))
    assert (shown["cash_free"], shown["terms"]["task_count"]) == (0, 10)
    chain.set_time(chain.now() + room.terms.epoch_secs)
    # A block at that time, for whoever looks at the node from outside.
    room.sponsor.rewards.fund(bytes.fromhex(campaign_id.removeprefix("0x")), COIN)
    revealed = run("judge", "reveal", campaign_id, "0", str(answers), "--chain", target, "--key", "expert0")
    assert "BatchRevealed" in revealed


def run(*words: str) -> str:
    done = subprocess.run([str(ASSAY), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
