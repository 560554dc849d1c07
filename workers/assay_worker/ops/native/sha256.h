// SHA-256 of the two shapes that commitments hash (docs/operators.md).
#ifndef ASSAY_SHA256_H
#define ASSAY_SHA256_H
#include <stddef.h>
#include <stdint.h>

enum { DIGEST = 32, LONGEST_PAYLOAD = 256 };

// Payloads of one length: `a_row` of them one after another, and the next row's `row_stride` bytes on from the row's begin.
// Their digests likewise, `digest_row_stride` bytes a row.
typedef struct {
  const uint8_t *payloads;
  size_t bytes, a_row, row_stride;  // bytes: 1..=LONGEST_PAYLOAD
  uint8_t *digests;
  size_t digest_row_stride;
} messages;

// digest i = sha256(tag || payload i), for all i < n. Digests may lie where earlier payloads do.
void hash_messages(uint8_t tag, const messages *, size_t n);
#endif
