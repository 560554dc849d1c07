// Broadcasting and threads around the kernels' map.
#include "axes.h"
#include "kernels.h"
#include "operator_kinds.h"
#include "parallel.h"

typedef struct {
  const operation *op;
  axes walk;
} plan;

// Output values [begin, end), a row of the inner axis at a time.
static void work(void *context, size_t begin, size_t end, int part) {
  (void)part;
  const plan *p = context;
  const operation *op = p->op;
  const axes *w = &p->walk;
  const kernels *k = current_kernels();
  float s0 = FLOAT(op->attributes[0]), s1 = FLOAT(op->attributes[1]);
  int inner = w->count - 1;
  size_t length = w->size[inner], out_size = op->out.dtype == I8 ? 1 : 4;
  u32 repeated[WALKED][MOST_LANES];
  while (begin < end) {
    size_t place[WALKED] = {0}, at = begin % length, row = length - at < end - begin ? length - at : end - begin;
    for (size_t axis = (size_t)inner, left = begin / length; axis-- > 0; left /= w->size[axis])
      for (int i = 0; i < op->inputs; i++) place[i] += left % w->size[axis] * w->stride[i][axis];
    map_input in[WALKED];
    for (int i = 0; i < op->inputs; i++) {
      const u32 *from = (const u32 *)op->in[i].data + place[i];
      if (w->stride[i][inner]) {
        in[i] = (map_input){from + at, ~(size_t)0};
      } else {
        u32 value = *from;
        for (size_t t = 0; t < MOST_LANES; t++) repeated[i][t] = value;
        in[i] = (map_input){repeated[i], 0};
      }
    }
    for (int i = op->inputs; i < WALKED; i++) in[i] = in[0];
    k->map(op->function, s0, s1, in, (char *)op->out.data + begin * out_size, row);
    begin += row;
  }
}

void run_map(const operation *op) {
  size_t strides[WALKED][4] = {{0}};
  for (int i = 0; i < op->inputs; i++) broadcast_strides(&op->in[i], strides[i]);
  plan p = {op, joined(op->out.dims, strides, op->inputs)};
  parallel(op->threads, values_of(&op->out), PART_VALUES, work, &p);
}
