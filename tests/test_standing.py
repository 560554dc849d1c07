"""Standing: what bonded issuers have at stake, and what courts found. Nobody's opinion counts."""

from __future__ import annotations

import pytest
from assay import ids
from assay.connect import sandbox
from assay.errors import InputError
from assay.models.identity import Finding, RecordFlagged
from assay.standing import HALF, HORIZON_SECS, Standings, Vouched
from hypothesis import given
from hypothesis import strategies as st

from tests.registry import content_of, key_of, registry

NOW = 1_800_000_000


def who(name: object) -> bytes:
    return ids.derive("account", str(name).encode())


ADA = who("ada")


def finding(at: int = NOW, penalty: int = HALF) -> Finding:
    return Finding(case_id=who("case"), subject_id=ADA, matter=who("matter"), at=at, penalty=penalty, accuser=who("accuser"))


def test_nine_in_ten_fake_raters_change_nothing() -> None:
    """INV-IDENTITY-31: ten honest issuers with stake, ninety fakes that have locked nothing."""
    honest = [Vouched(who(i), ADA, HALF // 10) for i in range(10)]
    fakes = [Vouched(who(f"fake {i}"), ADA, 0) for i in range(90)]
    praised = [Vouched(who(f"fake {i}"), who("eve"), 0) for i in range(90)]
    plain = Standings.of(honest, (), NOW)
    flooded = Standings.of([*honest, *fakes, *praised], (), NOW)
    assert flooded.score_ppm(ADA) == plain.score_ppm(ADA) == 500_000
    assert flooded.score_ppm(who("eve")) == 0


@given(words=st.integers(1, 50))
def test_saying_it_again_adds_nothing(words: int) -> None:
    again = Standings.of([Vouched(who("issuer"), ADA, HALF)] * words, (), NOW)
    assert again.score_ppm(ADA) == Standings.of([Vouched(who("issuer"), ADA, HALF)], (), NOW).score_ppm(ADA)


def test_a_finding_weighs_more_than_praise_and_fades() -> None:
    words = [Vouched(who(i), ADA, HALF) for i in range(5)]
    scores = [Standings.of(words, [finding()], NOW + secs).score_ppm(ADA) for secs in (0, HORIZON_SECS // 2, 9 * HORIZON_SECS // 10, HORIZON_SECS)]
    assert scores[0] == scores[1] == 0
    assert 0 < scores[2] < scores[3] == Standings.of(words, (), NOW).score_ppm(ADA)


@given(locked=st.lists(st.integers(0, 2**50), max_size=8), penalty=st.integers(0, 2**40), at_stake=st.integers(1, 2**50))
def test_a_score_is_bounded(locked: list[int], penalty: int, at_stake: int) -> None:
    standings = Standings.of([Vouched(who(i), ADA, stake) for i, stake in enumerate(locked)], [finding(penalty=penalty, at=NOW - HORIZON_SECS // 2)], NOW)
    assert 0 <= standings.score_ppm(ADA, at_stake) < 1_000_000
    assert Standings.of((), (), NOW).score_ppm(ADA) == 0


def test_a_ruling_whose_event_was_drowned_counts_all_the_same() -> None:
    """On Solana whoever carries a ruling out can hide its event; that the key is flagged it cannot hide."""
    r = registry(sandbox("reference"))
    r.found()
    r.register()
    r.add(key_of("phone"))
    r.attest(1)
    content_id = r.record(key_of("phone"), content_of("a lie"))
    assert Standings.read(r.chain).score_ppm(r.subject_id) > 0
    r.room.watcher.identity.flag_record(r.convict(content_id), content_id)
    seen = [e for _, e in r.chain.events() if not isinstance(e, RecordFlagged)]
    assert Standings.read(r.chain, seen).score_ppm(r.subject_id) == 0


def test_trust_is_about_something() -> None:
    with pytest.raises(InputError, match="at_stake"):
        Standings.of((), (), NOW).score_ppm(ADA, 0)
