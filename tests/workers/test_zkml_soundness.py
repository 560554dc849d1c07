"""Whoever proves chooses every wire of the circuit himself. Each of these assignments cheats somewhere; the constraints, compiled anew, refuse it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from assay.commit.poseidon import SCALAR_ORDER
from assay_worker.zkml import Circuit, Observation
from assay_worker.zkml.agreement import witnesses
from assay_worker.zkml.toolchain import CIRCUITS, ToolFailed

from tests.workers.r1cs import Constraints
from tests.workers.zk_circuits import CAPS, NOW, POOLS, TOOLS, Lenient, given

FOLDER = CIRCUITS / "allocator"


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    return Circuit.named()


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("circuit")


@pytest.fixture(scope="module")
def constraints(work: Path) -> Constraints:
    TOOLS.circom(FOLDER / "allocator.circom", work)
    return Constraints(work / "allocator.r1cs", work / "allocator.sym")


@pytest.fixture(scope="module")
def unchecked(work: Path) -> Lenient:
    return Lenient((FOLDER / "allocator.circom").read_text(), work / "unchecked")


@pytest.fixture(scope="module")
def honest(circuit: Circuit) -> list[int]:
    (line,) = witnesses(circuit.file("wasm"), [given(circuit.model, Observation(NOW, POOLS, CAPS))], whole=True)
    return [int(value) for value in line.split()]


def test_the_constraints_are_the_ceremonys(work: Path, constraints: Constraints, honest: list[int]) -> None:
    card = json.loads((FOLDER / "card.json").read_text())
    assert len(constraints.rows) == card["constraints"] == 3_199
    assert len(honest) == constraints.wires
    assert constraints.broken(honest) == []


def test_snarkjs_sees_what_these_tests_see(work: Path, constraints: Constraints, circuit: Circuit) -> None:
    """Its own checker takes an honest witness and refuses one with a changed wire."""
    (work / "input.json").write_text(json.dumps(given(circuit.model, Observation(NOW, POOLS, CAPS))))
    TOOLS.snarkjs("wtns", "calculate", str(circuit.file("wasm").resolve()), "input.json", "good.wtns", cwd=work)
    assert "WITNESS IS CORRECT" in TOOLS.snarkjs("wtns", "check", "allocator.r1cs", "good.wtns", cwd=work)
    bent = bytearray((work / "good.wtns").read_bytes())
    bent[-32 * (constraints.wires - constraints.names["main.allocation.level"])] ^= 1
    (work / "bent.wtns").write_bytes(bytes(bent))
    with pytest.raises(ToolFailed, match="WITNESS IS NOT CORRECT"):
        TOOLS.snarkjs("wtns", "check", "allocator.r1cs", "bent.wtns", cwd=work)


def test_no_wire_is_free(constraints: Constraints, honest: list[int]) -> None:
    """Another value on any one wire breaks a constraint, but for inverses, which IsZero leaves free where the value is zero."""
    inverse = {wire for name, wire in constraints.names.items() if re.search(r"\.(fits|last\.isz)\.inv$", name)}
    free = [wire for wire in range(1, constraints.wires) if not constraints.notices(honest, {wire: (honest[wire] + 1) % SCALAR_ORDER})]
    assert set(free) <= inverse


def test_every_decomposition_demands_bits(constraints: Constraints, honest: list[int]) -> None:
    """Two bits that change so that the number stays the same: one becomes 2 more, the next 1 less."""
    bits: dict[str, dict[int, int]] = {}
    for name, wire in constraints.names.items():
        if found := re.fullmatch(r"(.*)\.out\[(\d+)\]", name):
            bits.setdefault(found[1], {})[int(found[2])] = wire
    pairs = [(at, at + 1, wires) for wires in bits.values() for at in wires if at + 1 in wires]
    assert len(pairs) > 1_500
    for low, high, wires in pairs:
        changed = {wires[low]: honest[wires[low]] + 2, wires[high]: (honest[wires[high]] - 1) % SCALAR_ORDER}
        assert constraints.notices(honest, changed), (low, high)


def test_no_input_is_wider_than_it_is_committed_as(constraints: Constraints, unchecked: Lenient, circuit: Circuit) -> None:
    """Each input at the first value beyond its width, and at -1: what would let two observations share a commitment or a statement."""
    base = given(circuit.model, Observation(NOW, POOLS, CAPS))
    cheats: list[tuple[str, dict[str, object]]] = []
    for beyond in (True, False):
        wide = [(name, 1 << size) if beyond else (name, SCALAR_ORDER - 1) for name, size in (("context", 144), ("observed_at", 40))]
        cheats += [(name, base | {name: str(value)}) for name, value in wide]
        for name, sizes in (("values", [8 * feature.width for feature in circuit.model.features]), ("caps", [16] * 4)):
            for at, size in enumerate(sizes):
                values = list(base[name])  # type: ignore[call-overload]
                values[at] = str(1 << size if beyond else SCALAR_ORDER - 1)
                cheats.append((f"{name}[{at}]", base | {name: values}))
    assert len(cheats) == 36
    good, *made = unchecked.assignments(constraints, [base, *(cheat for _, cheat in cheats)])
    assert constraints.broken(good) == []
    assert [name for (name, _), values in zip(cheats, made, strict=True) if not constraints.broken(values)] == []


LEVELS = {
    "the level below": "greatest_level(scores, caps, pools) - 1",
    "the level above": "greatest_level(scores, caps, pools) + 1",
    "nothing for anybody": "0",
    "caps for everybody": "level_max()",
    "beyond the greatest level": "level_max() + 1",
    "a level of 31 bits": "greatest_level(scores, caps, pools) + 2 ** 30",
    "a negative level": "0 - 1",
}


@pytest.fixture(scope="module")
def cheating(work: Path) -> Lenient:
    """A generator that takes the level from the input `context`, an index into LEVELS, and follows it through consistently."""
    chosen = "greatest_level(scores, caps, pools)"
    for number, level in enumerate(LEVELS.values()):
        chosen = f"(which == {number} ? {level} : {chosen})"
    line = "signal level <-- greatest_level(scores, caps, pools);"
    assert line in (CIRCUITS / "lib/allocation.circom").read_text()
    source = (FOLDER / "allocator.circom").read_text()
    source = source.replace("component allocation = Allocation(4);", "component allocation = Allocation(4);\n    allocation.which <== context;")
    return Lenient(source, work / "cheating", {line: f"signal input which;\n    signal level <-- {chosen};"})


def accepted_levels(constraints: Constraints, cheating: Lenient, circuit: Circuit, seen: Observation) -> list[str]:
    inputs = [given(circuit.model, seen, number.to_bytes(18, "big")) for number in range(len(LEVELS) + 1)]
    made = cheating.assignments(constraints, inputs)
    return [name for name, values in zip([*LEVELS, "the rule's"], made, strict=True) if not constraints.broken(values)]


def test_the_rule_has_one_level(constraints: Constraints, cheating: Lenient, circuit: Circuit) -> None:
    """Weights from any other level are refused, however consistent all that follows from it is."""
    assert accepted_levels(constraints, cheating, circuit, Observation(NOW, POOLS, CAPS)) == ["the rule's"]


def test_where_all_are_full_the_greatest_level_is_the_only_one(constraints: Constraints, cheating: Lenient, circuit: Circuit) -> None:
    full = Observation(NOW, POOLS, (100, 200, 300, 400))
    assert full.result(circuit.model) == full.caps_bps
    assert accepted_levels(constraints, cheating, circuit, full) == ["caps for everybody", "the rule's"]


def test_a_statement_is_of_its_own_weights(constraints: Constraints, honest: list[int]) -> None:
    """A basis point moved from one pool to another, at every place where weights are wires."""
    known = [wire for name, wire in constraints.names.items() if re.search(r"\.(allocation|here)\.weights\[|\.said\.result\[", name)]
    assert len(known) == 4
    for one, other in np.ndindex(len(known), len(known)):
        if one != other:
            assert constraints.notices(honest, {known[one]: honest[known[one]] + 1, known[other]: honest[known[other]] - 1})
