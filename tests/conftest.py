"""One text, three witnesses: a story that takes `chain` runs on the reference, on a real SVM and on a real EVM."""

from __future__ import annotations

from collections.abc import Callable

import eth  # it raises Python's recursion limit when first imported, which Hypothesis must not see happen within a test
import pytest
from assay.connect import unchecked
from assay.market import Sandbox
from assay.models.deployment import Settings
from hypothesis import HealthCheck, settings

assert eth
settings.register_profile("assay", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, print_blob=True)
settings.load_profile("assay")

CHAINS = ("reference", "solana:litesvm", "evm:pyevm")


@pytest.fixture(params=CHAINS)
def chain(request: pytest.FixtureRequest) -> Sandbox:
    """A fresh chain with the programs deployed; `chain.as_account("alice")` acts as somebody."""
    return unchecked(request.param)


@pytest.fixture(params=CHAINS)
def fresh(request: pytest.FixtureRequest) -> Callable[[Settings], Sandbox]:
    """A fresh chain with settings of the story's own."""
    return lambda s: unchecked(request.param, settings=s)
