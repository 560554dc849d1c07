// Reductions of rows. A chain is sequential by definition, so the lanes hold different rows: LANES rows are transposed
// a stretch at a time, then all their chains take one step together.

enum { STRETCH = 64 };

// Lanes past the last row repeat it: computed, never stored.
INLINE void row_pointers(const float *a, size_t row, size_t rows, size_t depth, size_t from, const u32 *out[LANES]) {
  for (size_t i = 0; i < LANES; i++) out[i] = (const u32 *)(a + (row + i < rows ? row + i : rows - 1) * depth + from);
}

INLINE void chains(const float *a, const float *b, float *out, size_t rows, size_t depth) {
  u32 left[STRETCH * LANES] __attribute__((aligned(64))), right[STRETCH * LANES] __attribute__((aligned(64)));
  for (size_t row = 0; row < rows; row += LANES) {
    V acc = {0};
    for (size_t from = 0; from < depth; from += STRETCH) {
      size_t n = depth - from < STRETCH ? depth - from : STRETCH;
      const u32 *at[LANES];
      row_pointers(a, row, rows, depth, from, at);
      transpose(at, n, left, LANES);
      if (b) {
        row_pointers(b, row, rows, depth, from, at);
        transpose(at, n, right, LANES);
        for (size_t k = 0; k < n; k++) acc = v_fma(v_load(left + k * LANES), v_load(right + k * LANES), acc);
      } else {
        for (size_t k = 0; k < n; k++) acc = acc + v_load(left + k * LANES);
      }
    }
    size_t kept = rows - row < LANES ? rows - row : LANES;
    v_store_some(out + row, v_canonical(acc), kept);
  }
}

static void rowdot(const float *a, const float *b, float *out, size_t rows, size_t depth) { chains(a, b, out, rows, depth); }
static void sum(const float *a, float *out, size_t rows, size_t depth) { chains(a, NULL, out, rows, depth); }

// f_max has no order: on non-NaN values it is the order of these integers (-0 below +0), and a NaN anywhere wins.
INLINE I order_of(V v) { return (I)v ^ (I)((U)((I)v >> 31) >> 1); }

static void max(const float *a, float *out, size_t rows, size_t depth) {
  for (size_t row = 0; row < rows; row++, a += depth) {
    I best = order_of(v_bits(0xff800000u)), nan = {0};
    size_t k = 0;
    for (; k + LANES <= depth; k += LANES) {
      V v = v_load(a + k);
      best = v_max_int(best, order_of(v));
      nan |= v != v;
    }
    float most = C32(ff800000);
    for (; k < depth; k++) most = f_max(most, a[k]);
    int any = 0;
    for (int i = 0; i < LANES; i++) {
      most = f_max(most, FLOAT((u32)(best[i] ^ (i32)((u32)(best[i] >> 31) >> 1))));
      any |= nan[i];
    }
    out[row] = any ? C32(7fc00000) : most;
  }
}
