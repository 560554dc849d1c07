pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";

// Poseidon(...Poseidon(Poseidon(e0, e1), e2)..., en); one element alone is paired with 0.
template Chain(count) {
    signal input elements[count];
    signal output digest;

    var links = count > 1 ? count - 1 : 1;
    component hashes[links];
    for (var i = 0; i < links; i++) {
        hashes[i] = Poseidon(2);
        if (i == 0) {
            hashes[i].inputs[0] <== elements[0];
        } else {
            hashes[i].inputs[0] <== hashes[i - 1].out;
        }
        if (count > 1) {
            hashes[i].inputs[1] <== elements[i + 1];
        } else {
            hashes[i].inputs[1] <== 0;
        }
    }
    digest <== hashes[links - 1].out;
}

// Poseidon(commitment, context (18 bytes) || observed_at (5) || result (4 u16)). The parts are shown to be as wide as that, or one statement
// could be read in two ways; the lanes of the result come from templates that bound them below 2^16.
template Statement(lanes) {
    signal input commitment;
    signal input context;
    signal input observed_at;
    signal input result[lanes];
    signal output statement;

    component context_range = Num2Bits(144);
    context_range.in <== context;
    component time_range = Num2Bits(40);
    time_range.in <== observed_at;

    var said = context * 2 ** 104 + observed_at * 2 ** 64;
    for (var i = 0; i < lanes; i++) {
        said += result[i] * 2 ** (48 - 16 * i);
    }
    component hash = Poseidon(2);
    hash.inputs[0] <== commitment;
    hash.inputs[1] <== said;
    statement <== hash.out;
}
