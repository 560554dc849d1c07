// Polynomials over the field of 65,497 elements, in which fingerprints are written (verify/fingerprint.py).
#ifndef ASSAY_POLYNOMIAL_H
#define ASSAY_POLYNOMIAL_H
#include <stddef.h>
#include <stdint.h>

enum { SMALL_FIELD = 65497 };

// Before the others.
void prepare_polynomials(void);
// The coefficients, lowest first, of the polynomial of degree below n with y[i] at x[i]; all below SMALL_FIELD, x distinct, n at least 1.
// y is overwritten.
void interpolate(const uint32_t *x, uint32_t *y, size_t n, uint32_t *coefficients);
// out[i] = the value at x[i].
void evaluate(const uint32_t *coefficients, size_t n, const uint32_t *x, size_t count, uint32_t *out);
#endif
