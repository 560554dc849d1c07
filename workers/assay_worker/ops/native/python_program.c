// The CPython face of program.h: Python is entered once a program, not once an operator.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>
#include <time.h>

#include "merkle.h"
#include "parallel.h"
#include "program.h"
#include "python_program.h"

enum { LOOK_UP_NS = 50000000 };  // how long a run takes no notice of ctrl-C

// The buffers of a sequence of tensors' bytes.
typedef struct {
  Py_ssize_t count;
  Py_buffer *held;
  given *tensors;
} tensors;

static void release(tensors *t) {
  while (t->count) PyBuffer_Release(&t->held[--t->count]);
  PyMem_Free(t->held);
  PyMem_Free(t->tensors);
}

// On failure an exception is set; release what was taken in either case.
static int take_all(PyObject *sequence, tensors *t) {
  Py_ssize_t count = PyList_GET_SIZE(sequence);
  t->held = PyMem_Calloc((size_t)count + 1, sizeof *t->held);
  t->tensors = PyMem_Calloc((size_t)count + 1, sizeof *t->tensors);
  if (!t->held || !t->tensors) return PyErr_NoMemory(), -1;
  for (Py_ssize_t i = 0; i < count; i++) {
    Py_buffer *b = &t->held[i];
    if (i >= PyList_GET_SIZE(sequence)) return PyErr_SetString(PyExc_RuntimeError, "the list changed"), -1;
    if (PyObject_GetBuffer(PyList_GET_ITEM(sequence, i), b, PyBUF_SIMPLE)) return -1;
    t->count++;
    t->tensors[i] = (given){b->buf, (size_t)b->len};
  }
  return 0;
}

static int64_t nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * (int64_t)1000000000 + t.tv_nsec;
}

// All operators without the GIL: 0, or -1 with an exception set.
static int run_all(const program *p, const uint8_t *job_id, forest *f) {
  int status = 0;
  size_t at = 0;
  while (at < p->count && !status) {
    Py_BEGIN_ALLOW_THREADS
    int64_t until = nanoseconds() + LOOK_UP_NS;
    do status = run_step(p, at++, f);
    while (!status && at < p->count && nanoseconds() < until);
    if (at == p->count && !status) hash_trace(p, job_id, f);
    Py_END_ALLOW_THREADS
    if (status) PyErr_NoMemory();
    else status = PyErr_CheckSignals();
  }
  return status;
}

static PyObject *digests(const uint8_t *raw, size_t count) {
  PyObject *list = PyList_New((Py_ssize_t)count);
  for (size_t i = 0; list && i < count; i++) {
    PyObject *digest = PyBytes_FromStringAndSize((const char *)raw + i * DIGEST, DIGEST);
    if (!digest) Py_CLEAR(list);
    else PyList_SET_ITEM(list, (Py_ssize_t)i, digest);
  }
  return list;
}

// The levels of the tree over `leaves`, which are lost.
static PyObject *levels_of(uint8_t *leaves, size_t count, int threads) {
  PyObject *levels = PyList_New(0);
  while (levels) {
    PyObject *level = digests(leaves, count);
    if (!level || PyList_Append(levels, level)) Py_CLEAR(levels);
    Py_XDECREF(level);
    if (count == 1) break;
    if (levels) {
      uint8_t *above = leaves + count * DIGEST;
      hash_level(leaves, count, threads, above);
      leaves = above, count = (count + 1) / 2;
    }
  }
  return levels;
}

PyObject *py_run_program(PyObject *self, PyObject *args) {
  (void)self;
  Py_buffer descriptors, job_id;
  PyObject *model, *inputs, *outputs = NULL, *result = NULL;
  tensors of_model = {0}, of_inputs = {0};
  program p = {0};
  forest *f = NULL;
  if (!PyArg_ParseTuple(args, "y*O!O!y*i", &descriptors, &PyList_Type, &model, &PyList_Type, &inputs, &job_id, &p.threads)) return NULL;
  if (p.threads < 1 || p.threads > MOST_THREADS || !descriptors.len || descriptors.len % DESCRIPTOR || job_id.len != JOB_ID) {
    PyErr_SetString(PyExc_ValueError, "1..=64 threads, descriptors of 102 bytes each and a job's id of 32");
    goto done;
  }
  if (take_all(model, &of_model) || take_all(inputs, &of_inputs)) goto done;
  p.descriptors = descriptors.buf, p.count = (size_t)descriptors.len / DESCRIPTOR;
  p.model = of_model.tensors, p.models = (size_t)of_model.count;
  p.inputs = of_inputs.tensors, p.input_tensors = (size_t)of_inputs.count;
  p.operations = PyMem_Malloc(p.count * sizeof *p.operations);
  p.heads = PyMem_Malloc(p.count * sizeof *p.heads);
  p.roots = PyMem_Malloc(p.count * DIGEST);
  p.leaves = PyMem_Malloc((2 * p.count + 64) * DIGEST);  // and the levels above them
  if (!p.operations || !p.heads || !p.roots || !p.leaves) {
    PyErr_NoMemory();
    goto done;
  }
  size_t at;
  const char *fault = program_fault(&p, &at);
  if (fault) {
    PyErr_Format(PyExc_ValueError, "operator %zu needs %s", at, fault);
    goto done;
  }
  if (!(f = program_forest(&p))) {
    PyErr_NoMemory();
    goto done;
  }
  outputs = PyList_New((Py_ssize_t)p.count);
  for (at = 0; outputs && at < p.count; at++) {  // bytes of ours alone until they are returned
    PyObject *output = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)output_bytes(&p.operations[at]));
    if (!output) goto done;
    PyList_SET_ITEM(outputs, (Py_ssize_t)at, output);
    place_output(&p, at, PyBytes_AS_STRING(output));
  }
  if (!outputs || run_all(&p, job_id.buf, f)) goto done;
  result = Py_BuildValue("(ONN)", outputs, digests(p.roots, p.count), levels_of(p.leaves, p.count, p.threads));
done:
  Py_XDECREF(outputs);
  free(f);
  PyMem_Free(p.operations);
  PyMem_Free(p.heads);
  PyMem_Free(p.roots);
  PyMem_Free(p.leaves);
  release(&of_model);
  release(&of_inputs);
  PyBuffer_Release(&descriptors);
  PyBuffer_Release(&job_id);
  return result;
}
