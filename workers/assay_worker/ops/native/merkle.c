#include "merkle.h"

#include <stdlib.h>
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

void hash_leaves(const uint8_t *payloads, size_t bytes, size_t count, uint8_t *out) {
  messages all = {payloads, bytes, count, 0, out, 0};
  hash_messages(LEAF, &all, count);
}

enum { FEW = LEAST_HASHES, TREES = 128, NODES = 4096 };  // few tiles, and how many trees and nodes wait at most

struct forest {
  batch leaves[MOST_BLOCKS], nodes;  // leaves by their number of blocks
  size_t trees, used;
  struct {
    size_t first, count;
    uint8_t *root;
  } tree[TREES];
  uint8_t node[NODES * DIGEST];
  uint8_t scratch[];  // of a tree that does not wait
};

forest *plant_forest(size_t most_tiles) {
  size_t scratch = most_tiles > FEW ? (most_tiles + (most_tiles + 1) / 2) * DIGEST : 0;
  forest *f = malloc(sizeof *f + scratch);
  if (!f) return NULL;
  f->trees = f->used = 0;
  for (int i = 0; i < MOST_BLOCKS; i++) empty_batch(&f->leaves[i]);
  empty_batch(&f->nodes);
  return f;
}

static void hash_tree(const uint8_t *data, size_t rows, size_t columns, size_t size, int threads, uint8_t *scratch, uint8_t *root) {
  size_t count = tile_count(rows, columns);
  uint8_t *nodes = scratch, *parents = scratch + count * DIGEST;  // levels lie in the two by turns
  hash_tiles(data, rows, columns, size, threads, nodes);
  for (; count > 1; count = (count + 1) / 2) {
    hash_level(nodes, count, threads, parents);
    uint8_t *above = parents;
    parents = nodes, nodes = above;
  }
  memcpy(root, nodes, DIGEST);
}

void add_tree(forest *f, const uint8_t *data, size_t rows, size_t columns, size_t size, int threads, uint8_t *root) {
  size_t count = tile_count(rows, columns), whole = columns / TILE, rest = columns % TILE;
  if (count > FEW) {
    hash_tree(data, rows, columns, size, threads, f->scratch, root);
    return;
  }
  if (f->trees == TREES || f->used + count > NODES) hash_forest(f);
  f->tree[f->trees].first = f->used, f->tree[f->trees].count = count, f->tree[f->trees].root = root;
  uint8_t *leaf = f->node + f->used * DIGEST;
  f->trees++, f->used += count;
  batch *tiles = &f->leaves[message_blocks(TILE * size) - 1], *last = &f->leaves[message_blocks(rest * size) - 1];
  for (size_t r = 0; r < rows; r++) {
    for (size_t t = 0; t < whole; t++, data += TILE * size, leaf += DIGEST) hash_message(tiles, LEAF, data, TILE * size, leaf);
    if (rest) hash_message(last, LEAF, data, rest * size, leaf), leaf += DIGEST;
    data += rest * size;
  }
}

// A level at a time through all trees; parents lie where the first of their tree's nodes lay, which have been read by then.
void hash_forest(forest *f) {
  for (int i = 0; i < MOST_BLOCKS; i++) hash_waiting(&f->leaves[i]);
  for (int more = 1; more;) {
    for (size_t t = 0; t < f->trees; t++) {
      uint8_t *node = f->node + f->tree[t].first * DIGEST;
      for (size_t i = 0; i < f->tree[t].count / 2; i++) hash_message(&f->nodes, NODE, node + 2 * i * DIGEST, 2 * DIGEST, node + i * DIGEST);
    }
    hash_waiting(&f->nodes);
    more = 0;
    for (size_t t = 0; t < f->trees; t++) {
      uint8_t *node = f->node + f->tree[t].first * DIGEST;
      size_t count = f->tree[t].count, half = count / 2;
      if (count % 2 && half) memcpy(node + half * DIGEST, node + 2 * half * DIGEST, DIGEST);
      f->tree[t].count = half + count % 2;
      more |= f->tree[t].count > 1;
    }
  }
  for (size_t t = 0; t < f->trees; t++) memcpy(f->tree[t].root, f->node + f->tree[t].first * DIGEST, DIGEST);
  f->trees = f->used = 0;
}
