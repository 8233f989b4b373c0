// From the bytes of images to numbers.
#include "CKernels.h"

void expandPixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, float *output,
                  ptrdiff_t outputStride) {
  for (ptrdiff_t image = first; image < last; image++)
    for (ptrdiff_t k = 0; k < pixelCount; k++)
      output[image * outputStride + k] = pixels[image * pixelCount + k] * (1.0f / 255.0f);
}
