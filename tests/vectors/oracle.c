// The truth that the integer float32s are held against: the operators' own functions on this machine's float unit.
// gcc -O1 -ffp-contract=off -mfma -shared -fPIC; test_float32_python.py builds and loads it.
#include <stddef.h>

#include "../../workers/assay_worker/ops/native/functions.h"

static u32 one(u32 op, u32 a, u32 b, u32 c, u32 s0, u32 s1) {
  float x = FLOAT(a), y = FLOAT(b), z = FLOAT(c), s = FLOAT(s0), t = FLOAT(s1), r;
  switch (op) {
    case 1: r = ADD(x, y); break;
    case 2: r = SUB(x, y); break;
    case 3: r = MUL(x, y); break;
    case 4: r = DIV(x, y); break;
    case 5: r = FMA(x, y, z); break;
    case 6: r = FMA(x, s, t); break;
    case 7: r = FMA(x, s, y); break;
    case 8: r = f_exp(x); break;
    case 9: r = f_exp(SUB(x, y)); break;
    case 10: r = f_tanh(x); break;
    case 11: r = f_erf(x); break;
    case 12: r = f_gelu(x); break;
    case 13: r = SQRT(x); break;
    case 14: r = f_rsqrt(x); break;
    case 15: r = f_max(x, FLOAT(0u)); break;
    case 16: r = f_max(x, y); break;
    case 17: r = MUL(I32_TO_F32(a), s); break;
    case 18: return (u32)f_to_i8(MUL(x, s)) & 0xffu;
    case 19: return a + b;
    // Not MAP functions; numbers of this test's own.
    case 32: return x < y;
    case 33: return x > y;
    case 34: r = I32_TO_F32(a); break;
    case 35: return (u32)f_to_i8(x) & 0xffu;
    case 36: r = x; break;
    default: return 0;
  }
  return BITS(canonical(r));
}

// args: five runs of n values (a, b, c, s0, s1).
void apply(u32 op, size_t n, const u32 *args, u32 *out) {
  for (size_t i = 0; i < n; i++) out[i] = one(op, args[i], args[n + i], args[2 * n + i], args[3 * n + i], args[4 * n + i]);
}

static u32 value(const unsigned char *p) { u32 v; memcpy(&v, p, 4); return v; }

// n chains of `bytes` bytes each; kind as in docs/operators.md. Every accumulator is canonical, as a stored one is.
void chain(u32 kind, size_t n, size_t bytes, u32 *acc, const unsigned char *a, const unsigned char *b) {
  for (size_t i = 0; i < n; i++, a += bytes, b += bytes) {
    if (kind == 2) {
      for (size_t k = 0; k < bytes; k++) acc[i] += (u32)((i32)(signed char)a[k] * (i32)(signed char)b[k]);
      continue;
    }
    float r = FLOAT(acc[i]);
    for (size_t k = 0; k < bytes; k += 4) {
      float x = FLOAT(value(a + k));
      if (kind == 4) r = ADD(r, x);
      else if (kind == 5) r = f_max(r, x);
      else r = FMA(x, FLOAT(value(b + k)), r);
    }
    acc[i] = BITS(canonical(r));
  }
}
