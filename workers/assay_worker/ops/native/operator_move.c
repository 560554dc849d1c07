// Permuted copies. Runs are copied whole where the innermost axis stays innermost; else two axes are transposed in blocks.
#include "axes.h"
#include "kernels.h"
#include "operator_kinds.h"
#include "parallel.h"

typedef struct {
  const operation *op;
  axes walk;                 // of the output; stride[0] = where it lies in the input
  int run_axis;              // the axis whose values are neighbours in the input
  size_t out_stride[4];
  size_t lanes, blocks;      // along the innermost axis
} plan;

static void copy_runs(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const plan *p = context;
  const axes *w = &p->walk;
  size_t size = p->op->out.dtype == I8 ? 1 : 4, bytes = w->size[w->count - 1] * size;
  for (size_t r = begin; r < end; r++) {
    size_t place = 0, left = r;
    for (int k = w->count - 2; k >= 0; k--) place += left % w->size[k] * w->stride[0][k], left /= w->size[k];
    memcpy((char *)p->op->out.data + r * bytes, (const char *)p->op->in[0].data + place * size, bytes);
  }
}

// A unit is one block of up to `lanes` values along the innermost axis, for one place on the axes that are left.
static void transpose_blocks(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const plan *p = context;
  const axes *w = &p->walk;
  const kernels *kernel = current_kernels();
  int last = w->count - 1, x = p->run_axis, wide = p->op->out.dtype != I8;
  size_t across = w->stride[0][last], run = w->size[x], step = p->out_stride[x];
  for (size_t unit = begin; unit < end; unit++) {
    size_t y = unit % p->blocks * p->lanes, left = unit / p->blocks, from = y * across, to = y;
    for (int k = last - 1; k >= 0; k--) {
      if (k == x) continue;
      size_t at = left % w->size[k];
      left /= w->size[k];
      from += at * w->stride[0][k], to += at * p->out_stride[k];
    }
    size_t some = w->size[last] - y < p->lanes ? w->size[last] - y : p->lanes;
    if (wide && some == kernel->lanes) {
      const u32 *rows[64];
      for (size_t i = 0; i < some; i++) rows[i] = (const u32 *)p->op->in[0].data + from + i * across;
      kernel->transpose(rows, run, (u32 *)p->op->out.data + to, step);
    } else if (wide) {
      const u32 *in = (const u32 *)p->op->in[0].data + from;
      u32 *out = (u32 *)p->op->out.data + to;
      for (size_t k = 0; k < run; k++)
        for (size_t i = 0; i < some; i++) out[k * step + i] = in[i * across + k];
    } else {
      const char *in = (const char *)p->op->in[0].data + from;
      char *out = (char *)p->op->out.data + to;
      for (size_t k = 0; k < run; k++)
        for (size_t i = 0; i < some; i++) out[k * step + i] = in[i * across + k];
    }
  }
}

void run_move(const operation *op) {
  size_t view[4] = {1, 1, 1, 1}, size[4], strides[WALKED][4] = {{0}};
  for (int k = 2; k >= 0; k--) view[k] = view[k + 1] * op->attributes[k + 1];
  for (int k = 0; k < 4; k++) {
    int axis = op->function >> 2 * k & 3;
    size[k] = op->attributes[axis], strides[0][k] = view[axis];
  }
  plan p = {.op = op, .walk = joined(size, strides, 1)};
  const axes *w = &p.walk;
  int last = w->count - 1;
  if (w->stride[0][last] == 1) {
    parallel(op->threads, values_of(&op->out) / w->size[last], PART_VALUES / w->size[last] + 1, copy_runs, &p);
    return;
  }
  size_t step = 1;
  for (int k = last; k >= 0; k--) {
    if (w->stride[0][k] == 1) p.run_axis = k;
    p.out_stride[k] = step, step *= w->size[k];
  }
  p.lanes = op->out.dtype == I8 ? 64 : current_kernels()->lanes;
  p.blocks = (w->size[last] + p.lanes - 1) / p.lanes;
  size_t others = values_of(&op->out) / (w->size[last] * w->size[p.run_axis]);
  parallel(op->threads, others * p.blocks, PART_VALUES / (w->size[p.run_axis] * p.lanes) + 1, transpose_blocks, &p);
}
