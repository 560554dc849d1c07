"""Who takes proved claims in the tests: a contract (tests/evm/contracts/Consumers.sol), an account of the probe (tests/solana/probe), and their
like at the same address of a reference."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from assay import errors as e
from assay.artifacts import built, bytecode
from assay.evm.network import EvmNetwork
from assay.market import Sandbox
from assay.models.verifier import Claim
from assay.reference.network import ReferenceNetwork
from assay.solana.network import SolanaNetwork
from eth_abi.abi import decode
from solders.account import Account
from solders.pubkey import Pubkey

from tests.evm.arena import calldata, create, send, transport_of
from tests.solana.town import LAMPORTS, svm_of

PROBE = Pubkey.from_string("ALoMYWhVvW9CcdRe7F8qZnPdqHMgBmbTqaTdTqitJwnJ")
TOLD_BYTES = 32 + 8 + 32 + 8 + 8
Told = tuple[bytes, int, Claim]


class Manner(IntEnum):
    """What a consumer does when it is called. The contract knows more of them."""

    TAKE = 0
    REFUSE = 1


def consumers(chain: Sandbox, reference: ReferenceNetwork | None = None, count: int = 2) -> list[bytes]:
    """Stands that many on the chain, and on the reference."""
    made = [_stand(chain, at) for at in range(count)]
    for address in made if reference else ():
        behave(chain, reference, address, Manner.TAKE)
    return made


def _stand(chain: Sandbox, at: int) -> bytes:
    if isinstance(chain, EvmNetwork):
        return create(chain, "carol", bytecode("Consumer") + chain.deployment().verifier)
    assert isinstance(chain, SolanaNetwork)
    svm_of(chain).add_program_from_file(PROBE, built("deploy/probe.so"))
    address = Pubkey.from_bytes(bytes([at + 1]) * 32)
    stand_account(chain, address, Manner.TAKE)
    return bytes(address)


def stand_account(chain: SolanaNetwork, address: Pubkey, kind: int, behind: bytes = b"", owner: Pubkey = PROBE) -> None:
    """An account that bids its program behave so; what it was told is kept."""
    old = svm_of(chain).get_account(address)
    kept = old.data[1 : 1 + TOLD_BYTES] if old else bytes(TOLD_BYTES)
    svm_of(chain).set_account(address, Account(LAMPORTS, bytes([kind]) + kept + behind, owner))


def behave(chain: Sandbox, reference: ReferenceNetwork | None, address: bytes, manner: Manner) -> None:
    if isinstance(chain, EvmNetwork):
        send(chain, "carol", (address, calldata("behave(uint8,bytes)", int(manner), b"")))
    elif isinstance(chain, SolanaNetwork):
        stand_account(chain, Pubkey.from_bytes(address), manner)

    def hook(_model_id: bytes, _nonce: int, _claim: Claim) -> None:
        if manner is Manner.REFUSE:
            raise e.Unrecognised("the consumer does not want it")

    if reference:
        reference.verifier_state.consumers[address] = hook  # type: ignore[assignment]


def told(chain: Sandbox, addresses: Sequence[bytes]) -> dict[bytes, Told]:
    """What each consumer heard last."""
    return {address: heard for address in addresses if (heard := _told(chain, address)) is not None}


def _told(chain: Sandbox, address: bytes) -> Told | None:
    if isinstance(chain, EvmNetwork):
        (model_id,) = decode(["bytes32"], _read(chain, address, "lastModel()"))
        (nonce,) = decode(["uint64"], _read(chain, address, "lastNonce()"))
        commitment, at, result = decode(["bytes32", "uint64", "bytes8"], _read(chain, address, "last()"))
    else:
        assert isinstance(chain, SolanaNetwork)
        account = svm_of(chain).get_account(Pubkey.from_bytes(address))
        assert account is not None
        data = account.data[1 : 1 + TOLD_BYTES]
        model_id, nonce, commitment = data[:32], int.from_bytes(data[32:40], "little"), data[40:72]
        at, result = int.from_bytes(data[72:80], "little"), data[80:88]
    return (model_id, nonce, Claim(commitment=commitment, observed_at=at, result=result)) if any(model_id) else None


def _read(chain: EvmNetwork, address: bytes, what: str) -> bytes:
    return transport_of(chain).call(address[12:], calldata(what))
