"""Makes a circuit's keys once: powers of tau, the circuit's own phase, the transcript. Or checks those that are committed.

    scripts/ceremony.py make allocator [--power 12]     some 4 CPU-minutes; never in CI
    scripts/ceremony.py check allocator [--full]        the circuit's and the files' digests; --full follows every contribution

Each contribution draws its randomness from the operating system and forgets it, so a second run makes another key: what can be done again is the
making and the checking, not the bytes. One honest contributor is enough; here one machine plays all of them. Whoever deploys for real
funds runs the contributions on machines of people who do not trust each other and takes a beacon that nobody could know before.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "clients"), str(ROOT / "workers")]

from assay.errors import AssayError  # noqa: E402
from assay_worker.zkml.groth16 import Key  # noqa: E402
from assay_worker.zkml.toolchain import CIRCUITS, Tools  # noqa: E402

BUILD = ROOT / ".build/circuits"
TOOLS = Tools(timeout_secs=3_600)
CONTRIBUTORS = ("first", "second", "third")
BEACON_ITERATIONS = 10  # the beacon is hashed 2^10 times


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def beacon(name: str, r1cs: Path) -> str:
    """A value that anybody derives from the circuit."""
    return sha256(f"assay/ceremony/v1/{name}/{digest(r1cs)}".encode()).hexdigest()


def said(tool: str, *arguments: str, cwd: Path) -> str:
    """snarkjs' report without its colours."""
    printed = TOOLS.snarkjs(tool, *arguments, cwd=cwd)
    return re.sub(r"\[INFO\]\s+snarkJS: ", "", re.sub(r"\x1b\[[0-9;]*m", "", printed))


def contributions(report: str) -> list[dict[str, str]]:
    """Names and hashes of contributions, oldest first, as a verification of either phase lists them."""
    value = r"((?:\s*[0-9a-f]{8}(?: [0-9a-f]{8}){3}\s*\n){4})"
    found = re.findall(rf"Contribution #\d+: (\w+)\s*\nNext Challenge:\s*\n{value}Response Hash:\s*\n{value}", report)
    found = [(name, response) for name, _, response in found] or re.findall(rf"contribution #\d+ (\w+):\s*\n{value}", report)
    return [{"name": name, "hash": re.sub(r"\s", "", response)} for name, response in reversed(found)]


def build(name: str) -> Path:
    """The circuit compiled anew; its folder of outputs."""
    out = BUILD / name
    TOOLS.circom(CIRCUITS / name / f"{name}.circom", out)
    return out


def powers_of_tau(work: Path, power: int, beacon_hex: str) -> None:
    said("powersoftau", "new", "bn128", str(power), "tau_0.ptau", cwd=work)
    for number, contributor in enumerate(CONTRIBUTORS):
        names = (f"tau_{number}.ptau", f"tau_{number + 1}.ptau")
        said("powersoftau", "contribute", *names, f"--name={contributor}", f"-e={token_hex(64)}", cwd=work)
        print(f"ceremony: powers of tau, contribution {number + 1}", flush=True)
    last = f"tau_{len(CONTRIBUTORS)}.ptau"
    said("powersoftau", "beacon", last, "powers.ptau", beacon_hex, str(BEACON_ITERATIONS), "-n=beacon", cwd=work)


def phase_two(work: Path, name: str, r1cs: Path, beacon_hex: str) -> None:
    said("groth16", "setup", str(r1cs), "prepared.ptau", "key_0.zkey", cwd=work)
    for number, contributor in enumerate(CONTRIBUTORS):
        names = (f"key_{number}.zkey", f"key_{number + 1}.zkey")
        said("zkey", "contribute", *names, f"--name={contributor}", f"-e={token_hex(64)}", cwd=work)
        print(f"ceremony: the circuit's phase, contribution {number + 1}", flush=True)
    said("zkey", "beacon", f"key_{len(CONTRIBUTORS)}.zkey", f"{name}.zkey", beacon_hex, str(BEACON_ITERATIONS), "-n=beacon", cwd=work)


def followed(work: Path, r1cs: Path, zkey: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Both phases' contributions, every one of them verified."""
    first = said("powersoftau", "verify", "powers.ptau", cwd=work)
    second = said("zkey", "verify", str(r1cs), "prepared.ptau", zkey, cwd=work)
    if "Powers of Tau Ok!" not in first or "ZKey Ok!" not in second:
        raise SystemExit("ceremony: snarkjs does not accept the transcript")
    tau, key = contributions(first), contributions(second)
    if not [entry["name"] for entry in tau] == [entry["name"] for entry in key] == [*CONTRIBUTORS, "beacon"]:
        raise SystemExit("ceremony: not the contributions that a ceremony has")
    return tau, key


def make(name: str, power: int, beacon_hex: str | None) -> None:
    folder, out = CIRCUITS / name, build(name)
    r1cs = (out / f"{name}.r1cs").resolve()
    beacon_hex = beacon_hex or beacon(name, r1cs)
    with TemporaryDirectory(dir=BUILD) as temporary:
        work = Path(temporary)
        powers_of_tau(work, power, beacon_hex)
        said("powersoftau", "prepare", "phase2", "powers.ptau", "prepared.ptau", cwd=work)
        phase_two(work, name, r1cs, beacon_hex)
        print("ceremony: verifying", flush=True)
        tau, key = followed(work, r1cs, f"{name}.zkey")
        said("zkey", "export", "verificationkey", f"{name}.zkey", "verification_key.json", cwd=work)
        for made in ("powers.ptau", f"{name}.zkey", "verification_key.json"):
            (folder / made).write_bytes((work / made).read_bytes())
    transcript = {
        "circuit": name,
        "r1cs_sha256": digest(r1cs),
        "power": power,
        "beacon": {"value": beacon_hex, "iterations_exp": BEACON_ITERATIONS},
        "powers_of_tau": tau,
        "key": key,
        "key_sha256": Key.read(folder / "verification_key.json").digest.hex(),
        "files": {made: digest(folder / made) for made in committed(name)},
    }
    (folder / "transcript.json").write_text(json.dumps(transcript, indent=1) + "\n")


def committed(name: str) -> tuple[str, ...]:
    return "powers.ptau", f"{name}.zkey", "verification_key.json"


def check(name: str, full: bool) -> None:
    folder, out = CIRCUITS / name, build(name)
    transcript: dict[str, Any] = json.loads((folder / "transcript.json").read_text())
    r1cs = (out / f"{name}.r1cs").resolve()
    wrong = [made for made in committed(name) if digest(folder / made) != transcript["files"][made]]
    card = json.loads((folder / "card.json").read_text())
    wrong += [f"{name}.r1cs"] if {digest(r1cs)} != {transcript["r1cs_sha256"], card["r1cs_sha256"]} else []
    compiled, kept = (digest(path) for path in (out / f"{name}_js/{name}.wasm", folder / f"{name}.wasm"))
    wrong += [f"{name}.wasm"] if {compiled, kept} != {card["wasm_sha256"]} else []
    with TemporaryDirectory(dir=BUILD) as temporary:
        work = Path(temporary)
        said("zkey", "export", "verificationkey", str((folder / f"{name}.zkey").resolve()), "exported.json", cwd=work)
        exported = Key.read(work / "exported.json").digest.hex()
        wrong += ["verification_key.json"] if {exported, Key.read(folder / "verification_key.json").digest.hex()} != {transcript["key_sha256"]} else []
        if full:
            (work / "powers.ptau").write_bytes((folder / "powers.ptau").read_bytes())
            said("powersoftau", "prepare", "phase2", "powers.ptau", "prepared.ptau", cwd=work)
            tau, key = followed(work, r1cs, str((folder / f"{name}.zkey").resolve()))
            wrong += ["contributions"] if (tau, key) != (transcript["powers_of_tau"], transcript["key"]) else []
    if wrong:
        raise SystemExit(f"ceremony: not as in {name}'s transcript: {', '.join(wrong)}")
    print(f"ceremony: {name} is as in its transcript" + (", every contribution verified" if full else ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("make", "check"))
    parser.add_argument("name", help="a folder of circuits/")
    parser.add_argument("--power", type=int, default=12, help="the circuit has fewer than 2^power constraints")
    parser.add_argument("--beacon", help="hex; a public value that nobody could know before the last contribution")
    parser.add_argument("--full", action="store_true", help="follow every contribution of both phases")
    given = parser.parse_args()
    try:
        BUILD.mkdir(parents=True, exist_ok=True)
        if given.action == "make":
            make(given.name, given.power, given.beacon)
        else:
            check(given.name, given.full)
    except AssayError as failed:
        raise SystemExit(f"ceremony: {failed}") from None


if __name__ == "__main__":
    main()
