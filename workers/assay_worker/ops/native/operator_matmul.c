// Batches, broadcasting and threads around the kernels' product.
#include <stdlib.h>

#include "axes.h"
#include "kernels.h"
#include "operator_kinds.h"
#include "parallel.h"

typedef struct {
  const operation *op;
  const kernels *k;
  size_t batches, rows, columns, depth;
  int by_column;
  size_t step, units_a_batch;   // rows or columns a unit of work
  char *workspace;
  size_t workspace_bytes;
} plan;

// A's batches follow one another and all meet the same B: one tall product instead, so that B is transposed once.
static int is_one_product(const operation *op) {
  const tensor *a = &op->in[0], *b = &op->in[1], *c = &op->in[2], *out = &op->out;
  if (b->dims[0] != 1 || b->dims[1] != 1 || a->dims[0] != out->dims[0] || a->dims[1] != out->dims[1]) return 0;
  if (op->inputs < 3 || (c->dims[0] == 1 && c->dims[1] == 1 && c->dims[2] == 1)) return 1;
  return c->dims[0] == out->dims[0] && c->dims[1] == out->dims[1] && c->dims[2] == out->dims[2];
}

static product batch_of(const plan *p, size_t batch) {
  const operation *op = p->op;
  const tensor *a = &op->in[0], *b = &op->in[1], *c = &op->in[2];
  size_t size = a->dtype == F32 ? 4 : 1, o0 = batch / op->out.dims[1], o1 = batch % op->out.dims[1];
  size_t sa[4], sb[4], sc[4];
  broadcast_strides(a, sa), broadcast_strides(b, sb);
  product q = {
      .a = (char *)a->data + size * (o0 * sa[0] + o1 * sa[1]),
      .b = (char *)b->data + size * (o0 * sb[0] + o1 * sb[1]),
      .out = (u32 *)op->out.data + batch * p->rows * p->columns,
      .depth = p->depth,
      .columns = p->columns,
  };
  if (op->inputs == 3) {
    broadcast_strides(c, sc);
    q.start = (u32 *)c->data + o0 * sc[0] + o1 * sc[1];
    q.start_row = sc[2];
    q.start_column = (int)sc[3];
    if (p->columns == 1) q.start_column = 0;
  }
  return q;
}

static void work(void *context, size_t begin, size_t end, int part) {
  const plan *p = context;
  void (*multiply)(const product *, size_t, size_t, size_t, size_t, void *) = p->op->kind == MATMUL_F32 ? p->k->matmul_f32 : p->k->matmul_i8;
  void *workspace = p->workspace + p->workspace_bytes * (size_t)part;
  size_t along = p->by_column ? p->columns : p->rows;
  while (begin < end) {
    size_t batch = begin / p->units_a_batch, first = begin % p->units_a_batch;
    size_t units = p->units_a_batch - first < end - begin ? p->units_a_batch - first : end - begin;
    size_t from = first * p->step, to = (first + units) * p->step < along ? (first + units) * p->step : along;
    product q = batch_of(p, batch);
    if (p->by_column) multiply(&q, 0, p->rows, from, to, workspace);
    else multiply(&q, from, to, 0, p->columns, workspace);
    begin += units;
  }
}

int run_matmul(const operation *op) {
  const kernels *k = current_kernels();
  plan p = {.op = op, .k = k, .depth = op->in[0].dims[3], .rows = op->out.dims[2], .columns = op->out.dims[3]};
  p.batches = op->out.dims[0] * op->out.dims[1];
  if (p.batches > 1 && is_one_product(op)) p.rows *= p.batches, p.batches = 1;
  p.by_column = p.batches == 1 && p.columns > p.rows;
  p.step = p.by_column ? k->column_block : k->row_block;
  p.units_a_batch = ((p.by_column ? p.columns : p.rows) + p.step - 1) / p.step;
  size_t terms = p.depth * p.step * (p.by_column ? p.rows : p.columns), least = PART_TERMS / terms + 1;
  p.workspace_bytes = k->matmul_workspace;
  p.workspace = aligned_alloc(64, p.workspace_bytes * (size_t)op->threads);
  if (!p.workspace) return -1;
  parallel(op->threads, p.batches * p.units_a_batch, least, work, &p);
  free(p.workspace);
  return 0;
}
