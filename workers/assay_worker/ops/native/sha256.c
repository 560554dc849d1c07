// Several messages side by side: one SHA-256 is a single chain of dependent steps, so two streams keep the unit busy.
#include "sha256.h"

#include "sha256_constants.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { BLOCK = SHA_BLOCK, STREAMS = 2 };

static const uint32_t ROUND[64] __attribute__((aligned(16))) = SHA256_ROUND;
static const uint32_t INITIAL[8] __attribute__((aligned(16))) = SHA256_INITIAL;

// Sixteen lanes outrun the SHA unit a little, the unit outruns fewer lanes, and any lanes outrun one message at a time.
void empty_batch(batch *m) {
  m->k = current_kernels();
  m->sha = current_has_sha();
  m->together = m->k->lanes == MOST_LANES || !m->sha ? m->k->lanes : STREAMS;
  m->waiting = m->blocks = 0;
  m->tag = 0;
  memset(m->laid, 0, sizeof m->laid);
}

// Puts tag || payload || 0x80 || zeros || length in bits into a lane.
static void lay_out(batch *m, size_t lane) {
  const uint8_t tag = m->tag, *payload = m->payload[lane];
  const size_t bytes = m->length[lane], total = 1 + bytes, blocks = message_blocks(bytes), whole = total / BLOCK;
  const size_t tail_from = whole ? whole * BLOCK - 1 : 0, tail = bytes - tail_from, at = whole ? 0 : 1, end = (blocks - whole) * BLOCK;
  uint8_t *first = m->first[lane], *last = m->last[lane];
  if (whole) {
    first[0] = tag;
    memcpy(first + 1, payload, BLOCK - 1);
    m->block[0][lane] = first;
    for (size_t i = 1; i < whole; i++) m->block[i][lane] = payload + i * BLOCK - 1;
  }
  if (m->laid[lane] != bytes) {
    memset(last, 0, end);
    last[at + tail] = 0x80;
    last[end - 2] = (uint8_t)(total * 8 >> 8);
    last[end - 1] = (uint8_t)(total * 8);
    m->laid[lane] = m->length[lane];
  }
  if (!whole) last[0] = tag;
  memcpy(last + at, payload + tail_from, tail);
  for (size_t i = whole; i < blocks; i++) m->block[i][lane] = last + (i - whole) * BLOCK;
}

static uint32_t rotated(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void digest_one(const batch *m) {
  uint8_t *out = m->out[0];
  uint32_t h[8], w[64];
  memcpy(h, INITIAL, sizeof h);
  for (size_t n = 0; n < m->blocks; n++) {
    const uint8_t *p = m->block[n][0];
    for (int i = 0; i < 16; i++) w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < 64; i++) {
      uint32_t s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3, s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], z = h[7];
    for (int i = 0; i < 64; i++) {
      uint32_t t1 = z + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i];
      uint32_t t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      z = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e, h[5] += f, h[6] += g, h[7] += z;
  }
  for (int i = 0; i < 8; i++)
    for (int k = 0; k < 4; k++) out[4 * i + k] = (uint8_t)(h[i] >> (24 - 8 * k));
}

#if defined(__x86_64__)
#define SHA __attribute__((target("sha,ssse3,sse4.1")))

// The messages in lanes `lane` and the next one. The unit keeps the state as (a b e f) and (c d g h).
SHA static void digest_two(const batch *m, size_t lane) {
  const __m128i bytes = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i low = _mm_shuffle_epi32(_mm_load_si128((const __m128i *)INITIAL), 0xb1);
  __m128i high = _mm_shuffle_epi32(_mm_load_si128((const __m128i *)(INITIAL + 4)), 0x1b);
  __m128i abef[STREAMS], cdgh[STREAMS], w[STREAMS][4];
  for (int s = 0; s < STREAMS; s++) abef[s] = _mm_alignr_epi8(low, high, 8), cdgh[s] = _mm_blend_epi16(high, low, 0xf0);
  for (size_t n = 0; n < m->blocks; n++) {
    __m128i before_abef[STREAMS], before_cdgh[STREAMS];
#pragma GCC unroll 2
    for (int s = 0; s < STREAMS; s++) {
      before_abef[s] = abef[s], before_cdgh[s] = cdgh[s];
#pragma GCC unroll 4
      for (int i = 0; i < 4; i++) w[s][i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)m->block[n][lane + (size_t)s] + i), bytes);
    }
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
      const __m128i round = _mm_load_si128((const __m128i *)(ROUND + 4 * i));
#pragma GCC unroll 2
      for (int s = 0; s < STREAMS; s++) {
        __m128i x = _mm_add_epi32(w[s][i & 3], round);
        cdgh[s] = _mm_sha256rnds2_epu32(cdgh[s], abef[s], x);
        abef[s] = _mm_sha256rnds2_epu32(abef[s], cdgh[s], _mm_shuffle_epi32(x, 0x0e));
        if (i < 12) {  // the four words used 16 rounds on
          __m128i shifted = _mm_alignr_epi8(w[s][(i + 3) & 3], w[s][(i + 2) & 3], 4);
          w[s][i & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[s][i & 3], w[s][(i + 1) & 3]), shifted), w[s][(i + 3) & 3]);
        }
      }
    }
    for (int s = 0; s < STREAMS; s++) abef[s] = _mm_add_epi32(abef[s], before_abef[s]), cdgh[s] = _mm_add_epi32(cdgh[s], before_cdgh[s]);
  }
  for (int s = 0; s < STREAMS; s++) {
    __m128i feba = _mm_shuffle_epi32(abef[s], 0x1b), dchg = _mm_shuffle_epi32(cdgh[s], 0xb1);
    _mm_storeu_si128((__m128i *)m->out[lane + (size_t)s], _mm_shuffle_epi8(_mm_blend_epi16(feba, dchg, 0xf0), bytes));
    _mm_storeu_si128((__m128i *)(m->out[lane + (size_t)s] + 16), _mm_shuffle_epi8(_mm_alignr_epi8(dchg, feba, 8), bytes));
  }
}
#endif

// Fills lanes up to `lanes` with the first one's message again; those digests are not kept.
static void fill(batch *m, size_t lanes, uint8_t *unread) {
  for (size_t lane = m->waiting; lane < lanes; lane++) {
    for (size_t n = 0; n < m->blocks; n++) m->block[n][lane] = m->block[n][0];
    m->out[lane] = unread;
  }
}

static void hash_lanes(batch *m) {
  const kernels *k = m->k;
  uint8_t unread[DIGEST];
  if (m->waiting == k->lanes && m->together == k->lanes && m->bytes && m->bytes % BLOCK == 0) {
    k->digest_whole(m->tag, m->payload, m->bytes / BLOCK, m->out);
    return;
  }
  for (size_t lane = 0; lane < m->waiting; lane++) lay_out(m, lane);
#if defined(__x86_64__)
  if (m->sha && (m->waiting < k->lanes || m->together == STREAMS)) {
    fill(m, m->waiting + m->waiting % STREAMS, unread);
    for (size_t lane = 0; lane < m->waiting; lane += STREAMS) digest_two(m, lane);
    return;
  }
#endif
  if (m->waiting == 1) {
    digest_one(m);
  } else {
    fill(m, k->lanes, unread);
    k->digest(m->block, m->blocks, m->out);
  }
}

void hash_waiting(batch *m) {
  if (m->waiting) hash_lanes(m);
  m->waiting = 0;
}

void hash_messages(uint8_t tag, const messages *all, size_t n) {
  batch m;
  empty_batch(&m);
  for (size_t row = 0; n; row++) {
    size_t some = n < all->a_row ? n : all->a_row;
    const uint8_t *payload = all->payloads + row * all->row_stride;
    uint8_t *digest = all->digests + row * all->digest_row_stride;
    for (size_t i = 0; i < some; i++) hash_message(&m, tag, payload + i * all->bytes, all->bytes, digest + i * DIGEST);
    n -= some;
  }
  hash_waiting(&m);
}
