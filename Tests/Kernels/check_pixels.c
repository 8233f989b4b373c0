// From bytes to numbers and to lists.
#include "check.h"

static SparseLists emptyLists(ptrdiff_t lines, ptrdiff_t entries) {
  size_t groups = (size_t)(lines + SPARSE_GROUP - 1) / SPARSE_GROUP, places = groups * (size_t)entries;
  return (SparseLists){allocate(groups * sizeof(int32_t)), allocate(places * sizeof(int32_t)),
                       allocate(places * SPARSE_GROUP * sizeof(float)), entries};
}

SparseLists listsByImage(const KernelTable *table, const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount) {
  SparseLists lists = emptyLists(images, pixelCount);
  ptrdiff_t cut = below((uint32_t)images) / SPARSE_GROUP * SPARSE_GROUP;
  table->listImagePixels(pixels, pixelCount, cut, images, &lists);
  table->listImagePixels(pixels, pixelCount, 0, cut, &lists);
  return lists;
}

SparseLists listsByPixel(const KernelTable *table, const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount) {
  SparseLists lists = emptyLists(pixelCount, images);
  ptrdiff_t cut = below((uint32_t)pixelCount) / SPARSE_GROUP * SPARSE_GROUP;
  table->listPixelImages(pixels, pixelCount, images, cut, pixelCount, &lists);
  table->listPixelImages(pixels, pixelCount, images, 0, cut, &lists);
  return lists;
}

Matrix expanded(const uint8_t *pixels, ptrdiff_t images, ptrdiff_t pixelCount) {
  Matrix matrix = zeroMatrix(images, pixelCount);
  expandPixels(pixels, pixelCount, 0, images, matrix.numbers, matrix.stride);
  return matrix;
}

// Line i's pixel at an entry stands at pixels[i * lineStep + entry * entryStep].
static void expectLists(const char *what, const SparseLists *lists, const uint8_t *pixels, ptrdiff_t lines,
                        ptrdiff_t lineStep, ptrdiff_t entries, ptrdiff_t entryStep) {
  bool isRight = true;
  for (ptrdiff_t line = 0; line < lines; line += SPARSE_GROUP) {
    const int32_t *index = lists->index + line / SPARSE_GROUP * lists->capacity;
    int32_t n = 0, count = lists->count[line / SPARSE_GROUP];
    for (ptrdiff_t entry = 0; entry < entries; entry++) {
      float values[SPARSE_GROUP] = {0};
      bool any = false;
      for (ptrdiff_t i = 0; i < SPARSE_GROUP && line + i < lines; i++) {
        uint8_t pixel = pixels[(line + i) * lineStep + entry * entryStep];
        values[i] = pixel * (1.0f / 255.0f);
        any |= pixel != 0;
      }
      if (!any) continue;
      isRight &= n < count && index[n] == entry;
      for (int i = 0; i < SPARSE_GROUP && isRight; i++)
        isRight &= lists->value[(line * lists->capacity) + n * SPARSE_GROUP + i] == values[i];
      n++;
    }
    isRight &= n == count;
  }
  expect(what, isRight);
}

void checkPixelLists(const KernelTable *table) {
  ptrdiff_t images = randomSize(100), pixelCount = randomSize(600);
  beginCase("%s lists of %td images of %td pixels", table->name, images, pixelCount);
  uint8_t *pixels = randomPixels(images, pixelCount, below(11) / 10.0);
  SparseLists byImage = listsByImage(table, pixels, images, pixelCount);
  SparseLists byPixel = listsByPixel(table, pixels, images, pixelCount);
  expectLists("the lists by image are wrong", &byImage, pixels, images, pixelCount, pixelCount, 1);
  expectLists("the lists by pixel are wrong", &byPixel, pixels, pixelCount, 1, images, pixelCount);

  Matrix numbers = expanded(pixels, images, pixelCount);
  double *wanted = allocate((size_t)(images * pixelCount) * sizeof(double));
  for (ptrdiff_t i = 0; i < images * pixelCount; i++) wanted[i] = pixels[i] / 255.0;
  expectMatrix("expanded pixels", numbers, wanted, 1e-7);
}
