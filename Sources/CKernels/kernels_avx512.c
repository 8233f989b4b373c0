// The kernels for AVX-512 (x86-64-v4).
#if defined(__x86_64__)
#include "CKernels.h"
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define SUFFIX avx512
#define WIDTH 16
#define HAS_FMA 1
#define TILE_ROWS 10
#define TILE_VECTORS 2
#define DOT_ROWS 4
#define DOT_COLUMNS 6
#define SPARSE_VECTORS 4
#include "kernels.inc"
#pragma clang attribute pop
#endif
