pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";

// The rule that turns scores into weights: pour 10,000 basis points over the pools in proportion to their scores, no pool above its cap.
// With level L, pool i gets min(cap_i, floor(L * score_i / 2^16)). L is the greatest of 0..level_max() at which the weights sum to at
// most 10,000. The sum never falls as L rises, so a level that fits while the next does not is the only one. The twin is
// assay_worker.zkml.allocation.

function whole_bps() { return 10000; }
function level_shift() { return 16; }
function level_bits() { return 30; }
function score_bits() { return 15; }
function cap_bits() { return 16; }
// Where a score of 1 alone would fill any pool: pools with a score are at their caps.
function level_max() { return 10000 * 2 ** 16; }

function poured_sum(level, scores, caps, pools) {
    var sum = 0;
    for (var i = 0; i < pools; i++) {
        var share = (level * scores[i]) >> level_shift();
        sum += share < caps[i] ? share : caps[i];
    }
    return sum;
}

function greatest_level(scores, caps, pools) {
    var low = 0;
    var high = level_max();
    while (low < high) {
        var middle = (low + high + 1) >> 1;
        if (poured_sum(middle, scores, caps, pools) <= whole_bps()) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

// The weights at a level of at most level_bits() bits; a score has score_bits(), a cap cap_bits().
template Poured(pools) {
    signal input level;
    signal input scores[pools];
    signal input caps[pools];
    signal output weights[pools];
    signal output sum;

    var product_bits = level_bits() + score_bits();
    component products[pools];
    component below[pools];
    var total = 0;
    for (var i = 0; i < pools; i++) {
        products[i] = Num2Bits(product_bits);
        products[i].in <== level * scores[i];
        var share = 0;
        for (var k = level_shift(); k < product_bits; k++) {
            share += products[i].out[k] * 2 ** (k - level_shift());
        }
        below[i] = LessThan(product_bits - level_shift());
        below[i].in[0] <== share;
        below[i].in[1] <== caps[i];
        weights[i] <== below[i].out * (share - caps[i]) + caps[i];
        total += weights[i];
    }
    sum <== total;
}

template Allocation(pools) {
    signal input scores[pools];
    signal input caps[pools];
    signal output weights[pools];

    signal level <-- greatest_level(scores, caps, pools);
    component level_range = Num2Bits(level_bits());
    level_range.in <== level;
    component level_bound = LessEqThan(level_bits());
    level_bound.in[0] <== level;
    level_bound.in[1] <== level_max();
    level_bound.out === 1;

    component here = Poured(pools);
    component next = Poured(pools);
    here.level <== level;
    next.level <== level + 1;
    for (var i = 0; i < pools; i++) {
        here.scores[i] <== scores[i];
        here.caps[i] <== caps[i];
        next.scores[i] <== scores[i];
        next.caps[i] <== caps[i];
    }

    // A sum of `pools` weights below 2^16 has 16 bits and those that count the pools.
    var sum_bits = cap_bits() + 4;
    component fits = LessEqThan(sum_bits);
    fits.in[0] <== here.sum;
    fits.in[1] <== whole_bps();
    fits.out === 1;

    component next_fits = LessEqThan(sum_bits);
    next_fits.in[0] <== next.sum;
    next_fits.in[1] <== whole_bps();
    component last = IsEqual();
    last.in[0] <== level;
    last.in[1] <== level_max();
    next_fits.out * (1 - last.out) === 0;

    for (var i = 0; i < pools; i++) {
        weights[i] <== here.weights[i];
    }
}
