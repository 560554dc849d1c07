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
// The leaves of `count` payloads of `bytes` each (1..=256), which lie one after another.
void hash_leaves(const uint8_t *payloads, size_t bytes, size_t count, uint8_t *leaves);

// Trees of few tiles that are hashed together, because one of them alone does not fill the lanes; larger ones are hashed at once.
typedef struct forest forest;
// For tensors of at most `most_tiles` tiles each; NULL without memory. To be freed by free.
forest *plant_forest(size_t most_tiles);
// The root of a tensor's tree, at the latest by `hash_forest`; until then the tensor stays.
void add_tree(forest *, const uint8_t *data, size_t rows, size_t columns, size_t size, int threads, uint8_t *root);
void hash_forest(forest *);
#endif
