// Four float32 lanes in the compiler's own vectors, for any machine. See lanes.h for what each name means.
#define LANES 4
#define ROWS_AT_ONCE 4
#define DOT_TERMS 2
#define DOT_BIAS 0u

typedef float V __attribute__((vector_size(16)));
typedef int32_t I __attribute__((vector_size(16)));
typedef uint32_t U __attribute__((vector_size(16)));
typedef I M;

INLINE V v_fma(V a, V b, V c) {
  return (V){FMA(a[0], b[0], c[0]), FMA(a[1], b[1], c[1]), FMA(a[2], b[2], c[2]), FMA(a[3], b[3], c[3])};
}
INLINE V v_sqrt(V a) { return (V){SQRT(a[0]), SQRT(a[1]), SQRT(a[2]), SQRT(a[3])}; }
INLINE M v_greater(V a, V b) { return a > b; }
INLINE M v_is_nan(V a) { return a != a; }
INLINE V v_select(M m, V yes, V no) { return (V)(((I)yes & m) | ((I)no & ~m)); }
INLINE I v_max_int(I a, I b) { return (a & (a > b)) | (b & ~(a > b)); }
INLINE I v_dot(I acc, I a, I b) {
  U low = (U)((I)((U)a << 16) >> 16) * (U)((I)((U)b << 16) >> 16), high = (U)(a >> 16) * (U)(b >> 16);
  return (I)((U)acc + low + high);
}
#define v_ror(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
INLINE U v_xor3(U a, U b, U c) { return a ^ b ^ c; }
INLINE U v_choose(U a, U b, U c) { return c ^ (a & (b ^ c)); }
INLINE U v_majority(U a, U b, U c) { return (a & b) | (c & (a | b)); }
INLINE U v_swap_bytes(U a) { return a >> 24 | (a >> 8 & 0xff00u) | (a & 0xff00u) << 8 | a << 24; }
