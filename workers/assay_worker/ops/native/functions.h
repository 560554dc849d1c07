// The scalar functions whose bits the protocol defines (docs/operators.md), for gcc/clang and NVRTC alike.
// Every rounding is written out: no contraction, no flush to zero, no reassociation, round to nearest even.
// Intermediate NaN payloads are free; `canonical` is applied to whatever is stored.
#ifndef ASSAY_FUNCTIONS_H
#define ASSAY_FUNCTIONS_H

#ifdef __CUDACC_RTC__
#define FN __device__ __forceinline__
typedef unsigned int u32;
typedef int i32;
#define FMA(a, b, c) __fmaf_rn(a, b, c)
#define MUL(a, b) __fmul_rn(a, b)
#define ADD(a, b) __fadd_rn(a, b)
#define SUB(a, b) __fsub_rn(a, b)
#define DIV(a, b) __fdiv_rn(a, b)
#define SQRT(a) __fsqrt_rn(a)
#define I32_TO_F32(i) __int2float_rn(i)
#define BITS(f) __float_as_uint(f)
#define FLOAT(u) __uint_as_float(u)
#else
#include <stdint.h>
#include <string.h>
#define FN static inline __attribute__((always_inline, unused))
typedef uint32_t u32;
typedef int32_t i32;
#define FMA(a, b, c) __builtin_fmaf(a, b, c)
#define MUL(a, b) ((float)(a) * (float)(b))
#define ADD(a, b) ((float)(a) + (float)(b))
#define SUB(a, b) ((float)(a) - (float)(b))
#define DIV(a, b) ((float)(a) / (float)(b))
#define SQRT(a) __builtin_sqrtf(a)
#define I32_TO_F32(i) ((float)(i32)(i))
FN u32 BITS(float f) { u32 u; memcpy(&u, &f, 4); return u; }
FN float FLOAT(u32 u) { float f; memcpy(&f, &u, 4); return f; }
#endif

#define C32(hex) FLOAT(0x##hex##u)
#define IS_NAN(x) (!((x) == (x)))
#define NAN_BITS 0x7fc00000u

FN float canonical(float x) { return IS_NAN(x) ? FLOAT(NAN_BITS) : x; }

// Total on non-NaN values (+0 beats -0), any NaN wins: so the order of a reduction does not matter.
FN float f_max(float a, float b) {
  if (IS_NAN(a) || IS_NAN(b)) return FLOAT(NAN_BITS);
  if (a > b) return a;
  if (b > a) return b;
  return FLOAT(BITS(a) & BITS(b));
}

// Cephes expf: 2^n * p(r), n from the round-to-nearest magic number; results below 2^-126 are +0.
FN float f_exp(float x) {
  if (IS_NAN(x)) return FLOAT(NAN_BITS);
  if (x > C32(42b17217)) return FLOAT(0x7f800000u);
  if (x < C32(c2aeac4f)) return FLOAT(0u);
  float z = FMA(x, C32(3fb8aa3b), C32(4b400000));
  i32 n = (i32)(BITS(z) - 0x4b400000u);
  float fn = SUB(z, C32(4b400000));
  float r = FMA(fn, C32(bf318000), x);
  r = FMA(fn, C32(395e8083), r);
  float p = C32(39506967);
  p = FMA(p, r, C32(3ab743ce));
  p = FMA(p, r, C32(3c088908));
  p = FMA(p, r, C32(3d2aa9c1));
  p = FMA(p, r, C32(3e2aaaaa));
  p = FMA(p, r, C32(3f000000));
  p = FMA(p, MUL(r, r), r);
  p = ADD(p, C32(3f800000));
  i32 half = n >> 1, rest = n - half;
  return MUL(MUL(p, FLOAT((u32)(half + 127) << 23)), FLOAT((u32)(rest + 127) << 23));
}

// Cephes tanhf: an odd polynomial below 0.625, 1 - 2 / (exp(2a) + 1) above, 1 beyond 9.
FN float f_tanh(float x) {
  if (IS_NAN(x)) return FLOAT(NAN_BITS);
  u32 sign = BITS(x) & 0x80000000u;
  float a = FLOAT(BITS(x) & 0x7fffffffu);
  if (a < C32(3f200000)) {
    float z = MUL(x, x);
    float p = C32(bbbaf0ea);
    p = FMA(p, z, C32(3ca9134e));
    p = FMA(p, z, C32(bd5c1e2d));
    p = FMA(p, z, C32(3e088393));
    p = FMA(p, z, C32(beaaaa99));
    return FMA(MUL(p, z), x, x);
  }
  float t = C32(3f800000);
  if (!(a > C32(41100000))) t = SUB(t, DIV(C32(40000000), ADD(f_exp(ADD(a, a)), C32(3f800000))));
  return FLOAT(BITS(t) | sign);
}

// Rational x * P(x^2) / Q(x^2) of the XLA/Eigen family; exactly +-1 from |x| >= 4.
FN float f_erf(float x) {
  if (IS_NAN(x)) return FLOAT(NAN_BITS);
  u32 sign = BITS(x) & 0x80000000u;
  float a = FLOAT(BITS(x) & 0x7fffffffu);
  if (!(a < C32(40800000))) return FLOAT(0x3f800000u | sign);
  float z = MUL(x, x);
  float p = C32(af95df0b);
  p = FMA(p, z, C32(32edffee));
  p = FMA(p, z, C32(b60cff51));
  p = FMA(p, z, C32(b86ec2d2));
  p = FMA(p, z, C32(ba40ac63));
  p = FMA(p, z, C32(bb41a1f6));
  p = FMA(p, z, C32(bc83dbd4));
  float q = C32(b77460cd);
  q = FMA(q, z, C32(b95fbd29));
  q = FMA(q, z, C32(badc924e));
  q = FMA(q, z, C32(bbf19bf8));
  q = FMA(q, z, C32(bc69b6a7));
  return DIV(MUL(x, p), q);
}

FN float f_gelu(float x) { return MUL(MUL(C32(3f000000), x), ADD(C32(3f800000), f_erf(MUL(x, C32(3f3504f3))))); }
FN float f_rsqrt(float x) { return DIV(C32(3f800000), SQRT(x)); }

// Round half to even, clamp to [-128, 127], NaN to 0.
FN i32 f_to_i8(float x) {
  if (IS_NAN(x)) return 0;
  if (x > C32(42fe0000)) return 127;
  if (x < C32(c3000000)) return -128;
  return (i32)(BITS(ADD(x, C32(4b400000))) - 0x4b400000u);
}
#endif
