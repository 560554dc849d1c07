#include "program.h"

#include <string.h>

enum { HEAD = 17, FIRST_INPUT = 36, INPUT = 22, TRACE_LEAF = JOB_ID + HEAD + DIGEST };

static uint32_t u32_at(const uint8_t *p) { return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24; }

static void read_dims(const uint8_t *p, tensor *t) {
  for (int k = 0; k < 4; k++) t->dims[k] = u32_at(p + 4 * k);
}

static size_t bytes_of(const tensor *t) { return values_of(t) * (t->dtype == I8 ? 1 : 4); }

// An input whose operator is `at`: it may read what an earlier one writes, or a tensor that is given.
static const char *source_fault(const program *p, size_t at, const uint8_t *slot, tensor *t) {
  size_t index = u32_at(slot + 2);
  t->dtype = slot[1];
  read_dims(slot + 6, t);
  if (slot[0] == FROM_OPERATOR) {
    if (index >= at) return "an input of an earlier operator";
    const tensor *out = &p->operations[index].out;
    t->data = NULL;
    return t->dtype == out->dtype && !memcmp(t->dims, out->dims, sizeof t->dims) ? NULL : "the dtype and dims of the operator that is read";
  }
  const given *from = slot[0] == FROM_MODEL ? p->model : p->inputs;
  if (slot[0] != FROM_MODEL && slot[0] != FROM_INPUT) return "a known source";
  if (index >= (slot[0] == FROM_MODEL ? p->models : p->input_tensors)) return "a tensor that the job has";
  t->data = (void *)from[index].data;
  return (uintptr_t)t->data % (t->dtype == I8 ? 1 : 4) ? "tensors whose bytes lie where 32-bit values may" : NULL;
}

const char *program_fault(program *p, size_t *at) {
  for (*at = 0; *at < p->count; ++*at) {
    const uint8_t *raw = p->descriptors + *at * DESCRIPTOR;
    operation *op = &p->operations[*at];
    *op = (operation){.kind = raw[0], .function = raw[1], .threads = p->threads, .inputs = raw[3], .out = {.dtype = raw[2]}};
    read_dims(raw + 4, &op->out);
    for (int k = 0; k < 4; k++) op->attributes[k] = u32_at(raw + 20 + 4 * k);
    if (op->inputs > 3) return "one to three inputs";
    const char *fault = NULL;
    for (int i = 0; i < op->inputs && !fault; i++) fault = source_fault(p, *at, raw + FIRST_INPUT + INPUT * i, &op->in[i]);
    if (!fault) fault = fault_of(op);  // dims are bounded from here on
    for (int i = 0; i < op->inputs && !fault; i++) {
      const uint8_t *slot = raw + FIRST_INPUT + INPUT * i;
      const given *from = slot[0] == FROM_MODEL ? p->model : p->inputs;
      if (slot[0] != FROM_OPERATOR && from[u32_at(slot + 2)].bytes != bytes_of(&op->in[i])) fault = "tensors of as many bytes as their dims say";
    }
    if (fault) return fault;
    p->heads[*at][0] = raw[2];
    memcpy(p->heads[*at] + 1, raw + 4, HEAD - 1);
  }
  return NULL;
}

size_t output_bytes(const operation *op) { return bytes_of(&op->out); }

static size_t rows_of(const tensor *t) { return t->dims[0] * t->dims[1] * t->dims[2]; }

forest *program_forest(const program *p) {
  size_t most = 0;
  for (size_t at = 0; at < p->count; at++) {
    size_t tiles = tile_count(rows_of(&p->operations[at].out), p->operations[at].out.dims[3]);
    if (tiles > most) most = tiles;
  }
  return plant_forest(most);
}

void place_output(program *p, size_t at, void *data) {
  operation *op = &p->operations[at];
  const uint8_t *slot = p->descriptors + at * DESCRIPTOR + FIRST_INPUT;
  op->out.data = data;
  for (int i = 0; i < op->inputs; i++, slot += INPUT)
    if (slot[0] == FROM_OPERATOR) op->in[i].data = p->operations[u32_at(slot + 2)].out.data;
}

int run_step(const program *p, size_t at, forest *f) {
  const operation *op = &p->operations[at];
  if (run_operation(op)) return -1;
  add_tree(f, op->out.data, rows_of(&op->out), op->out.dims[3], op->out.dtype == I8 ? 1 : 4, p->threads, p->roots + at * DIGEST);
  return 0;
}

void hash_trace(const program *p, const uint8_t job_id[JOB_ID], forest *f) {
  hash_forest(f);
  enum { SOME = 64 };
  uint8_t payloads[SOME * TRACE_LEAF];
  for (size_t from = 0; from < p->count; from += SOME) {
    size_t n = p->count - from < SOME ? p->count - from : SOME;
    for (size_t i = 0; i < n; i++) {
      uint8_t *payload = payloads + i * TRACE_LEAF;
      memcpy(payload, job_id, JOB_ID);
      memcpy(payload + JOB_ID, p->heads[from + i], HEAD);
      memcpy(payload + JOB_ID + HEAD, p->roots + (from + i) * DIGEST, DIGEST);
    }
    hash_leaves(payloads, TRACE_LEAF, n, p->leaves + from * DIGEST);
  }
}
