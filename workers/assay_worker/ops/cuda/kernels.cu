// The operators of docs/operators.md for CUDA. One output value is one chain of roundings over k = 0, 1, .. K-1 in one
// thread, whatever the tiling: so no split-k, no tensor cores for float32, no tree reductions, no atomics.
// Speed comes from shared memory, register tiles and loads that overlap the arithmetic.
//
// Grids and blocks are one-dimensional. Every entry takes its input pointers, its output pointer and one shape struct of
// u32, which plan.py packs field by field. Element indices fit u32 (at most 2^31 - 1 values a tensor).
#include "functions.h"

typedef unsigned char u8;
typedef unsigned long long u64;

#define KERNEL(threads) extern "C" __global__ void __launch_bounds__(threads)
#define METHOD static FN

FN u32 least(u32 a, u32 b) { return a < b ? a : b; }

// ---------------------------------------------------------------------------------------------------------------------
// MATMUL: a block of 256 threads computes a square of 64 * PARTS outputs, a thread 4 * PARTS by 4 * PARTS of them.
// A row is read as 32-bit words: one float32, or four int8 for dp4a. DEPTH words of both matrices' rows are staged at a
// time, transposed, in one of two buffers: while it is used, the next words are already on their way to registers.

struct MatmulShape {
  u32 m, n, k;                    // output rows, output columns, contracted values
  u32 row_squares, column_squares;  // squares that cover m and n
  u32 d1;                         // a batch is (o0, o1) = (batch / d1, batch % d1)
  u32 a0, a1, b0, b1;             // values from one o0 or o1 to the next, 0 where broadcast
  u32 c0, c1, c2, c3;             // the same for C's four axes
};

struct FmaTerms {
  typedef float Acc;
  enum { VALUES = 1 };  // in a word
  METHOD float term(float acc, u32 a, u32 b) { return FMA(FLOAT(a), FLOAT(b), acc); }
  METHOD u32 stored(float acc) { return BITS(canonical(acc)); }
};

struct Dp4aTerms {
  typedef i32 Acc;
  enum { VALUES = 4 };
  METHOD i32 term(i32 acc, u32 a, u32 b) { return __dp4a((int)a, (int)b, acc); }
  METHOD u32 stored(i32 acc) { return (u32)acc; }
};

// Word w of a row of k values. Past the row's end it is 0: four int8 zeros add nothing, and a float32 chain stops before.
template <u32 VALUES> FN u32 row_word(const u8* row, u32 k, u32 w) {
  if (VALUES == 1 || k % VALUES == 0) return w * VALUES < k ? ((const u32*)row)[w] : 0u;
  u32 word = 0;
#pragma unroll
  for (u32 j = 0; j < VALUES; j++)
    if (w * VALUES + j < k) word |= (u32)row[w * VALUES + j] << (8 * j);
  return word;
}

// Words w .. w + 3 (w a multiple of 4): one 16-byte load where every row starts on 16 bytes.
template <u32 VALUES> FN uint4 row_words(const u8* row, u32 k, u32 w) {
  if (k % (4 * VALUES) == 0) return w * VALUES < k ? *(const uint4*)(row + 4 * w) : make_uint4(0, 0, 0, 0);
  return make_uint4(row_word<VALUES>(row, k, w), row_word<VALUES>(row, k, w + 1), row_word<VALUES>(row, k, w + 2),
                    row_word<VALUES>(row, k, w + 3));
}

enum { DEPTH = 8 };

// One step of k for all of the thread's outputs.
template <class Terms, u32 PARTS, u32 PITCH>
FN void add_terms(typename Terms::Acc (&acc)[4 * PARTS][4 * PARTS], const u32 (&tile)[2][DEPTH][PITCH], u32 kk, u32 ty, u32 tx) {
  u32 a[4 * PARTS], b[4 * PARTS];
#pragma unroll
  for (u32 p = 0; p < PARTS; p++) {
    *(uint4*)&a[4 * p] = *(const uint4*)&tile[0][kk][64 * p + 4 * ty];
    *(uint4*)&b[4 * p] = *(const uint4*)&tile[1][kk][64 * p + 4 * tx];
  }
#pragma unroll
  for (u32 i = 0; i < 4 * PARTS; i++)
#pragma unroll
    for (u32 j = 0; j < 4 * PARTS; j++) acc[i][j] = Terms::term(acc[i][j], a[i], b[j]);
}

template <class Terms, u32 PARTS>
FN void matmul(const u8* as, const u8* bs, const typename Terms::Acc* cs, u32* out, const MatmulShape& s) {
  typedef typename Terms::Acc Acc;
  // A pitch of 4 more words than the side keeps 16-byte loads aligned and lets a warp's transposing stores hit 32 banks.
  enum { SIDE = 64 * PARTS, PITCH = SIDE + 4 };
  __shared__ __align__(16) u32 tile[2][2][DEPTH][PITCH];

  const u32 tx = threadIdx.x % 16, ty = threadIdx.x / 16;
  const u32 column0 = blockIdx.x % s.column_squares * SIDE;
  const u32 row0 = blockIdx.x / s.column_squares % s.row_squares * SIDE;
  const u32 batch = blockIdx.x / s.column_squares / s.row_squares;
  const u32 o0 = batch / s.d1, o1 = batch % s.d1;

  // A stage is 4 * SIDE groups of four words, PARTS a thread: first A's rows, two groups each, then B's.
  const u8* row[PARTS];  // null past the matrix' last row
  u32 matrix[PARTS], at[PARTS], word[PARTS];
#pragma unroll
  for (u32 p = 0; p < PARTS; p++) {
    const u32 group = threadIdx.x + 256 * p;
    matrix[p] = group / (2 * SIDE);
    at[p] = group % (2 * SIDE) / 2;
    word[p] = group % 2 * 4;
    const u32 r = (matrix[p] ? column0 : row0) + at[p];
    const u64 first = matrix[p] ? o0 * s.b0 + o1 * s.b1 + r * (u64)s.k : o0 * s.a0 + o1 * s.a1 + r * (u64)s.k;
    row[p] = r < (matrix[p] ? s.n : s.m) ? (matrix[p] ? bs : as) + first * (4 / Terms::VALUES) : 0;
  }

  Acc acc[4 * PARTS][4 * PARTS];
#pragma unroll
  for (u32 i = 0; i < 4 * PARTS; i++)
#pragma unroll
    for (u32 j = 0; j < 4 * PARTS; j++) {
      const u32 r = row0 + i / 4 * 64 + 4 * ty + i % 4, c = column0 + j / 4 * 64 + 4 * tx + j % 4;
      acc[i][j] = cs && r < s.m && c < s.n ? cs[o0 * s.c0 + o1 * s.c1 + r * s.c2 + c * s.c3] : Acc(0);
    }

  const u32 words = (s.k + Terms::VALUES - 1) / Terms::VALUES;
  uint4 fetched[PARTS];
  u32 buffer = 1;
  for (u32 next = 0, depth = 0;; next += DEPTH) {
    if (next < words)
#pragma unroll
      for (u32 p = 0; p < PARTS; p++)
        fetched[p] = row[p] ? row_words<Terms::VALUES>(row[p], s.k, next + word[p]) : make_uint4(0, 0, 0, 0);

    if (depth == DEPTH) {
#pragma unroll
      for (u32 kk = 0; kk < DEPTH; kk++) add_terms<Terms, PARTS, PITCH>(acc, tile[buffer], kk, ty, tx);
    } else {
#pragma unroll 1
      for (u32 kk = 0; kk < depth; kk++) add_terms<Terms, PARTS, PITCH>(acc, tile[buffer], kk, ty, tx);
    }

    if (next >= words) break;
    buffer ^= 1;
#pragma unroll
    for (u32 p = 0; p < PARTS; p++) {
      u32* column = &tile[buffer][matrix[p]][word[p]][at[p]];
      column[0] = fetched[p].x;
      column[PITCH] = fetched[p].y;
      column[2 * PITCH] = fetched[p].z;
      column[3 * PITCH] = fetched[p].w;
    }
    depth = least(DEPTH, words - next);
    // One barrier a stage: the buffer written after the next one was last read before this one.
    __syncthreads();
  }

#pragma unroll
  for (u32 i = 0; i < 4 * PARTS; i++)
#pragma unroll
    for (u32 p = 0; p < PARTS; p++) {
      const u32 r = row0 + i / 4 * 64 + 4 * ty + i % 4, c = column0 + 64 * p + 4 * tx;
      if (r >= s.m || c >= s.n) continue;
      u32* place = out + ((u64)batch * s.m + r) * s.n + c;
      const u32 v[4] = {Terms::stored(acc[i][4 * p]), Terms::stored(acc[i][4 * p + 1]), Terms::stored(acc[i][4 * p + 2]),
                        Terms::stored(acc[i][4 * p + 3])};
      if (s.n % 4 == 0) {
        *(uint4*)place = make_uint4(v[0], v[1], v[2], v[3]);
      } else {
#pragma unroll
        for (u32 j = 0; j < 4; j++)
          if (c + j < s.n) place[j] = v[j];
      }
    }
}

KERNEL(256) matmul_f32_64(const u8* a, const u8* b, const float* c, u32* out, MatmulShape s) { matmul<FmaTerms, 1>(a, b, c, out, s); }
KERNEL(256) matmul_f32_128(const u8* a, const u8* b, const float* c, u32* out, MatmulShape s) { matmul<FmaTerms, 2>(a, b, c, out, s); }
KERNEL(256) matmul_i8_64(const u8* a, const u8* b, const i32* c, u32* out, MatmulShape s) { matmul<Dp4aTerms, 1>(a, b, c, out, s); }
KERNEL(256) matmul_i8_128(const u8* a, const u8* b, const i32* c, u32* out, MatmulShape s) { matmul<Dp4aTerms, 2>(a, b, c, out, s); }

// ---------------------------------------------------------------------------------------------------------------------
// ROWDOT, SUM, MAX: a block of 128 threads takes 32 rows. All threads load (a warp reads 32 values in a row of memory),
// the first warp runs the 32 chains out of shared memory while the next 64 values of each row are on their way.

struct RowsShape {
  u32 rows, k;
};

struct SumChain {
  enum { INPUTS = 1 };
  METHOD float start() { return FLOAT(0u); }
  METHOD float term(float acc, float a, float) { return ADD(acc, a); }
};

struct MaxChain {
  enum { INPUTS = 1 };
  METHOD float start() { return FLOAT(0xff800000u); }
  METHOD float term(float acc, float a, float) { return f_max(acc, a); }
};

struct DotChain {
  enum { INPUTS = 2 };
  METHOD float start() { return FLOAT(0u); }
  METHOD float term(float acc, float a, float b) { return FMA(a, b, acc); }
};

template <class Chain> FN void row_chain(const float* as, const float* bs, float* out, const RowsShape& s) {
  enum { ROWS = 32, WIDTH = 64, ROUNDS = ROWS * WIDTH / 128, LAST = Chain::INPUTS - 1 };
  __shared__ float tile[2][Chain::INPUTS][ROWS][WIDTH + 1];  // + 1: the 32 chains read from 32 banks

  const u32 column = threadIdx.x % WIDTH, first = threadIdx.x / WIDTH, row0 = blockIdx.x * ROWS;
  float fetched[Chain::INPUTS][ROUNDS], acc = Chain::start();
  u32 buffer = 1;
  for (u32 next = 0, width = 0;; next += WIDTH) {
    if (next < s.k)
#pragma unroll
      for (u32 i = 0; i < ROUNDS; i++) {
        const u32 row = row0 + first + 2 * i;
        const bool inside = row < s.rows && next + column < s.k;
        fetched[0][i] = inside ? as[(u64)row * s.k + next + column] : FLOAT(0u);
        if (Chain::INPUTS == 2) fetched[LAST][i] = inside ? bs[(u64)row * s.k + next + column] : FLOAT(0u);
      }

    if (threadIdx.x < ROWS)
#pragma unroll 4
      for (u32 k = 0; k < width; k++) acc = Chain::term(acc, tile[buffer][0][threadIdx.x][k], tile[buffer][LAST][threadIdx.x][k]);

    if (next >= s.k) break;
    buffer ^= 1;
#pragma unroll
    for (u32 i = 0; i < ROUNDS; i++) {
      tile[buffer][0][first + 2 * i][column] = fetched[0][i];
      if (Chain::INPUTS == 2) tile[buffer][LAST][first + 2 * i][column] = fetched[LAST][i];
    }
    width = least(WIDTH, s.k - next);
    __syncthreads();
  }
  if (threadIdx.x < ROWS && row0 + threadIdx.x < s.rows) out[row0 + threadIdx.x] = canonical(acc);
}

KERNEL(128) rowdot_f32(const float* a, const float* b, float* out, RowsShape s) { row_chain<DotChain>(a, b, out, s); }
KERNEL(128) sum_f32(const float* a, float* out, RowsShape s) { row_chain<SumChain>(a, a, out, s); }
KERNEL(128) max_f32(const float* a, float* out, RowsShape s) { row_chain<MaxChain>(a, a, out, s); }

// ---------------------------------------------------------------------------------------------------------------------
// MAP: a thread an output value. `strides` of an input are 0 along its broadcast axes.

struct MapShape {
  u32 values, flat;  // flat: every input has the output's dims
  u32 d1, d2, d3;    // of the output
  u32 strides[3][4];
  u32 s0, s1;        // float32 bits
};

FN u32 place(const MapShape& s, u32 slot, u32 i) {
  if (s.flat) return i;
  const u32 row = i / s.d3, plane = row / s.d2;
  return plane / s.d1 * s.strides[slot][0] + plane % s.d1 * s.strides[slot][1] + row % s.d2 * s.strides[slot][2] + i % s.d3 * s.strides[slot][3];
}

#define MAP_BODY(READ, VALUE)                        \
  const u32 i = blockIdx.x * 256 + threadIdx.x;      \
  if (i >= s.values) return;                         \
  READ;                                              \
  out[i] = VALUE;
#define MAP1(NAME, FROM, TO, VALUE) \
  KERNEL(256) NAME(const FROM* as, TO* out, MapShape s) { MAP_BODY(const FROM a = as[place(s, 0, i)], VALUE) }
#define MAP2(NAME, FROM, TO, VALUE)                                        \
  KERNEL(256) NAME(const FROM* as, const FROM* bs, TO* out, MapShape s) {  \
    MAP_BODY(const FROM a = as[place(s, 0, i)]; const FROM b = bs[place(s, 1, i)], VALUE) \
  }
#define MAP3(NAME, FROM, TO, VALUE)                                                         \
  KERNEL(256) NAME(const FROM* as, const FROM* bs, const FROM* cs, TO* out, MapShape s) {   \
    MAP_BODY(const FROM a = as[place(s, 0, i)]; const FROM b = bs[place(s, 1, i)]; const FROM c = cs[place(s, 2, i)], VALUE) \
  }

MAP2(map_add, float, float, canonical(ADD(a, b)))
MAP2(map_sub, float, float, canonical(SUB(a, b)))
MAP2(map_mul, float, float, canonical(MUL(a, b)))
MAP2(map_div, float, float, canonical(DIV(a, b)))
MAP3(map_fma, float, float, canonical(FMA(a, b, c)))
MAP1(map_affine, float, float, canonical(FMA(a, FLOAT(s.s0), FLOAT(s.s1))))
MAP2(map_scale_add, float, float, canonical(FMA(a, FLOAT(s.s0), b)))
MAP1(map_exp, float, float, canonical(f_exp(a)))
MAP2(map_exp_sub, float, float, canonical(f_exp(SUB(a, b))))
MAP1(map_tanh, float, float, canonical(f_tanh(a)))
MAP1(map_erf, float, float, canonical(f_erf(a)))
MAP1(map_gelu, float, float, canonical(f_gelu(a)))
MAP1(map_sqrt, float, float, canonical(SQRT(a)))
MAP1(map_rsqrt, float, float, canonical(f_rsqrt(a)))
MAP1(map_relu, float, float, canonical(f_max(a, FLOAT(0u))))
MAP2(map_max, float, float, canonical(f_max(a, b)))
MAP1(map_dequant, i32, float, canonical(MUL(I32_TO_F32(a), FLOAT(s.s0))))
MAP1(map_quant, float, u8, (u8)f_to_i8(MUL(a, FLOAT(s.s0))))
MAP2(map_add_i32, u32, u32, a + b)

// ---------------------------------------------------------------------------------------------------------------------
// MOVE: a copy with strides where the innermost axis stays, else a transpose of 32 by 32 tiles so that both the reads
// and the writes of a warp are in a row of memory. Copies carry any bits, a NaN's payload too.

MAP1(copy_4, u32, u32, a)
MAP1(copy_1, u8, u8, a)

struct TransposeShape {
  u32 x, y, v;           // sizes: x is innermost in the input, y in the output, (u, v) are the other two axes
  u32 x_tiles, y_tiles;
  u32 from_y, from_u, from_v;
  u32 to_x, to_u, to_v;
};

template <class T> FN void transpose(const T* from, T* to, const TransposeShape& s) {
  __shared__ T tile[32][33];
  const u32 x0 = blockIdx.x % s.x_tiles * 32, y0 = blockIdx.x / s.x_tiles % s.y_tiles * 32;
  const u32 rest = blockIdx.x / s.x_tiles / s.y_tiles, u = rest / s.v, v = rest % s.v;
  const u32 lane = threadIdx.x % 32;
  for (u32 r = threadIdx.x / 32; r < 32; r += 8)
    if (y0 + r < s.y && x0 + lane < s.x) tile[r][lane] = from[u * s.from_u + v * s.from_v + (y0 + r) * s.from_y + x0 + lane];
  __syncthreads();
  for (u32 r = threadIdx.x / 32; r < 32; r += 8)
    if (x0 + r < s.x && y0 + lane < s.y) to[u * s.to_u + v * s.to_v + (x0 + r) * s.to_x + y0 + lane] = tile[lane][r];
}

KERNEL(256) transpose_4(const u32* from, u32* to, TransposeShape s) { transpose(from, to, s); }
KERNEL(256) transpose_1(const u8* from, u8* to, TransposeShape s) { transpose(from, to, s); }

// ---------------------------------------------------------------------------------------------------------------------
// GATHER: a thread an output value; a row whose index is outside the table is zero bits.

struct GatherShape {
  u32 values, width, rows;  // of the output, of a row, of the table
};

template <class T> FN void gather(const T* table, const i32* index, T* out, const GatherShape& s) {
  const u32 i = blockIdx.x * 256 + threadIdx.x;
  if (i >= s.values) return;
  const u32 at = (u32)index[i / s.width];
  out[i] = at < s.rows ? table[at * s.width + i % s.width] : T(0);
}

KERNEL(256) gather_4(const u32* table, const i32* index, u32* out, GatherShape s) { gather(table, index, out, s); }
KERNEL(256) gather_1(const u8* table, const i32* index, u8* out, GatherShape s) { gather(table, index, out, s); }

// ---------------------------------------------------------------------------------------------------------------------
// Commitments: a thread a tile's leaf H(0x00 || bytes), a thread a node H(0x01 || left || right) of a tree's next level.

__constant__ const u32 SHA256_ROUNDS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

FN u32 turn(u32 x, u32 n) { return __funnelshift_r(x, x, n); }

FN void absorb(u32 (&state)[8], u32 (&w)[16]) {
  u32 v[8];
#pragma unroll
  for (u32 i = 0; i < 8; i++) v[i] = state[i];
#pragma unroll
  for (u32 r = 0; r < 64; r++) {
    if (r >= 16) {
      const u32 x = w[(r + 1) % 16], y = w[(r + 14) % 16];
      w[r % 16] += (turn(x, 7) ^ turn(x, 18) ^ x >> 3) + w[(r + 9) % 16] + (turn(y, 17) ^ turn(y, 19) ^ y >> 10);
    }
    const u32 e = v[4], a = v[0];
    const u32 t = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6]) + SHA256_ROUNDS[r] + w[r % 16];
    const u32 z = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
    v[7] = v[6], v[6] = v[5], v[5] = e, v[4] = v[3] + t, v[3] = v[2], v[2] = v[1], v[1] = a, v[0] = t + z;
  }
#pragma unroll
  for (u32 i = 0; i < 8; i++) state[i] += v[i];
}

// Bytes 4i .. 4i + 3 of the payload as a little-endian word, followed by the padding's 0x80 and zeros.
FN u32 payload_word(const u32* payload, u32 bytes, u32 i) { return 4 * i < bytes ? payload[i] : 4 * i == bytes ? 0x80u : 0u; }
FN u32 payload_word(const u8* payload, u32 bytes, u32 i) {
  u32 word = 0;
#pragma unroll
  for (u32 j = 4 * i; j < 4 * i + 4; j++) word |= (j < bytes ? payload[j] : j == bytes ? 0x80u : 0u) << (8 * (j % 4));
  return word;
}

// sha256(prefix || payload): every big-endian word of the message straddles two of the payload's.
template <class T> FN void hash(u32 prefix, const T* payload, u32 bytes, u32* digest) {
  u32 state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const u32 blocks = (bytes + 1 + 8) / 64 + 1;
  u32 before = prefix << 24;
#pragma unroll 1
  for (u32 block = 0; block < blocks; block++) {
    u32 w[16];
#pragma unroll
    for (u32 i = 0; i < 16; i++) {
      const u32 here = payload_word(payload, bytes, 16 * block + i);
      w[i] = __byte_perm(before, here, 0x3456);
      before = here;
    }
    if (block + 1 == blocks) w[15] = 8 * (bytes + 1);
    absorb(state, w);
  }
#pragma unroll
  for (u32 i = 0; i < 8; i++) digest[i] = __byte_perm(state[i], 0, 0x0123);
}

struct LeavesShape {
  u32 tiles, tiles_a_row, d3;
};

template <class T> FN void leaf(const T* values, u32* out, const LeavesShape& s) {
  const u32 t = blockIdx.x * 128 + threadIdx.x;
  if (t >= s.tiles) return;
  const u32 row = t / s.tiles_a_row, first = t % s.tiles_a_row * 64;
  hash(0x00, values + (u64)row * s.d3 + first, least(64, s.d3 - first) * (u32)sizeof(T), out + 8ull * t);
}

KERNEL(128) leaves_4(const u32* values, u32* out, LeavesShape s) { leaf(values, out, s); }
KERNEL(128) leaves_1(const u8* values, u32* out, LeavesShape s) { leaf(values, out, s); }

struct LevelShape {
  u32 nodes;  // of the level below
};

KERNEL(128) parents(const u32* below, u32* out, LevelShape s) {
  const u32 i = blockIdx.x * 128 + threadIdx.x;
  if (2ull * i >= s.nodes) return;
  below += 16ull * i, out += 8ull * i;
  if (2ull * i + 1 < s.nodes) {
    hash(0x01, below, 64, out);
  } else {
#pragma unroll
    for (u32 j = 0; j < 8; j++) out[j] = below[j];
  }
}
