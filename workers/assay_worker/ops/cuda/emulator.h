// What emulate.py's generated C stands on: one launch, block after block, all threads of a block between two barriers in turn.
// Stricter than a GPU: an access outside the buffers, a misaligned one, a write to an input, a shared value read before it
// was written, two threads at one shared place without a barrier between them, and a barrier that not all threads
// reach are faults.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OUTSIDE = 1, MISALIGNED, READ_ONLY, UNINITIALISED, RACE, DIVERGED, NO_MEMORY };

typedef struct {
  uint64_t start, size;
  uint32_t writable;
} Buffer;

typedef struct {
  uint32_t kind, line, block, thread;
} Fault;

// Who last touched a shared cell, and in which interval between barriers. Intervals are numbered over the whole launch.
typedef struct {
  uint64_t written, read;
  uint32_t writer, reader;
} Cell;

typedef struct {
  const uint8_t *params;
  const Buffer *buffers;
  uint32_t buffer_count;
  uint32_t block, blocks, threads, thread;
  uint8_t *shared;
  uint32_t shared_size, cell_size;
  Cell *cells;
  uint64_t block_began, interval;
  Fault *fault;
  jmp_buf stop;
} Launch;

#define MANY UINT32_MAX
#define REACH __attribute__((unused)) static

REACH _Noreturn void stop(Launch *l, uint32_t kind, uint32_t line) {
  *l->fault = (Fault){kind, line, l->block, l->thread};
  longjmp(l->stop, 1);
}

REACH void *global_at(Launch *l, uint64_t address, uint32_t size, uint32_t writes, uint32_t line) {
  for (uint32_t i = 0; i < l->buffer_count; i++) {
    const Buffer *b = &l->buffers[i];
    if (address < b->start || address - b->start > b->size || b->size - (address - b->start) < size) continue;
    if ((address - b->start) % size) stop(l, MISALIGNED, line);
    if (writes && !b->writable) stop(l, READ_ONLY, line);
    return (void *)(uintptr_t)address;
  }
  stop(l, OUTSIDE, line);
}

REACH void *shared_at(Launch *l, uint64_t address, uint32_t size, uint32_t writes, uint32_t line) {
  if (address > l->shared_size || l->shared_size - address < size) stop(l, OUTSIDE, line);
  if (address % size) stop(l, MISALIGNED, line);
  for (uint64_t at = address / l->cell_size; at < (address + size) / l->cell_size; at++) {
    Cell *c = &l->cells[at];
    if (c->written == l->interval && c->writer != l->thread) stop(l, RACE, line);
    if (writes) {
      if (c->read == l->interval && c->reader != l->thread) stop(l, RACE, line);
      c->written = l->interval, c->writer = l->thread;
    } else {
      if (c->written < l->block_began) stop(l, UNINITIALISED, line);
      c->reader = c->read == l->interval && c->reader != l->thread ? MANY : l->thread;
      c->read = l->interval;
    }
  }
  return l->shared + address;
}

// float32 on registers' bits. A NaN that arithmetic makes is 0x7fffffff, as NVIDIA's hardware makes it: not the CPU's, not
// the protocol's, so a store that forgot to canonicalise shows.
REACH float F(uint32_t bits) { float f; memcpy(&f, &bits, 4); return f; }
REACH uint32_t B(float f) { uint32_t bits; memcpy(&bits, &f, 4); return f == f ? bits : 0x7fffffffu; }

// Shifts by the register's width or more give 0, or the sign: PTX clamps, C does not define them.
REACH uint32_t shl32(uint32_t x, uint32_t n) { return n > 31 ? 0 : x << n; }
REACH uint64_t shl64(uint64_t x, uint32_t n) { return n > 63 ? 0 : x << n; }
REACH uint32_t shr_u32(uint32_t x, uint32_t n) { return n > 31 ? 0 : x >> n; }
REACH uint64_t shr_u64(uint64_t x, uint32_t n) { return n > 63 ? 0 : x >> n; }
REACH uint32_t shr_s32(int32_t x, uint32_t n) { return (uint32_t)(x >> (n > 31 ? 31 : n)); }

REACH uint32_t funnel_right(uint32_t low, uint32_t high, uint32_t n) { return (uint32_t)(((uint64_t)high << 32 | low) >> (n & 31)); }
REACH uint32_t funnel_left(uint32_t low, uint32_t high, uint32_t n) { return (uint32_t)(((uint64_t)high << 32 | low) << (n & 31) >> 32); }

REACH uint32_t permute(uint32_t a, uint32_t b, uint32_t selector) {
  uint32_t out = 0;
  for (uint32_t i = 0; i < 4; i++) {
    const uint32_t pick = selector >> (4 * i) & 15;
    uint32_t byte = (uint32_t)(((uint64_t)b << 32 | a) >> (8 * (pick & 7))) & 255;
    if (pick & 8) byte = byte & 128 ? 255 : 0;
    out |= byte << (8 * i);
  }
  return out;
}

REACH uint32_t dp4a_s32(uint32_t a, uint32_t b, uint32_t c) {
  for (uint32_t i = 0; i < 32; i += 8) c += (uint32_t)((int32_t)(int8_t)(a >> i) * (int32_t)(int8_t)(b >> i));
  return c;
}

typedef void (*Step)(Launch *, void *);

// A thread's state starts with `at`: the barrier it waits at, 0 before the first, -1 when it has returned.
REACH void run_blocks(Launch *l, Step step, size_t state_size, uint32_t shared_size, uint32_t cell_size) {
  uint8_t *states = malloc(state_size * l->threads);
  l->shared = malloc(shared_size + 1);
  l->cells = calloc(shared_size / cell_size + 1, sizeof(Cell));
  l->shared_size = shared_size, l->cell_size = cell_size, l->interval = 1;
  if (!states || !l->shared || !l->cells) {
    *l->fault = (Fault){NO_MEMORY, 0, 0, 0};
  } else if (!setjmp(l->stop)) {
    for (l->block = 0; l->block < l->blocks; l->block++) {
      memset(states, 0, state_size * l->threads);
      l->block_began = ++l->interval;
      for (int32_t at = 0; at >= 0; l->interval++) {
        for (l->thread = 0; l->thread < l->threads; l->thread++) step(l, states + state_size * l->thread);
        at = *(int32_t *)states;
        for (l->thread = 0; l->thread < l->threads; l->thread++)
          if (*(int32_t *)(states + state_size * l->thread) != at) stop(l, DIVERGED, 0);
      }
    }
  }
  free(states), free(l->shared), free(l->cells);
}

void start(void (*kernel)(Launch *), const uint8_t *params, const Buffer *buffers, uint32_t buffer_count, uint32_t blocks,
           uint32_t threads, Fault *fault) {
  Launch l = {.params = params, .buffers = buffers, .buffer_count = buffer_count, .blocks = blocks, .threads = threads, .fault = fault};
  kernel(&l);
}
