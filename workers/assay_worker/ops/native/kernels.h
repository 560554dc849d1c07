// What an instruction set offers: the same bits from each (tests: INV-OPS-1).
#ifndef ASSAY_KERNELS_H
#define ASSAY_KERNELS_H
#include <stddef.h>

#include "functions.h"
#define INLINE static inline __attribute__((always_inline, unused))

// One batch's product: out[m][n] = the chain over k of a[m][k] * b[n][k], begun at start.
typedef struct {
  const void *a, *b;        // float32 or int8, `depth` values a row
  const u32 *start;         // what the chains begin with, or NULL for +0
  size_t start_row;         // values from one row of `start` to the next, 0 where all rows are the same
  int start_column;         // 1, or 0 where all columns are the same
  u32 *out;                 // float32 or int32
  size_t depth, columns;    // K and N
} product;

enum { MOST_LANES = 16 };

// One input of a map: values at from[i & step], so with step 0 the first vector again and again.
typedef struct {
  const u32 *from;
  size_t step;  // all ones or 0
} map_input;

typedef struct {
  size_t lanes, row_block, column_block;  // where work is best cut
  size_t matmul_workspace;                 // bytes a thread needs, at 64-byte alignment
  void (*matmul_f32)(const product *, size_t row, size_t row_end, size_t column, size_t column_end, void *workspace);
  void (*matmul_i8)(const product *, size_t row, size_t row_end, size_t column, size_t column_end, void *workspace);
  void (*rowdot)(const float *a, const float *b, float *out, size_t rows, size_t depth);
  void (*sum)(const float *a, float *out, size_t rows, size_t depth);
  void (*max)(const float *a, float *out, size_t rows, size_t depth);
  void (*map)(int function, float s0, float s1, const map_input in[3], void *out, size_t n);
  // SHA-256 of `lanes` messages of the same number of blocks: block[n][lane], out[lane].
  void (*digest)(const uint8_t *const block[][MOST_LANES], size_t blocks, uint8_t *const *out);
  // SHA-256 of tag || payload for `lanes` payloads of 64 * `blocks` bytes each.
  void (*digest_whole)(uint8_t tag, const uint8_t *const payload[MOST_LANES], size_t blocks, uint8_t *const *out);
  void (*transpose)(const u32 *const *rows, size_t n, u32 *out, size_t stride);
} kernels;

extern const kernels portable_kernels;
#if defined(__x86_64__)
extern const kernels avx2_kernels, avx512_kernels;
#endif

// Chooses "portable", "avx2", "avx2-sha", "avx512" or "auto" (the best); 0, or -1 where this machine lacks it.
int choose_kernels(const char *name);
const char *current_name(void);
const kernels *current_kernels(void);
int current_has_sha(void);
#endif
