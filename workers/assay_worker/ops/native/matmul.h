// Products whose every output value is one chain over k, in order. The shape is Goto's: a block of B, transposed so
// that the columns of the output lie in lanes, stays in the second cache; a few rows of A stay in the first. Between
// blocks of k the accumulators wait in the output itself, so a chain's order never depends on the blocking.
// Everything is counted in units of 32 bits: one float32, or DOT_TERMS int8 values for v_dot.

enum { UNITS = 512, COLUMNS = 384, PANEL = 2 * LANES, A_STRIDE = UNITS + 16 };  // an odd number of cache lines: no two rows of A collide

typedef struct {
  u32 b[UNITS * COLUMNS];      // panels of PANEL columns: [panel][unit][column]
  u32 rows[PANEL * UNITS];     // int8 rows as units, before they are transposed
  u32 tile[ROWS_AT_ONCE * PANEL];
  u32 a[ROWS_AT_ONCE * A_STRIDE];
  I bias[COLUMNS / LANES];     // what DOT_BIAS adds to each column
} __attribute__((aligned(64))) workspace;

// Units [from, from + n) of a row of int8; the last is filled up with zeros.
INLINE void int8_units(const int8_t *row, size_t depth, size_t from, size_t n, u32 flip, u32 *units) {
  row += from * DOT_TERMS;
  depth -= from * DOT_TERMS;
  size_t whole = depth / DOT_TERMS < n ? depth / DOT_TERMS : n;
#if DOT_TERMS == 4
  for (size_t k = 0; k < whole; k++) { u32 four; memcpy(&four, row + 4 * k, 4); units[k] = four ^ flip; }
#else
  (void)flip;
  for (size_t k = 0; k < whole; k++) units[k] = (uint16_t)row[2 * k] | (u32)(uint16_t)row[2 * k + 1] << 16;
#endif
  if (whole == n) return;
  int8_t rest[4] = {0};
  memcpy(rest, row + DOT_TERMS * whole, depth - DOT_TERMS * whole);
#if DOT_TERMS == 4
  u32 four; memcpy(&four, rest, 4); units[whole] = four ^ flip;
#else
  units[whole] = (uint16_t)rest[0] | (u32)(uint16_t)rest[1] << 16;
#endif
}

// Some consecutive steps of the chains of a few rows and up to PANEL columns.
typedef struct {
  size_t units;
  const u32 *a, *b;      // a[row * A_STRIDE + unit], b[unit * PANEL + column]
  const I *bias;
  const u32 *start;      // where the accumulators are read (see product), and where they are left
  size_t start_row;
  int start_column;
  u32 *out;
  size_t out_row;
  int last;              // these steps end the chains
} steps;

#define BLOCK block_f32
#define LANE V
#define ALL(bits) v_all(FLOAT(bits))
#define STEP(acc, a, b) v_fma(a, b, acc)
#define BEGIN(acc, bias) ((void)(bias), (acc))
#define END(acc, last) ((last) ? v_canonical(acc) : (acc))
#include "matmul_block.h"

#define BLOCK block_i8
#define LANE I
#define ALL(bits) i_all((i32)(bits))
#define STEP(acc, a, b) v_dot(acc, a, b)
#define BEGIN(acc, bias) (DOT_BIAS ? (I)((U)(acc) - (U)(bias)) : (acc))
#define END(acc, last) ((void)(last), (acc))
#include "matmul_block.h"

#define HEIGHT(h) \
  case h: if (is_f32) block_f32(h, s); else block_i8(h, s); return;
INLINE void block_of(const int is_f32, int height, const steps *s) {
  switch (height) {
    HEIGHT(1) HEIGHT(2) HEIGHT(3) HEIGHT(4)
#if ROWS_AT_ONCE > 4
    HEIGHT(5) HEIGHT(6)
#endif
#if ROWS_AT_ONCE > 6
    HEIGHT(7) HEIGHT(8) HEIGHT(9) HEIGHT(10) HEIGHT(11) HEIGHT(12) HEIGHT(13) HEIGHT(14)
#endif
  }
}

// A block at the right edge: fewer than PANEL columns, so it goes by way of a full tile.
INLINE void edge_of(const int is_f32, int height, size_t width, const steps *s, u32 *tile) {
  memset(tile, 0, sizeof(u32) * ROWS_AT_ONCE * PANEL);
  if (s->start)
    for (int r = 0; r < height; r++)
      for (size_t c = 0; c < width; c++) tile[(size_t)r * PANEL + c] = s->start[(size_t)r * s->start_row + (s->start_column ? c : 0)];
  steps full = *s;
  full.start = full.out = tile;
  full.start_row = full.out_row = PANEL;
  full.start_column = 1;
  block_of(is_f32, height, &full);
  for (int r = 0; r < height; r++) memcpy(s->out + (size_t)r * s->out_row, tile + (size_t)r * PANEL, 4 * width);
}

// Transposes `width` rows of B, units [from, from + units), into w->b.
INLINE void pack_b(const int is_f32, const product *p, size_t column, size_t width, size_t from, size_t units, workspace *w) {
  for (size_t c = 0; c < width; c += PANEL) {
    u32 *packed = w->b + c * units;
    for (size_t half = 0; half < PANEL; half += LANES) {
      const u32 *rows[LANES];
      for (size_t i = 0; i < LANES; i++) {
        size_t at = c + half + i < width ? c + half + i : width - 1;  // lanes past the edge repeat a row; nothing of them is kept
        if (is_f32) {
          rows[i] = (const u32 *)p->b + (column + at) * p->depth + from;
        } else {
          rows[i] = w->rows + i * UNITS;
          int8_units((const int8_t *)p->b + (column + at) * p->depth, p->depth, from, units, 0, w->rows + i * UNITS);
        }
      }
      transpose(rows, units, packed + half, PANEL);
      if (!is_f32 && DOT_BIAS) {
        I bias = {0};
        for (size_t k = 0; k < units; k++) bias = v_dot(bias, i_all((i32)DOT_BIAS), (I)v_load(packed + half + k * PANEL));
        w->bias[(c + half) / LANES] = bias;
      }
    }
  }
}

INLINE void copy_a(const int is_f32, const product *p, size_t row, int height, size_t from, size_t units, u32 *a) {
  for (int r = 0; r < height; r++, a += A_STRIDE) {
    size_t at = (row + (size_t)r) * p->depth;
    if (is_f32) memcpy(a, (const u32 *)p->a + at + from, 4 * units);
    else int8_units((const int8_t *)p->a + at, p->depth, from, units, DOT_BIAS, a);
  }
}

// Asks for two rows of A that a later block copies, so that the copy need not wait for memory.
INLINE void fetch_rows(const int is_f32, const product *p, size_t row, size_t row_end, size_t from, size_t units) {
  size_t unit_values = is_f32 ? 1 : DOT_TERMS, value = is_f32 ? 4 : 1;
  for (size_t r = row; r < row + 2 && r < row_end; r++) {
    const char *at = (const char *)p->a + (r * p->depth + from * unit_values) * value;
    for (size_t k = 0; k < units * unit_values * value; k += 64) __builtin_prefetch(at + k, 0, 2);
  }
}

// One block of B (columns [column, column + width), units [from, from + units)) with all rows.
INLINE void multiply_block(const int is_f32, const product *p, size_t row, size_t row_end, size_t column, size_t width, size_t from, size_t units,
                           int last, workspace *w) {
  pack_b(is_f32, p, column, width, from, units, w);
  for (size_t i = row; i < row_end; i += ROWS_AT_ONCE) {
    int height = (int)(row_end - i < ROWS_AT_ONCE ? row_end - i : ROWS_AT_ONCE);
    copy_a(is_f32, p, i, height, from, units, w->a);
    for (size_t j = 0; j < width; j += PANEL) {
      fetch_rows(is_f32, p, i + ROWS_AT_ONCE + j / PANEL * 2, row_end, from, units);
      steps s = {
          .units = units, .a = w->a, .b = w->b + j * units, .bias = w->bias + j / LANES, .last = last,
          .out = p->out + i * p->columns + column + j, .out_row = p->columns,
      };
      if (from) s.start = s.out, s.start_row = s.out_row, s.start_column = 1;
      else if (p->start) s.start = p->start + i * p->start_row + (p->start_column ? column + j : 0), s.start_row = p->start_row, s.start_column = p->start_column;
      if (width - j >= PANEL) block_of(is_f32, height, &s);
      else edge_of(is_f32, height, width - j, &s, w->tile);
    }
  }
}

INLINE void multiply(const int is_f32, const product *p, size_t row, size_t row_end, size_t column, size_t column_end, workspace *w) {
  size_t units = is_f32 ? p->depth : (p->depth + DOT_TERMS - 1) / DOT_TERMS;
  for (size_t j = column; j < column_end; j += COLUMNS) {
    size_t width = column_end - j < COLUMNS ? column_end - j : COLUMNS;
    for (size_t from = 0; from < units; from += UNITS) {
      size_t n = units - from < UNITS ? units - from : UNITS;
      multiply_block(is_f32, p, row, row_end, j, width, from, n, from + n == units, w);
    }
  }
}

static void matmul_f32(const product *p, size_t row, size_t row_end, size_t column, size_t column_end, void *w) {
  multiply(1, p, row, row_end, column, column_end, w);
}
static void matmul_i8(const product *p, size_t row, size_t row_end, size_t column, size_t column_end, void *w) {
  multiply(0, p, row, row_end, column, column_end, w);
}
