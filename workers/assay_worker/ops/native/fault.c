// The shape rules that memory safety rests on. assay.commit.program says the same with better words, for whoever writes a program.
#include "operators.h"

enum { LONGEST_CHAIN = 131072 };

size_t values_of(const tensor *t) { return t->dims[0] * t->dims[1] * t->dims[2] * t->dims[3]; }

static int broadcasts(const tensor *from, const tensor *to) {
  for (int k = 0; k < 4; k++)
    if (from->dims[k] != 1 && from->dims[k] != to->dims[k]) return 0;
  return 1;
}

static int same_dims(const tensor *a, const tensor *b) { return broadcasts(a, b) && broadcasts(b, a); }

static const char *matmul_fault(const operation *op) {
  const tensor *a = &op->in[0], *b = &op->in[1], *c = &op->in[2], *out = &op->out;
  int of = op->kind == MATMUL_F32 ? F32 : I8, to = op->kind == MATMUL_F32 ? F32 : I32;
  if (op->inputs < 2 || a->dtype != of || b->dtype != of || out->dtype != to) return "a matmul's dtypes";
  if (a->dims[3] != b->dims[3] || a->dims[3] > LONGEST_CHAIN) return "the contracted axes: equal, at most 131072";
  if (out->dims[2] != a->dims[2] || out->dims[3] != b->dims[2]) return "the output: (o0, o1, M, N)";
  for (int k = 0; k < 2; k++)
    if ((a->dims[k] != 1 && a->dims[k] != out->dims[k]) || (b->dims[k] != 1 && b->dims[k] != out->dims[k])) return "batch dims that broadcast";
  if (op->inputs == 3 && (c->dtype != to || !broadcasts(c, out))) return "a third input that broadcasts to the output";
  return NULL;
}

static const char *reduction_fault(const operation *op) {
  const tensor *a = &op->in[0], *out = &op->out;
  if (op->inputs != (op->kind == ROWDOT_F32 ? 2 : 1)) return "the number of inputs";
  for (int i = 0; i < op->inputs; i++)
    if (op->in[i].dtype != F32 || !same_dims(&op->in[i], a)) return "float32 inputs of the same dims";
  if (a->dims[3] > LONGEST_CHAIN) return "a row of at most 131072";
  tensor expected = *a;
  expected.dims[3] = 1;
  return out->dtype == F32 && same_dims(out, &expected) ? NULL : "a float32 output (d0, d1, d2, 1)";
}

static const char *map_fault(const operation *op) {
  static const char inputs[20] = {0, 2, 2, 2, 2, 3, 1, 2, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2};
  if (op->function < 1 || op->function > 19) return "a known function";
  if (op->inputs != inputs[op->function]) return "the number of inputs";
  int of = op->function == 17 || op->function == 19 ? I32 : F32, to = op->function == 18 ? I8 : op->function == 19 ? I32 : F32;
  for (int i = 0; i < op->inputs; i++)
    if (op->in[i].dtype != of || !broadcasts(&op->in[i], &op->out)) return "inputs of the function's dtype that broadcast to the output";
  return op->out.dtype == to ? NULL : "the function's output dtype";
}

static const char *move_fault(const operation *op) {
  int seen = 0;
  size_t view = 1;
  for (int k = 0; k < 4; k++) {
    seen |= 1 << (op->function >> 2 * k & 3);
    if (!op->attributes[k] || view > INT32_MAX) return "a view of positive dims";
    view *= op->attributes[k];
  }
  if (op->inputs != 1 || op->in[0].dtype != op->out.dtype || op->function > 255 || seen != 15) return "one input of the output's dtype and a permutation";
  return view == values_of(&op->in[0]) && view == values_of(&op->out) ? NULL : "as many values in the view and the output as in the input";
}

static const char *gather_fault(const operation *op) {
  const tensor *table = &op->in[0], *index = &op->in[1], *out = &op->out;
  if (op->inputs != 2 || index->dtype != I32 || table->dtype != out->dtype) return "a table of the output's dtype and int32 indices";
  if (table->dims[0] != 1 || table->dims[1] != 1) return "a table (1, 1, V, D)";
  return out->dims[0] == 1 && out->dims[1] == 1 && out->dims[2] == values_of(index) && out->dims[3] == table->dims[3] ? NULL : "an output (1, 1, n, D)";
}

static int sound(const tensor *t) {
  size_t values = 1;
  for (int k = 0; k < 4; k++) {
    if (t->dims[k] < 1 || t->dims[k] > INT32_MAX) return 0;
    values *= t->dims[k];
    if (values > INT32_MAX) return 0;
  }
  return t->dtype >= F32 && t->dtype <= I8;
}

const char *fault_of(const operation *op) {
  if (op->inputs < 1 || op->inputs > 3) return "one to three inputs";
  if (!sound(&op->out)) return "dims of at least 1 and below 2^31 values";
  for (int i = 0; i < op->inputs; i++)
    if (!sound(&op->in[i])) return "dims of at least 1 and below 2^31 values";
  switch (op->kind) {
    case MATMUL_F32: case MATMUL_I8: return matmul_fault(op);
    case ROWDOT_F32: case SUM_F32: case MAX_F32: return reduction_fault(op);
    case MAP: return map_fault(op);
    case MOVE: return move_fault(op);
    case GATHER: return gather_fault(op);
    default: return "a known kind";
  }
}
