// One function a kind of operator; `fault_of` has passed.
#ifndef ASSAY_OPERATOR_KINDS_H
#define ASSAY_OPERATOR_KINDS_H
#include "operators.h"

int run_matmul(const operation *);
void run_reduction(const operation *);
void run_map(const operation *);
void run_move(const operation *);
void run_gather(const operation *);
#endif
