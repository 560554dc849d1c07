#ifndef ASSAY_PARALLEL_H
#define ASSAY_PARALLEL_H
#include <stddef.h>

enum { MOST_THREADS = 64 };
// To start and join a thread takes 20 to 50 us, and so do about this many values moved or mapped, or terms of a product.
enum { PART_VALUES = 1 << 17, PART_TERMS = 1 << 21 };

// Runs job(context, begin, end, part) over [0, units) in at most `threads` parts of at least `least` units each, part 0 in
// the caller. Parts own disjoint outputs, so no bit depends on how many there are. Every part runs with the float
// environment that docs/operators.md asks for; the caller's is put back.
void parallel(int threads, size_t units, size_t least, void (*job)(void *context, size_t begin, size_t end, int part), void *context);
#endif
