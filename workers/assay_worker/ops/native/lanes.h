// One instruction set's vector of float32, behind names that the kernels share. Included after one of
// lanes_{portable,avx2,avx512}.h has given
//   LANES             values a vector; V float32, I int32, U uint32, M the result of a comparison
//   ROWS_AT_ONCE      rows of A in a matmul's block of registers
//   DOT_TERMS         int8 values of one 32-bit unit of v_dot; DOT_BIAS what it wants added to A's bytes
//   v_fma v_sqrt      one rounding each
//   v_greater v_is_nan v_select v_max_int v_dot
//   v_ror v_xor3 v_choose v_majority v_swap_bytes   what SHA-256 is made of
// The arithmetic operators on V are the compiler's: one IEEE rounding each.
#include <stddef.h>

INLINE V v_load(const void *p) { V v; memcpy(&v, p, sizeof v); return v; }
INLINE void v_store(void *p, V v) { memcpy(p, &v, sizeof v); }
INLINE V v_load_some(const void *p, size_t n) { V v = {0}; memcpy(&v, p, 4 * n); return v; }
INLINE void v_store_some(void *p, V v, size_t n) { memcpy(p, &v, 4 * n); }
INLINE V v_all(float x) { return x - (V){0}; }  // minus +0 keeps every value, -0 included
INLINE I i_all(int32_t x) { return x - (I){0}; }
INLINE V v_bits(u32 bits) { return (V)i_all((i32)bits); }
INLINE V v_canonical(V v) { return v_select(v_is_nan(v), v_bits(NAN_BITS), v); }

#ifdef __clang__
#define PICK(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define PICK(a, b, ...) __builtin_shuffle(a, b, (I){__VA_ARGS__})
#endif
#define FOUR(f, l, s) f(l, s), f(l + 1, s), f(l + 2, s), f(l + 3, s)
#if LANES == 16
#define EACH_LANE(f, s) FOUR(f, 0, s), FOUR(f, 4, s), FOUR(f, 8, s), FOUR(f, 12, s)
#elif LANES == 8
#define EACH_LANE(f, s) FOUR(f, 0, s), FOUR(f, 4, s)
#else
#define EACH_LANE(f, s) FOUR(f, 0, s)
#endif
#define LOW_LANE(l, s) (((l) & (s)) ? LANES + (l) - (s) : (l))
#define HIGH_LANE(l, s) (((l) & (s)) ? LANES + (l) : (l) + (s))

// Swaps the off-diagonal blocks of side s in the first `rows` of v.
#define SWAP_BLOCKS(v, s) SWAP_BLOCKS_OF(v, LANES, s)
#define SWAP_BLOCKS_OF(v, rows, s)                                \
  _Pragma("GCC unroll 16") for (int i = 0; i < (rows); i++) if (!(i & (s))) { \
    I a = v[i], b = v[i + (s)];                                   \
    v[i] = PICK(a, b, EACH_LANE(LOW_LANE, s));                    \
    v[i + (s)] = PICK(a, b, EACH_LANE(HIGH_LANE, s));             \
  }

// v[k] = the lanes rows[lane][k], for LANES values of each row.
INLINE void transposed(const u32 *const rows[LANES], size_t from, I v[LANES]) {
#pragma GCC unroll 16
  for (int i = 0; i < LANES; i++) v[i] = (I)v_load(rows[i] + from);
#if LANES > 8
  SWAP_BLOCKS(v, 8)
#endif
#if LANES > 4
  SWAP_BLOCKS(v, 4)
#endif
  SWAP_BLOCKS(v, 2)
  SWAP_BLOCKS(v, 1)
}

// out[k * stride + lane] = rows[lane][k] for all k < n: 32-bit values, whatever they mean.
static __attribute__((unused)) void transpose(const u32 *const rows[LANES], size_t n, u32 *out, size_t stride) {
  size_t k = 0;
  for (; k + LANES <= n; k += LANES) {
    I v[LANES];
    transposed(rows, k, v);
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) v_store(out + (k + (size_t)i) * stride, (V)v[i]);
  }
  for (; k < n; k++)
    for (int i = 0; i < LANES; i++) out[k * stride + (size_t)i] = rows[i][k];
}
