"""Deploys Assay to a running chain and writes clients/assay/deployments/<name>.json (`make deploy`).

    deploy.py                                     both localnets of this machine that answer, with the sandboxes' own keys
    deploy.py solana:localnet                     one of them
    deploy.py solana:devnet --payer KEYPAIR       a public chain; the payer becomes the authority
    deploy.py evm+https://NODE --name mychain --payer KEYFILE --treasury ADDRESS

Running it again finds what stands, compares it with the file and changes nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "clients"))

from assay.artifacts import built  # noqa: E402
from assay.connect import LOCALNETS, PUBLIC, load_deployment  # noqa: E402
from assay.errors import AssayError, ConnectionFailed, InputError  # noqa: E402
from assay.models.deployment import Deployment, Settings  # noqa: E402

DEPLOYMENTS = ROOT / "clients/assay/deployments"


def solana(url: str, name: str, payer_file: Path | None, treasury: bytes | None, settings: Settings, token: bytes | None) -> Deployment:
    from assay.solana import deploy, keys, network, upload
    from assay.solana.transport import RpcTransport, SurfnetTransport
    from solders.keypair import Keypair
    from solders.pubkey import Pubkey

    local = payer_file is None
    transport = SurfnetTransport(url) if local else RpcTransport(url)
    payer = network.account_named("authority") if payer_file is None else keys.load(payer_file)
    if isinstance(transport, SurfnetTransport):
        transport.fund(payer.pubkey())
    for program, address in (deploy.PROGRAMS | (deploy.DOUBLES if local else {})).items():
        key = upload.program_key(program)
        if key.pubkey() != address:
            raise InputError("program", str(address), f"the address of {program}'s key, {key.pubkey()}", "build the programs and run `make gen`")
        fresh = upload.upload(transport, payer, key, built(f"deploy/{program}.so").read_bytes())
        print(f"deploy: {program} {'is new at' if fresh else 'stands at'} {address}")
    known = kept(name)
    if known is not None and deploy.stands(transport, known):
        deploy.verify(transport, known, payer)
        return known
    mint: Keypair | Pubkey = Pubkey.from_bytes(token) if token else network.account_named("token") if local else Keypair()
    # Campaigns of a public chain bring grant tokens of their own.
    grant_mint = network.account_named("grant_token") if local else None
    return deploy.initialize(transport, payer, treasury or default_treasury(bytes(payer.pubkey()), "solana", local), settings, mint, grant_mint)


def evm(url: str, name: str, payer_file: Path | None, treasury: bytes | None, settings: Settings, token: bytes | None) -> Deployment:
    from assay.evm import deploy, keys, network
    from assay.evm.transport import AnvilTransport, HttpTransport

    local = payer_file is None
    transport = AnvilTransport(url) if local else HttpTransport(url)
    payer = network.account_named("authority") if payer_file is None else keys.load(payer_file)
    if isinstance(transport, AnvilTransport):
        transport.fund(network.address_of(payer)[12:])
    known = kept(name)
    if known is not None and deploy.stands(transport, known):
        deploy.verify(transport, known, payer)
        return known
    return deploy.deploy(transport, payer, treasury or default_treasury(network.address_of(payer), "evm", local), settings, token)


def default_treasury(payer: bytes, kind: str, local: bool) -> bytes:
    """On a localnet the sandbox's treasury, elsewhere the payer until it says better."""
    if not local:
        return payer
    if kind == "solana":
        from assay.solana.network import account_named

        return bytes(account_named("treasury").pubkey())
    from assay.evm.network import account_named as evm_named
    from assay.evm.network import address_of

    return address_of(evm_named("treasury"))


def kept(name: str) -> Deployment | None:
    path = DEPLOYMENTS / f"{name}.json"
    return load_deployment(path) if path.exists() else None


def address(text: str) -> bytes:
    """An address as people write it: base58 on Solana, 20 or 32 bytes of hex."""
    if text.startswith("0x"):
        return bytes.fromhex(text[2:]).rjust(32, b"\0")
    from solders.pubkey import Pubkey

    return bytes(Pubkey.from_string(text))


def run(target: str, args: argparse.Namespace) -> None:
    url = LOCALNETS.get(target) or PUBLIC.get(target) or target.partition("+")[2]
    if not url:
        raise InputError("target", target, f"one of {', '.join((*LOCALNETS, *PUBLIC))} or a URL behind solana+ or evm+", "name the chain first")
    if target not in LOCALNETS and args.payer is None:
        raise InputError("payer", None, "a key's file", "a public chain's fees are paid by somebody")
    name = args.name or (target.replace(":", "-") if "+" not in target else None)
    if name is None:
        raise InputError("name", None, "said for a URL", "it names the deployment's file")
    go = solana if target.startswith("solana") else evm
    made = go(url, name, args.payer, args.treasury, Settings(), args.token)
    path = DEPLOYMENTS / f"{name}.json"
    path.write_text(made.model_dump_json(indent=2) + "\n")
    print(f"deploy: {made.chain} is written to {path.relative_to(ROOT)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", help="solana:localnet, evm:localnet, solana:devnet, evm:sepolia, solana+URL, evm+URL; both localnets if left out")
    parser.add_argument("--payer", type=Path, help="the key's file; on a localnet none is needed")
    parser.add_argument("--name", help="of the deployment's file; that of the target if left out")
    parser.add_argument("--treasury", type=address, help="who gets what of a slash nobody earned; the payer if left out")
    parser.add_argument("--token", type=address, help="a token of 6 decimals; a test token is made if left out")
    args = parser.parse_args()
    failed = 0
    for target in [args.target] if args.target else list(LOCALNETS):
        try:
            run(target, args)
        except ConnectionFailed as e:
            print(f"deploy: {e}", file=sys.stderr)
            failed += 1
        except AssayError as e:
            print(f"deploy: {target}: {e}", file=sys.stderr)
            return 1
    # Without a target, one localnet of the two is enough.
    return 1 if failed and (args.target or failed == len(LOCALNETS)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
