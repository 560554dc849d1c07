// The operators of docs/operators.md over plain buffers.
#ifndef ASSAY_OPERATORS_H
#define ASSAY_OPERATORS_H
#include <stddef.h>
#include <stdint.h>

enum { F32 = 1, I32 = 2, I8 = 3 };
enum { MATMUL_F32 = 1, MATMUL_I8, ROWDOT_F32, SUM_F32, MAX_F32, MAP, MOVE, GATHER };

typedef struct {
  void *data;
  int dtype;
  size_t dims[4];
} tensor;

typedef struct {
  int kind, function, threads, inputs;
  uint32_t attributes[4];
  tensor in[3], out;
} operation;

size_t values_of(const tensor *);
// What is wrong, in words, or NULL. Nothing is read or written before this is NULL.
const char *fault_of(const operation *);
// 0, or -1 without memory for the workspace (then nothing was written).
int run_operation(const operation *);
#endif
