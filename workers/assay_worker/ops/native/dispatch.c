// Which kernels run: the widest this processor has, unless a test asks for others.
#include "kernels.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

typedef struct {
  const char *name;
  const kernels *kernels;
  int sha;               // whether SHA-256 may use the processor's unit for it
  int (*runs_here)(void);
} choice;

static int always(void) { return 1; }

#if defined(__x86_64__)
static int has_sha(void) {
  unsigned a, b, c, d;
  return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
static int has_avx2_sha(void) { return has_avx2() && has_sha(); }
static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}
static int has_avx512_sha(void) { return has_avx512() && has_sha(); }
#endif

// The best first. A name may stand twice: then the first that runs here is meant.
static const choice CHOICES[] = {
#if defined(__x86_64__)
    {"avx512", &avx512_kernels, 1, has_avx512_sha},
    {"avx512", &avx512_kernels, 0, has_avx512},
    {"avx2-sha", &avx2_kernels, 1, has_avx2_sha},
    {"avx2", &avx2_kernels, 0, has_avx2},
#endif
    {"portable", &portable_kernels, 0, always},
};

static const choice *chosen;

int choose_kernels(const char *name) {
  for (size_t i = 0; i < sizeof CHOICES / sizeof *CHOICES; i++) {
    if ((strcmp(name, "auto") && strcmp(name, CHOICES[i].name)) || !CHOICES[i].runs_here()) continue;
    chosen = &CHOICES[i];
    return 0;
  }
  return -1;
}

const char *current_name(void) { return chosen->name; }
const kernels *current_kernels(void) { return chosen->kernels; }
int current_has_sha(void) { return chosen->sha; }
