"""The model in whole numbers, against the float model it comes from and against the circuit."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from assay.commit.poseidon import SCALAR_ORDER, constants, hash_chain, hash_pair
from assay.commit.statement import context, observation_commitment, packed, statement, weights_result
from assay.errors import InputError
from assay_worker.zkml import training
from assay_worker.zkml.agreement import edge_rows, witnesses
from assay_worker.zkml.allocation import LEVEL_MAX, allocate
from assay_worker.zkml.circom import source
from assay_worker.zkml.commands import zkml_commands
from assay_worker.zkml.compiler import compile_model
from assay_worker.zkml.model import IntegerModel, Observation
from assay_worker.zkml.onnx_graph import read_layers
from assay_worker.zkml.prover import Circuit
from assay_worker.zkml.quantise import Calibration, quantise, score_error
from assay_worker.zkml.toolchain import CIRCUITS
from typer.testing import CliRunner

from tests.workers.zk_circuits import CAPS, CONTEXT, NOW, POOLS, given

FOLDER = CIRCUITS / "allocator"


@pytest.fixture(scope="module")
def circuit() -> Circuit:
    return Circuit.named()


@pytest.fixture(scope="module")
def many(circuit: Circuit) -> np.ndarray:
    """100,000 observations."""
    return training.synthetic_pools(100_000, seed=5)


def scores_by_hand(model: IntegerModel, row: list[int]) -> list[int]:
    """The definition in plain Python integers, one value after the other."""
    values = []
    for raw, feature in zip(row, model.features, strict=True):
        scaled = raw << 15 - feature.exponent if feature.exponent <= 15 else raw >> feature.exponent - 15
        values.append(scaled if raw < 1 << feature.exponent else 32_767)
    for layer in model.layers:
        after = []
        for weights, bias, shift in zip(layer.weights.tolist(), layer.biases.tolist(), layer.shifts.tolist(), strict=True):
            total = bias + (1 << shift >> 1 if shift else 0)
            for weight, value in zip(weights, values, strict=True):
                total += weight * value
            assert -(1 << 31) <= total < 1 << 31
            after.append(min(max(total >> shift, 0), 32_767))
        values = after
    return values


def weights_by_hand(scores: list[int], caps: list[int]) -> list[int]:
    """The rule by its definition: the greatest level that fits, looked for from where the last one that fits is known."""
    low, high = 0, LEVEL_MAX

    def weights(level: int) -> list[int]:
        return [min(cap, level * score >> 16) for score, cap in zip(scores, caps, strict=True)]

    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(weights(middle)) <= 10_000 else (low, middle - 1)
    assert low == LEVEL_MAX or sum(weights(low + 1)) > 10_000
    return weights(low)


def test_poseidon_is_circomlibs() -> None:
    rounds, matrix = constants()
    assert rounds[0] == 0x0EE9A592BA9A9518D05986D656F40C2114C4993C11BB29938D21D47304CD8E6E
    assert matrix[0][0] == 0x109B7F411BA0E4C9B2B70CAF5C36A7B194BE7C11AD24378BFEDB68592BA8118B
    assert hash_pair(1, 2) == 0x115CC0F5E7D690413DF64C6B9662E9CF2A3617F2743245519E19607A4417189A
    assert hash_chain([1, 2, 3]) == hash_pair(hash_pair(1, 2), 3)
    assert hash_chain([5]) == hash_pair(5, 0)
    with pytest.raises(ValueError, match="canonical"):
        hash_pair(SCALAR_ORDER, 0)


def test_the_statement_is_the_one_that_the_page_shows() -> None:
    """The same bytes, to the last."""
    page = (CIRCUITS.parent / "docs/circuits.md").read_text()
    pools = [(POOLS[at], POOLS[at + 1], POOLS[at + 2]) for at in range(0, 12, 3)]
    fields = [(NOW, 8), *((value, width) for pool in pools for value, width in zip(pool, (4, 2, 4), strict=True)), *((cap, 2) for cap in CAPS)]
    commitment = observation_commitment(NOW, pools, CAPS)
    bound = context(b"\x11" * 32, b"\x22" * 32, 7, b"\x33" * 32)
    shown = statement(bound, commitment, NOW, weights_result([3_000, 2_500, 2_500, 2_000]))
    for value in (*packed(fields), commitment, shown):
        assert hex(value) in page
    assert bound.hex() in page


def test_the_card_is_what_the_committed_model_compiles_to(circuit: Circuit) -> None:
    card = json.loads((FOLDER / "card.json").read_text())
    model = quantise(read_layers(FOLDER / "model.onnx"), Calibration.read(FOLDER / "calibration.csv"), "allocate")
    assert model.described() == card["model"] == circuit.model.described()
    assert model.digest.hex() == card["digest"]
    assert (FOLDER / "allocator.circom").read_text() == source(model, "allocator")


def test_whole_numbers_are_within_a_thousandth_of_the_float_model(circuit: Circuit, many: np.ndarray) -> None:
    layers = read_layers(FOLDER / "model.onnx")
    assert score_error(circuit.model, layers, many) <= 1e-3
    # and the float model is what onnxruntime makes of the file
    session = onnxruntime.InferenceSession(str(FOLDER / "model.onnx"))
    (peer,) = session.run(None, {"observation": many[:5_000].astype(np.float32)})
    said = circuit.model.scores(many[:5_000]) / 2.0**circuit.model.score_exponent
    assert np.abs(said - peer).max() <= 1e-3


def test_the_model_has_learnt_to_split_carefully(circuit: Circuit, many: np.ndarray) -> None:
    wanted = training.careful_split(many)
    said = circuit.model.scores(many) / 2.0**circuit.model.score_exponent
    assert np.mean((said - wanted) ** 2) < 0.1 * np.var(wanted, axis=0).mean()


def test_arrays_give_what_the_definition_gives(circuit: Circuit, many: np.ndarray) -> None:
    rows = np.concatenate([many[:1_500], edge_rows(circuit.model, 500, seed=1)])
    caps = np.random.default_rng(2).integers(0, 10_001, (len(rows), 4))
    caps[::7], caps[::11] = 65_535, 0
    scores = circuit.model.scores(rows)
    assert scores.tolist() == [scores_by_hand(circuit.model, row) for row in rows.tolist()]
    assert circuit.model.results(rows, caps).tolist() == [weights_by_hand(*pair) for pair in zip(scores.tolist(), caps.tolist(), strict=True)]


def test_no_weights_go_beyond_caps_or_the_whole(circuit: Circuit, many: np.ndarray) -> None:
    """Whatever the model says: caps are kept, at most 10,000 is given, and what is left over is left for a reason."""
    random = np.random.default_rng(3)
    scores = random.integers(0, 32_768, (100_000, 4)) >> random.integers(0, 16, (100_000, 4))
    caps = random.integers(0, 10_001, scores.shape)
    weights = allocate(scores, caps)
    assert (weights <= caps).all()
    assert (weights[scores == 0] == 0).all()
    assert (weights.sum(axis=1) <= 10_000).all()
    # Either all pools with a score are full, or less than one basis point a pool is left.
    full = (weights == np.where(scores > 0, caps, 0)).all(axis=1)
    assert (full | (weights.sum(axis=1) > 10_000 - 4)).all()


def test_a_better_score_never_gets_less(circuit: Circuit) -> None:
    random = np.random.default_rng(4)
    scores = random.integers(0, 32_767, (20_000, 4))
    caps = random.integers(0, 10_001, scores.shape)
    better = scores.copy()
    better[:, 0] = np.minimum(better[:, 0] + random.integers(1, 5_000, len(scores)), 32_767)
    # A basis point may go the other way, where all weights are rounded down together.
    assert (allocate(better, caps)[:, 0] >= allocate(scores, caps)[:, 0] - 1).all()


def test_the_circuit_says_what_whole_numbers_say(circuit: Circuit, many: np.ndarray) -> None:
    """On some hundreds of observations, the edges of every width among them; a statement holds the weights and the commitment."""
    rows = np.concatenate([many[:100], edge_rows(circuit.model, 100, seed=6)])
    caps = np.random.default_rng(7).integers(0, 10_001, (len(rows), 4))
    caps[::7], caps[::11] = 65_535, 0
    seen = [Observation(NOW + number, tuple(row), tuple(bound)) for number, (row, bound) in enumerate(zip(rows.tolist(), caps.tolist(), strict=True))]
    said = witnesses(circuit.file("wasm"), (given(circuit.model, observation) for observation in seen))
    assert said == [str(observation.statement(circuit.model, CONTEXT)) for observation in seen]


# ---- the compiler


def mlp(path: Path, sizes: list[int], seed: int, kinds: str = "GRG") -> None:
    """An MLP with random weights; `kinds` is its nodes, G for Gemm, R for Relu, S for Sigmoid."""
    random = np.random.default_rng(seed)
    nodes, constants_, value, layer = [], [], "x", 0
    for number, kind in enumerate(kinds):
        after = f"v{number}"
        if kind == "G":
            weights = random.normal(0, 0.02, (sizes[layer], sizes[layer + 1])).astype(np.float32)
            biases = random.normal(1, 0.1, sizes[layer + 1]).astype(np.float32)
            constants_ += [onnx.numpy_helper.from_array(weights, f"w{layer}"), onnx.numpy_helper.from_array(biases, f"b{layer}")]
            nodes.append(onnx.helper.make_node("Gemm", [value, f"w{layer}", f"b{layer}"], [after]))
            layer += 1
        else:
            nodes.append(onnx.helper.make_node({"R": "Relu", "S": "Sigmoid"}[kind], [value], [after]))
        value = after
    ends = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", size]) for name, size in (("x", sizes[0]), (value, sizes[-1]))]
    graph = onnx.helper.make_graph(nodes, "mlp", ends[:1], ends[1:], constants_)
    onnx.save(onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8), str(path))


def calibrate(path: Path, columns: list[str], seed: int, rows: int = 200) -> None:
    random = np.random.default_rng(seed)
    path.write_text("\n".join([",".join(columns), *(",".join(str(value) for value in row) for row in random.integers(0, 250, (rows, len(columns))))]) + "\n")


def test_an_integrators_own_model_becomes_a_circuit(tmp_path: Path) -> None:
    """Given another MLP of other widths whose statement says scores, when it is compiled, then its circuit and its integers agree."""
    mlp(tmp_path / "own.onnx", [3, 5, 2], seed=8)
    calibrate(tmp_path / "seen.csv", ["age:u8", "size:u16", "price:u32"], seed=9)
    paths = [str(tmp_path / "own.onnx"), "--calibration", str(tmp_path / "seen.csv"), "--out", str(tmp_path / "own")]
    ran = CliRunner().invoke(zkml_commands, ["compile", *paths, "--head", "scores"])
    card = json.loads((tmp_path / "own/card.json").read_text())
    assert f"{card['constraints']:,} constraints" in ran.output
    model = IntegerModel.of(card["model"])
    assert model.digest.hex() == card["digest"]
    # Weights that are not on the int8 grid cost what rounding them costs; the card says how much.
    assert card["largest_score_error"] < 0.05
    rows = edge_rows(model, 40, seed=10).tolist()
    seen = [Observation(NOW, tuple(row)) for row in rows]
    said = witnesses(tmp_path / "own/own.wasm", (given(model, observation) for observation in seen))
    assert said == [str(observation.statement(model, CONTEXT)) for observation in seen]


@pytest.mark.parametrize(
    ("kinds", "sizes", "fault"), [("GSG", [3, 4, 2], "Gemm and Relu"), ("GG", [3, 4, 2], "Gemm and Relu"), ("GRG", [3, 4, 5], "at most 4")]
)
def test_a_model_that_fits_no_circuit_is_refused(tmp_path: Path, kinds: str, sizes: list[int], fault: str) -> None:
    mlp(tmp_path / "own.onnx", sizes, seed=11, kinds=kinds)
    calibrate(tmp_path / "seen.csv", ["a:u8", "b:u8", "c:u8"], seed=12)
    with pytest.raises(InputError, match=fault):
        compile_model(tmp_path / "own.onnx", tmp_path / "seen.csv", tmp_path / "own", "scores")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "a:u8\n", "a:u8\nx\n", "a:f32\n1\n"])
def test_calibration_data_says_how_wide_its_columns_are(tmp_path: Path, text: str) -> None:
    (tmp_path / "seen.csv").write_text(text)
    with pytest.raises(InputError, match="calibration"):
        Calibration.read(tmp_path / "seen.csv")


def test_inputs_beyond_their_width_are_refused(circuit: Circuit) -> None:
    row = list(POOLS)
    row[1] = 65_536
    with pytest.raises(InputError, match="utilisation_bps_0"):
        circuit.model.scores(np.array([row]))
    with pytest.raises(InputError, match="caps_bps"):
        circuit.model.results(np.array([POOLS]), np.array([[65_536, 0, 0, 0]]))
