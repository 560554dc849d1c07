pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";

// Layers of a quantised MLP. An activation is an unsigned number of 15 bits; weights are int8 and constants of the circuit, so that a
// sum of products is one linear combination; an accumulator fits int32, and every requantisation is a shift. The integer twin is
// assay_worker.zkml.model: both must give the same bits for every input.

function activation_bits() { return 15; }
function activation_max() { return 32767; }

// min(value * 2^(15 - exponent), 32767), rounded down; proves that value has `width` bits.
template Feature(width, exponent) {
    signal input value;
    signal output activation;

    component bits = Num2Bits(width);
    bits.in <== value;

    // Below 2^exponent the value is kept, its lowest bits are dropped where it has more than 15.
    var dropped = exponent > activation_bits() ? exponent - activation_bits() : 0;
    var scale = exponent > activation_bits() ? 1 : 2 ** (activation_bits() - exponent);
    var kept = 0;
    var beyond = 0;
    for (var i = 0; i < width; i++) {
        if (i >= exponent) {
            beyond += bits.out[i];
        } else if (i >= dropped) {
            kept += bits.out[i] * scale * 2 ** (i - dropped);
        }
    }
    if (width > exponent) {
        component fits = IsZero();
        fits.in <== beyond;
        activation <== fits.out * (kept - activation_max()) + activation_max();
    } else {
        activation <== kept;
    }
}

// min(max((sum + half) >> shift, 0), 32767), half being 2^(shift - 1), or 0 where nothing is shifted out.
// `size` is such that -2^size <= sum + half < 2^size for every input; the decomposition proves it.
template Requantised(size, shift) {
    signal input sum;
    signal output activation;

    component bits = Num2Bits(size + 1);
    bits.in <== sum + (shift > 0 ? 2 ** (shift - 1) : 0) + 2 ** size;

    var kept = 0;
    var beyond = 0;
    for (var i = shift; i < size; i++) {
        if (i < shift + activation_bits()) {
            kept += bits.out[i] * 2 ** (i - shift);
        } else {
            beyond += bits.out[i];
        }
    }
    // The uppermost bit is set where the sum is not negative.
    if (size > shift + activation_bits()) {
        component fits = IsZero();
        fits.in <== beyond;
        signal saturated <== fits.out * (kept - activation_max()) + activation_max();
        activation <== bits.out[size] * saturated;
    } else {
        activation <== bits.out[size] * kept;
    }
}

// A fully connected layer and its ReLU.
template Dense(inputs, outputs, weights, biases, sizes, shifts) {
    signal input before[inputs];
    signal output after[outputs];

    component rows[outputs];
    for (var j = 0; j < outputs; j++) {
        var sum = biases[j];
        for (var i = 0; i < inputs; i++) {
            sum += weights[j][i] * before[i];
        }
        rows[j] = Requantised(sizes[j], shifts[j]);
        rows[j].sum <== sum;
        after[j] <== rows[j].activation;
    }
}
