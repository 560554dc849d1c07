// A job's whole program in one go: every operator, and the commitment to every output (docs/operators.md).
#ifndef ASSAY_PROGRAM_H
#define ASSAY_PROGRAM_H
#include "merkle.h"
#include "operators.h"
#include "sha256.h"

enum { DESCRIPTOR = 102, JOB_ID = 32 };
enum { FROM_OPERATOR = 1, FROM_MODEL, FROM_INPUT };

// The bytes of the tensors that a job is given.
typedef struct {
  const void *data;
  size_t bytes;
} given;

typedef struct {
  size_t count;
  const uint8_t *descriptors;
  const given *model, *inputs;
  size_t models, input_tensors;
  int threads;
  // Made by program_fault, `count` each.
  operation *operations;  // where they read, and what they write but not yet where
  uint8_t (*heads)[17];   // the outputs' dtype and dims, as commitments have them
  // Made by whoever runs it: a digest an output, and the leaves of the trace.
  uint8_t *roots, *leaves;
} program;

// Reads the descriptors and finds what is wrong, in words (with the operator's place in `at`), or NULL.
const char *program_fault(program *, size_t *at);
size_t output_bytes(const operation *);
// Where run_step commits to outputs: NULL without memory, to be freed by free.
forest *program_forest(const program *);
// Says where operator `at` writes, to itself and to all that read it.
void place_output(program *, size_t at, void *data);
// Runs operator `at` and commits to its output: 0, or -1 without memory.
int run_step(const program *, size_t at, forest *);
// The roots that still wait and the trace's leaves, once all steps have run.
void hash_trace(const program *, const uint8_t job_id[JOB_ID], forest *);
#endif
