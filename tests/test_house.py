"""The house's own rules, checked: who may import whom, what a file may be, and that both chains speak one interface."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ROOT / "clients"
WORKERS = ROOT / "workers"
PROGRAMS = sorted(path.name for path in (ROOT / "programs/solana").iterdir() if (path / "Cargo.toml").exists())

# Each part of the package may import those on lower floors; on one floor none may import another.
FLOORS = {"errors": 0, "artifacts": 1, "units": 1, "ids": 1, "commit": 2, "models": 3, "market": 4, "audit": 4, "pay": 4, "signatures": 4}
FLOORS |= {"checked": 5, "reputation": 5, "jury": 5, "did": 5, "standing": 5, "keyfile": 5, "subjects": 5, "reference": 5, "solana": 5, "evm": 5}
FLOORS |= {"connect": 6, "": 7, "cli": 8}
# A worker talks to whatever chain `connect` gives it.
CHAINS = ("assay.solana", "assay.evm")

CODE = {".py", ".rs", ".sol", ".c", ".h", ".cpp", ".cu", ".js", ".sh"}
LINES_OF_CODE = 550  # "some 500": a file is split when it says two things, not to save its last lines
VAGUE = re.compile(r"(^|[_.-])(utils?|helpers?|common|misc|v[2-9])($|[_.-])", re.IGNORECASE)
# Written in pieces, so that this file is not what it looks for.
PRIVATE = [
    re.compile(r"(?<![\w.$}/])/(work|root|home/\w+)/(?!\.cargo)"),
    re.compile(r"\.\./" + "shared"),
    re.compile("registry" + r"\.npmjs\.|registry\.yarnpkg"),
    re.compile("files" + r"\.pythonhosted\.|pypi\.org/" + "simple"),
    re.compile("static" + r"\.crates\.io|index\.crates\.io"),
    re.compile("deb" + r"\.debian\.org"),
]
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b|\b(to" + "do|unimpl" + r"emented)!\(")


@cache
def files() -> list[Path]:
    """Every file that is committed or would be."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str | None:
    """A file's text, or None for a binary one."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def is_generated(path: Path) -> bool:
    return "generated" in path.parts


# ---- imports


def module_of(path: Path, base: Path) -> str:
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, base: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of whatever a file imports."""
    package = module_of(path, base).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            # `from assay import connect` names a module, `from assay.units import Amount` a thing in one.
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def part_of(name: str) -> str:
    """assay.models.staking -> models; what the package itself offers -> ''."""
    second = name.split(".")[1] if "." in name else ""
    return second if second in FLOORS else ""


def python(base: Path) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(base)]


def test_client_imports_go_down() -> None:
    wrong = []
    for path in python(CLIENTS):
        part = part_of(module_of(path, CLIENTS))
        for line, name in imports(path, CLIENTS):
            if name.split(".")[0] == "assay_worker":
                wrong.append(f"{named(path)}:{line} imports a worker: {name}")
            if name.split(".")[0] != "assay":
                continue
            target = part_of(name)
            inside = part == target
            if is_generated(path) and "generated" not in name:
                wrong.append(f"{named(path)}:{line} is generated and imports {name}")
            elif not inside and FLOORS[target] >= FLOORS[part]:
                wrong.append(f"{named(path)}:{line}: {part or 'assay'} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_every_part_of_the_client_has_a_floor() -> None:
    parts = {path.relative_to(CLIENTS / "assay").parts[0].removesuffix(".py") for path in python(CLIENTS)}
    assert parts - {"__init__", "__main__"} <= FLOORS.keys()


def test_workers_know_no_chain() -> None:
    wrong = [f"{named(path)}:{line} imports {name}" for path in python(WORKERS) for line, name in imports(path, WORKERS) if name.startswith(CHAINS)]
    assert not wrong, "\n".join(wrong)


# ---- files


def docstring_lines(tree: ast.AST) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False):
            expression = node.body[0]
            lines.update(range(expression.lineno, (expression.end_lineno or expression.lineno) + 1))
    return lines


def lines_of_code(path: Path) -> int:
    source = path.read_text()
    if path.suffix == ".py":
        blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        lines = {line for token in tokens if token.type not in blank for line in range(token.start[0], token.end[0] + 1)}
        return len(lines - docstring_lines(ast.parse(source)))
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    return sum(1 for line in source.splitlines() if line.strip() and not line.strip().startswith(("//", "#!", "# ")))


def test_no_file_is_too_long_to_read() -> None:
    counted = {named(path): lines_of_code(path) for path in files() if path.suffix in CODE and not is_generated(path)}
    assert not {name: lines for name, lines in counted.items() if lines > LINES_OF_CODE}


def test_every_name_says_what_is_inside() -> None:
    assert not [named(path) for path in files() if any(VAGUE.search(part) for part in path.relative_to(ROOT).with_suffix("").parts)]


def test_nothing_private_is_written_down() -> None:
    found = []
    for path in files():
        for number, line in enumerate((text(path) or "").splitlines(), 1):
            if any(pattern.search(line) for pattern in PRIVATE):
                found.append(f"{named(path)}:{number}: {line.strip()[:120]}")
    assert not found, "\n".join(found)


def test_no_key_is_committed() -> None:
    def is_keypair(path: Path) -> bool:
        try:
            value = json.loads(path.read_text())
        except ValueError:
            return False
        return isinstance(value, list) and len(value) in (32, 64) and all(isinstance(byte, int) and 0 <= byte < 256 for byte in value)

    assert not [named(path) for path in files() if path.suffix == ".json" and is_keypair(path)]
    pem = re.compile("BEGIN [A-Z ]*PRIVATE" + " KEY")
    assert not [named(path) for path in files() if pem.search(text(path) or "")]


def test_nothing_is_left_for_later() -> None:
    found = []
    for path in files():
        if path.suffix not in CODE:
            continue
        for number, line in enumerate((text(path) or "").splitlines(), 1):
            if UNFINISHED.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:120]}")
    assert not found, "\n".join(found)


# ---- one interface on both chains

# What only one chain has: the constructor's work is an instruction on Solana.
ONLY_SOLANA = {"initialize"}
TYPES = {"uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64", "uint128": "u128", "bool": "bool", "bytes": "bytes", "string": "string"}
TYPES |= {"int8": "i8", "int32": "i32", "int64": "i64", "address": "pubkey"}

# ERC-4626's and ERC-20's own, which a vault's contract has besides (docs/vault.md): their amounts are uint256, and who leaves may be another's spender.
STANDARD = {"vault": {"approve", "transfer", "transfer_from", "Transfer", "Approval", "Deposit", "Withdraw"}}
STANDARD_SHAPED = {"vault": {"deposit", "mint", "withdraw", "redeem"}}

Shape = list[tuple[str, str]]


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@cache
def idl(program: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / f"target/idl/{program}.json").read_text())
    return loaded


@cache
def abi(contract: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((ROOT / f"target/evm/{contract}.json").read_text())["abi"]
    return loaded


def solana_type(described: Any, program: str) -> str:
    """A type of the IDL as one word: a struct by its name, an enum of bare names as the byte that it is on the wire."""
    if isinstance(described, str):
        return described
    if "defined" in described:
        name = str(described["defined"]["name"])
        (own,) = (entry["type"] for entry in idl(program)["types"] if entry["name"] == name)
        bare = own["kind"] == "enum" and not any("fields" in variant for variant in own["variants"])
        return "u8" if bare else name
    if "array" in described:
        element, length = described["array"]
        return f"{solana_type(element, program)}[{length}]"
    (container, element), *_ = described.items()
    return f"{solana_type(element, program)}[]" if container == "vec" else f"{container} {solana_type(element, program)}"


def evm_type(parameter: dict[str, Any]) -> str:
    """The same word for a type of the ABI."""
    kind = str(parameter["type"])
    if array := re.fullmatch(r"(.+)\[(\d*)\]", kind):
        return f"{evm_type(parameter | {'type': array[1]})}[{array[2]}]"
    own = re.fullmatch(r"struct (?:\w+\.)?(\w+)(?:\[\d*\])?", str(parameter.get("internalType", "")))
    if own:
        return own[1]
    if sized := re.fullmatch(r"bytes(\d+)", kind):
        return f"u8[{sized[1]}]"
    return TYPES.get(kind, kind)


def evm_shape(parameters: list[dict[str, Any]]) -> Shape:
    return [(snake(parameter["name"]), evm_type(parameter)) for parameter in parameters]


def solana_shape(fields: list[dict[str, Any]], program: str) -> Shape:
    return [(field["name"], solana_type(field["type"], program)) for field in fields]


def entries(contract: str, kind: str) -> list[dict[str, Any]]:
    return [entry for entry in abi(contract) if entry["type"] == kind]


def narrowed(shape: Shape) -> Shape:
    """A standard's arguments as the protocol has them: amounts as u64, and no `owner`, who is the caller."""
    return [(name, "u64" if kind == "uint256" else kind) for name, kind in shape if name != "owner"]


def verbs(program: str) -> dict[str, Shape]:
    own = {
        snake(entry["name"]): evm_shape(entry["inputs"])
        for entry in entries(f"I{program.capitalize()}", "function")
        if entry["stateMutability"] not in ("view", "pure")
    }
    shaped = STANDARD_SHAPED.get(program, set())
    return {verb: narrowed(shape) if verb in shaped else shape for verb, shape in own.items() if verb not in STANDARD.get(program, set())}


@pytest.mark.parametrize("program", PROGRAMS)
def test_both_chains_have_the_same_verbs(program: str) -> None:
    on_solana = {instruction["name"] for instruction in idl(program)["instructions"]}
    assert on_solana >= ONLY_SOLANA
    assert on_solana - ONLY_SOLANA == set(verbs(program))


def account_names(accounts: list[dict[str, Any]]) -> set[str]:
    return {name for account in accounts for name in (account_names(account["accounts"]) if "accounts" in account else {account["name"]})}


@pytest.mark.parametrize("program", PROGRAMS)
def test_verbs_take_the_same_arguments_in_the_same_order(program: str) -> None:
    different = {}
    for instruction in idl(program)["instructions"]:
        if instruction["name"] in ONLY_SOLANA:
            continue
        accounts = account_names(instruction["accounts"])
        passed = {argument["name"] for argument in instruction["args"]}
        # Solana passes whom and what a verb is about as accounts: `owner`, or `job` where the EVM takes a job_id.
        expected = [
            (name, kind)
            for name, kind in verbs(program)[instruction["name"]]
            if name in passed or not (kind in ("pubkey", "u8[32]") and {name, name.removesuffix("_id")} & accounts)
        ]
        actual = solana_shape(instruction["args"], program)
        if actual != expected:
            different[instruction["name"]] = {"solana": actual, "evm": expected}
    assert not different


def solana_events(program: str) -> dict[str, Shape]:
    described = idl(program)
    types = {entry["name"]: entry["type"] for entry in described.get("types", [])}
    return {event["name"]: solana_shape(types[event["name"]]["fields"], program) for event in described.get("events", [])}


@pytest.mark.parametrize("program", PROGRAMS)
def test_events_have_the_same_fields_in_the_same_order(program: str) -> None:
    on_evm = {entry["name"]: evm_shape(entry["inputs"]) for entry in entries(f"I{program.capitalize()}", "event")}
    assert solana_events(program) == {name: shape for name, shape in on_evm.items() if name not in STANDARD.get(program, set())}


@pytest.mark.parametrize("program", PROGRAMS)
def test_errors_have_the_same_names(program: str) -> None:
    on_solana = {error["name"] for error in idl(program).get("errors", [])}
    on_evm = {entry["name"] for entry in entries(f"I{program.capitalize()}", "error")}
    assert on_solana == on_evm


@pytest.mark.parametrize("program", PROGRAMS)
def test_initialize_is_a_constructor_on_the_evm(program: str) -> None:
    contract = program.capitalize()
    assert not [entry for entry in entries(contract, "function") if "initialize" in entry["name"].lower()]
    (constructor,) = entries(contract, "constructor")
    assert constructor["stateMutability"] == "nonpayable"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_contract_offers_its_interface_and_no_more(program: str) -> None:
    """What a caller can do is what the documented interface says; constants and public state count."""

    def signatures(contract: str) -> set[tuple[str, str]]:
        return {(entry["name"], str([kind for _, kind in evm_shape(entry["inputs"])])) for entry in entries(contract, "function")}

    assert signatures(program.capitalize()) == signatures(f"I{program.capitalize()}")


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_address_is_the_same_wherever_it_is_written(program: str) -> None:
    source = (ROOT / f"programs/solana/{program}/src/lib.rs").read_text()
    declared = re.search(r'declare_id!\("(\w+)"\)', source)
    assert declared is not None
    anchor = tomllib.loads((ROOT / "Anchor.toml").read_text())
    assert anchor["programs"]["localnet"][f"assay_{program}"] == declared[1] == idl(program)["address"]


def test_every_invariant_is_listed_and_every_listed_one_has_a_test() -> None:
    name = re.compile(r"\bINV-[A-Z0-9]+-\d+\b")
    listed = set(name.findall((ROOT / "docs/invariants.md").read_text()))
    tested = {found for path in files() if path.is_relative_to(ROOT / "tests") for found in name.findall(text(path) or "")}
    assert sorted(tested - listed) == []
    assert sorted(listed - tested) == []
