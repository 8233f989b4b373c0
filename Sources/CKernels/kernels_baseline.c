// The kernels for what every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
#include "CKernels.h"

#define SUFFIX baseline
#define WIDTH 4
#define TILE_VECTORS 4
#define DOT_ROWS 4
#if defined(__aarch64__)
#define HAS_FMA 1
#define TILE_ROWS 5
#define DOT_COLUMNS 6
#define SPARSE_VECTORS 4
#else
#define HAS_FMA 0
#define TILE_ROWS 2
#define DOT_COLUMNS 2
#define SPARSE_VECTORS 4
#endif
#include "kernels.inc"
