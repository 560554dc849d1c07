// Strided walks: which value of an input each value of an output reads.
#ifndef ASSAY_AXES_H
#define ASSAY_AXES_H
#include "operators.h"

enum { WALKED = 3 };  // inputs walked together at most

typedef struct {
  int count;                    // axes left, at least 1
  size_t size[4];               // outermost first
  size_t stride[WALKED][4];     // in values; 0 where the input is repeated
} axes;

// Drops axes of one value and joins neighbours that every input walks without a gap, so that the inner loop is long.
static inline axes joined(const size_t size[4], const size_t stride[WALKED][4], int inputs) {
  axes a = {0};
  for (int k = 0; k < 4; k++) {
    if (size[k] == 1) continue;
    int follows = a.count > 0;
    for (int i = 0; i < inputs && follows; i++) follows = a.stride[i][a.count - 1] == stride[i][k] * size[k];
    if (!follows) a.count++;
    int at = a.count - 1;
    a.size[at] = follows ? a.size[at] * size[k] : size[k];
    for (int i = 0; i < inputs; i++) a.stride[i][at] = stride[i][k];
  }
  if (!a.count) {
    a.count = 1, a.size[0] = 1;
    for (int i = 0; i < inputs; i++) a.stride[i][0] = 1;
  }
  return a;
}

// The strides with which a tensor that broadcasts to `out` is read.
static inline void broadcast_strides(const tensor *t, size_t stride[4]) {
  size_t step = 1;
  for (int k = 3; k >= 0; k--) {
    stride[k] = t->dims[k] == 1 ? 0 : step;
    step *= t->dims[k];
  }
}
#endif
