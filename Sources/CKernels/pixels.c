// From the bytes of images to numbers, and to lists of those that are not zero.
#include "CKernels.h"

void listImagePixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, int32_t *count,
                     int32_t *index, float *value) {
  for (ptrdiff_t image = first; image < last; image++) {
    const uint8_t *row = pixels + image * pixelCount;
    int32_t *indices = index + image * pixelCount;
    float *values = value + image * pixelCount;
    int32_t n = 0;
    // Always writing and sometimes advancing has no branch to mispredict.
    for (ptrdiff_t k = 0; k < pixelCount; k++) {
      indices[n] = (int32_t)k;
      values[n] = row[k] * (1.0f / 255.0f);
      n += row[k] != 0;
    }
    count[image] = n;
  }
}

void listPixelImages(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t images, ptrdiff_t capacity,
                     ptrdiff_t first, ptrdiff_t last, int32_t *count, int32_t *index, float *value) {
  for (ptrdiff_t k = first; k < last; k++) {
    int32_t *indices = index + k * capacity;
    float *values = value + k * capacity;
    int32_t n = 0;
    for (ptrdiff_t image = 0; image < images; image++) {
      uint8_t pixel = pixels[image * pixelCount + k];
      indices[n] = (int32_t)image;
      values[n] = pixel * (1.0f / 255.0f);
      n += pixel != 0;
    }
    count[k] = n;
  }
}

void expandPixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, float *output,
                  ptrdiff_t outputStride) {
  for (ptrdiff_t image = first; image < last; image++)
    for (ptrdiff_t k = 0; k < pixelCount; k++)
      output[image * outputStride + k] = pixels[image * pixelCount + k] * (1.0f / 255.0f);
}
