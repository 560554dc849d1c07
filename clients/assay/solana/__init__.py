"""The protocol on Solana, over solders and solana-py."""
