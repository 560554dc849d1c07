// Freivalds' check of an int8 product over the field of 2^61 - 1 elements. Every sum is exact: an element is cut into digits whose
// products with bytes (or with halves of an int32) add up in 32-bit lanes without overflow, and the digits' sums meet in 128 bits.
#include "freivalds.h"

#include <stdlib.h>

#include "axes.h"
#include "kernels.h"

typedef uint64_t field;  // 0 .. P - 1
typedef __int128 wide;

enum {
  ROWS = 512,              // rows that are compared together
  DIGITS = 5, DIGIT = 12,  // signed digits of 12 bits; a centred element's last one has 13
  SHORT = 1 << 11,         // products of s8 and s13 whose sum fits 31 bits
};
static const field P = ((field)1 << 61) - 1;

typedef struct {
  const int64_t *r;
  size_t columns, depth;  // N and K
  wide sum;               // of r
} request;

// The contractions of one instruction set. `w` is a workspace at 64-byte alignment.
typedef struct {
  size_t (*workspace)(const request *);  // bytes
  void (*prepare)(const request *, void *w);                                            // before all others
  void (*transposed)(const request *, const int8_t *b, void *w);                        // u = B^T r, left in the workspace
  void (*rows_i8)(const request *, const int8_t *a, size_t rows, field *y, void *w);    // y = A u
  void (*rows_i32)(const request *, const int32_t *x, size_t rows, field *y, void *w);  // y = X r
} contractions;

static wide shifted(wide v, int bits) { return v * ((wide)1 << bits); }

static field reduce(wide v) {
  unsigned __int128 m = v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
  m = (m & P) + (m >> 61);
  field x = (field)(m & P) + (field)(m >> 61);
  x = (x & P) + (x >> 61);
  if (x >= P) x -= P;
  return v < 0 && x ? P - x : x;
}

static int64_t centred(field v) { return v > P / 2 ? (int64_t)v - (int64_t)P : (int64_t)v; }

// v = sum of d[l] * 2^(12 l), each d[l] in -2^11 .. 2^11 - 1 but the last, which takes what is left.
static void digits_of(int64_t v, int16_t d[DIGITS]) {
  for (int l = 0; l < DIGITS - 1; l++) {
    d[l] = (int16_t)(((v + 2048) & 4095) - 2048);
    v = (v - d[l]) / 4096;
  }
  d[DIGITS - 1] = (int16_t)v;
}

// ---- any machine

static size_t plain_workspace(const request *q) { return q->depth * (DIGITS * (sizeof(int32_t) + sizeof(int16_t)) + sizeof(field)); }
static void plain_prepare(const request *q, void *w) { (void)q, (void)w; }

INLINE void plain_transposed(const request *q, const int8_t *b, void *w) {
  const size_t depth = q->depth;
  field *u = w;
  int32_t *sums = (int32_t *)(u + depth);
  int16_t *digits = (int16_t *)(sums + DIGITS * depth), d[DIGITS];
  memset(u, 0, depth * sizeof *u);
  for (size_t from = 0; from < q->columns; from += SHORT) {
    size_t to = q->columns - from < SHORT ? q->columns : from + SHORT;
    memset(sums, 0, DIGITS * depth * sizeof *sums);
    for (size_t n = from; n < to; n++) {
      const int8_t *row = b + n * depth;
      digits_of(q->r[n], d);
      for (size_t l = 0; l < DIGITS; l++) {
        int32_t *sum = sums + l * depth, digit = d[l];
        for (size_t k = 0; k < depth; k++) sum[k] += row[k] * digit;
      }
    }
    for (size_t k = 0; k < depth; k++) {
      wide v = u[k];
      for (int l = 0; l < DIGITS; l++) v += shifted(sums[(size_t)l * depth + k], DIGIT * l);
      u[k] = reduce(v);
    }
  }
  for (size_t k = 0; k < depth; k++) {
    digits_of(centred(u[k]), d);
    for (size_t l = 0; l < DIGITS; l++) digits[l * depth + k] = d[l];
  }
}

INLINE void plain_rows_i8(const request *q, const int8_t *a, size_t rows, field *y, void *w) {
  const size_t depth = q->depth;
  const int16_t *digits = (const int16_t *)((const int32_t *)((const field *)w + depth) + DIGITS * depth);
  for (size_t m = 0; m < rows; m++, a += depth) {
    wide v = 0;
    for (int l = 0; l < DIGITS; l++) {
      const int16_t *digit = digits + (size_t)l * depth;
      int64_t total = 0;
      for (size_t from = 0; from < depth; from += SHORT) {
        size_t to = depth - from < SHORT ? depth : from + SHORT;
        int32_t sum = 0;
        for (size_t k = from; k < to; k++) sum += a[k] * digit[k];
        total += sum;
      }
      v += shifted(total, DIGIT * l);
    }
    y[m] = reduce(v);
  }
}

static void plain_rows_i32(const request *q, const int32_t *x, size_t rows, field *y, void *w) {
  (void)w;
  for (size_t m = 0; m < rows; m++, x += q->columns) {
    wide v = 0;
    for (size_t n = 0; n < q->columns; n++) v += (wide)x[n] * q->r[n];
    y[m] = reduce(v);
  }
}

static void portable_transposed(const request *q, const int8_t *b, void *w) { plain_transposed(q, b, w); }
static void portable_rows_i8(const request *q, const int8_t *a, size_t rows, field *y, void *w) { plain_rows_i8(q, a, rows, y, w); }
static const contractions portable = {plain_workspace, plain_prepare, portable_transposed, portable_rows_i8, plain_rows_i32};

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma")))
static AVX2 void avx2_transposed(const request *q, const int8_t *b, void *w) { plain_transposed(q, b, w); }
static AVX2 void avx2_rows_i8(const request *q, const int8_t *a, size_t rows, field *y, void *w) { plain_rows_i8(q, a, rows, y, w); }
static const contractions avx2 = {plain_workspace, plain_prepare, avx2_transposed, avx2_rows_i8, plain_rows_i32};

// ---- AVX-512 with VNNI
#include <immintrin.h>
#define AVX512 __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#define AVX512_INLINE AVX512 INLINE
typedef __m512i vec;

enum {
  BYTES = 8,           // an element as unsigned bytes
  BLOCK = 1 << 16,     // products of u8 and s8 whose sum fits 31 bits: 65536 * 255 * 128 < 2^31
  CARRY = 8,           // steps after which rows_i32 empties its lanes: 8 * (2^15 * 2^11 + 2^15 * (2^12 + 1)) < 2^31
  AHEAD = 4096,        // bytes of a row that memory is asked for before they are needed
  STRIP = 64,          // columns of B that are contracted together
  CHUNK = 128,         // rows of B that stay in the second cache while all strips take their turn
};

// Written out, because gcc 12 copies the accumulator of these before and after, and loads an operand anew for each of them.
#define DOT_BYTES(acc, unsigned_bytes, signed_bytes) __asm__("vpdpbusd %2, %1, %0" : "+v"(acc) : "v"(unsigned_bytes), "v"(signed_bytes))
#define DOT_HALVES(acc, a, b) __asm__("vpdpwssd %2, %1, %0" : "+v"(acc) : "v"(a), "v"(b))

// pairs:  [N / 16][digit][16] lanes of two int16: a digit of r, and the same digit of 2^16 r
// sums:   [K / 64][byte][4][16] int32: of B^T r, byte by byte of r
// planes: [K / 64][byte][64]: the bytes of u
// quads:  [N / 4][byte] lanes of four uint8: a byte of r for four rows of B
typedef struct {
  int16_t *pairs;
  int32_t *sums;
  uint8_t *planes, *quads;
  size_t bytes;
} layout;

static layout laid_out(const request *q, void *w) {
  size_t strips = (q->depth + STRIP - 1) / STRIP, sixteens = (q->columns + 15) / 16;
  layout at = {.pairs = w};
  at.sums = (int32_t *)(at.pairs + sixteens * DIGITS * 32);
  at.planes = (uint8_t *)(at.sums + strips * BYTES * 64);
  at.quads = at.planes + strips * BYTES * STRIP;
  at.bytes = (sixteens * DIGITS * 64) + strips * BYTES * (256 + STRIP) + sixteens * 4 * BYTES * 4;
  return at;
}

static size_t avx512_workspace(const request *q) {
  char base[64];
  return laid_out(q, base).bytes;
}

static void avx512_prepare(const request *q, void *w) {
  layout at = laid_out(q, w);
  memset(w, 0, at.bytes);
  for (size_t n = 0; n < q->columns; n++) {
    int16_t x[DIGITS], y[DIGITS];
    digits_of(q->r[n], x);
    digits_of(centred(reduce(shifted(q->r[n], 16))), y);
    for (size_t l = 0; l < DIGITS; l++) {
      int16_t *pair = at.pairs + ((n / 16 * DIGITS + l) * 16 + n % 16) * 2;
      pair[0] = x[l], pair[1] = y[l];
    }
    field r = reduce(q->r[n]);
    for (size_t l = 0; l < BYTES; l++) at.quads[(n / 4 * BYTES + l) * 4 + n % 4] = (uint8_t)(r >> 8 * l);
  }
}

// `rows` rows of B in the columns of one strip; with `high`, the columns 16 j + 8 .. 16 j + 15 of it, else 16 j .. 16 j + 7.
AVX512_INLINE void half_strip(const int high, const int8_t *b, size_t rows, size_t depth, __mmask64 some, const uint8_t *quads, int32_t *sums) {
  vec left[BYTES], right[BYTES];
  sums += high * 32;
#pragma GCC unroll 8
  for (int l = 0; l < BYTES; l++) left[l] = _mm512_load_si512(sums + l * 64), right[l] = _mm512_load_si512(sums + l * 64 + 16);
  for (size_t n = 0; n < rows; n += 4, b += 4 * depth, quads += BYTES * 4) {
    vec x[4];
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) {
      x[i] = n + i < rows ? _mm512_maskz_loadu_epi8(some, b + i * depth) : _mm512_setzero_si512();
      if (!high) _mm_prefetch((const char *)(b + i * depth) + STRIP, _MM_HINT_T0);  // the strip that follows; beyond the end it does nothing
    }
    vec x01 = high ? _mm512_unpackhi_epi8(x[0], x[1]) : _mm512_unpacklo_epi8(x[0], x[1]);
    vec x23 = high ? _mm512_unpackhi_epi8(x[2], x[3]) : _mm512_unpacklo_epi8(x[2], x[3]);
    vec first = _mm512_unpacklo_epi16(x01, x23), second = _mm512_unpackhi_epi16(x01, x23);
#pragma GCC unroll 8
    for (int l = 0; l < BYTES; l++) {
      i32 four;
      memcpy(&four, quads + l * 4, 4);
      vec bytes = _mm512_set1_epi32(four);
      DOT_BYTES(left[l], bytes, first);
      DOT_BYTES(right[l], bytes, second);
    }
  }
#pragma GCC unroll 8
  for (int l = 0; l < BYTES; l++) _mm512_store_si512(sums + l * 64, left[l]), _mm512_store_si512(sums + l * 64 + 16, right[l]);
}

static AVX512 void avx512_transposed(const request *q, const int8_t *b, void *w) {
  const size_t depth = q->depth;
  layout at = laid_out(q, w);
  memset(at.planes, 0, (depth + STRIP - 1) / STRIP * BYTES * STRIP);
  for (size_t from = 0; from < q->columns; from += BLOCK) {
    size_t to = q->columns - from < BLOCK ? q->columns : from + BLOCK;
    memset(at.sums, 0, (depth + STRIP - 1) / STRIP * BYTES * 256);
    for (size_t n = from; n < to; n += CHUNK) {
      size_t rows = to - n < CHUNK ? to - n : CHUNK;
      for (size_t k = 0; k < depth; k += STRIP) {
        __mmask64 some = depth - k < STRIP ? ((__mmask64)1 << (depth - k)) - 1 : ~(__mmask64)0;
        half_strip(0, b + n * depth + k, rows, depth, some, at.quads + n * BYTES, at.sums + k * BYTES);
        half_strip(1, b + n * depth + k, rows, depth, some, at.quads + n * BYTES, at.sums + k * BYTES);
      }
    }
    for (size_t k = 0; k < depth; k++) {
      size_t c = k % STRIP, lane = c / 4 % 4 * 16 + c / 16 * 4 + c % 4;  // of unpacked columns 16 j + 4 g + i: group g, lane 4 j + i
      const int32_t *sum = at.sums + (k - c) * BYTES + lane;
      uint8_t *byte = at.planes + (k - c) * BYTES + c;
      wide v = 0;
      for (int l = 0; l < BYTES; l++) v += shifted(sum[l * 64], 8 * l) + shifted(byte[l * STRIP], 8 * l);
      field u = reduce(v);
      for (int l = 0; l < BYTES; l++) byte[l * STRIP] = (uint8_t)(u >> 8 * l);
    }
  }
}

// The sums over the lanes of a, b, c and d.
AVX512_INLINE void add_lanes(vec a, vec b, vec c, vec d, i32 sums[4]) {
  vec ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
  vec cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
  vec all = _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
  __m256i half = _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
  _mm_storeu_si128((__m128i *)sums, _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1)));
}

// One step of some_rows_i8: 64 columns, or those of `some`.
AVX512_INLINE void step_i8(const int rows, const int whole, __mmask64 some, const int8_t *a, size_t depth, const uint8_t *planes, vec sum[2][BYTES]) {
  vec x[2];
#pragma GCC unroll 2
  for (int r = 0; r < rows; r++) _mm_prefetch((const char *)(a + (size_t)r * depth) + AHEAD, _MM_HINT_T0);
#pragma GCC unroll 2
  for (int r = 0; r < rows; r++) x[r] = whole ? _mm512_loadu_si512(a + (size_t)r * depth) : _mm512_maskz_loadu_epi8(some, a + (size_t)r * depth);
#pragma GCC unroll 8
  for (int l = 0; l < BYTES; l++) {
    vec bytes = _mm512_load_si512(planes + l * STRIP);
#pragma GCC unroll 2
    for (int r = 0; r < rows; r++) DOT_BYTES(sum[r][l], bytes, x[r]);
  }
}

AVX512_INLINE void some_rows_i8(const int rows, const int8_t *a, size_t depth, const uint8_t *planes, field *y) {
  wide v[2] = {0};
  for (size_t k = 0; k < depth;) {
    size_t to = depth - k < BLOCK ? depth : k + BLOCK;
    vec sum[2][BYTES];
#pragma GCC unroll 2
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 8
      for (int l = 0; l < BYTES; l++) sum[r][l] = _mm512_setzero_si512();
    for (; k + STRIP <= to; k += STRIP) step_i8(rows, 1, 0, a + k, depth, planes + k * BYTES, sum);
    if (k < to) step_i8(rows, 0, ((__mmask64)1 << (to - k)) - 1, a + k, depth, planes + k * BYTES, sum);
#pragma GCC unroll 2
    for (int r = 0; r < rows; r++) {
      i32 each[BYTES];
      add_lanes(sum[r][0], sum[r][1], sum[r][2], sum[r][3], each);
      add_lanes(sum[r][4], sum[r][5], sum[r][6], sum[r][7], each + 4);
      for (int l = 0; l < BYTES; l++) v[r] += shifted(each[l], 8 * l);
    }
    k = to;
  }
  for (int r = 0; r < rows; r++) y[r] = reduce(v[r]);
}

static AVX512 void avx512_rows_i8(const request *q, const int8_t *a, size_t rows, field *y, void *w) {
  const uint8_t *planes = laid_out(q, w).planes;
  size_t m = 0;
  for (; m + 2 <= rows; m += 2) some_rows_i8(2, a + m * q->depth, q->depth, planes, y + m);
  if (m < rows) some_rows_i8(1, a + m * q->depth, q->depth, planes, y + m);
}

// One step of some_rows_i32: 16 columns, or those of `some`, while `soon` comes nearer. An int32 is high * 2^16 + low + 2^15 with both halves signed.
AVX512_INLINE void step_i32(const int rows, const int whole, __mmask16 some, const int32_t *x, const int32_t *soon, size_t columns, const int16_t *pairs,
                            vec low[3][DIGITS]) {
  vec halves[3];
#pragma GCC unroll 3
  for (int r = 0; r < rows; r++) {
    if (soon) _mm_prefetch((const char *)(soon + (size_t)r * columns), _MM_HINT_T1);
    halves[r] = whole ? _mm512_loadu_si512(x + (size_t)r * columns) : _mm512_maskz_loadu_epi32(some, x + (size_t)r * columns);
    halves[r] = _mm512_xor_si512(halves[r], _mm512_set1_epi32(0x8000));
  }
#pragma GCC unroll 5
  for (int l = 0; l < DIGITS; l++) {
    vec pair = _mm512_load_si512(pairs + (size_t)l * 32);
#pragma GCC unroll 3
    for (int r = 0; r < rows; r++) DOT_HALVES(low[r][l], halves[r], pair);
  }
}

// Leaves 0 .. 2^16 - 1 in each lane of `low` and adds the rest to `high`.
AVX512_INLINE void carry(const int rows, vec low[3][DIGITS], vec high[3][DIGITS]) {
#pragma GCC unroll 3
  for (int r = 0; r < rows; r++)
#pragma GCC unroll 5
    for (int l = 0; l < DIGITS; l++) {
      high[r][l] = _mm512_add_epi32(high[r][l], _mm512_srai_epi32(low[r][l], 16));
      low[r][l] = _mm512_and_si512(low[r][l], _mm512_set1_epi32(0xffff));
    }
}

AVX512_INLINE void some_rows_i32(const int rows, const int32_t *x, size_t columns, const int16_t *pairs, wide base, field *y) {
  const vec zero = _mm512_setzero_si512();
  wide v[3] = {base, base, base};
  for (size_t n = 0; n < columns;) {
    size_t to = columns - n < BLOCK ? columns : n + BLOCK;
    vec low[3][DIGITS], high[3][DIGITS];
#pragma GCC unroll 3
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 5
      for (int l = 0; l < DIGITS; l++) low[r][l] = high[r][l] = zero;
    for (; n + 16 * CARRY <= to; n += 16 * CARRY) {
      const int32_t *soon = x + AHEAD / 4 + (n + AHEAD / 4 < columns ? 0 : (size_t)(rows - 1) * columns);  // beyond a row's end the rows that follow
#pragma GCC unroll 1  // more would not fit the registers
      for (size_t k = n; k < n + 16 * CARRY; k += 16) step_i32(rows, 1, 0, x + k, soon + k, columns, pairs + k * 2 * DIGITS, low);
      carry(rows, low, high);
    }
    for (; n + 16 <= to; n += 16) step_i32(rows, 1, 0, x + n, NULL, columns, pairs + n * 2 * DIGITS, low);
    if (n < to) step_i32(rows, 0, (__mmask16)((1u << (to - n)) - 1), x + n, NULL, columns, pairs + n * 2 * DIGITS, low);
    carry(rows, low, high);
#pragma GCC unroll 3
    for (int r = 0; r < rows; r++) {
      i32 each[3][4];
      add_lanes(high[r][0], high[r][1], high[r][2], high[r][3], each[0]);
      add_lanes(low[r][0], low[r][1], low[r][2], low[r][3], each[1]);
      add_lanes(high[r][4], low[r][4], zero, zero, each[2]);
      for (int l = 0; l < 4; l++) v[r] += shifted(each[0][l], 16 + DIGIT * l) + shifted(each[1][l], DIGIT * l);
      v[r] += shifted(each[2][0], 16 + DIGIT * 4) + shifted(each[2][1], DIGIT * 4);
    }
    n = to;
  }
  for (int r = 0; r < rows; r++) y[r] = reduce(v[r]);
}

static AVX512 void avx512_rows_i32(const request *q, const int32_t *x, size_t rows, field *y, void *w) {
  const int16_t *pairs = laid_out(q, w).pairs;
  const wide base = shifted(q->sum, 15);
  size_t m = 0;
  for (; m + 3 <= rows; m += 3) some_rows_i32(3, x + m * q->columns, q->columns, pairs, base, y + m);
  for (; m < rows; m++) some_rows_i32(1, x + m * q->columns, q->columns, pairs, base, y + m);
}

static const contractions avx512 = {avx512_workspace, avx512_prepare, avx512_transposed, avx512_rows_i8, avx512_rows_i32};
#endif

static const contractions *current_contractions(void) {
#if defined(__x86_64__)
  if (current_kernels() == &avx512_kernels) return &avx512;
  if (current_kernels() == &avx2_kernels) return &avx2;
#endif
  return &portable;
}

// ---- batches

// C r for `rows` rows of one batch: c's values, their strides between rows and between columns.
static void started(const contractions *with, const request *q, const int32_t *c, size_t row_stride, size_t column_stride, size_t rows, field *y, void *w) {
  size_t apart = row_stride ? rows : 1;
  if (column_stride || q->columns == 1) with->rows_i32(q, c, apart, y, w);
  else for (size_t m = 0; m < apart; m++) y[m] = reduce((wide)c[m] * (wide)reduce(q->sum));
  for (size_t m = apart; m < rows; m++) y[m] = y[0];
}

static int same_batch(const contractions *with, const request *q, const operation *op, size_t o0, size_t o1, void *w) {
  const tensor *a = &op->in[0], *c = &op->in[2], *out = &op->out;
  size_t sa[4], sc[4] = {0}, rows = out->dims[2];
  broadcast_strides(a, sa);
  if (op->inputs == 3) broadcast_strides(c, sc);
  const int8_t *left = (const int8_t *)a->data + o0 * sa[0] + o1 * sa[1];
  const int32_t *claimed = (const int32_t *)out->data + (o0 * out->dims[1] + o1) * rows * q->columns;
  for (size_t m = 0; m < rows; m += ROWS) {
    field expected[ROWS], start[ROWS], got[ROWS];
    size_t n = rows - m < ROWS ? rows - m : ROWS;
    with->rows_i8(q, left + m * q->depth, n, expected, w);
    if (op->inputs == 3) {
      started(with, q, (const int32_t *)c->data + o0 * sc[0] + o1 * sc[1] + m * sc[2], sc[2], sc[3], n, start, w);
      for (size_t i = 0; i < n; i++) expected[i] = reduce((wide)expected[i] + (wide)start[i]);
    }
    with->rows_i32(q, claimed + m * q->columns, n, got, w);
    if (memcmp(expected, got, n * sizeof *got)) return 0;
  }
  return 1;
}

int check_product(const operation *op, const int64_t *r) {
  const contractions *with = current_contractions();
  const tensor *b = &op->in[1], *out = &op->out;
  request q = {.r = r, .columns = out->dims[3], .depth = b->dims[3]};
  for (size_t n = 0; n < q.columns; n++) q.sum += r[n];
  void *w = aligned_alloc(64, (with->workspace(&q) + 63) / 64 * 64);
  if (!w) return -1;
  with->prepare(&q, w);
  int same = 1;
  for (size_t b0 = 0; b0 < b->dims[0]; b0++)
    for (size_t b1 = 0; b1 < b->dims[1]; b1++) {
      with->transposed(&q, (const int8_t *)b->data + (b0 * b->dims[1] + b1) * q.columns * q.depth, w);
      for (size_t o0 = b0; same && o0 < (b->dims[0] == 1 ? out->dims[0] : b0 + 1); o0++)
        for (size_t o1 = b1; same && o1 < (b->dims[1] == 1 ? out->dims[1] : b1 + 1); o1++) same = same_batch(with, &q, op, o0, o1, w);
    }
  free(w);
  return same;
}
