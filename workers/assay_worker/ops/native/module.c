// The CPython face: buffers in, bytes out, the GIL released around all work. assay_worker.ops gives it types and words.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "freivalds.h"
#include "kernels.h"
#include "merkle.h"
#include "operators.h"
#include "parallel.h"
#include "polynomial.h"
#include "python_program.h"
#include "sha256.h"

static int dtype_of(const Py_buffer *b) {
  const char *f = b->format ? b->format : "B";
  if (*f == '<' || *f == '=' || *f == '@') f++;
  if (f[0] && f[1]) return 0;
  if (*f == 'f' && b->itemsize == 4) return F32;
  if ((*f == 'i' || *f == 'l') && b->itemsize == 4) return I32;
  return *f == 'b' ? I8 : 0;
}

// Takes the buffer of a C-contiguous array of four dims. On failure an exception is set and nothing is held.
static int take(PyObject *object, int writable, Py_buffer *b, tensor *t) {
  if (PyObject_GetBuffer(object, b, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0))) return -1;
  t->data = b->buf;
  t->dtype = dtype_of(b);
  if (b->ndim != 4 || !t->dtype) {
    PyBuffer_Release(b);
    PyErr_SetString(PyExc_ValueError, "an array of four dims of float32, int32 or int8");
    return -1;
  }
  for (int k = 0; k < 4; k++) t->dims[k] = (size_t)b->shape[k];
  return 0;
}

static int overlap(const tensor *a, const tensor *b) {
  const char *p = a->data, *q = b->data;
  return p < q + values_of(b) * (b->dtype == I8 ? 1 : 4) && q < p + values_of(a) * (a->dtype == I8 ? 1 : 4);
}

static PyObject *py_run(PyObject *self, PyObject *args) {
  (void)self;
  operation op = {0};
  PyObject *out, *inputs, *result = NULL;
  Py_buffer held[4];
  int count = 0;
  if (!PyArg_ParseTuple(args, "ii(IIII)iOO!", &op.kind, &op.function, &op.attributes[0], &op.attributes[1], &op.attributes[2], &op.attributes[3],
                        &op.threads, &out, &PyTuple_Type, &inputs))
    return NULL;
  if (op.threads < 1 || op.threads > MOST_THREADS || PyTuple_GET_SIZE(inputs) > 3) {
    PyErr_SetString(PyExc_ValueError, "1..=64 threads and at most three inputs");
    return NULL;
  }
  op.inputs = (int)PyTuple_GET_SIZE(inputs);
  if (take(out, 1, &held[count], &op.out)) goto done;
  count++;
  for (int i = 0; i < op.inputs; i++) {
    if (take(PyTuple_GET_ITEM(inputs, i), 0, &held[count], &op.in[i])) goto done;
    count++;
  }
  const char *fault = fault_of(&op);
  for (int i = 0; i < op.inputs && !fault; i++)
    if (overlap(&op.out, &op.in[i])) fault = "an output that shares no memory with an input";
  if (fault) {
    PyErr_Format(PyExc_ValueError, "needs %s", fault);
    goto done;
  }
  int status;
  Py_BEGIN_ALLOW_THREADS
  status = run_operation(&op);
  Py_END_ALLOW_THREADS
  if (status) PyErr_NoMemory();
  else result = Py_NewRef(Py_None);
done:
  while (count) PyBuffer_Release(&held[--count]);
  return result;
}

static PyObject *py_check_product(PyObject *self, PyObject *args) {
  (void)self;
  operation op = {.kind = MATMUL_I8};
  PyObject *out, *inputs, *result = NULL;
  Py_buffer r, held[4];
  int count = 0, same;
  if (!PyArg_ParseTuple(args, "OO!y*", &out, &PyTuple_Type, &inputs, &r)) return NULL;
  if (PyTuple_GET_SIZE(inputs) > 3) {
    PyErr_SetString(PyExc_ValueError, "two or three inputs");
    goto done;
  }
  op.inputs = (int)PyTuple_GET_SIZE(inputs);
  if (take(out, 0, &held[count], &op.out)) goto done;
  count++;
  for (int i = 0; i < op.inputs; i++) {
    if (take(PyTuple_GET_ITEM(inputs, i), 0, &held[count], &op.in[i])) goto done;
    count++;
  }
  const char *fault = fault_of(&op);
  if (!fault && ((size_t)r.len != 8 * op.out.dims[3] || (uintptr_t)r.buf % 8)) fault = "a random vector of one aligned int64 a column";
  const int64_t *value = r.buf, limit = (int64_t)1 << 59;
  for (size_t n = 0; !fault && n < op.out.dims[3]; n++)
    if (value[n] < -limit || value[n] > limit) fault = "random values of magnitude at most 2^59";
  if (fault) {
    PyErr_Format(PyExc_ValueError, "needs %s", fault);
    goto done;
  }
  Py_BEGIN_ALLOW_THREADS
  same = check_product(&op, r.buf);
  Py_END_ALLOW_THREADS
  if (same < 0) PyErr_NoMemory();
  else result = PyBool_FromLong(same);
done:
  while (count) PyBuffer_Release(&held[--count]);
  PyBuffer_Release(&r);
  return result;
}

static PyObject *py_tile_leaves(PyObject *self, PyObject *args) {
  (void)self;
  PyObject *object, *result = NULL;
  int threads = 1;
  Py_buffer b;
  tensor t;
  if (!PyArg_ParseTuple(args, "O|i", &object, &threads) || take(object, 0, &b, &t)) return NULL;
  size_t rows = t.dims[0] * t.dims[1] * t.dims[2];
  if (!rows || !t.dims[3]) PyErr_SetString(PyExc_ValueError, "an array of at least one value");
  else result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(DIGEST * tile_count(rows, t.dims[3])));
  if (result) {
    uint8_t *leaves = (uint8_t *)PyBytes_AS_STRING(result);
    Py_BEGIN_ALLOW_THREADS
    hash_tiles(t.data, rows, t.dims[3], (size_t)b.itemsize, threads, leaves);
    Py_END_ALLOW_THREADS
  }
  PyBuffer_Release(&b);
  return result;
}

static PyObject *py_merkle_levels(PyObject *self, PyObject *args) {
  (void)self;
  Py_buffer b;
  int threads = 1;
  if (!PyArg_ParseTuple(args, "y*|i", &b, &threads)) return NULL;
  PyObject *levels = NULL, *level = NULL;
  if (b.len < DIGEST || b.len % DIGEST) {
    PyErr_SetString(PyExc_ValueError, "leaves of 32 bytes each, at least one");
    goto failed;
  }
  size_t count = (size_t)b.len / DIGEST;
  if (!(levels = PyList_New(0)) || !(level = PyBytes_FromStringAndSize(b.buf, b.len)) || PyList_Append(levels, level)) goto failed;
  while (count > 1) {
    PyObject *above = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)((count + 1) / 2 * DIGEST));
    if (!above) goto failed;
    const uint8_t *nodes = (const uint8_t *)PyBytes_AS_STRING(level);
    uint8_t *parents = (uint8_t *)PyBytes_AS_STRING(above);
    Py_BEGIN_ALLOW_THREADS
    hash_level(nodes, count, threads, parents);
    Py_END_ALLOW_THREADS
    Py_SETREF(level, above);
    if (PyList_Append(levels, level)) goto failed;
    count = (count + 1) / 2;
  }
  Py_DECREF(level);
  PyBuffer_Release(&b);
  return levels;
failed:
  Py_XDECREF(level);
  Py_XDECREF(levels);
  PyBuffer_Release(&b);
  return NULL;
}

// The first is the places and the second the values there, or the first the coefficients and the second the places.
static PyObject *polynomial(PyObject *args, int interpolating) {
  Py_buffer a, b;
  PyObject *result = NULL;
  if (!PyArg_ParseTuple(args, "y*y*", &a, &b)) return NULL;
  size_t n = (size_t)a.len / 4, count = (size_t)b.len / 4;
  const uint32_t *first = a.buf, *second = b.buf;
  int sound = a.len && b.len && !(a.len % 4 || b.len % 4 || (uintptr_t)a.buf % 4 || (uintptr_t)b.buf % 4) && (!interpolating || n == count);
  for (size_t i = 0; sound && i < n; i++) sound = first[i] < SMALL_FIELD;
  for (size_t i = 0; sound && i < count; i++) sound = second[i] < SMALL_FIELD;
  uint32_t *differences = sound && interpolating ? PyMem_Malloc(n * 4) : NULL;
  if (!sound) PyErr_SetString(PyExc_ValueError, "aligned uint32 values below 65497, as many of each");
  else if (interpolating && !differences) PyErr_NoMemory();
  else if ((result = PyBytes_FromStringAndSize(NULL, b.len))) {
    uint32_t *out = (uint32_t *)PyBytes_AS_STRING(result);
    Py_BEGIN_ALLOW_THREADS
    if (interpolating) interpolate(first, memcpy(differences, second, n * 4), n, out);
    else evaluate(first, n, second, count, out);
    Py_END_ALLOW_THREADS
  }
  PyMem_Free(differences);
  PyBuffer_Release(&a);
  PyBuffer_Release(&b);
  return result;
}

static PyObject *py_interpolate(PyObject *self, PyObject *args) {
  (void)self;
  return polynomial(args, 1);
}

static PyObject *py_evaluate(PyObject *self, PyObject *args) {
  (void)self;
  return polynomial(args, 0);
}

static PyObject *py_set_isa(PyObject *self, PyObject *name) {
  (void)self;
  const char *text = PyUnicode_AsUTF8(name);
  if (!text) return NULL;
  if (choose_kernels(text)) return PyErr_Format(PyExc_ValueError, "no such instruction set on this machine: %s", text);
  return PyUnicode_FromString(current_name());
}

static PyObject *py_isa(PyObject *self, PyObject *unused) {
  (void)self, (void)unused;
  return PyUnicode_FromString(current_name());
}

static PyMethodDef methods[] = {
    {"run", py_run, METH_VARARGS, "run(kind, function, attributes, threads, out, inputs): writes out"},
    {"run_program", py_run_program, METH_VARARGS,
     "run_program(descriptors, model, inputs, job_id, threads) -> the outputs, their roots, the levels of the trace's tree"},
    {"check_product", py_check_product, METH_VARARGS, "check_product(out, inputs, r) -> whether a claimed int8 product passes the vector r"},
    {"tile_leaves", py_tile_leaves, METH_VARARGS, "tile_leaves(array, threads=1) -> bytes"},
    {"merkle_levels", py_merkle_levels, METH_VARARGS, "merkle_levels(leaves, threads=1) -> list of bytes"},
    {"interpolate", py_interpolate, METH_VARARGS, "interpolate(x, y) -> coefficients in the field of 65,497 elements, all as uint32"},
    {"evaluate", py_evaluate, METH_VARARGS, "evaluate(coefficients, x) -> values in the field of 65,497 elements, all as uint32"},
    {"set_isa", py_set_isa, METH_O, "set_isa(name) -> the name of the set chosen"},
    {"isa", py_isa, METH_NOARGS, "isa() -> the name of the set in use"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_native", "Reproducible operators and commitments.", -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__native(void) {
  if (choose_kernels("auto")) {
    PyErr_SetString(PyExc_ImportError, "no kernels for this machine");
    return NULL;
  }
  prepare_polynomials();
  return PyModule_Create(&module);
}
