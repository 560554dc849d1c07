#include "polynomial.h"

#include <string.h>

enum { P = SMALL_FIELD };

static uint16_t inverse[P];

static uint32_t minus(uint32_t a, uint32_t b) { return a >= b ? a - b : a + P - b; }

void prepare_polynomials(void) {
  inverse[1] = 1;
  for (uint32_t i = 2; i < P; i++) inverse[i] = (uint16_t)((P - P / i) * (uint32_t)inverse[P % i] % P);
}

// Newton's divided differences, then Horner's rule on polynomials.
void interpolate(const uint32_t *x, uint32_t *y, size_t n, uint32_t *out) {
  for (size_t step = 1; step < n; step++)
    for (size_t i = n - 1; i >= step; i--) y[i] = minus(y[i], y[i - 1]) * (uint32_t)inverse[minus(x[i], x[i - step])] % P;
  memset(out, 0, n * sizeof *out);
  for (size_t at = n; at-- > 0;) {
    const uint32_t away = minus(0, x[at]);
    for (size_t i = n - 1 - at; i > 0; i--) out[i] = (out[i] * away + out[i - 1]) % P;
    out[0] = (out[0] * away + y[at]) % P;
  }
}

void evaluate(const uint32_t *coefficients, size_t n, const uint32_t *x, size_t count, uint32_t *out) {
  memset(out, 0, count * sizeof *out);
  for (size_t c = n; c-- > 0;)
    for (size_t i = 0; i < count; i++) out[i] = (out[i] * x[i] + coefficients[c]) % P;
}
