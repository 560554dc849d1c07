// The operators once more, one value after another and with nothing clever, compiled by the tests with -O1 for no particular
// instruction set: what the fast kernels must equal.
#include "functions.h"

void oracle_matmul_f32(const float *a, const float *b, const float *c, float *out, long m, long n, long k) {
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      float acc = c[i * n + j];
      for (long t = 0; t < k; t++) acc = FMA(a[i * k + t], b[j * k + t], acc);
      out[i * n + j] = canonical(acc);
    }
}

void oracle_matmul_i8(const int8_t *a, const int8_t *b, const int32_t *c, int32_t *out, long m, long n, long k) {
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      uint32_t acc = (uint32_t)c[i * n + j];
      for (long t = 0; t < k; t++) acc += (uint32_t)((int32_t)a[i * k + t] * (int32_t)b[j * k + t]);
      out[i * n + j] = (int32_t)acc;
    }
}

void oracle_rows(int kind, const float *a, const float *b, float *out, long rows, long k) {
  for (long i = 0; i < rows; i++) {
    float acc = kind == 5 ? FLOAT(0xff800000u) : FLOAT(0u);
    for (long t = 0; t < k; t++) {
      float x = a[i * k + t];
      acc = kind == 3 ? FMA(x, b[i * k + t], acc) : kind == 4 ? ADD(acc, x) : f_max(acc, x);
    }
    out[i] = canonical(acc);
  }
}

void oracle_map(int fn, float s0, float s1, const void *pa, const void *pb, const void *pc, void *out, long n) {
  for (long i = 0; i < n; i++) {
    float a = ((const float *)pa)[i], b = ((const float *)pb)[i], c = ((const float *)pc)[i], y = 0;
    int32_t ia = ((const int32_t *)pa)[i], ib = ((const int32_t *)pb)[i];
    switch (fn) {
      case 1: y = ADD(a, b); break;
      case 2: y = SUB(a, b); break;
      case 3: y = MUL(a, b); break;
      case 4: y = DIV(a, b); break;
      case 5: y = FMA(a, b, c); break;
      case 6: y = FMA(a, s0, s1); break;
      case 7: y = FMA(a, s0, b); break;
      case 8: y = f_exp(a); break;
      case 9: y = f_exp(SUB(a, b)); break;
      case 10: y = f_tanh(a); break;
      case 11: y = f_erf(a); break;
      case 12: y = f_gelu(a); break;
      case 13: y = SQRT(a); break;
      case 14: y = f_rsqrt(a); break;
      case 15: y = f_max(a, FLOAT(0u)); break;
      case 16: y = f_max(a, b); break;
      case 17: y = MUL(I32_TO_F32(ia), s0); break;
      case 18: ((int8_t *)out)[i] = (int8_t)f_to_i8(MUL(a, s0)); continue;
      case 19: ((int32_t *)out)[i] = (int32_t)((uint32_t)ia + (uint32_t)ib); continue;
    }
    ((float *)out)[i] = canonical(y);
  }
}

#if defined(__x86_64__)
#include <xmmintrin.h>
unsigned float_mode(void) { return _mm_getcsr(); }
void set_float_mode(unsigned mode) { _mm_setcsr(mode); }
#endif
