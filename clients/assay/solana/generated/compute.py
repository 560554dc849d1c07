from solders.pubkey import Pubkey
PROGRAM = Pubkey.from_string("SysvarS1otHashes111111111111111111111111111")
ERRORS: dict[int, str] = {}
def decode_event(data: bytes) -> None:
    return None
