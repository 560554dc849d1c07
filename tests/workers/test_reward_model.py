"""What a reward model learns from a crowd with spam in it."""

from __future__ import annotations

import numpy as np
import pytest
from assay.errors import InputError
from assay_worker.jobs.feedback.reward_model import VERTICALS, Crowd, compare, differences, fit, trained, vertical


@pytest.mark.slow
def test_weighting_by_quality_beats_raw_labels_in_every_vertical() -> None:
    """INV-DATASET-5: with three in ten workers spamming; on pairs that no model has seen."""
    rows = compare(seed=1)
    assert [row.vertical for row in rows] == list(VERTICALS)
    for row in rows:
        assert row.better, row
        assert row.weighted > 0.7, row
        assert row.spam_weight < row.expert_weight / 5, row


def test_the_same_seed_gives_the_same() -> None:
    """INV-DATASET-5: and another one something else; where nobody spams, both models are good."""
    small = Crowd(pairs=120, held_out=200)
    first, again, other = (compare(seed, small, ["law"]) for seed in (4, 4, 5))
    assert first == again != other
    honest = vertical("law", Crowd(spam=0.0, pairs=400, held_out=10), 1)
    assert honest.judgments.counts().sum() == 1_600


def test_a_model_finds_a_worth_that_is_there() -> None:
    """INV-DATASET-5: without judgments of weight there is nothing to learn, and that is said."""
    pairs = [("good thing", "bad thing"), ("bad word", "good word")] * 20
    theta = fit(differences(pairs), np.tile([1.0, 0.0], 20), np.tile([0.0, 1.0], 20))
    margin = np.asarray(differences([("good", "bad"), ("bad", "good"), ("thing", "thing")]) @ theta)
    assert margin[0] > 1 > -1 > margin[1]
    assert margin[2] == 0
    v = vertical("law", Crowd(pairs=20, held_out=10), 1)
    with pytest.raises(InputError):
        trained(v, np.zeros(40))
    for bad in ({"spam": 1.0}, {"redundancy": 0}, {"pairs": 3}, {"gold": -0.1}):
        with pytest.raises(InputError):
            Crowd(**bad)
