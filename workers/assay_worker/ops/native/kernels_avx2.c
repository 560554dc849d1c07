// The kernels for AVX2 and FMA; chosen at run time (dispatch.c).
#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
#include "kernels.h"
#include "lanes_avx2.h"
#include "lanes.h"
#include "matmul.h"
#include "reduce.h"
#include "map.h"
#include "sha256_constants.h"
#include "digest.h"
#define NAME avx2
#include "table.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
