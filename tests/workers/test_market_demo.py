"""The demo of the market on the reference: tiles go to whoever does them best, and to nobody whom their requester does not allow."""

from __future__ import annotations

import json
from pathlib import Path

from assay.connect import sandbox
from assay.models.compute import JobState
from assay_worker.demo import market, market_report


def test_a_pictures_tiles_find_their_providers(tmp_path: Path) -> None:
    """INV-MATCH-1, INV-MATCH-9, INV-MATCH-11, INV-MATCH-13"""
    ended = market.play(sandbox("reference"))
    assert ended.agrees
    assert ended.refuted == "refuted: BARRED"
    assert {t.provider for t in ended.tiles} == {"anna"}
    assert all(t.state is JobState.SETTLED for t in ended.tiles)
    assert ended.penalty == 1_000_000
    market_report.write([ended], tmp_path)
    assert json.loads((tmp_path / "report.json").read_text())["equal"] is True
    assert "data:image/png;base64" in (tmp_path / "report.html").read_text()
