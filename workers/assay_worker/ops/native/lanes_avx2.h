// Eight float32 lanes: AVX2 and FMA. See lanes.h for what each name means.
#include <immintrin.h>
#define LANES 8
#define ROWS_AT_ONCE 6  // 6 x 2 accumulators + 2 of B + 1 of A = 15 of 16 registers
#define DOT_TERMS 2     // vpmaddwd: two products of s16 x s16 a lane
#define DOT_BIAS 0u

typedef float V __attribute__((vector_size(32)));
typedef int32_t I __attribute__((vector_size(32)));
typedef uint32_t U __attribute__((vector_size(32)));
typedef I M;

INLINE V v_fma(V a, V b, V c) { return (V)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c); }
INLINE V v_sqrt(V a) { return (V)_mm256_sqrt_ps((__m256)a); }
INLINE M v_greater(V a, V b) { return (M)_mm256_cmp_ps((__m256)a, (__m256)b, _CMP_GT_OQ); }
INLINE M v_is_nan(V a) { return (M)_mm256_cmp_ps((__m256)a, (__m256)a, _CMP_UNORD_Q); }
INLINE V v_select(M m, V yes, V no) { return (V)_mm256_blendv_ps((__m256)no, (__m256)yes, (__m256)m); }
INLINE I v_max_int(I a, I b) { return (I)_mm256_max_epi32((__m256i)a, (__m256i)b); }
INLINE I v_dot(I acc, I a, I b) { return (I)_mm256_add_epi32((__m256i)acc, _mm256_madd_epi16((__m256i)a, (__m256i)b)); }
#define v_ror(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
INLINE U v_xor3(U a, U b, U c) { return a ^ b ^ c; }
INLINE U v_choose(U a, U b, U c) { return c ^ (a & (b ^ c)); }
INLINE U v_majority(U a, U b, U c) { return (a & b) | (c & (a | b)); }
INLINE U v_swap_bytes(U a) {
  return (U)_mm256_shuffle_epi8((__m256i)a, _mm256_broadcastsi128_si256(_mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL)));
}
