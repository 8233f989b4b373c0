// Checks every kernel of every table that this machine can run against plain loops in double precision, on random and
// awkward shapes. Prints each failure, and one line for each table; ends with status 1 if anything failed.
//
//     check_kernels [ROUNDS [SEED]]
#include "check.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(KernelTable) == 26 * sizeof(void *), "the table has another kernel: check it here too");

static uint64_t randomState;
static char caseName[200];
static long caseCount, failureCount;
static double largestShare;
static void *blocks[64];
static int blockCount;

static const float guard = -12345.5f;

void *allocate(size_t bytes) {
  // A block of its own for each request, so that the address sanitizer sees what is read past its end.
  if (blockCount == sizeof blocks / sizeof *blocks) abort();
  void *block = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!block) abort();
  return blocks[blockCount++] = block;
}

// SplitMix64.
static uint64_t next(void) {
  uint64_t z = randomState += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

uint32_t below(uint32_t bound) { return (uint32_t)((next() >> 32) * bound >> 32); }

float normal(void) {
  double radius = sqrt(-2 * log(((next() >> 11) + 1) * 0x1p-53));
  return (float)(radius * cos(6.283185307179586 * (next() >> 11) * 0x1p-53));
}

ptrdiff_t randomSize(ptrdiff_t largest) {
  static const ptrdiff_t awkward[] = {1, 2, 3, 4, 5, 7, 10, 11, 15, 16, 17, 31, 32, 33, 48, 64, 65, 100};
  ptrdiff_t size = awkward[below(sizeof awkward / sizeof *awkward)];
  return below(3) == 0 || size > largest ? 1 + below((uint32_t)largest) : size;
}

Matrix zeroMatrix(ptrdiff_t rows, ptrdiff_t columns) {
  Matrix matrix = {rows, columns, padded(columns) + 16 * below(2), NULL};
  matrix.numbers = allocate(((size_t)rows + 1) * (size_t)matrix.stride * sizeof(float));
  for (ptrdiff_t i = 0; i < (rows + 1) * matrix.stride; i++)
    matrix.numbers[i] = i < rows * matrix.stride && i % matrix.stride < padded(columns) ? 0 : guard;
  return matrix;
}

Matrix randomMatrix(ptrdiff_t rows, ptrdiff_t columns, float scale) {
  Matrix matrix = zeroMatrix(rows, columns);
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t column = 0; column < columns; column++) *element(matrix, row, column) = scale * normal();
  return matrix;
}

Matrix copyOf(Matrix matrix) {
  size_t bytes = ((size_t)matrix.rows + 1) * (size_t)matrix.stride * sizeof(float);
  float *numbers = allocate(bytes);
  memcpy(numbers, matrix.numbers, bytes);
  matrix.numbers = numbers;
  return matrix;
}

uint8_t *randomPixels(ptrdiff_t images, ptrdiff_t pixelCount, double share) {
  ptrdiff_t count = images * pixelCount;
  uint8_t *pixels = allocate((size_t)count + 64);
  for (ptrdiff_t i = 0; i < count + 64; i++)
    pixels[i] = i >= count ? 255 : below(1000) < share * 1000 ? (uint8_t)(1 + below(255)) : 0;
  return pixels;
}

Parts whole(ptrdiff_t rows, ptrdiff_t columns) { return (Parts){1, {{0, rows, 0, columns}}}; }

Parts randomParts(ptrdiff_t rows, ptrdiff_t rowUnit, ptrdiff_t columns, ptrdiff_t columnUnit) {
  Parts parts = whole(rows, columns);
  while (parts.count < 12) {
    KernelRange *part = &parts.ranges[below((uint32_t)parts.count)], rest = *part;
    if (below(2)) {
      ptrdiff_t cut = below((uint32_t)rows) / rowUnit * rowUnit;
      if (cut > part->firstRow && cut < part->lastRow) part->lastRow = rest.firstRow = cut;
    } else {
      ptrdiff_t cut = below((uint32_t)columns) / columnUnit * columnUnit;
      if (cut > part->firstColumn && cut < part->lastColumn) part->lastColumn = rest.firstColumn = cut;
    }
    // Where there was no cut the rest is the part itself, and the search ends.
    if (memcmp(part, &rest, sizeof rest) == 0) break;
    parts.ranges[parts.count++] = rest;
  }
  for (int i = parts.count - 1; i > 0; i--) {
    int j = (int)below((uint32_t)i + 1);
    KernelRange other = parts.ranges[i];
    parts.ranges[i] = parts.ranges[j];
    parts.ranges[j] = other;
  }
  return parts;
}

void beginCase(const char *format, ...) {
  while (blockCount > 0) free(blocks[--blockCount]);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(caseName, sizeof caseName, format, arguments);
  va_end(arguments);
  caseCount++;
}

void expect(const char *what, bool holds) {
  if (holds) return;
  printf("FAILED %s: %s\n", caseName, what);
  failureCount++;
}

void expectNumber(const char *what, ptrdiff_t row, ptrdiff_t column, double found, double wanted, double tolerance) {
  double share = fabs(found - wanted) / (tolerance * (1 + fabs(wanted)));
  if (share > largestShare && share <= 1) largestShare = share;
  if (share <= 1) return;
  printf("FAILED %s: %s, row %td, column %td: %.9g instead of %.9g, off by %.2g, %.3g times the tolerance\n", caseName,
         what, row, column, found, wanted, fabs(found - wanted), share);
  failureCount++;
}

void expectMatrix(const char *what, Matrix found, const double *wanted, double tolerance) {
  bool zeroPadding = true, soundGuard = true;
  for (ptrdiff_t row = 0; row <= found.rows; row++)
    for (ptrdiff_t column = 0; column < found.stride; column++) {
      float number = *element(found, row, column);
      if (row == found.rows || column >= padded(found.columns))
        soundGuard &= number == guard;
      else if (column >= found.columns)
        zeroPadding &= number == 0;
      else
        expectNumber(what, row, column, number, wanted[row * found.columns + column], tolerance);
    }
  if (!zeroPadding) expect("the padding is not zero", false);
  if (!soundGuard) expect("written outside the matrix", false);
}

void expectSameBits(const char *what, Matrix found, Matrix wanted) {
  for (ptrdiff_t row = 0; row < found.rows; row++)
    if (memcmp(element(found, row, 0), element(wanted, row, 0), (size_t)found.columns * sizeof(float)) != 0) {
      printf("FAILED %s: %s, row %td: not the same bits\n", caseName, what, row);
      failureCount++;
      return;
    }
}

static void checkTable(const KernelTable *table, int rounds) {
  for (int round = 0; round < rounds; round++) {
    checkDenseForward(table);
    checkSparseForward(table);
    checkDenseBackward(table);
    checkBernoulli(table);
    checkGaussian(table);
    checkUpdates(table);
    checkBiasUpdates(table);
    checkLatent(table);
    checkElementwise(table);
    checkRandom(table);
    checkWeightPosterior(table);
  }
  table->peak(10);
  expect("a round of the peak has no operations", table->peakOperations > 0);
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 100;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  long failures = 0;
  for (const KernelTable *const *table = kernelTables(); *table; table++) {
    // The same cases for each table.
    randomState = seed;
    caseCount = failureCount = 0;
    largestShare = 0;
    for (int round = 0; round < rounds; round++) checkPixelLists(*table);
    checkTable(*table, rounds);
    printf("%s: %ld cases, %ld failures, largest error %.0f %% of the tolerance\n", (*table)->name, caseCount,
           failureCount, 100 * largestShare);
    failures += failureCount;
  }
  beginCase("end");
  return failures > 0 || rounds < 1;
}
