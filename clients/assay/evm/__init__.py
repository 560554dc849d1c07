"""The protocol on the EVM, over web3.py."""
