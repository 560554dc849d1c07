// SHA-256 of LANES messages at once, one a lane.

static const u32 SHA_ROUND[64] = SHA256_ROUND;
static const u32 SHA_INITIAL[8] = SHA256_INITIAL;

// Round i, and then the word that takes its place sixteen rounds later: two chains of work that overlap.
#define ROUND(a, b, c, d, e, f, g, h, i, more)                                                           \
  {                                                                                                      \
    U t = (h + (w[(i) & 15] + round[i])) + v_choose(e, f, g) + v_xor3(v_ror(e, 6), v_ror(e, 11), v_ror(e, 25)); \
    d = d + t;                                                                                           \
    h = t + v_majority(a, b, c) + v_xor3(v_ror(a, 2), v_ror(a, 13), v_ror(a, 22));                       \
    if (more) w[(i) & 15] = w[(i) & 15] + w[(i + 9) & 15] + FIRST(w[(i + 1) & 15]) + SECOND(w[(i + 14) & 15]); \
  }
#define FIRST(x) v_xor3(v_ror(x, 7), v_ror(x, 18), (x) >> 3)
#define SECOND(x) v_xor3(v_ror(x, 17), v_ror(x, 19), (x) >> 10)
#define EIGHT_ROUNDS(i, more)                  \
  ROUND(a, b, c, d, e, f, g, h, i, more)       \
  ROUND(h, a, b, c, d, e, f, g, i + 1, more)   \
  ROUND(g, h, a, b, c, d, e, f, i + 2, more)   \
  ROUND(f, g, h, a, b, c, d, e, i + 3, more)   \
  ROUND(e, f, g, h, a, b, c, d, i + 4, more)   \
  ROUND(d, e, f, g, h, a, b, c, i + 5, more)   \
  ROUND(c, d, e, f, g, h, a, b, i + 6, more)   \
  ROUND(b, c, d, e, f, g, h, a, i + 7, more)

enum { DIGEST_BYTES = 32 };

INLINE void begin(U state[8]) {
  for (int i = 0; i < 8; i++) state[i] = (U)i_all((i32)SHA_INITIAL[i]);
}

// Sixteen words of each message.
INLINE void load_block(const u32 *const rows[LANES], U w[16]) {
#pragma GCC unroll 16
  for (size_t k = 0; k < 16; k += LANES) {
    I v[LANES];
    transposed(rows, k, v);
#pragma GCC unroll 16
    for (size_t i = 0; i < LANES; i++) w[k + i] = v_swap_bytes((U)v[i]);
  }
}

INLINE void compress(U state[8], const U block[16], const u32 *round) {
  U w[16], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
#pragma GCC unroll 16
  for (int i = 0; i < 16; i++) w[i] = block[i];
  for (int r = 0; r < 3; r++, round += 16) {
    EIGHT_ROUNDS(0, 1)
    EIGHT_ROUNDS(8, 1)
  }
  EIGHT_ROUNDS(0, 0)
  EIGHT_ROUNDS(8, 0)
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

INLINE void end(const U state[8], uint8_t *const out[LANES]) {
#if LANES >= 8
  I v[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) v[i] = (I)v_swap_bytes(state[i]);
  SWAP_BLOCKS_OF(v, 8, 4)
  SWAP_BLOCKS_OF(v, 8, 2)
  SWAP_BLOCKS_OF(v, 8, 1)
  for (int lane = 0; lane < LANES; lane++) memcpy(out[lane], (const char *)&v[lane % 8] + lane / 8 * DIGEST_BYTES, DIGEST_BYTES);
#else
  u32 words[8][LANES];
  for (int i = 0; i < 8; i++) v_store(words[i], (V)v_swap_bytes(state[i]));
  for (int lane = 0; lane < LANES; lane++)
    for (int i = 0; i < 8; i++) memcpy(out[lane] + 4 * i, &words[i][lane], 4);
#endif
}

// A register that the compiler knows nothing of: else it makes each constant anew instead of reading it with the addition.
#define ROUND_CONSTANTS(round)    \
  const u32 *round = SHA_ROUND;   \
  __asm__("" : "+r"(round));

static void digest(const uint8_t *const block[][MOST_LANES], size_t blocks, uint8_t *const out[LANES]) {
  ROUND_CONSTANTS(round)
  U state[8], w[16];
  begin(state);
  for (size_t n = 0; n < blocks; n++) {
    load_block((const u32 *const *)block[n], w);
    compress(state, w, round);
  }
  end(state, out);
}

// The payloads are read as they lie: the tag in front makes each word of the message the end of one word and the begin of the next one.
static void digest_whole(uint8_t tag, const uint8_t *const payload[MOST_LANES], size_t blocks, uint8_t *const out[LANES]) {
  ROUND_CONSTANTS(round)
  U state[8], w[16], before = (U)i_all(tag);
  begin(state);
  for (size_t n = 0; n < blocks; n++) {
    const u32 *rows[LANES];
    for (int i = 0; i < LANES; i++) rows[i] = (const u32 *)(payload[i] + 64 * n);
    load_block(rows, w);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
      U word = w[i];
      w[i] = before << 24 | word >> 8;
      before = word;
    }
    compress(state, w, round);
  }
  for (int i = 1; i < 15; i++) w[i] = (U){0};
  w[0] = before << 24 | (U)i_all(0x800000);
  w[15] = (U)i_all((i32)((64 * blocks + 1) * 8));
  compress(state, w, round);
  end(state, out);
}
