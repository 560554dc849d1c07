"""The backtest: that its vault is the protocol's, that its world is fair, and that its figures are what its runs were.

Years are short here; docs/backtest.md has whole ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from assay.errors import InputError
from assay.models.vault import WINDOW
from assay_worker.zkml.agreement import compare
from assay_worker.zkml.backtest import UNGATED, Run, backtest, play
from assay_worker.zkml.backtest.costs import MEASURED, Units, paid, venues
from assay_worker.zkml.backtest.report import NAMES, Prices, Report
from assay_worker.zkml.backtest.strategies import DEPOSIT, EqualWeight, Gated, Optimiser, Rules, Splitter
from assay_worker.zkml.backtest.world import LOSS, MARKETS, STEPS_A_DAY, Scenario, world
from assay_worker.zkml.commands import zkml_commands
from assay_worker.zkml.prover import Circuit
from typer.testing import CliRunner

DAYS = 24
VENUES = venues(gwei=1.0, rollup_gwei=0.01, ether=3_000.0, micro_lamports=50_000.0, sol=150.0)


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    return Circuit.named()


@pytest.fixture(scope="module")
def prices() -> Prices:
    return Prices(VENUES, {family: Units.measured(family) for family in ("evm", "solana")})


@pytest.fixture(scope="module")
def runs(circuit: Circuit) -> list[Run]:
    return backtest([1, 2], DAYS, circuit, proofs=0)


def gated(circuit: Circuit, scenario: Scenario, seed: int, days: int = DAYS, rules: Rules | None = None) -> Gated:
    """A vault that has been through a short year."""
    strategy = Gated(world(seed, scenario, days), circuit, rules)
    for step in range(1, strategy.stage.world.steps):
        strategy.stage.advance(step)
        strategy.act(step)
    return strategy


def losing(scenario: Scenario, days: int = DAYS, *, inside: bool = True) -> int:
    """The first seed whose bad pool is among the four deepest, or the one that is not."""
    smallest = min(range(len(MARKETS)), key=lambda i: MARKETS[i].depth)
    return next(seed for seed in range(100) if (world(seed, scenario, days).bad_pool != smallest) is inside)


def test_the_same_seed_draws_the_same_year() -> None:
    one, same, other = world(1, Scenario.CALM, DAYS), world(1, Scenario.LURES, DAYS), world(2, Scenario.CALM, DAYS)
    assert (one.deposits == same.deposits).all()
    assert (one.debts == same.debts).all()
    assert (one.deposits != other.deposits).any()
    assert (one.debts < one.deposits).all()
    # and it turns bad while there is time to lose and to recover
    assert DAYS // 4 <= one.bad_step // STEPS_A_DAY <= DAYS * 3 // 4


def test_a_run_can_be_repeated_to_the_last_unit(circuit: Circuit) -> None:
    drawn = world(3, Scenario.LURES, DAYS)
    for strategy in (lambda: Gated(drawn, circuit), *(lambda made=made: made(drawn) for made in UNGATED)):
        assert play(strategy(), drawn) == play(strategy(), drawn)


def test_a_proved_claim_moves_what_an_unproved_one_moves(circuit: Circuit) -> None:
    """Given a claim that snarkjs proves and the verifier checks, then funds end where the integer model's own word puts them: the short cut cuts nothing."""
    drawn = world(4, Scenario.CALM, 20)
    proved, taken = play(Gated(drawn, circuit, proofs=1), drawn), play(Gated(drawn, circuit, proofs=0), drawn)
    assert (proved.proved, taken.proved) == (1, 0)
    assert proved.held == taken.held
    assert any(proved.held[-1][:-1])


def test_the_vault_keeps_its_policy_whatever_the_year(circuit: Circuit) -> None:
    """No claim before the window is full; no pool beyond its cap at any claim; no more than the longest move a day."""
    rules = Rules()
    drawn = world(5, Scenario.CALM, DAYS)
    strategy = Gated(drawn, circuit, rules)
    before = strategy.held()
    for step in range(1, drawn.steps):
        strategy.stage.advance(step)
        strategy.act(step)
        held = strategy.held()
        if step <= WINDOW:
            assert not any(held[:-1])
        if step % rules.claim_steps == 0:
            for i, market in enumerate(MARKETS):
                # a step's interest besides
                assert held[i] <= min(sum(held) * rules.caps_bps[market.group] // 10_000, rules.cap(market.group)) + sum(held) // 1_000
                assert abs(held[i] - before[i]) <= sum(held) * rules.max_move_bps // 10_000 + sum(held) // 1_000
            before = held
    assert sum(before[:-1]) > sum(before) * 9 // 10


def test_five_pools_fit_a_policy_of_four_behind_a_timelock(circuit: Circuit) -> None:
    """Given a review at which the pool outside has earned more, when it takes the worst one's place, then that one is empty and the window starts anew."""
    rules = Rules(review_steps=12 * STEPS_A_DAY, swap_bps=0)
    drawn = world(6, Scenario.CALM, DAYS)
    strategy = Gated(drawn, circuit, rules)
    began, proposed = set(strategy.chosen), 0
    assert len(began) == 4
    for step in range(1, drawn.steps):
        strategy.stage.advance(step)
        strategy.act(step)
        if strategy.leaving is not None and not proposed:
            proposed = strategy.chain.now()
            assert step % rules.review_steps == 0
        if set(strategy.chosen) != began:
            break
    (left,) = began - set(strategy.chosen)
    assert strategy.chain.now() >= proposed + rules.timelock_secs
    assert strategy.held()[left] == 0
    assert strategy.state.vault.observed_from == strategy.state.vault.observed + 1


@pytest.mark.parametrize("scenario", [Scenario.FAILS, Scenario.LURES])
def test_a_bad_pool_takes_its_cap_from_the_vault_and_no_more(circuit: Circuit, scenario: Scenario) -> None:
    rules = Rules()
    run = play(Gated(world(losing(scenario), scenario, DAYS), circuit, rules), world(losing(scenario), scenario, DAYS))
    most = rules.caps_bps[MARKETS[run.bad_pool].group] / 10_000
    assert 0 < run.drawdown <= most * LOSS + 0.01


def test_the_guardian_shuts_what_broke(circuit: Circuit) -> None:
    strategy = gated(circuit, Scenario.FAILS, losing(Scenario.FAILS))
    bad = strategy.stage.world.bad_pool
    assert not strategy.state.vault.policy.pools[strategy.chosen.index(bad)].is_open
    assert strategy.transactions["lower"] >= 1


def test_who_believes_a_rate_loses_all_of_it(circuit: Circuit) -> None:
    """Given a pool that lies for a day and then keeps most of what it has, those who chase what they see lose it, an equal weight a fifth of it."""
    drawn = world(1, Scenario.LURES, DAYS)
    for chaser in (Optimiser, Splitter):
        assert play(chaser(drawn), drawn).drawdown > LOSS - 0.05
    assert play(EqualWeight(drawn), drawn).drawdown == pytest.approx(LOSS / len(MARKETS), abs=0.02)


def test_a_longer_lure_moves_the_vault_within_its_caps(circuit: Circuit) -> None:
    """Given a pool inside that lies for as long as the window is, then the vault goes there, and no further than its cap."""
    rules = Rules()
    drawn = world(losing(Scenario.LURES), Scenario.LURES, DAYS, lure_days=4)
    run = play(Gated(drawn, circuit, rules), drawn)
    before, lured = (run.held[day][run.bad_pool] / sum(run.held[day]) for day in (run.bad_day - 5, run.bad_day - 1))
    most = rules.caps_bps[MARKETS[run.bad_pool].group] / 10_000
    assert before < lured <= most + 0.01
    assert run.drawdown <= most * LOSS + 0.02


def test_who_is_not_there_does_not_lose(circuit: Circuit) -> None:
    """The year with a bad pool that the vault was not in is the calm year."""
    seed = losing(Scenario.FAILS, inside=False)
    calm, bad = (play(Gated(world(seed, scenario, DAYS), circuit), world(seed, scenario, DAYS)) for scenario in (Scenario.CALM, Scenario.FAILS))
    assert calm.held == bad.held


# ---- costs and figures


def test_costs_are_the_measured_ones(runs: list[Run], prices: Prices) -> None:
    measured = json.loads(MEASURED.read_text())
    evm, rollup, solana = VENUES
    units = prices.units["evm"]
    assert units.by_transaction["rebalance"] == measured["evm"]["vault_rebalance"]
    assert units.proof == measured["evm"]["verifier_verify_groth16"] - 21_000
    run = next(run for run in runs if run.strategy == Gated.name)
    sent = run.transactions[-1]
    assert sent["observe"] == DAYS * STEPS_A_DAY - 1
    gas = sum(count * measured["evm"][f"vault_{name}"] for name, count in sent.items())
    assert paid(evm, units, sent) == pytest.approx(gas * 1e-9 * 3_000)
    assert paid(rollup, units, sent) == pytest.approx(paid(evm, units, sent) / 100)
    compute = sum(count * measured["solana"][f"vault_{name}"] for name, count in sent.items())
    fees = (compute * 50_000e-15 + sum(sent.values()) * 5_000e-9) * 150
    assert paid(solana, prices.units["solana"], sent) == pytest.approx(fees)
    assert prices.net(evm, run) == pytest.approx(sum(run.held[-1]) / DEPOSIT - 1 - gas * 3e-6 * 1e6 / DEPOSIT)


def test_figures_without_measurements_are_refused(tmp_path: Path) -> None:
    (tmp_path / "costs.json").write_text("{}")
    with pytest.raises(InputError, match="make costs"):
        Units.measured("evm", tmp_path / "costs.json")


def test_the_report_says_what_the_runs_were(runs: list[Run], prices: Prices, tmp_path: Path) -> None:
    report = Report(runs, prices)
    picture = report.write(tmp_path, {"days": DAYS})
    said = json.loads((tmp_path / "report.json").read_text())
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    assert "http" not in picture.read_text().replace("http://www.w3.org/2000/svg", "")
    for scenario in Scenario:
        for name in NAMES:
            figures, own = said["scenarios"][scenario.value][name], report.of(scenario, name)
            earned = [sum(run.held[-1]) / DEPOSIT - 1 for run in own]
            assert len(own) == 2
            assert figures["earned"]["mean"] == pytest.approx(np.mean(earned), abs=1e-6)
            assert figures["earned"]["deviation"] == pytest.approx(np.std(earned, ddof=1), abs=1e-6)
            assert figures["net"]["EVM"]["mean"] < figures["earned"]["mean"]
    ahead = said["scenarios"]["calm"][EqualWeight.name]["vault_ahead"]["EVM"]["mean"]
    nets = [said["scenarios"]["calm"][name]["net"]["EVM"]["mean"] for name in (Gated.name, EqualWeight.name)]
    assert ahead == pytest.approx(nets[0] - nets[1], abs=2e-6)


def test_the_break_even_is_where_both_end_the_same(runs: list[Run], prices: Prices) -> None:
    report, venue = Report(runs, prices), VENUES[0]
    for scenario in (Scenario.FAILS, Scenario.LURES):
        for name in NAMES[1:]:
            calm, bad = (report.ahead(kind, name, venue).mean for kind in (Scenario.CALM, scenario))
            years = report.even(scenario, name, venue)
            if calm < 0 < bad:
                assert years is not None
                assert (1 - years / 100) * calm + years / 100 * bad == pytest.approx(0, abs=1e-12)
            else:
                assert years == (0 if calm >= 0 else None)


def test_the_commands_leave_their_files(tmp_path: Path) -> None:
    ran = CliRunner().invoke(zkml_commands, ["backtest", "--seeds", "1", "--days", "20", "--proofs", "0", "--out", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    assert "proof-gated vault" in ran.output
    assert {path.name for path in tmp_path.iterdir()} == {"report.json", "backtest.svg"}


def test_too_short_a_year_is_refused(circuit: Circuit) -> None:
    with pytest.raises(InputError, match="at least 20"):
        backtest([1], 19, circuit)
    with pytest.raises(InputError, match="at least 1"):
        backtest([], DAYS, circuit)
    with pytest.raises(InputError, match="1 to 6"):
        backtest([1], DAYS, circuit, lure_days=7)


# ---- circuit and model


def test_circuit_and_model_are_compared_by_command(tmp_path: Path) -> None:
    """A sample of what docs/circuits.md reports of 100,000 inputs."""
    ran = CliRunner().invoke(zkml_commands, ["compare", "--count", "60", "--out", str(tmp_path / "said.json")])
    assert ran.exit_code == 0, ran.output
    said = json.loads((tmp_path / "said.json").read_text())
    assert (said["inputs"], said["different"]) == (60, 0)
    assert said["distinct_results"] > 30


def test_a_circuit_that_says_something_else_is_found(circuit: Circuit) -> None:
    """Given a card whose model differs from the circuit's in one bias, then the comparison says on how many inputs."""
    layer = circuit.model.layers[-1]
    biases = layer.biases.copy()
    biases[0] += 1 << int(layer.shifts[0])
    model = type(circuit.model)(
        circuit.model.features, (*circuit.model.layers[:-1], type(layer)(layer.weights, biases, layer.shifts)), circuit.model.head, circuit.model.score_exponent
    )  # fmt: skip
    found = compare(Circuit(circuit.folder, circuit.name, model, circuit.key), 40, seed=1)
    assert found.different >= 1
    assert found.differ
