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

static void digest(const uint8_t *const block[][MOST_LANES], size_t blocks, uint8_t *const out[LANES]) {
  const u32 *round = SHA_ROUND;
  __asm__("" : "+r"(round));  // else the compiler makes each constant anew instead of reading it with the addition
  U state[8];
  for (int i = 0; i < 8; i++) state[i] = (U)i_all((i32)SHA_INITIAL[i]);
  for (size_t n = 0; n < blocks; n++) {
    u32 words[16 * LANES] __attribute__((aligned(64)));
    transpose((const u32 *const *)block[n], 16, words, LANES);
    U w[16], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) w[i] = v_swap_bytes((U)v_load(words + i * LANES));
    for (int r = 0; r < 3; r++, round += 16) {
      EIGHT_ROUNDS(0, 1)
      EIGHT_ROUNDS(8, 1)
    }
    EIGHT_ROUNDS(0, 0)
    EIGHT_ROUNDS(8, 0)
    round -= 48;
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
  u32 words[8][LANES];
  for (int i = 0; i < 8; i++) v_store(words[i], (V)v_swap_bytes(state[i]));
  for (int lane = 0; lane < LANES; lane++)
    for (int i = 0; i < 8; i++) memcpy(out[lane] + 4 * i, &words[i][lane], 4);
}
