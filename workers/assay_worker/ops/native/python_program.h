// The part of the Python module that runs whole programs.
#ifndef ASSAY_PYTHON_PROGRAM_H
#define ASSAY_PYTHON_PROGRAM_H
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *py_run_program(PyObject *self, PyObject *args);
#endif
