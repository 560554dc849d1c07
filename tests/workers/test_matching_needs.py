"""What a requester may ask of a provider, and what of a provider is believed."""

from __future__ import annotations

import pytest
from assay.commit.disclosure import Credential
from assay.errors import InputError
from assay.market import Sandbox
from assay.models.compute import Spec
from assay_worker.matching.attributes import Attested, Attributes, read
from assay_worker.matching.needs import Needs

from tests.cast import COIN, SPEC, funded, stage, tick
from tests.registry import Registry, registry

GPU = Spec(device=2, memory_mib=81_920, units=8, region=756, ask=3)


def provider(**attested: object) -> Attributes:
    return Attributes(GPU, attested, dict.fromkeys(attested, 250 * COIN), {"matmul": 1.5})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("needs", "met"),
    [
        ('device.kind == "nvidia" && device.memory_mib >= 80000', True),
        ('device.kind == "amd" || device.units > 7', True),
        ('attested.interconnect == "nvlink" && backing.interconnect >= 100000000', True),
        ('attested.interconnect == "nvlink" && backing.interconnect >= 300000000', False),
        ('has(attested.driver) && attested.driver.startsWith("570.")', False),
        ("attested.nobody_said_so == 1", False),
        ("benchmark.matmul < 2.0 && device.region in [756, 276]", True),
        ('attested.interconnect.matches("^nv(link|switch)$")', True),
        ('["nvlink", "infiniband"].exists(x, x == attested.interconnect)', True),
    ],
)
def test_needs_are_expressions_over_attributes(needs: str, met: bool) -> None:
    assert Needs(needs).met_by(provider(interconnect="nvlink")) is met


@pytest.mark.parametrize(
    ("needs", "remedy"),
    [
        ("", "say less"),
        ("x" * 1_001, "say less"),
        ("((", "Common Expression Language"),
        ("price < 3", "attributes under"),
        ("[1, 2].all(a, [1, 2].all(b, a == b))", "one by one"),
    ],
)
def test_needs_that_nobody_could_answer_are_refused_when_written(needs: str, remedy: str) -> None:
    with pytest.raises(InputError, match=remedy):
        Needs(needs)


@pytest.mark.parametrize("needs", ["device.memory_mib", 'device.kind > 3 && device.kind + 1 == "a"'])
def test_needs_that_are_neither_true_nor_false_are_refused_when_asked(needs: str) -> None:
    with pytest.raises(InputError, match=r"like with like|true or false"):
        Needs(needs).met_by(provider())


def test_whom_they_choose_is_sorted() -> None:
    others = Attributes(Spec(device=1, memory_mib=1, units=1))
    chosen = Needs('device.kind == "nvidia"').choose({b"\2" * 32: provider(), b"\1" * 32: provider(), b"\0" * 32: others})
    assert chosen == [b"\1" * 32, b"\2" * 32]


@pytest.fixture
def office(chain: Sandbox) -> Registry:
    """An auditor with stake; the controller of the subject is a registered provider."""
    office = registry(chain)
    office.found()
    office.register()
    office.controller.compute.register(SPEC)
    return office


def attest(office: Registry, nonce: int, fields: dict[str, str], by: Sandbox | None = None, expires_at: int | None = None) -> list[Attested]:
    credential = Credential.of(fields)
    changes: dict[str, object] = {"commitment": credential.commitment} | ({} if expires_at is None else {"expires_at": expires_at})
    attestation = office.attest(nonce, by, **changes)
    return [Attested(attestation, credential.disclose(name)) for name in fields]


def shown(office: Registry, *words: list[Attested]) -> Attributes:
    return read(office.chain, office.controller.account, [w for word in words for w in word])


def test_what_a_bonded_auditor_attested_counts_with_what_is_behind_it(office: Registry) -> None:
    told = shown(office, attest(office, 1, {"interconnect": "nvlink", "memory_gbps": "3350", "ecc": "true"}))
    assert told.attested == {"interconnect": "nvlink", "memory_gbps": 3350, "ecc": True}
    assert told.backing["interconnect"] == office.locked > 0
    assert told.spec == SPEC


def test_one_auditors_change_of_mind_voids_nothing_of_anothers_word(office: Registry) -> None:
    second = funded(office.chain, "second auditor")
    second.staking.bond(500 * COIN)
    tick(office.chain)
    second.identity.register_issuer(b"\5" * 32)
    first_word = attest(office, 1, {"driver": "550.90", "region_checked": "true"})
    second_word = attest(office, 1, {"driver": "570.12"}, by=second)
    said = shown(office, first_word, second_word).attested["driver"]
    assert said in (550.90, 570.12)
    office.issuer.identity.revoke_attestation(first_word[0].attestation_id)
    tick(office.chain)
    after = shown(office, first_word, second_word)
    assert after.attested == {"driver": 570.12}


def test_words_that_do_not_count(office: Registry) -> None:
    """Of a stranger's subject, altered, expired, revoked: each is passed over, none is an error."""
    word = attest(office, 1, {"interconnect": "nvlink"})
    [told] = word
    altered = Attested(told.attestation_id, Credential.of({"interconnect": "nvlink"}).disclose("interconnect"))
    assert shown(office, [altered]).attested == {}
    stranger = funded(office.chain, "stranger")
    stranger.compute.register(SPEC)
    assert read(office.chain, stranger.account, word).attested == {}
    expiring = attest(office, 2, {"driver": "570"}, expires_at=office.chain.now() + 60)
    assert shown(office, expiring).attested == {"driver": 570}
    office.chain.set_time(office.chain.now() + 61)
    assert shown(office, expiring).attested == {}
    office.issuer.identity.revoke_attestation(word[0].attestation_id)
    tick(office.chain)
    assert shown(office, word).attested == {}
    assert shown(office, [Attested(b"\7" * 32, told.disclosure)]).attested == {}


def test_who_registered_nothing_has_no_attributes(chain: Sandbox) -> None:
    with pytest.raises(InputError, match="a registered provider"):
        read(chain, chain.as_account("passer-by").account, [])


def test_a_benchmark_counts_where_the_chain_has_its_settled_job(office: Registry) -> None:
    """Of that provider, of that program, accepted by the chain: the auditor is believed about the seconds alone."""
    s = stage(office.chain)
    s.provider = office.controller
    office.controller.staking.bond(500 * COIN)
    job_id = s.post()
    word = attest(office, 1, {"benchmark.small": f"{job_id.hex()}:1.25", "benchmark.other": "nonsense"})
    programs = {"small": s.job.terms().program_root, "other": b"\3" * 32}

    def measured() -> dict[str, float]:
        return dict(read(office.chain, office.controller.account, word, programs).benchmark)

    assert measured() == {}
    s.accept()
    s.commit()
    assert measured() == {}
    office.chain.set_time(office.chain.now() + office.chain.deployment().settings.window_secs + 1)
    s.challenger.compute.settle(job_id)
    assert measured() == {"small": 1.25}
    assert read(office.chain, office.controller.account, word, {"small": b"\4" * 32}).benchmark == {}
