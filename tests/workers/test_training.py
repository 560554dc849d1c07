"""Gradients and optimiser steps against numeric differentiation and textbook formulas in float64; the same bits for any thread count."""

from __future__ import annotations

import numpy as np
import pytest
from assay.errors import InputError
from assay_worker import ops
from assay_worker.jobs.run import run
from assay_worker.jobs.tensors import to_array
from assay_worker.jobs.training.compression import Codec, Dense, FourBit, TopK
from assay_worker.jobs.training.data import Characters, Digits, digits, text
from assay_worker.jobs.training.models import Batch, CharTransformer, Mlp, Model
from assay_worker.jobs.training.optimisers import AdamW, Optimiser, Sgd
from assay_worker.jobs.training.plan import NO_JOB, Plan, loss_of
from numpy.typing import NDArray

Values = dict[str, NDArray[np.float64]]
MLP = Mlp((64, 5, 4, 10), batch=6)
TRANSFORMER = CharTransformer(symbols=7, length=5, width=8, heads=2, batch=3)


def mlp_loss(p: Values, batch: Batch) -> float:
    x, y = (to_array(t)[0, 0].astype(np.float64) for t in batch)
    for at in range(3):
        x = x @ p[f"weight{at}"][0, 0].T + p[f"shift{at}"].reshape(-1)
        x = np.maximum(x, 0) if at < 2 else x
    return cross_entropy(x, y)


def transformer_loss(p: Values, batch: Batch) -> float:
    from scipy.special import erf

    m = TRANSFORMER
    texts, following = (to_array(t).reshape(m.batch, m.length) for t in batch[:2])
    w = {name: value.reshape(value.shape[-2:]) for name, value in p.items()}

    def norm(x, at):
        c = x - x.mean(-1, keepdims=True)
        return c / np.sqrt((c * c).mean(-1, keepdims=True) + 1e-5) * w[f"gain{at}"] + w[f"norm_shift{at}"]

    def heads(x):
        return x.reshape(m.batch, m.length, m.heads, -1).transpose(0, 2, 1, 3)

    x = w["embedding"][texts] + w["place"]
    a = norm(x, 0)
    q, k, v = (heads(a @ w[name].T) for name in ("query", "key", "value"))
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(m.width / m.heads)
    s = np.where(np.triu(np.ones((m.length, m.length)), 1) > 0, -np.inf, s)
    s = np.exp(s - s.max(-1, keepdims=True))
    o = (s / s.sum(-1, keepdims=True)) @ v
    x = x + o.transpose(0, 2, 1, 3).reshape(x.shape) @ w["out"].T
    u = norm(x, 1) @ w["up"].T + w["up_shift"]
    x = x + (u * (1 + erf(u / np.sqrt(2))) / 2) @ w["down"].T + w["down_shift"]
    z = norm(x, 2) @ w["logits"].T
    return cross_entropy(z.reshape(-1, m.symbols), np.eye(m.symbols)[following.reshape(-1)])


def cross_entropy(z: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    z = z - z.max(-1, keepdims=True)
    return float(-((z - np.log(np.exp(z).sum(-1, keepdims=True))) * y).sum(-1).mean())


def numeric_gradients(loss, p: Values, batch: Batch, h: float = 1e-5) -> Values:
    """Central differences at every coordinate."""
    found: Values = {}
    for name, value in p.items():
        found[name] = np.zeros_like(value)
        for at in np.ndindex(value.shape):
            kept, ends = value[at], []
            for step in (h, -h):
                value[at] = kept + step
                ends.append(loss(p, batch))
            value[at] = kept
            found[name][at] = (ends[0] - ends[1]) / (2 * h)
    return found


def float64(plan: Plan, state) -> Values:
    return {name: value.astype(np.float64) for name, value in plan.parameters(state).items()}


def batch_for(model: Model, step: int = 1) -> Batch:
    if isinstance(model, Mlp):
        return Digits(model).batch(step)
    rng = np.random.default_rng(step)
    return TRANSFORMER.pack(*(rng.integers(0, TRANSFORMER.symbols, (TRANSFORMER.batch, TRANSFORMER.length)) for _ in range(2)))


@pytest.mark.parametrize(("model", "loss"), [(MLP, mlp_loss), (TRANSFORMER, transformer_loss)])
def test_gradients_are_the_numeric_ones(model: Model, loss) -> None:
    plan = Plan(model, Sgd(0.1))
    state, batch = plan.initial(5), batch_for(model)
    for t in range(2):  # not at the start, where gains are 1 and shifts 0
        state, _ = plan.advance(state, batch_for(model, t + 2))
    trace = run(plan.gradient.bundle(state, batch), NO_JOB)
    expected = numeric_gradients(loss, float64(plan, state), batch)
    assert loss_of(trace) == pytest.approx(loss(float64(plan, state), batch), rel=1e-5)
    for name, tensor in zip(expected, plan.gradient.state(trace.outputs), strict=True):
        found, largest = to_array(tensor), np.abs(expected[name]).max()
        assert largest > 1e-4 or name == "norm_shift0", name  # every parameter matters to the loss
        np.testing.assert_allclose(found, expected[name], rtol=2e-3, atol=2e-5 * max(1.0, largest), err_msg=name)


def twin_step(optimiser: Optimiser, t: int, w: NDArray, g: NDArray, kept: list[NDArray]) -> NDArray:
    """The textbook step in float64."""
    if isinstance(optimiser, Sgd):
        kept[0][:] = optimiser.momentum * kept[0] + g
        return w - optimiser.rate * kept[0]
    assert isinstance(optimiser, AdamW)
    o = optimiser
    kept[0][:] = o.beta1 * kept[0] + (1 - o.beta1) * g
    kept[1][:] = o.beta2 * kept[1] + (1 - o.beta2) * g * g
    mean, square = kept[0] / (1 - o.beta1**t), kept[1] / (1 - o.beta2**t)
    return w - o.rate * o.decay * w - o.rate * mean / (np.sqrt(square) + o.eps)


def twin_gradients(p: Values, batch: Batch) -> Values:
    """Backpropagation by hand for the perceptron."""
    x, y = (to_array(t)[0, 0].astype(np.float64) for t in batch)
    seen = [x]
    for at in range(3):
        x = x @ p[f"weight{at}"][0, 0].T + p[f"shift{at}"].reshape(-1)
        x = np.maximum(x, 0) if at < 2 else x
        seen.append(x)
    e = np.exp(x - x.max(-1, keepdims=True))
    d, found = (e / e.sum(-1, keepdims=True) - y) / len(y), dict[str, NDArray[np.float64]]()
    for at in (2, 1, 0):
        found |= {f"weight{at}": (d.T @ seen[at])[None, None], f"shift{at}": d.sum(0).reshape(1, 1, 1, -1)}
        d = (d @ p[f"weight{at}"][0, 0]) * (seen[at] > 0)
    return found


@pytest.mark.parametrize("optimiser", [Sgd(0.1, 0.8), AdamW(0.01, 0.8, 0.95, 1e-6, 0.1)])
def test_twenty_steps_are_the_float64_twins(optimiser: Optimiser) -> None:
    plan = Plan(MLP, optimiser)
    state = plan.initial(2)
    p = float64(plan, state)
    kept = {name: [np.zeros_like(value) for _ in range(optimiser.moments)] for name, value in p.items()}
    for t in range(1, 21):
        batch = batch_for(MLP, t)
        state, _ = plan.advance(state, batch)
        gradients = twin_gradients(p, batch)
        p = {name: twin_step(optimiser, t, value, gradients[name], kept[name]) for name, value in p.items()}
    assert to_array(state[0]).item() == 20
    for name, value in plan.parameters(state).items():
        np.testing.assert_allclose(value, p[name], rtol=1e-3, atol=2e-4, err_msg=name)


def test_the_twin_would_notice_a_wrong_rule() -> None:
    """Without the bias correction the first steps are another size."""
    plan, twin = Plan(MLP, AdamW(0.01, beta2=0.999)), AdamW(0.01, beta2=0.999)
    state = plan.initial(2)
    p, batch = float64(plan, state), batch_for(MLP)
    after, _ = plan.advance(state, batch)
    g = twin_gradients(p, batch)["weight0"]
    late = twin_step(twin, 1_000, p["weight0"], g, [np.zeros_like(g), np.zeros_like(g)])
    assert np.abs(plan.parameters(after)["weight0"] - late).max() > 1e-3


@pytest.mark.parametrize(("model", "optimiser"), [(MLP, Sgd(0.1)), (MLP, AdamW(0.01)), (TRANSFORMER, AdamW(0.01))])
def test_bits_do_not_depend_on_threads_or_instructions(model: Model, optimiser: Optimiser) -> None:
    plan = Plan(model, optimiser)
    state, batch = plan.initial(), batch_for(model)
    roots = {plan.advance(state, batch, threads=threads)[1].root for threads in (1, 2, 3, 8)}
    before = ops.instruction_set()
    try:
        for name in ops.instruction_sets():
            ops.set_isa(name)
            roots.add(plan.advance(state, batch)[1].root)
    finally:
        ops.set_isa(before)
    assert len(roots) == 1


def test_digits_are_learnt() -> None:
    plan = Plan(Mlp((64, 32, 10), batch=32), AdamW(5e-3))
    data, state = Digits(Mlp((64, 32, 10), batch=32)), plan.initial()
    for t in range(250):
        state, _ = plan.advance(state, data.batch(t))
    loss, hits = data.loss(plan.parameters(state))
    assert hits > 0.93
    assert loss < 0.25


def test_characters_are_learnt() -> None:
    model = CharTransformer(symbols=len(text()[0]), length=16, width=32, heads=2, batch=8)
    plan, data, losses = Plan(model, AdamW(5e-3)), Characters(model), []
    state = plan.initial()
    for t in range(80):
        state, trace = plan.advance(state, data.batch(t))
        losses.append(loss_of(trace))
    assert losses[0] > 4
    assert np.mean(losses[-10:]) < 3.1


def test_evaluation_data_is_never_trained_on() -> None:
    (rows, _), (held, _) = digits()
    assert len(rows) + len(held) == 1_797
    shards = [Digits(Mlp(batch=16), shards=4).batch(3, worker)[0].root for worker in range(4)]
    assert len(set(shards)) == 4


# ---- compression


@pytest.mark.parametrize(("codec", "worst"), [(Dense(), 0.0), (FourBit(64), 1 / 14), (TopK(0.25), 1.0)])
def test_a_codec_keeps_what_it_says(codec: Codec, worst: float) -> None:
    rng = np.random.default_rng(4)
    for count in (1, 2, 63, 64, 65, 1_000):
        values = (rng.standard_normal(count) * 10.0 ** rng.integers(-6, 3)).astype(np.float32)
        back = codec.decode(codec.encode(values), count)
        assert np.abs(back - values).max() <= np.abs(values).max() * worst * 1.0001
        assert codec.encode(values) == codec.encode(values.copy())
    assert not codec.decode(codec.encode(np.zeros(65, np.float32)), 65).any()


def test_top_k_keeps_the_largest_wherever_they_are() -> None:
    values = np.zeros(10_000, np.float32)
    values[[0, 700, 9_999]] = 3, -7, 7
    back = TopK(3 / 10_000).decode(TopK(3 / 10_000).encode(values), 10_000)
    np.testing.assert_array_equal(back, values)


@pytest.mark.parametrize("codec", [FourBit(), TopK()])
def test_fed_back_errors_do_not_add_up(codec: Codec) -> None:
    """What 50 compressed vectors carried in all differs from the truth by no more than what is still kept back."""
    rng, kept, carried, truth = np.random.default_rng(1), np.zeros(600, np.float32), np.zeros(600), np.zeros(600)
    for _ in range(50):
        vector = rng.standard_normal(600).astype(np.float32)
        back = codec.decode(codec.encode(vector + kept), 600)
        kept = vector + kept - back
        carried, truth = carried + back, truth + vector
    np.testing.assert_allclose(truth - carried, kept, atol=1e-3)


@pytest.mark.parametrize("codec", [Dense(), FourBit(), TopK()])
def test_bytes_that_no_codec_wrote_are_refused(codec: Codec) -> None:
    good = codec.encode(np.linspace(-1, 1, 600, dtype=np.float32))
    infinite = np.full(1, np.inf, np.float32).tobytes()
    for bad in (b"", good[:-1], good + b"\0", infinite + good[4:]):
        with pytest.raises(InputError):
            codec.decode(bad, 600)
    if not isinstance(codec, Dense):
        with pytest.raises(InputError):
            codec.decode(good[:-1] + b"\0", 600)


WRONG = [lambda: Sgd(0), lambda: AdamW(beta1=1), lambda: Mlp((64,)), lambda: CharTransformer(5, width=9), lambda: TopK(0), lambda: FourBit(3)]


@pytest.mark.parametrize("wrong", WRONG)
def test_settings_that_cannot_work_are_refused(wrong) -> None:
    with pytest.raises(InputError):
        wrong()
