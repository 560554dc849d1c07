#include "merkle.h"

#include <string.h>

#include "parallel.h"
#include "sha256.h"

enum { LEAF = 0, NODE = 1 };
enum { LEAST_HASHES = 512 };  // these take about as long as starting a thread

typedef struct {
  const uint8_t *data;
  size_t columns, size, tiles_a_row;
  uint8_t *leaves;
} tiles;

size_t tile_count(size_t rows, size_t columns) { return rows * ((columns + TILE - 1) / TILE); }

// Rows [begin, end): first all whole tiles, then the rows' last ones, for those are of another length.
static void leaves(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const tiles *t = context;
  size_t row_bytes = t->columns * t->size, tile_bytes = TILE * t->size, whole = t->columns / TILE, rest = t->columns % TILE;
  const uint8_t *data = t->data + begin * row_bytes;
  uint8_t *out = t->leaves + begin * t->tiles_a_row * DIGEST;
  messages all = {data, tile_bytes, whole, row_bytes, out, t->tiles_a_row * DIGEST};
  messages last = {data + whole * tile_bytes, rest * t->size, 1, row_bytes, out + whole * DIGEST, t->tiles_a_row * DIGEST};
  if (whole) hash_messages(LEAF, &all, (end - begin) * whole);
  if (rest) hash_messages(LEAF, &last, end - begin);
}

void hash_tiles(const uint8_t *data, size_t rows, size_t columns, size_t size, int threads, uint8_t *out) {
  if (columns % TILE == 0) {  // as if each tile were a row: then one long row is shared out too
    rows *= columns / TILE;
    columns = TILE;
  }
  tiles t = {data, columns, size, (columns + TILE - 1) / TILE, out};
  parallel(threads, rows, LEAST_HASHES / t.tiles_a_row + 1, leaves, &t);
}

typedef struct {
  const uint8_t *nodes;
  uint8_t *parents;
} level;

static void pairs(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const level *l = context;
  messages all = {l->nodes + 2 * begin * DIGEST, 2 * DIGEST, end - begin, 0, l->parents + begin * DIGEST, 0};
  hash_messages(NODE, &all, end - begin);
}

void hash_level(const uint8_t *nodes, size_t count, int threads, uint8_t *parents) {
  level l = {nodes, parents};
  parallel(threads, count / 2, LEAST_HASHES, pairs, &l);
  if (count % 2) memcpy(parents + count / 2 * DIGEST, nodes + (count - 1) * DIGEST, DIGEST);
}
