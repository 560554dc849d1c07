"""Writes clients/assay/{solana,evm}/generated/ from what the programs' builds say about themselves (`make gen`).

Solana: target/idl/<program>.json (Anchor's spec 0.1.0). EVM: target/evm/<Contract>.json (Solidity's ABI). What comes out is typed, imports
nothing of Assay and is the same for the same input, so that CI can run this and `git diff --exit-code`.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat
from struct import calcsize
from typing import Any

from eth_utils.crypto import keccak

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ("staking", "compute", "court", "rewards", "identity", "verifier", "vault", "matching", "training", "pools")
SOLANA = {program: f"target/idl/{program}.json" for program in PROGRAMS}
EVM = {
    "staking": "target/evm/Staking.json",
    "compute": "target/evm/Compute.json",
    "court": "target/evm/Court.json",
    "rewards": "target/evm/Rewards.json",
    "identity": "target/evm/Identity.json",
    "verifier": "target/evm/Verifier.json",
    "vault": "target/evm/Vault.json",
    "matching": "target/evm/Matching.json",
    "training": "target/evm/Training.json",
    "pools": "target/evm/Pool.json",
}
HEAD = '"""Made by scripts/gen.py from {source}. Do not edit: change the program and run `make gen`."""\n\n'

Json = dict[str, Any]


def snake(name: str) -> str:
    """camelCase or CamelCase to snake_case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def literal(data: bytes) -> str:
    """A bytes literal that is read, and searched for, as hex."""
    return 'b"' + "".join(f"\\x{b:02x}" for b in data) + '"'


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


# Solana

INTS = {"u8": ("B", 1), "u16": ("H", 2), "u32": ("I", 4), "u64": ("Q", 8), "i8": ("b", 1), "i16": ("h", 2), "i32": ("i", 4), "i64": ("q", 8)}


class Solana:
    """One program's module. Borsh by struct formats: a run of fixed-size fields is one unpack."""

    def __init__(self, idl: Json, source: str) -> None:
        self.idl, self.source = idl, source
        self.types: dict[str, Json] = {t["name"]: t["type"] for t in idl["types"]}
        # An address that never changes is parsed once, not at each call.
        fixed = sorted((a["address"], a["name"]) for i in idl["instructions"] for a in self._accounts(i["accounts"]) if "address" in a)
        self.fixed: dict[str, str] = {address: f"_{name.upper()}" for address, name in fixed}

    def module(self) -> str:
        events, accounts = self.idl.get("events", []), self.idl.get("accounts", [])
        body = [
            HEAD.format(source=self.source),
            "from __future__ import annotations\n\n",
            "from dataclasses import dataclass\nfrom struct import Struct\nfrom typing import ClassVar\n\n",
            "from solders.instruction import AccountMeta, Instruction\nfrom solders.pubkey import Pubkey\n\n",
            f'PROGRAM = Pubkey.from_string("{self.idl["address"]}")\n',
            *(f'{name} = Pubkey.from_string("{address}")\n' for address, name in self.fixed.items()),
            '_LENGTH = Struct("<I")\n\n',
            "# code -> name, as Anchor numbers them\n",
            "ERRORS: dict[int, str] = {\n" + "".join(f'    {e["code"]}: "{e["name"]}",\n' for e in self.idl.get("errors", [])) + "}\n",
        ]
        discriminators = {x["name"]: bytes(x["discriminator"]) for x in (*accounts, *events)}
        for name, kind in self.types.items():
            body.append("\n\n" + self._type(name, kind, discriminators.get(name)))
        body += [self._union("Account", accounts), self._union("Event", events)]
        body += ["\n\n" + self._instruction(i) for i in sorted(self.idl["instructions"], key=lambda i: str(i["name"]))]
        return "".join(body)

    def _union(self, what: str, members: list[Json]) -> str:
        names = [m["name"] for m in members]
        table = "".join(f"    {n}.DISCRIMINATOR: {n},\n" for n in names)
        return (
            f"\n\n{what} = {' | '.join(names) or 'None'}\n{what.upper()}S: dict[bytes, type[{what}]] = {{\n{table}}}\n\n\n"
            f"def decode_{what.lower()}(data: bytes) -> {what} | None:\n"
            f'    """The {what.lower()} that `data` holds, or None where it is none of this program\'s."""\n'
            f"    kind = {what.upper()}S.get(data[:8])\n"
            f"    return kind.decode(data, 8)[0] if kind else None\n"
        )

    def _python(self, kind: Any) -> str:
        if isinstance(kind, str):
            if kind in INTS or kind in ("u128", "i128"):
                return "int"
            return {"bool": "bool", "pubkey": "bytes", "bytes": "bytes", "string": "str"}[kind]
        if "defined" in kind:
            name = str(kind["defined"]["name"])
            return "int" if self._plain_enum(name) else name
        if "option" in kind:
            return self._python(kind["option"]) + " | None"
        inner = kind["array"][0] if "array" in kind else kind["vec"]
        return "bytes" if inner == "u8" else f"tuple[{self._python(inner)}, ...]"

    def _plain_enum(self, name: str) -> bool:
        kind = self.types[name]
        if kind["kind"] == "enum":
            if any(v.get("fields") for v in kind["variants"]):
                raise SystemExit(f"{name}: an enum with fields has no fixed layout here; store its parts")
            return True
        return False

    def _format(self, kind: Any) -> tuple[str, int] | None:
        """struct's format and the number of values it yields, where the type is of fixed size and flat."""
        if isinstance(kind, str):
            if kind in INTS:
                return INTS[kind][0], 1
            return {"bool": ("?", 1), "pubkey": ("32s", 1)}.get(kind)
        if "defined" in kind:
            return ("B", 1) if self._plain_enum(kind["defined"]["name"]) else None
        if "array" in kind:
            inner, n = kind["array"]
            if inner == "u8":
                return f"{n}s", 1
            if isinstance(inner, str) and inner in INTS:
                return f"{n}{INTS[inner][0]}", n
            if inner == "pubkey":
                return "32s" * n, n
        return None

    def _runs(self, fields: list[Json]) -> Iterator[tuple[list[Json], bool]]:
        """Consecutive flat fields together, any other by itself."""
        run: list[Json] = []
        for f in fields:
            if self._format(f["type"]):
                run.append(f)
                continue
            if run:
                yield run, True
            run = []
            yield [f], False
        if run:
            yield run, True

    def _type(self, name: str, kind: Json, discriminator: bytes | None) -> str:
        if kind["kind"] == "enum":
            self._plain_enum(name)
            variants = ", ".join(f'{i}: "{v["name"]}"' for i, v in enumerate(kind["variants"]))
            return f"{name.upper()}: dict[int, str] = {{{variants}}}\n"
        fields: list[Json] = kind.get("fields", [])
        out = ["@dataclass(frozen=True, slots=True)\n", f"class {name}:\n"]
        if discriminator is not None:
            out.append(f"    DISCRIMINATOR: ClassVar[bytes] = {literal(discriminator)}\n")
        out += [f"    {safe(f['name'])}: {self._python(f['type'])}\n" for f in fields]
        structs: list[str] = []
        decode, encode = [], []
        for i, (run, flat) in enumerate(self._runs(fields)):
            if not flat:
                decode += self._read(safe(run[0]["name"]), run[0]["type"], "        ")
                encode.append(self._write("self." + safe(run[0]["name"]), run[0]["type"]))
                continue
            s = f"_{snake(name).upper()}_{i}"
            structs.append(self._struct(s, run))
            if len(run) == 1 and "array" in run[0]["type"] and run[0]["type"]["array"][0] != "u8":
                key = safe(run[0]["name"])
                decode.append(f"        {key} = {s}.unpack_from(_data, _at)\n        _at += {s}.size\n")
                encode.append(f"{s}.pack(*self.{key})")
                continue
            targets, after, values = [], [], []
            for f in run:
                key, (_, n) = safe(f["name"]), self._format(f["type"])  # type: ignore[misc]
                if "array" in f["type"] and f["type"]["array"][0] != "u8":
                    parts = ", ".join(f"_{key}_{j}" for j in range(n))
                    targets.append(parts)
                    after.append(f"        {key} = ({parts},)\n")
                    values.append(f"*self.{key}")
                else:
                    targets.append(key)
                    values.append(f"self.{key}")
            decode.append(f"        ({', '.join(targets)},) = {s}.unpack_from(_data, _at)\n        _at += {s}.size\n")
            decode += after
            encode.append(f"{s}.pack({', '.join(values)})")
        keys = ", ".join(safe(f["name"]) for f in fields)
        out.append(f"\n    @classmethod\n    def decode(cls, _data: bytes, _at: int = 0) -> tuple[{name}, int]:\n")
        out += [*decode, f"        return cls({keys}), _at\n"]
        whole = " + ".join(encode) or 'b""'
        out.append(f"\n    def encode(self) -> bytes:\n        return {whole}\n")
        return "".join(structs) + ("\n\n" if structs else "") + "".join(out)

    def _read(self, key: str, kind: Any, pad: str) -> list[str]:
        """Statements that read one value of a type that no flat format describes."""
        if kind in ("bytes", "string"):
            tail = ".decode()" if kind == "string" else ""
            return [f"{pad}(_length,) = _LENGTH.unpack_from(_data, _at)\n{pad}{key} = _data[_at + 4 : _at + 4 + _length]{tail}\n{pad}_at += 4 + _length\n"]
        if kind in ("u128", "i128"):
            return [f'{pad}{key} = int.from_bytes(_data[_at : _at + 16], "little", signed={kind == "i128"})\n{pad}_at += 16\n']
        if "defined" in kind:
            return [f"{pad}{key}, _at = {kind['defined']['name']}.decode(_data, _at)\n"]
        if "option" in kind:
            return [
                f"{pad}{key} = None\n{pad}_at += 1\n{pad}if _data[_at - 1]:\n",
                *(self._read_any(key, kind["option"], pad + "    ")),
            ]
        inner, count = kind["array"] if "array" in kind else (kind["vec"], None)
        if inner == "u8":
            return self._read(key, "bytes", pad)
        head = "" if count is not None else f"{pad}(_length,) = _LENGTH.unpack_from(_data, _at)\n{pad}_at += 4\n"
        return [
            head, f"{pad}_{key}_list: list[{self._python(inner)}] = []\n", f"{pad}for _ in range({count if count is not None else '_length'}):\n",
            *self._read_any(f"_{key}_item", inner, pad + "    "), f"{pad}    _{key}_list.append(_{key}_item)\n", f"{pad}{key} = tuple(_{key}_list)\n",
        ]  # fmt: skip

    def _read_any(self, key: str, kind: Any, pad: str) -> list[str]:
        flat = self._format(kind)
        if flat is None:
            return self._read(key, kind, pad)
        target = f"({key},)" if flat[1] == 1 else f"(*_{key}_parts,)"
        tail = "" if flat[1] == 1 else f"{pad}{key} = tuple(_{key}_parts)\n"
        return [f'{pad}{target} = Struct("<{flat[0]}").unpack_from(_data, _at)\n{pad}_at += {calcsize("<" + flat[0])}\n{tail}']

    def _write(self, value: str, kind: Any) -> str:
        flat = self._format(kind)
        if flat:
            return f'Struct("<{flat[0]}").pack({value if flat[1] == 1 else "*" + value})'
        if kind == "string":
            return f"_LENGTH.pack(len({value}.encode())) + {value}.encode()"
        if kind == "bytes" or (isinstance(kind, dict) and kind.get("vec") == "u8"):
            return f"_LENGTH.pack(len({value})) + {value}"
        if kind in ("u128", "i128"):
            return f'{value}.to_bytes(16, "little", signed={kind == "i128"})'
        if "defined" in kind:
            return f"{value}.encode()"
        if "option" in kind:
            return f'(b"\\0" if {value} is None else b"\\1" + {self._write(value, kind["option"])})'
        inner = kind["array"][0] if "array" in kind else kind["vec"]
        head = "" if "array" in kind else f"_LENGTH.pack(len({value})) + "
        return f'{head}b"".join({self._write("x", inner)} for x in {value})'

    def _accounts(self, accounts: list[Json]) -> Iterator[Json]:
        for a in accounts:
            if "accounts" in a:
                yield from self._accounts(a["accounts"])
            else:
                yield a

    def _instruction(self, ix: Json) -> str:
        accounts = list(self._accounts(ix["accounts"]))
        arg_names = {a["name"] for a in ix["args"]}
        params, metas = [], []
        for a in accounts:
            key = safe(a["name"] + ("_account" if a["name"] in arg_names else ""))
            flags = f"{bool(a.get('signer'))}, {bool(a.get('writable'))}"
            if "address" in a:
                metas.append(f"        AccountMeta({self.fixed[a['address']]}, {flags}),\n")
            elif a.get("optional"):
                params.append(f"{key}: Pubkey | None")
                metas.append(f"        AccountMeta(PROGRAM, False, False) if {key} is None else AccountMeta({key}, {flags}),\n")
            else:
                params.append(f"{key}: Pubkey")
                metas.append(f"        AccountMeta({key}, {flags}),\n")
        params += [f"{safe(a['name'])}: {self._python(a['type'])}" for a in ix["args"]]
        structs, data = [], [literal(bytes(ix["discriminator"]))]
        for i, (run, flat) in enumerate(self._runs(ix["args"])):
            if not flat:
                data.append(self._write(safe(run[0]["name"]), run[0]["type"]))
                continue
            name = f"_{ix['name'].upper()}_ARGS_{i}"
            structs.append(self._struct(name, run))
            values = (("*" if self._format(f["type"])[1] > 1 else "") + safe(f["name"]) for f in run)  # type: ignore[index]
            data.append(f"{name}.pack({', '.join(values)})")
        return (
            "".join(structs) + ("\n\n" if structs else "") + f"def {safe(ix['name'])}({'*, ' if params else ''}{', '.join(params)}) -> Instruction:\n"
            f"    _accounts = [\n{''.join(metas)}    ]\n"
            f"    return Instruction(PROGRAM, {' + '.join(data)}, _accounts)\n"
        )

    def _struct(self, name: str, run: list[Json]) -> str:
        return f'{name} = Struct("<{"".join(self._format(f["type"])[0] for f in run)}")\n'  # type: ignore[index]


# EVM


class Evm:
    """One contract's module: calldata from typed arguments, and typed values from returns and logs."""

    def __init__(self, abi: list[Json], source: str) -> None:
        self.source = source
        self.abi = sorted(abi, key=lambda e: (e["type"], e.get("name", ""), len(e.get("inputs", []))))
        self.structs: dict[str, list[Json]] = {}
        for entry in self.abi:
            for p in (*entry.get("inputs", []), *entry.get("outputs", [])):
                self._collect(p)

    def _collect(self, p: Json) -> None:
        if p["type"].startswith("tuple"):
            for c in p["components"]:
                self._collect(c)
            self.structs.setdefault(self._struct(p), p["components"])

    @staticmethod
    def _struct(p: Json) -> str:
        return str(p["internalType"]).removeprefix("struct ").split(".")[-1].split("[")[0]

    def _canonical(self, p: Json) -> str:
        kind = str(p["type"])
        if kind.startswith("tuple"):
            return "(" + ",".join(self._canonical(c) for c in p["components"]) + ")" + kind.removeprefix("tuple")
        return kind

    def _signature(self, entry: Json) -> str:
        return f"{entry['name']}({','.join(self._canonical(p) for p in entry.get('inputs', []))})"

    def _python(self, p: Json) -> str:
        kind = str(p["type"])
        base = kind.split("[")[0]
        one = self._struct(p) if base == "tuple" else self._scalar(base)
        return f"tuple[{one}, ...]" if "[" in kind else one

    @staticmethod
    def _scalar(base: str) -> str:
        if base.startswith(("uint", "int")):
            return "int"
        if base.startswith("bytes") or base == "address":
            return "bytes"
        return {"bool": "bool", "string": "str"}[base]

    def _from(self, value: str, p: Json) -> str:
        """What eth_abi decoded, as the generated type."""
        kind = str(p["type"])
        base = kind.split("[")[0]
        if "[" in kind:
            inner = {**p, "type": base}
            return f"tuple({self._from('x', inner)} for x in {value})"
        if base == "tuple":
            return f"{self._struct(p)}.of({value})"
        return f"_padded({value})" if base == "address" else value

    def _to(self, value: str, p: Json) -> str:
        kind = str(p["type"])
        base = kind.split("[")[0]
        if "[" in kind:
            return f"[{self._to('x', {**p, 'type': base})} for x in {value}]"
        if base == "tuple":
            return f"{value}.plain()"
        return f"_address({value})" if base == "address" else value

    def module(self) -> str:
        functions = [e for e in self.abi if e["type"] == "function"]
        events = [e for e in self.abi if e["type"] == "event"]
        errors = [e for e in self.abi if e["type"] == "error"]
        constructor = next((e for e in self.abi if e["type"] == "constructor"), None)
        body = [
            HEAD.format(source=self.source),
            "from __future__ import annotations\n\nfrom collections.abc import Sequence\nfrom dataclasses import dataclass\n",
            "from typing import Any, ClassVar\n\n",
            "from eth_abi.abi import decode, encode\n\n\n",
            "def _padded(address: str) -> bytes:\n    return bytes(12) + bytes.fromhex(address[2:])\n\n\n",
            "def _address(padded: bytes) -> bytes:\n    return padded[-20:]\n\n\n",
            "# selector -> name\nERRORS: dict[bytes, str] = {\n",
            *(f'    {literal(keccak(text=self._signature(e))[:4])}: "{e["name"]}",\n' for e in errors),
            "}\n",
        ]
        body += ["\n\n" + self._class(name, parts) for name, parts in self.structs.items()]
        body += ["\n\n" + self._event(e) for e in events]
        names = [str(e["name"]) for e in events]
        body.append(
            f"\n\nEvent = {' | '.join(names)}\nEVENTS: dict[bytes, type[Event]] = {{\n{''.join(f'    {n}.TOPIC: {n},' + chr(10) for n in names)}}}\n\n\n"
            "def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:\n"
            '    """The event that a log holds, or None where it is none of this contract\'s."""\n'
            "    kind = EVENTS.get(bytes(topics[0])) if topics else None\n"
            "    return kind.decode(topics, data) if kind else None\n"
        )
        if constructor is not None:
            body.append("\n\n" + self._constructor(constructor))
        body += ["\n\n" + self._function(f) for f in functions]
        body.append("\n\nABI: list[dict[str, Any]] = " + pformat(self.abi, width=150, sort_dicts=True) + "\n")
        return "".join(body)

    def _fields(self, parts: list[Json]) -> list[tuple[str, Json]]:
        return [(safe(snake(p["name"])), p) for p in parts]

    def _class(self, name: str, parts: list[Json]) -> str:
        fields = self._fields(parts)
        made = ", ".join(self._from(f"raw[{i}]", p) for i, (_, p) in enumerate(fields))
        back = ", ".join(self._to(f"self.{k}", p) for k, p in fields)
        return (
            f"@dataclass(frozen=True, slots=True)\nclass {name}:\n"
            + "".join(f"    {k}: {self._python(p)}\n" for k, p in fields)
            + f"\n    @classmethod\n    def of(cls, raw: Sequence[Any]) -> {name}:\n        return cls({made})\n"
            + f"\n    def plain(self) -> tuple[Any, ...]:\n        return ({back},)\n"
        )

    def _event(self, e: Json) -> str:
        fields = self._fields(e["inputs"])
        plain = [(k, p) for k, p in fields if not p["indexed"]]
        indexed = [(k, p) for k, p in fields if p["indexed"]]
        types = json.dumps([self._canonical(p) for _, p in plain])
        lines = [f"        raw = decode({types}, data)\n"] if plain else []
        value = {k: self._from(f"raw[{i}]", p) for i, (k, p) in enumerate(plain)}
        for i, (k, p) in enumerate(indexed):
            value[k] = self._from(f'decode(["{self._canonical(p)}"], topics[{i + 1}])[0]', p)
        return (
            f"@dataclass(frozen=True, slots=True)\nclass {e['name']}:\n    TOPIC: ClassVar[bytes] = {literal(keccak(text=self._signature(e)))}\n"
            + "".join(f"    {k}: {self._python(p)}\n" for k, p in fields)
            + f"\n    @classmethod\n    def decode(cls, topics: Sequence[bytes], data: bytes) -> {e['name']}:\n"
            + "".join(lines)
            + f"        return cls({', '.join(value[k] for k, _ in fields)})\n"
        )

    def _arguments(self, parts: list[Json]) -> tuple[str, str]:
        fields = [(k or f"arg{i}", p) for i, (k, p) in enumerate(self._fields(parts))]
        params = ", ".join(f"{k}: {self._python(p)}" for k, p in fields)
        values = f"encode({json.dumps([self._canonical(p) for p in parts])}, [{', '.join(self._to(k, p) for k, p in fields)}])"
        return params, values

    def _constructor(self, entry: Json) -> str:
        params, values = self._arguments(entry["inputs"])
        values = values if params else 'b""'
        return f'def constructor({params}) -> bytes:\n    """What follows the bytecode."""\n    return {values}\n'

    def _function(self, f: Json) -> str:
        params, values = self._arguments(f["inputs"])
        name = snake(f["name"])
        selector = keccak(text=self._signature(f))[:4]
        out = f"def {safe(name)}({params}) -> bytes:\n    return {literal(selector)}{' + ' + values if params else ''}\n"
        outputs = f["outputs"]
        if outputs:
            types = json.dumps([self._canonical(p) for p in outputs])
            parts = [self._from(f"raw[{i}]", p) for i, p in enumerate(outputs)]
            kinds = [self._python(p) for p in outputs]
            kind, made = (kinds[0], parts[0]) if len(parts) == 1 else (f"tuple[{', '.join(kinds)}]", f"({', '.join(parts)})")
            # eth_abi's values are Any: name the type so that strict checking goes on from here.
            out += f"\n\ndef decode_{name}(data: bytes) -> {kind}:\n    raw = decode({types}, data)\n    value: {kind} = {made}\n    return value\n"
        return out


def generate() -> dict[Path, str]:
    """Every file and its text."""
    out: dict[Path, str] = {}
    for program, source in SOLANA.items():
        out[ROOT / f"clients/assay/solana/generated/{program}.py"] = Solana(json.loads((ROOT / source).read_text()), source).module()
    for program, source in EVM.items():
        out[ROOT / f"clients/assay/evm/generated/{program}.py"] = Evm(json.loads((ROOT / source).read_text())["abi"], source).module()
    for chain, what in (("solana", "IDLs"), ("evm", "ABIs")):
        out[ROOT / f"clients/assay/{chain}/generated/__init__.py"] = f'"""The programs\' {what} as typed code. Made by scripts/gen.py; do not edit."""\n'
    return out


def main() -> int:
    """Writes the files. Exits 1, saying so, where a build is missing."""
    missing = [s for s in (*SOLANA.values(), *EVM.values()) if not (ROOT / s).exists()]
    if missing:
        print(f"gen: {', '.join(missing)} missing: run `make build` first", file=sys.stderr)
        return 1
    for path, text in generate().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            print(f"gen: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
