// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Signatures by keys of subjects
/// @notice Ed25519 (1), secp256k1 (2) and P-256 (3), each in its strict form, so that every chain says the same of a signature. It holds no
/// state, so that it can stand apart from identity, which would not fit into one contract with it.
/// @dev Twin: programs/solana/identity/src/signatures.rs. Meaning: clients/assay/signatures.py.
interface IKeys {
    /// @notice Whether `proof` is the key's signature of `digest`: of Ed25519 R || S over the digest as the message, of secp256k1 r || s || v
    /// (27 or 28) over the digest itself, of P-256 r || s over sha256(digest). False for an unknown algorithm, a point that is none or of small
    /// order, a second encoding, a high s, a wrong length. Anyone.
    /// @param algorithm 1 to 3.
    /// @param x The public key of Ed25519, or the point's x, big-endian.
    /// @param y The point's y, big-endian; zero for Ed25519.
    /// @param digest What was signed.
    /// @param proof The signature.
    function isProof(uint8 algorithm, bytes32 x, bytes32 y, bytes32 digest, bytes calldata proof)
        external
        view
        returns (bool);
}
