#include "operators.h"

#include "kernels.h"
#include "operator_kinds.h"
#include "parallel.h"

static void reduce(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const operation *op = context;
  const kernels *k = current_kernels();
  size_t depth = op->in[0].dims[3], rows = end - begin;
  const float *a = (const float *)op->in[0].data + begin * depth;
  float *out = (float *)op->out.data + begin;
  if (op->kind == ROWDOT_F32) k->rowdot(a, (const float *)op->in[1].data + begin * depth, out, rows, depth);
  else if (op->kind == SUM_F32) k->sum(a, out, rows, depth);
  else k->max(a, out, rows, depth);
}

void run_reduction(const operation *op) {
  parallel(op->threads, values_of(&op->out), PART_VALUES / op->in[0].dims[3] + 1, reduce, (void *)op);
}

static void gather(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const operation *op = context;
  const int32_t *index = op->in[1].data;
  size_t bytes = op->out.dims[3] * (op->out.dtype == I8 ? 1 : 4), entries = op->in[0].dims[2];
  for (size_t r = begin; r < end; r++) {
    char *to = (char *)op->out.data + r * bytes;
    if ((uint32_t)index[r] < entries) memcpy(to, (const char *)op->in[0].data + (size_t)index[r] * bytes, bytes);  // a negative index reads as 2^31 or more
    else memset(to, 0, bytes);
  }
}

void run_gather(const operation *op) {
  parallel(op->threads, op->out.dims[2], PART_VALUES / op->out.dims[3] + 1, gather, (void *)op);
}

int run_operation(const operation *op) {
  switch (op->kind) {
    case MATMUL_F32: case MATMUL_I8: return run_matmul(op);
    case MAP: run_map(op); return 0;
    case MOVE: run_move(op); return 0;
    case GATHER: run_gather(op); return 0;
    default: run_reduction(op); return 0;
  }
}
