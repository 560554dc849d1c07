// One output value at a time, straight from docs/operators.md's table: no tiles, no strides worked out beforehand, nothing
// shared with the kernels but functions.h. test_cuda_emulated.py builds it.
// gcc -O1 -ffp-contract=off -shared -fPIC
#include "../../workers/assay_worker/ops/native/functions.h"

typedef struct {
  uint32_t kind, function, attributes[4], dims[4], inputs, in_dims[3][4], value_bytes;
} Descriptor;

static uint64_t size(const uint32_t d[4]) { return (uint64_t)d[0] * d[1] * d[2] * d[3]; }

static void place_of(uint64_t flat, const uint32_t d[4], uint32_t at[4]) {
  for (int k = 3; k >= 0; k--) at[k] = (uint32_t)(flat % d[k]), flat /= d[k];
}

// Value `at` of an input, an axis of size 1 being broadcast.
static uint64_t flat_of(const uint32_t at[4], const uint32_t d[4]) {
  uint64_t flat = 0;
  for (int k = 0; k < 4; k++) flat = flat * d[k] + (d[k] == 1 ? 0 : at[k]);
  return flat;
}

static u32 word(const void *p, uint64_t i) { u32 v; memcpy(&v, (const char *)p + 4 * i, 4); return v; }
static float value(const void *p, uint64_t i) { return FLOAT(word(p, i)); }

static u32 matmul(const Descriptor *o, const void *const *in, const uint32_t at[4]) {
  uint32_t k[4] = {at[0], at[1], at[2], 0}, n[4] = {at[0], at[1], at[3], 0};
  const uint64_t a = flat_of(k, o->in_dims[0]), b = flat_of(n, o->in_dims[1]);
  u32 acc = o->inputs == 3 ? word(in[2], flat_of(at, o->in_dims[2])) : 0;
  for (uint32_t i = 0; i < o->in_dims[0][3]; i++) {
    if (o->kind == 1) acc = BITS(FMA(value(in[0], a + i), value(in[1], b + i), FLOAT(acc)));
    else acc += (u32)(((const int8_t *)in[0])[a + i] * ((const int8_t *)in[1])[b + i]);
  }
  return o->kind == 1 ? BITS(canonical(FLOAT(acc))) : acc;
}

static u32 row(const Descriptor *o, const void *const *in, uint64_t r) {
  const uint32_t n = o->in_dims[0][3];
  float acc = FLOAT(o->kind == 5 ? 0xff800000u : 0u);
  for (uint64_t i = r * n; i < (r + 1) * n; i++) {
    if (o->kind == 3) acc = FMA(value(in[0], i), value(in[1], i), acc);
    else acc = o->kind == 4 ? ADD(acc, value(in[0], i)) : f_max(acc, value(in[0], i));
  }
  return BITS(canonical(acc));
}

static u32 map(const Descriptor *o, const void *const *in, const uint32_t at[4]) {
  u32 v[3] = {0, 0, 0};
  for (uint32_t i = 0; i < o->inputs; i++) v[i] = word(in[i], flat_of(at, o->in_dims[i]));
  const float a = FLOAT(v[0]), b = FLOAT(v[1]), s0 = FLOAT(o->attributes[0]), s1 = FLOAT(o->attributes[1]);
  float r = 0;
  switch (o->function) {
    case 1: r = ADD(a, b); break;
    case 2: r = SUB(a, b); break;
    case 3: r = MUL(a, b); break;
    case 4: r = DIV(a, b); break;
    case 5: r = FMA(a, b, FLOAT(v[2])); break;
    case 6: r = FMA(a, s0, s1); break;
    case 7: r = FMA(a, s0, b); break;
    case 8: r = f_exp(a); break;
    case 9: r = f_exp(SUB(a, b)); break;
    case 10: r = f_tanh(a); break;
    case 11: r = f_erf(a); break;
    case 12: r = f_gelu(a); break;
    case 13: r = SQRT(a); break;
    case 14: r = f_rsqrt(a); break;
    case 15: r = f_max(a, FLOAT(0u)); break;
    case 16: r = f_max(a, b); break;
    case 17: r = MUL(I32_TO_F32(v[0]), s0); break;
    case 18: return (u32)f_to_i8(MUL(a, s0));
    case 19: return v[0] + v[1];
  }
  return BITS(canonical(r));
}

// The place a MOVE's or a GATHER's value is copied from; UINT64_MAX for zero bits.
static uint64_t source(const Descriptor *o, const void *const *in, uint64_t flat) {
  if (o->kind == 8) {
    const i32 r = (i32)word(in[1], flat / o->dims[3]);
    return r < 0 || (u32)r >= o->in_dims[0][2] ? UINT64_MAX : (uint64_t)r * o->dims[3] + flat % o->dims[3];
  }
  uint32_t permuted[4], i[4], j[4];
  for (int k = 0; k < 4; k++) permuted[k] = o->attributes[o->function >> 2 * k & 3];
  place_of(flat, permuted, i);
  for (int k = 0; k < 4; k++) j[o->function >> 2 * k & 3] = i[k];
  uint64_t at = 0;
  for (int k = 0; k < 4; k++) at = at * o->attributes[k] + j[k];
  return at;
}

void execute(const Descriptor *o, const void *const *in, char *out) {
  const uint32_t bytes = o->value_bytes;
  for (uint64_t flat = 0; flat < size(o->dims); flat++) {
    uint32_t at[4];
    place_of(flat, o->dims, at);
    u32 result = 0;
    if (o->kind <= 2) result = matmul(o, in, at);
    else if (o->kind <= 5) result = row(o, in, flat);
    else if (o->kind == 6) result = map(o, in, at);
    else {
      const uint64_t from = source(o, in, flat);
      if (from != UINT64_MAX) memcpy(&result, (const char *)in[0] + from * bytes, bytes);
    }
    memcpy(out + flat * bytes, &result, bytes);
  }
}
