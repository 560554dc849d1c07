// SHA-256 of the two shapes that commitments hash (docs/operators.md).
#ifndef ASSAY_SHA256_H
#define ASSAY_SHA256_H
#include "kernels.h"

enum { DIGEST = 32, LONGEST_PAYLOAD = 256 };
enum { SHA_BLOCK = 64, MOST_BLOCKS = (1 + LONGEST_PAYLOAD + 8) / SHA_BLOCK + 1 };

// Messages of as many blocks each, which wait until there are as many as are hashed side by side.
typedef struct {
  const kernels *k;
  int sha;                 // whether the processor's unit may be used
  size_t together;         // how many are hashed side by side
  size_t waiting, blocks;
  size_t bytes;            // of each payload, or 0 where they differ
  uint8_t tag;
  uint16_t length[MOST_LANES], laid[MOST_LANES];  // of a payload, and of the one that its `last` was padded for
  const uint8_t *payload[MOST_LANES], *block[MOST_BLOCKS][MOST_LANES];
  uint8_t *out[MOST_LANES];
  uint8_t first[MOST_LANES][SHA_BLOCK], last[MOST_LANES][2 * SHA_BLOCK];  // all blocks between them are read in place
} batch;

void empty_batch(batch *);
void hash_waiting(batch *);

INLINE size_t message_blocks(size_t payload_bytes) { return (1 + payload_bytes + 9 + SHA_BLOCK - 1) / SHA_BLOCK; }

// digest = sha256(tag || payload), at the latest by `hash_waiting`; until then the payload stays. bytes: 1..=LONGEST_PAYLOAD.
// A digest may lie where an earlier payload does, or where its own begins.
INLINE void hash_message(batch *m, uint8_t tag, const uint8_t *payload, size_t bytes, uint8_t *digest) {
  size_t blocks = message_blocks(bytes);
  if (blocks != m->blocks || tag != m->tag) hash_waiting(m);
  if (!m->waiting) m->blocks = blocks, m->tag = tag, m->bytes = bytes;
  if (bytes != m->bytes) m->bytes = 0;
  m->payload[m->waiting] = payload;
  m->length[m->waiting] = (uint16_t)bytes;
  m->out[m->waiting++] = digest;
  if (m->waiting == m->together) hash_waiting(m);
}

// Payloads of one length: `a_row` of them one after another, and the next row's `row_stride` bytes on from the row's begin.
// Their digests likewise, `digest_row_stride` bytes a row.
typedef struct {
  const uint8_t *payloads;
  size_t bytes, a_row, row_stride;
  uint8_t *digests;
  size_t digest_row_stride;
} messages;

void hash_messages(uint8_t tag, const messages *, size_t n);
#endif
