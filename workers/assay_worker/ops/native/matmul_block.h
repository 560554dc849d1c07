// The heart of a product: `height` rows by PANEL columns of accumulators in registers, through `units` steps of all their
// chains. Included once for float32 and once for int8; the includer says what BLOCK (the name), LANE (the vector type),
// ALL (one value in every lane), STEP (acc, a, b), BEGIN (acc, bias) and END (acc, last) are.
INLINE void BLOCK(const int height, size_t units, const u32 *a, const u32 *b, const I *bias, const u32 *start, size_t start_row, int start_column,
                  u32 *out, size_t out_row, int last) {
  LANE left[ROWS_AT_ONCE], right[ROWS_AT_ONCE];
#pragma GCC unroll 14
  for (int r = 0; r < height; r++) {
    size_t from = (size_t)r * start_row;
    if (!start) left[r] = right[r] = (LANE){0};
    else if (start_column) left[r] = (LANE)v_load(start + from), right[r] = (LANE)v_load(start + from + LANES);
    else left[r] = right[r] = ALL(start[from]);
    left[r] = BEGIN(left[r], bias[0]), right[r] = BEGIN(right[r], bias[1]);
  }
  for (size_t k = 0; k < units; k++, a++, b += PANEL) {
    LANE b0 = (LANE)v_load(b), b1 = (LANE)v_load(b + LANES);
#pragma GCC unroll 14
    for (int r = 0; r < height; r++) {
      LANE x = ALL(a[r * A_STRIDE]);
      left[r] = STEP(left[r], x, b0);
      right[r] = STEP(right[r], x, b1);
    }
  }
#pragma GCC unroll 14
  for (int r = 0; r < height; r++) {
    v_store(out + (size_t)r * out_row, (V)END(left[r], last));
    v_store(out + (size_t)r * out_row + LANES, (V)END(right[r], last));
  }
}
#undef BLOCK
#undef LANE
#undef ALL
#undef STEP
#undef BEGIN
#undef END
