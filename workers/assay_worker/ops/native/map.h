// The functions of functions.h, LANES values at a time: the same expressions with a selection for each branch.

INLINE V m_max(V a, V b) {
  V equal = (V)((I)a & (I)b);
  V v = v_select(v_greater(a, b), a, v_select(v_greater(b, a), b, equal));
  return v_select(v_is_nan(a), a, v_select(v_is_nan(b), b, v));
}

INLINE V m_exp(V x) {
  V z = v_fma(x, v_bits(0x3fb8aa3bu), v_bits(0x4b400000u));
  I n = (I)((U)z - 0x4b400000u);
  V fn = z - v_bits(0x4b400000u);
  V r = v_fma(fn, v_bits(0xbf318000u), x);
  r = v_fma(fn, v_bits(0x395e8083u), r);
  V p = v_bits(0x39506967u);
  p = v_fma(p, r, v_bits(0x3ab743ceu));
  p = v_fma(p, r, v_bits(0x3c088908u));
  p = v_fma(p, r, v_bits(0x3d2aa9c1u));
  p = v_fma(p, r, v_bits(0x3e2aaaaau));
  p = v_fma(p, r, v_bits(0x3f000000u));
  p = v_fma(p, r * r, r);
  p = p + v_bits(0x3f800000u);
  I half = n >> 1;
  U rest = (U)n - (U)half;
  V y = (p * (V)(((U)half + 127u) << 23)) * (V)((rest + 127u) << 23);
  y = v_select(v_greater(v_bits(0xc2aeac4fu), x), v_bits(0u), y);
  y = v_select(v_greater(x, v_bits(0x42b17217u)), v_bits(0x7f800000u), y);
  return v_select(v_is_nan(x), x, y);
}

INLINE V m_tanh(V x) {
  I sign = (I)x & (i32)0x80000000;
  V a = (V)((I)x & 0x7fffffff);
  V z = x * x;
  V p = v_bits(0xbbbaf0eau);
  p = v_fma(p, z, v_bits(0x3ca9134eu));
  p = v_fma(p, z, v_bits(0xbd5c1e2du));
  p = v_fma(p, z, v_bits(0x3e088393u));
  p = v_fma(p, z, v_bits(0xbeaaaa99u));
  V small = v_fma(p * z, x, x);
  V one = v_bits(0x3f800000u);
  V t = one - v_bits(0x40000000u) / (m_exp(a + a) + one);
  t = v_select(v_greater(a, v_bits(0x41100000u)), one, t);
  t = (V)((I)t | sign);
  t = v_select(v_greater(v_bits(0x3f200000u), a), small, t);
  return v_select(v_is_nan(x), x, t);
}

INLINE V m_erf(V x) {
  I sign = (I)x & (i32)0x80000000;
  V a = (V)((I)x & 0x7fffffff);
  V z = x * x;
  V p = v_bits(0xaf95df0bu);
  p = v_fma(p, z, v_bits(0x32edffeeu));
  p = v_fma(p, z, v_bits(0xb60cff51u));
  p = v_fma(p, z, v_bits(0xb86ec2d2u));
  p = v_fma(p, z, v_bits(0xba40ac63u));
  p = v_fma(p, z, v_bits(0xbb41a1f6u));
  p = v_fma(p, z, v_bits(0xbc83dbd4u));
  V q = v_bits(0xb77460cdu);
  q = v_fma(q, z, v_bits(0xb95fbd29u));
  q = v_fma(q, z, v_bits(0xbadc924eu));
  q = v_fma(q, z, v_bits(0xbbf19bf8u));
  q = v_fma(q, z, v_bits(0xbc69b6a7u));
  V y = (x * p) / q;
  y = v_select(v_greater(v_bits(0x40800000u), a), y, (V)(i_all(0x3f800000) | sign));
  return v_select(v_is_nan(x), x, y);
}

INLINE V m_gelu(V x) { return (v_bits(0x3f000000u) * x) * (v_bits(0x3f800000u) + m_erf(x * v_bits(0x3f3504f3u))); }

INLINE I m_to_i8(V x) {
  I y = (I)((U)(x + v_bits(0x4b400000u)) - 0x4b400000u);
  y = (I)v_select(v_greater(x, v_bits(0x42fe0000u)), (V)i_all(127), (V)y);
  y = (I)v_select(v_greater(v_bits(0xc3000000u), x), (V)i_all(-128), (V)y);
  return (I)v_select(v_is_nan(x), (V)i_all(0), (V)y);
}

// One loop a function: whole vectors, then the rest of the row in a partly filled one.
#define LOOP(STORE, expression)                                        \
  for (size_t i = 0; i < n; i += LANES) {                              \
    size_t some = n - i;                                               \
    V a, b, c;                                                         \
    if (some >= LANES) {                                               \
      a = v_load(A(i)), b = v_load(B(i)), c = v_load(C(i));            \
      V v = (expression);                                              \
      STORE(v, LANES)                                                  \
    } else {                                                           \
      a = v_load_some(A(i), some), b = v_load_some(B(i), some), c = v_load_some(C(i), some); \
      V v = (expression);                                              \
      STORE(v, some)                                                   \
    }                                                                  \
    (void)a, (void)b, (void)c;                                         \
  }                                                                    \
  return;
#define STORE_F32(v, count) v = v_canonical(v); if (count == LANES) v_store((float *)out + i, v); else v_store_some((float *)out + i, v, count);
#define STORE_I32(v, count) if (count == LANES) v_store((i32 *)out + i, v); else v_store_some((i32 *)out + i, v, count);
#define STORE_I8(v, count) { I w = (I)v; for (size_t t = 0; t < (size_t)(count); t++) ((int8_t *)out)[i + t] = (int8_t)w[t]; }
#define F32(number, expression) case number: LOOP(STORE_F32, expression)

#define A(i) (in[0].from + ((i) & in[0].step))
#define B(i) (in[1].from + ((i) & in[1].step))
#define C(i) (in[2].from + ((i) & in[2].step))

// Inputs that the function lacks point anywhere readable.
static void map(int function, float s0, float s1, const map_input in[3], void *out, size_t n) {
  V scale = v_all(s0), shift = v_all(s1), one = v_bits(0x3f800000u);
  switch (function) {
    F32(1, a + b)
    F32(2, a - b)
    F32(3, a * b)
    F32(4, a / b)
    F32(5, v_fma(a, b, c))
    F32(6, v_fma(a, scale, shift))
    F32(7, v_fma(a, scale, b))
    F32(8, m_exp(a))
    F32(9, m_exp(a - b))
    F32(10, m_tanh(a))
    F32(11, m_erf(a))
    F32(12, m_gelu(a))
    F32(13, v_sqrt(a))
    F32(14, one / v_sqrt(a))
    F32(15, m_max(a, v_bits(0u)))
    F32(16, m_max(a, b))
    F32(17, __builtin_convertvector((I)a, V) * scale)
    case 18: LOOP(STORE_I8, (V)m_to_i8(a * scale))
    case 19: LOOP(STORE_I32, (V)((U)a + (U)b))
  }
}
