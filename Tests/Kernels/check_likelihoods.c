// The Bernoulli and the Gaussian likelihood and their gradients.
#include "check.h"
#include <math.h>

static double sigmoid(double x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }

// Where the exponential runs out, where tanh changes its formula, and what lies between.
static float extreme(void) {
  static const float numbers[] = {0, 1e-8f, 0.6f, 0.624f, 0.626f, 1, 3, 8, 20, 86, 89, 100, 1e4f};
  float number = numbers[below(sizeof numbers / sizeof *numbers)];
  return below(2) ? number : -number;
}

// Some numbers of a matrix become extreme ones.
static void strew(Matrix matrix) {
  for (ptrdiff_t row = 0; row < matrix.rows; row++)
    if (below(2)) *element(matrix, row, below((uint32_t)matrix.columns)) = extreme();
}

void checkBernoulli(const KernelTable *table) {
  ptrdiff_t images = randomSize(30), samples = below(2) ? 1 : randomSize(5), rows = images * samples;
  ptrdiff_t inner = randomSize(100), pixelCount = randomSize(200), tiles = padded(pixelCount) / 16;
  beginCase("%s bernoulliForward %td images, %td samples, %td×%td", table->name, images, samples, inner, pixelCount);
  uint8_t *pixels = randomPixels(images, pixelCount, 0.4);
  Matrix input = randomMatrix(rows, inner, 1), layer = randomMatrix(inner + 1, pixelCount, 1 / sqrtf((float)inner));
  // An extreme bias stays extreme, as the rest of a logit is small; a larger one would hide the rest.
  *element(layer, inner, below((uint32_t)pixelCount)) = fmaxf(-100, fminf(100, extreme()));
  Matrix gradient = zeroMatrix(rows, pixelCount), gradientAgain = copyOf(gradient);
  Matrix sums = zeroMatrix(rows, tiles), sumsAgain = copyOf(sums);
  BernoulliForward task = {
      .dense = {.input = input.numbers, .inputStride = input.stride, .weights = layer.numbers,
                .weightStride = layer.stride, .bias = element(layer, inner, 0), .output = gradient.numbers,
                .outputStride = gradient.stride, .inner = inner, .activation = ActivationIdentity},
      .pixels = pixels, .pixelStride = pixelCount, .pixelCount = pixelCount, .samples = samples,
      .partialSums = sums.numbers, .partialStride = sums.stride,
  };
  table->bernoulliForward(&task, whole(rows, padded(pixelCount)).ranges[0]);

  double *wanted = allocate((size_t)(rows * pixelCount) * sizeof(double));
  for (ptrdiff_t row = 0; row < rows; row++) {
    double logP = 0, found = 0;
    for (ptrdiff_t column = 0; column < pixelCount; column++) {
      double logit = *element(layer, inner, column), pixel = pixels[row / samples * pixelCount + column] / 255.0;
      for (ptrdiff_t k = 0; k < inner; k++) logit += (double)*element(input, row, k) * *element(layer, k, column);
      logP += logit * pixel - fmax(logit, 0) - log1p(exp(-fabs(logit)));
      wanted[row * pixelCount + column] = sigmoid(logit) - pixel;
    }
    for (ptrdiff_t tile = 0; tile < tiles; tile++) found += *element(sums, row, tile);
    expectNumber("log p", row, 0, found, logP, 2e-5);
  }
  expectMatrix("gradient", gradient, wanted, 1e-5);

  Parts parts = randomParts(rows, 1, padded(pixelCount), 32);
  task.dense.output = gradientAgain.numbers, task.partialSums = sumsAgain.numbers;
  for (int i = 0; i < parts.count; i++) table->bernoulliForward(&task, parts.ranges[i]);
  expectSameBits("gradient in parts", gradientAgain, gradient);
  expectSameBits("log p in parts", sumsAgain, sums);

  Matrix alone = copyOf(sums);
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t tile = 0; tile < tiles; tile += 2) *element(alone, row, tile) = NAN;
  task.dense.output = NULL, task.partialSums = alone.numbers;
  table->bernoulliForward(&task, whole(rows, padded(pixelCount)).ranges[0]);
  expectSameBits("log p without the gradient", alone, sums);
}

static GaussianLikelihood gaussianTask(Matrix output, ptrdiff_t column, const uint8_t *pixels, ptrdiff_t pixelCount,
                                       ptrdiff_t samples, Matrix sums) {
  return (GaussianLikelihood){
      .output = output.numbers, .outputStride = output.stride, .logVarianceColumn = column, .pixels = pixels,
      .pixelStride = pixelCount, .pixelCount = pixelCount, .samples = samples, .lowestLogVariance = -4,
      .highestLogVariance = 3, .sums = sums.numbers, .sumStride = sums.stride,
  };
}

void checkGaussian(const KernelTable *table) {
  ptrdiff_t images = randomSize(30), samples = below(2) ? 1 : randomSize(5), rows = images * samples;
  ptrdiff_t pixelCount = randomSize(200), column = padded(pixelCount);
  beginCase("%s gaussianLikelihood %td images, %td samples, %td pixels", table->name, images, samples, pixelCount);
  uint8_t *pixels = randomPixels(images, pixelCount, 0.8);
  Matrix means = randomMatrix(rows, pixelCount, 2), logVariances = randomMatrix(rows, pixelCount, 3);
  strew(means), strew(logVariances);
  Matrix output = zeroMatrix(rows, 2 * column), sums = zeroMatrix(rows, 1);
  double *wanted = allocate((size_t)(rows * 2 * column) * sizeof(double));
  double *logP = allocate((size_t)rows * sizeof(double));
  for (ptrdiff_t i = 0; i < rows * 2 * column; i++) wanted[i] = 0;
  for (ptrdiff_t row = 0; row < rows; row++) {
    logP[row] = 0;
    for (ptrdiff_t pixel = 0; pixel < pixelCount; pixel++) {
      double raw = *element(output, row, column + pixel) = *element(logVariances, row, pixel);
      double mean = sigmoid(*element(output, row, pixel) = *element(means, row, pixel));
      double logVariance = fmin(3, fmax(-4, raw)), precision = exp(-logVariance);
      double difference = pixels[row / samples * pixelCount + pixel] / 255.0 - mean;
      double scaled = difference * difference * precision;
      logP[row] -= 0.5 * (log(6.283185307179586) + logVariance + scaled);
      wanted[row * 2 * column + pixel] = -difference * precision * mean * (1 - mean);
      wanted[row * 2 * column + column + pixel] = raw == logVariance ? 0.5 * (1 - scaled) : 0;
    }
  }
  GaussianLikelihood task = gaussianTask(output, column, pixels, pixelCount, samples, sums);
  ptrdiff_t cut = below((uint32_t)rows);
  table->gaussianLikelihood(&task, cut, rows);
  table->gaussianLikelihood(&task, 0, cut);
  expectMatrix("gradient", output, wanted, 2e-5);
  expectMatrix("log p", sums, logP, 1e-5);

  *element(output, rows - 1, (below(2) ? column : 0) + pixelCount - 1) = NAN;
  table->gaussianLikelihood(&task, rows - 1, rows);
  expect("an output that is not a number does not show", isnan(*element(sums, rows - 1, 0)));
}
