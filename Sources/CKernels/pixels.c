// From the bytes of images to numbers, and to lists of those that are not zero.
#include "CKernels.h"

typedef uint8_t Pixels __attribute__((vector_size(SPARSE_GROUP)));
typedef float Shares __attribute__((vector_size(4 * SPARSE_GROUP), aligned(4)));

// Line i's pixel at an entry stands at first[i * lineStep + entry * entryStep]; lines from `lines` on are missing.
static inline __attribute__((always_inline)) int32_t listGroup(const uint8_t *first, ptrdiff_t lineStep, int lines,
                                                               ptrdiff_t entryStep, ptrdiff_t entries,
                                                               int32_t *index, float *value) {
  int32_t n = 0;
  for (ptrdiff_t entry = 0; entry < entries; entry++) {
    Pixels pixels = {};
    for (int i = 0; i < lines; i++) pixels[i] = first[i * lineStep + entry * entryStep];
    // Always writing and sometimes advancing has no branch to mispredict.
    index[n] = (int32_t)entry;
    *(Shares *)(value + n * SPARSE_GROUP) = __builtin_convertvector(pixels, Shares) * (1.0f / 255.0f);
    uint32_t any;
    __builtin_memcpy(&any, &pixels, sizeof any);
    n += any != 0;
  }
  return n;
}

static inline int linesFrom(ptrdiff_t line, ptrdiff_t last) {
  return last - line < SPARSE_GROUP ? (int)(last - line) : SPARSE_GROUP;
}

void listImagePixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last,
                     const SparseLists *lists) {
  for (ptrdiff_t image = first; image < last; image += SPARSE_GROUP) {
    const uint8_t *start = pixels + image * pixelCount;
    int32_t *index = lists->index + image / SPARSE_GROUP * lists->capacity;
    float *value = lists->value + image * lists->capacity;
    int lines = linesFrom(image, last);
    lists->count[image / SPARSE_GROUP] =
        lines == SPARSE_GROUP ? listGroup(start, pixelCount, SPARSE_GROUP, 1, pixelCount, index, value)
                              : listGroup(start, pixelCount, lines, 1, pixelCount, index, value);
  }
}

void listPixelImages(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t images, ptrdiff_t first, ptrdiff_t last,
                     const SparseLists *lists) {
  for (ptrdiff_t pixel = first; pixel < last; pixel += SPARSE_GROUP) {
    const uint8_t *start = pixels + pixel;
    int32_t *index = lists->index + pixel / SPARSE_GROUP * lists->capacity;
    float *value = lists->value + pixel * lists->capacity;
    int lines = linesFrom(pixel, last);
    lists->count[pixel / SPARSE_GROUP] =
        lines == SPARSE_GROUP ? listGroup(start, 1, SPARSE_GROUP, pixelCount, images, index, value)
                              : listGroup(start, 1, lines, pixelCount, images, index, value);
  }
}

void expandPixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, float *output,
                  ptrdiff_t outputStride) {
  for (ptrdiff_t image = first; image < last; image++)
    for (ptrdiff_t k = 0; k < pixelCount; k++)
      output[image * outputStride + k] = pixels[image * pixelCount + k] * (1.0f / 255.0f);
}
