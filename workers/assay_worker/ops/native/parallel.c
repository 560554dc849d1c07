#include "parallel.h"

#include <pthread.h>
#if defined(__x86_64__)
#include <immintrin.h>
#else
#include <fenv.h>
#endif

typedef struct {
  void (*job)(void *, size_t, size_t, int);
  void *context;
  size_t begin, end;
  int number;
} part;

// Round to nearest even, no flush to zero, no denormals-are-zero, exceptions masked: whatever the host program had set.
static void run_part(const part *p) {
#if defined(__x86_64__)
  unsigned before = _mm_getcsr();
  _mm_setcsr(0x1f80);
  p->job(p->context, p->begin, p->end, p->number);
  _mm_setcsr(before);
#else
  fenv_t before;
  fegetenv(&before);
  fesetenv(FE_DFL_ENV);
  p->job(p->context, p->begin, p->end, p->number);
  fesetenv(&before);
#endif
}

static void *enter(void *p) {
  run_part(p);
  return NULL;
}

void parallel(int threads, size_t units, size_t least, void (*job)(void *, size_t, size_t, int), void *context) {
  size_t most = units / (least ? least : 1);
  size_t parts = threads < 1 ? 1 : threads > MOST_THREADS ? MOST_THREADS : (size_t)threads;
  if (parts > most) parts = most ? most : 1;
  part all[MOST_THREADS];
  pthread_t thread[MOST_THREADS];
  int started[MOST_THREADS] = {0};
  for (size_t i = 0; i < parts; i++) all[i] = (part){job, context, units * i / parts, units * (i + 1) / parts, (int)i};
  for (size_t i = 1; i < parts; i++) started[i] = !pthread_create(&thread[i], NULL, enter, &all[i]);
  run_part(&all[0]);
  for (size_t i = 1; i < parts; i++) {
    if (started[i]) pthread_join(thread[i], NULL);
    else run_part(&all[i]);  // the system had no thread left: same bits, later
  }
}
