// What the checks of the kernels share: random numbers, matrices with guarded edges, and comparisons.
#pragma once
#include "CKernels.h"
#include <stdbool.h>

// Memory that lasts until the case ends.
void *allocate(size_t bytes);

// A random number from 0 up to, not including, `bound`.
uint32_t below(uint32_t bound);
// A random number of the normal distribution.
float normal(void);
// A random size: often a small or awkward one.
ptrdiff_t randomSize(ptrdiff_t largest);

static inline ptrdiff_t padded(ptrdiff_t columns) { return (columns + 15) / 16 * 16; }

// Rows of `stride` numbers, the first `columns` of which count. The numbers up to the next multiple of 16 are zero; those
// behind them, and a row behind the last, are a guard that nobody may write to.
typedef struct {
  ptrdiff_t rows, columns, stride;
  float *numbers;
} Matrix;

Matrix zeroMatrix(ptrdiff_t rows, ptrdiff_t columns);
Matrix randomMatrix(ptrdiff_t rows, ptrdiff_t columns, float scale);
Matrix copyOf(Matrix matrix);

static inline float *element(Matrix matrix, ptrdiff_t row, ptrdiff_t column) {
  return matrix.numbers + row * matrix.stride + column;
}

// Images × pixels bytes, of which about `share` are not zero; what stands behind the last byte must not matter.
uint8_t *randomPixels(ptrdiff_t images, ptrdiff_t pixelCount, double share);

// rows × columns cut into rectangles at random places, in random order. A cut stands at a multiple of the unit.
typedef struct {
  int count;
  KernelRange ranges[16];
} Parts;

Parts whole(ptrdiff_t rows, ptrdiff_t columns);
Parts randomParts(ptrdiff_t rows, ptrdiff_t rowUnit, ptrdiff_t columns, ptrdiff_t columnUnit);

// Begins a case, which messages name; the memory of the case before is released.
void beginCase(const char *format, ...) __attribute__((format(printf, 1, 2)));

// `wanted` holds rows × columns numbers; the tolerance is absolute below 1 and relative above. The padding must be zero
// and the guard as it was.
void expectMatrix(const char *what, Matrix found, const double *wanted, double tolerance);
void expectNumber(const char *what, ptrdiff_t row, ptrdiff_t column, double found, double wanted, double tolerance);
void expectSameBits(const char *what, Matrix found, Matrix wanted);
void expect(const char *what, bool holds);

// The checks, each of one table.
void checkDenseForward(const KernelTable *table);
void checkSparseForward(const KernelTable *table);
void checkDenseBackward(const KernelTable *table);
void checkBernoulli(const KernelTable *table);
void checkGaussian(const KernelTable *table);
void checkUpdates(const KernelTable *table);
void checkBiasUpdates(const KernelTable *table);
void checkLatent(const KernelTable *table);
void checkElementwise(const KernelTable *table);
void checkRandom(const KernelTable *table);
void checkWeightPosterior(const KernelTable *table);
void checkPixelLists(const KernelTable *table);

// Lists of the pixels of all images, by image or by pixel.
SparseLists listsByImage(const KernelTable *table, const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount);
SparseLists listsByPixel(const KernelTable *table, const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount);
Matrix expanded(const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount);
