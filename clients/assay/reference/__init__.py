"""The protocol as plain Python: no chain, no crypto but hashes, an explicit clock. Both chains are tested against it step by step."""
