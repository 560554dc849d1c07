"""What tests on running nodes share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["solana:localnet", "evm:localnet"], scope="module")
def target(request: pytest.FixtureRequest) -> str:
    """A running localnet with the programs on it."""
    chosen: str = request.param
    subprocess.run([sys.executable, str(ROOT / "scripts/deploy.py"), chosen], check=True, cwd=ROOT)
    return chosen
