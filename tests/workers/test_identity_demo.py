"""The demo of identity on the reference: what is answered about each file, what it costs whom, and that the report shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assay.connect import sandbox
from assay.models.court import Verdict
from assay_worker.demo import identity, identity_report
from assay_worker.media.check import Answer, Binding, Reason


@pytest.fixture(scope="module")
def ended() -> identity.Ended:
    return identity.play(sandbox("reference"))


def test_each_file_gets_its_answer(ended: identity.Ended) -> None:
    """INV-IDENTITY-32: what a key signed before it was stolen keeps its status; what the thief signed is flagged; a stripped copy is found again."""
    photo, edit, copy, voice, text, fake = (s.verdict for s in ended.shown)
    assert (photo.answer, photo.reasons) == (Answer.VALID_AT_SIGNING, (Reason.KEY_FLAGGED, Reason.RECORDED))
    assert [v.answer for v in (edit, voice, text)] == [Answer.VALID_NOW] * 3
    assert (copy.answer, copy.binding) == (Answer.VALID_AT_SIGNING, Binding.SOFT)
    assert copy.record == photo.record
    assert (fake.answer, fake.reasons[0]) == (Answer.FLAGGED, Reason.RECORD_FLAGGED)


def test_a_lie_costs_its_signer_and_its_voucher(ended: identity.Ended) -> None:
    assert ended.case.verdict is Verdict.GUILTY
    assert ended.slashed == identity.PENALTY
    assert ended.voucher_slashed == identity.PENALTY // 5
    assert ended.standing_before > 0 == ended.standing_after


def test_the_report_is_of_what_was_played(ended: identity.Ended, tmp_path: Path) -> None:
    page = identity_report.write([ended], tmp_path)
    said = json.loads((tmp_path / "report.json").read_text())
    assert said["equal"] is ended.agrees is True
    assert [p["answer"] for p in said["chains"]["reference"]["pictures"]] == [s.verdict.answer.value for s in ended.shown]
    text = page.read_text()
    assert text.count("data:image/jpeg;base64,") == sum(bool(s.jpeg) for s in ended.shown) == 4
    assert "src='http" not in text
