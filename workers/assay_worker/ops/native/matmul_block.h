// The heart of a product: `height` rows by PANEL columns of accumulators in registers, through all steps of `s`.
// Included once for float32 and once for int8; the includer says what BLOCK (the name), LANE (the vector type),
// ALL (one value in every lane), STEP (acc, a, b), BEGIN (acc, bias) and END (acc, last) are.
INLINE void BLOCK(const int height, const steps *s) {
  LANE left[ROWS_AT_ONCE], right[ROWS_AT_ONCE];
#pragma GCC unroll 14
  for (int r = 0; r < height; r++) {
    const size_t from = (size_t)r * s->start_row;
    if (!s->start) left[r] = right[r] = (LANE){0};
    else if (s->start_column) left[r] = (LANE)v_load(s->start + from), right[r] = (LANE)v_load(s->start + from + LANES);
    else left[r] = right[r] = ALL(s->start[from]);
    left[r] = BEGIN(left[r], s->bias[0]), right[r] = BEGIN(right[r], s->bias[1]);
  }
  const u32 *a = s->a, *b = s->b;
  for (size_t k = 0; k < s->units; k++, a++, b += PANEL) {
    const LANE b0 = (LANE)v_load(b), b1 = (LANE)v_load(b + LANES);
#pragma GCC unroll 14
    for (int r = 0; r < height; r++) {
      const LANE x = ALL(a[r * A_STRIDE]);
      left[r] = STEP(left[r], x, b0);
      right[r] = STEP(right[r], x, b1);
    }
  }
#pragma GCC unroll 14
  for (int r = 0; r < height; r++) {
    v_store(s->out + (size_t)r * s->out_row, (V)END(left[r], s->last));
    v_store(s->out + (size_t)r * s->out_row + LANES, (V)END(right[r], s->last));
  }
}
#undef BLOCK
#undef LANE
#undef ALL
#undef STEP
#undef BEGIN
#undef END
