"""The rewards demo, where it takes seconds: on the reference."""

from __future__ import annotations

import json
from pathlib import Path

from assay.connect import sandbox
from assay_worker.demo import rewards, rewards_report


def test_the_story_ends_as_it_is_told(tmp_path: Path) -> None:
    """INV-REWARDS-1, INV-GRANT-1: 200 workers, three in ten spam; what was paid, refuted, clawed back and rebuilt adds up."""
    told: list[str] = []
    ended = rewards.play(sandbox("reference"), told.append)
    assert ended.agrees
    assert ended.rebuilt
    assert ended.paid == ended.pool // 2
    assert ended.to_spam < 0.05
    assert ended.clawed_back.taken > 0
    assert sum(amount for _, amount in ended.withdrawn) == ended.clawed_back.kept == ended.grant.withdrawn
    assert any("refuted (DUPLICATE" in line for line in told)
    page = rewards_report.write([ended], tmp_path)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["equal"] is True
    assert page.read_text().count("<circle") == 200
