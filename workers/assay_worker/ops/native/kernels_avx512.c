// The kernels for AVX-512 with VNNI (Cascade Lake, Ice Lake, Zen 4 and later); chosen at run time (dispatch.c).
#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)
#else
#pragma GCC target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")
#endif
#include "kernels.h"
#include "lanes_avx512.h"
#include "lanes.h"
#include "matmul.h"
#include "reduce.h"
#include "map.h"
#include "sha256_constants.h"
#include "digest.h"
#define NAME avx512
#include "table.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
