// Which instruction sets this machine has.
#include "CKernels.h"

extern const KernelTable kernelTable_baseline;

#if defined(__x86_64__)
extern const KernelTable kernelTable_avx512, kernelTable_avx2;

const KernelTable *const *kernelTables(void) {
  static const KernelTable *const all[] = {&kernelTable_avx512, &kernelTable_avx2, &kernelTable_baseline, NULL};
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return all;
  if (__builtin_cpu_supports("x86-64-v3")) return all + 1;
  return all + 2;
}
#else
const KernelTable *const *kernelTables(void) {
  static const KernelTable *const all[] = {&kernelTable_baseline, NULL};
  return all;
}
#endif
