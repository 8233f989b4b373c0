// How the processor treats numbers that are too small to be normal.
#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { FlushToZero = 1 << 15, SubnormalsAreZero = 1 << 6 };

uint64_t flushSubnormals(void) {
  uint32_t mode = _mm_getcsr();
  _mm_setcsr(mode | FlushToZero | SubnormalsAreZero);
  return mode;
}

void setFloatingPointMode(uint64_t mode) { _mm_setcsr((uint32_t)mode); }

#elif defined(__aarch64__)

// Flushes operands and results alike.
enum { FlushToZero = 1 << 24 };

void setFloatingPointMode(uint64_t mode) { __asm__ volatile("msr fpcr, %0" : : "r"(mode)); }

uint64_t flushSubnormals(void) {
  uint64_t mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  setFloatingPointMode(mode | FlushToZero);
  return mode;
}

#else
#error "expected x86-64 or arm64"
#endif
