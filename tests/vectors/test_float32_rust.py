"""INV-FLOAT-2: the Solana program's float32, compiled for this machine, gives the hardware's bits."""

from __future__ import annotations

import os
import subprocess

import pytest

from scripts import vectors

CRATE = vectors.ROOT / "tests" / "vectors" / "float32_host"
TARGET = vectors.ROOT / "target" / "float32_host"


@pytest.fixture(scope="module")
def rust() -> vectors.Library:
    # The compiler that builds the programs is Debian's, where it is installed.
    env = os.environ | {"PATH": "/usr/bin:" + os.environ["PATH"], "CARGO_TARGET_DIR": str(TARGET)}
    command = ["cargo", "build", "--quiet", "--release", "--locked", "--offline"]
    subprocess.run(command, cwd=CRATE, env=env, check=True)
    return vectors.Library(TARGET / "release" / "libfloat32_host.so")


@pytest.mark.parametrize("operation", vectors.OPERATIONS, ids=vectors.NAMES.__getitem__)
def test_every_operation_gives_the_hardwares_bits(rust: vectors.Library, operation: int) -> None:
    args = vectors.operands(operation, 280_000, seed=2)
    truth = vectors.oracle().apply(operation, args)
    assert vectors.differences(args, truth, rust.apply(operation, args)) == []


@pytest.mark.parametrize("length", [1, 13, 64])
@pytest.mark.parametrize("kind", vectors.CHAINS)
def test_a_chain_is_its_terms_one_after_another(rust: vectors.Library, kind: int, length: int) -> None:
    acc, a, b = vectors.chains(kind, 200_000 // length, length, seed=2)
    assert (rust.chain(kind, acc, a, b) == vectors.oracle().chain(kind, acc, a, b)).all()


@pytest.mark.parametrize("function", [0, 20, 31, 255])
def test_a_number_that_names_no_function_gives_zero(rust: vectors.Library, function: int) -> None:
    assert not rust.apply(function, vectors.operands(1, 14, seed=2)).any()
