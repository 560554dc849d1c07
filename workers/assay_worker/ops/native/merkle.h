// Trees over tiles of 64 values of a row (docs/operators.md, "Commitments").
#ifndef ASSAY_MERKLE_H
#define ASSAY_MERKLE_H
#include <stddef.h>
#include <stdint.h>

enum { TILE = 64 };

// Tiles of a tensor of `rows` rows of `columns` values of `size` bytes.
size_t tile_count(size_t rows, size_t columns);
// The 32-byte leaf of each tile, in order.
void hash_tiles(const uint8_t *data, size_t rows, size_t columns, size_t size, int threads, uint8_t *leaves);
// The level above `count` (>= 2) nodes: (count + 1) / 2 of them.
void hash_level(const uint8_t *nodes, size_t count, int threads, uint8_t *parents);
#endif
