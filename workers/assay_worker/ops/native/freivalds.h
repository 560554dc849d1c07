// A cheap look at a claimed int8 product: its rows against a random vector, modulo 2^61 - 1 (docs/checks.md).
#ifndef ASSAY_FREIVALDS_H
#define ASSAY_FREIVALDS_H
#include "operators.h"

// Whether out r = A (B^T r) + C r modulo 2^61 - 1 for each row of each batch: 1 or 0, or -1 without memory for the workspace.
// `op` is a MATMUL_I8 without a fault, its `out` the claimed output (only read); r holds N values of magnitude at most 2^59.
int check_product(const operation *op, const int64_t *r);
#endif
