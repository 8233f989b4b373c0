// The kernels for AVX2 with multiply-add (x86-64-v3).
#if defined(__x86_64__)
#include "CKernels.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define SUFFIX avx2
#define WIDTH 8
#define HAS_FMA 1
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define DOT_ROWS 4
#define DOT_COLUMNS 3
#define SPARSE_VECTORS 2
#include "kernels.inc"
#pragma clang attribute pop
#endif
