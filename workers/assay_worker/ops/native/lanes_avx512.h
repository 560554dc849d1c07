// Sixteen float32 lanes: AVX-512 F/BW/DQ/VL with VNNI. See lanes.h for what each name means.
#include <immintrin.h>
#define LANES 16
#define ROWS_AT_ONCE 14  // 14 x 2 accumulators + 2 of B + 1 of A = 31 of 32 registers
#define DOT_TERMS 4      // vpdpbusd: four products of u8 x s8 a lane
#define DOT_BIAS 0x80808080u  // A's bytes are made unsigned by + 128, taken off again as 128 * sum of B

typedef float V __attribute__((vector_size(64)));
typedef int32_t I __attribute__((vector_size(64)));
typedef uint32_t U __attribute__((vector_size(64)));
typedef __mmask16 M;

INLINE V v_fma(V a, V b, V c) { return (V)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c); }
INLINE V v_sqrt(V a) { return (V)_mm512_sqrt_ps((__m512)a); }
INLINE M v_greater(V a, V b) { return _mm512_cmp_ps_mask((__m512)a, (__m512)b, _CMP_GT_OQ); }
INLINE M v_is_nan(V a) { return _mm512_cmp_ps_mask((__m512)a, (__m512)a, _CMP_UNORD_Q); }
INLINE V v_select(M m, V yes, V no) { return (V)_mm512_mask_blend_ps(m, (__m512)no, (__m512)yes); }
INLINE I v_max_int(I a, I b) { return (I)_mm512_max_epi32((__m512i)a, (__m512i)b); }
INLINE I v_dot(I acc, I a, I b) { return (I)_mm512_dpbusd_epi32((__m512i)acc, (__m512i)a, (__m512i)b); }
#define v_ror(x, n) ((U)_mm512_ror_epi32((__m512i)(x), n))
INLINE U v_xor3(U a, U b, U c) { return (U)_mm512_ternarylogic_epi32((__m512i)a, (__m512i)b, (__m512i)c, 0x96); }
INLINE U v_choose(U a, U b, U c) { return (U)_mm512_ternarylogic_epi32((__m512i)a, (__m512i)b, (__m512i)c, 0xca); }
INLINE U v_majority(U a, U b, U c) { return (U)_mm512_ternarylogic_epi32((__m512i)a, (__m512i)b, (__m512i)c, 0xe8); }
INLINE U v_swap_bytes(U a) {
  return (U)_mm512_shuffle_epi8((__m512i)a, _mm512_broadcast_i32x4(_mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL)));
}
