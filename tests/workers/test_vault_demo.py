"""The demo of the vault on the reference: a real circuit's proofs move the funds, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

from assay.connect import sandbox
from assay_worker.demo import vault, vault_report


def test_only_a_proof_moves_the_funds(tmp_path: Path) -> None:
    """INV-VAULT-4, INV-VAULT-5: each round's weights are within the caps, and each forgery is refused by its name."""
    ended = vault.play(sandbox("reference"))
    assert ended.agrees
    assert [error for _, error in ended.refused[:4]] == ["FalseProof", "MalformedProof", "FalseProof", "NotVerifier"]
    assert [error for _, error in ended.refused[4:]] == ["NonceUsed", "CapExceeded", "StaleObservation"]
    for step in ended.steps:
        assert sum(step.said) <= 10_000
        assert sum(step.held[:4]) > 0.5 * sum(step.held)
    assert len({step.said for step in ended.steps}) > 1, "the model answers to what it sees"
    assert ended.redeemed >= ended.deposited
    vault_report.write([ended], tmp_path)
    said = json.loads((tmp_path / "report.json").read_text())
    assert said["equal"] is True
    assert (tmp_path / "report.html").read_text().count("<rect") == 5 * len(ended.steps) + 5
