// From the bytes of images to numbers, and to lists of those that are not zero.
#include "CKernels.h"

// Eight pixels at once; most of an MNIST image's are zero together.
static inline uint64_t eightPixels(const uint8_t *pixels) {
  uint64_t word;
  __builtin_memcpy(&word, pixels, sizeof word);
  return word;
}

void listImagePixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, int32_t *count,
                     int32_t *index, float *value) {
  for (ptrdiff_t image = first; image < last; image++) {
    const uint8_t *row = pixels + image * pixelCount;
    int32_t *indices = index + image * pixelCount;
    float *values = value + image * pixelCount;
    int32_t n = 0;
    for (ptrdiff_t k = 0; k < pixelCount;) {
      if (k + 8 <= pixelCount && eightPixels(row + k) == 0) {
        k += 8;
        continue;
      }
      // Always writing and sometimes advancing has no branch to mispredict.
      for (ptrdiff_t end = k + 8 < pixelCount ? k + 8 : pixelCount; k < end; k++) {
        indices[n] = (int32_t)k;
        values[n] = row[k] * (1.0f / 255.0f);
        n += row[k] != 0;
      }
    }
    count[image] = n;
  }
}

void listPixelImages(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t images, ptrdiff_t capacity,
                     ptrdiff_t first, ptrdiff_t last, int32_t *count, int32_t *index, float *value) {
  for (ptrdiff_t k = first; k < last; k++) count[k] = 0;
  for (ptrdiff_t block = first; block < last; block += 8) {
    ptrdiff_t end = block + 8 < last ? block + 8 : last;
    for (ptrdiff_t image = 0; image < images; image++) {
      const uint8_t *row = pixels + image * pixelCount;
      if (end - block == 8 && eightPixels(row + block) == 0) continue;
      for (ptrdiff_t k = block; k < end; k++) {
        // The place after the last entry is written in vain when the pixel is zero; it is still the pixel's own.
        ptrdiff_t at = k * capacity + count[k];
        index[at] = (int32_t)image;
        value[at] = row[k] * (1.0f / 255.0f);
        count[k] += row[k] != 0;
      }
    }
  }
}

void expandPixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, float *output,
                  ptrdiff_t outputStride) {
  for (ptrdiff_t image = first; image < last; image++)
    for (ptrdiff_t k = 0; k < pixelCount; k++)
      output[image * outputStride + k] = pixels[image * pixelCount + k] * (1.0f / 255.0f);
}
