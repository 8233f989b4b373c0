// The latent layer, and what is done number by number.
#include "check.h"
#include <math.h>

// Posterior and noise of B images with K samples each. The heads are means and then log-variances, `column` apart.
typedef struct {
  ptrdiff_t images, samples, size, column;
  Matrix heads, noise, latent;
} Latent;

static Latent randomLatent(ptrdiff_t images, ptrdiff_t samples, ptrdiff_t size) {
  Latent l = {images, samples, size, padded(size), {0}, {0}, {0}};
  l.heads = zeroMatrix(images, 2 * l.column);
  for (ptrdiff_t image = 0; image < images; image++)
    for (ptrdiff_t unit = 0; unit < size; unit++) {
      *element(l.heads, image, unit) = normal();
      *element(l.heads, image, l.column + unit) = normal();
    }
  // Both have the same stride.
  l.noise = randomMatrix(images * samples, size, 1);
  l.latent = copyOf(l.noise);
  return l;
}

static double mean(const Latent *l, ptrdiff_t image, ptrdiff_t unit) { return *element(l->heads, image, unit); }
static double logVariance(const Latent *l, ptrdiff_t image, ptrdiff_t unit) {
  return *element(l->heads, image, l->column + unit);
}
static double plainLatent(const Latent *l, ptrdiff_t row, ptrdiff_t unit) {
  ptrdiff_t image = row / l->samples;
  return mean(l, image, unit) + exp(0.5 * logVariance(l, image, unit)) * *element(l->noise, row, unit);
}

static Reparameterization latentTask(const Latent *l) {
  return (Reparameterization){
      .mean = l->heads.numbers, .logVariance = l->heads.numbers + l->column, .headStride = l->heads.stride,
      .noise = l->noise.numbers, .latent = l->latent.numbers, .latentStride = l->noise.stride,
      .columns = l->column, .samples = l->samples,
  };
}

static void checkLatentAndDivergence(const KernelTable *table, const Latent *l) {
  Reparameterization task = latentTask(l);
  Matrix divergence = zeroMatrix(l->images, l->size);
  ptrdiff_t cut = below((uint32_t)l->images);
  table->reparameterize(&task, cut, l->images);
  table->reparameterize(&task, 0, cut);
  table->klDivergence(&task, divergence.numbers, divergence.stride, cut, l->images);
  table->klDivergence(&task, divergence.numbers, divergence.stride, 0, cut);

  double *latent = allocate((size_t)(l->images * l->samples * l->size) * sizeof(double));
  double *kl = allocate((size_t)(l->images * l->size) * sizeof(double));
  for (ptrdiff_t row = 0; row < l->images * l->samples; row++)
    for (ptrdiff_t unit = 0; unit < l->size; unit++) latent[row * l->size + unit] = plainLatent(l, row, unit);
  for (ptrdiff_t image = 0; image < l->images; image++)
    for (ptrdiff_t unit = 0; unit < l->size; unit++) {
      double m = mean(l, image, unit), v = logVariance(l, image, unit);
      kl[image * l->size + unit] = -0.5 * (1 + v - m * m - exp(v));
    }
  expectMatrix("latent", l->latent, latent, 5e-6);
  expectMatrix("divergence", divergence, kl, 5e-6);
}

// The gradient for one number of the posterior; `weights` are NULL for a closed-form divergence.
static void plainGradient(const Latent *l, Matrix latentGradient, const float *weights, float klWeight,
                          ptrdiff_t image, ptrdiff_t unit, double *meanGradient, double *logVarianceGradient) {
  double deviation = exp(0.5 * logVariance(l, image, unit));
  *meanGradient = weights ? 0 : (double)klWeight * mean(l, image, unit);
  *logVarianceGradient = weights ? -0.5 : 0.5 * (double)klWeight * (deviation * deviation - 1);
  for (ptrdiff_t row = image * l->samples; row < (image + 1) * l->samples; row++) {
    double gradient = *element(latentGradient, row, unit);
    if (weights) gradient += (double)weights[row] * plainLatent(l, row, unit);
    *meanGradient += gradient;
    *logVarianceGradient += gradient * 0.5 * deviation * *element(l->noise, row, unit);
  }
}

static void checkPosteriorGradient(const KernelTable *table, const Latent *l, bool isWeighted) {
  ptrdiff_t rows = l->images * l->samples, width = 2 * l->column;
  // Of the stride of the latent values, which the kernel takes for both.
  Matrix latentGradient = copyOf(l->noise), result = zeroMatrix(l->images, width);
  float *weights = allocate((size_t)rows * sizeof(float));
  for (ptrdiff_t row = 0; row < rows; row++) {
    weights[row] = (float)(1 + row % l->samples) / (float)(l->samples * (l->samples + 1) / 2);
    for (ptrdiff_t unit = 0; unit < l->size; unit++) *element(latentGradient, row, unit) = normal();
  }
  result.stride = l->heads.stride;
  result.numbers = copyOf(l->heads).numbers;
  PosteriorGradient task = {
      .sample = latentTask(l), .latentGradient = latentGradient.numbers,
      .sampleWeights = isWeighted ? weights : NULL, .klWeight = 0.7f, .latentSize = l->size,
      .meanGradient = result.numbers, .logVarianceGradient = result.numbers + l->column,
  };
  ptrdiff_t cut = below((uint32_t)l->images);
  table->posteriorGradient(&task, cut, l->images);
  table->posteriorGradient(&task, 0, cut);

  double *wanted = allocate((size_t)(l->images * width) * sizeof(double));
  for (ptrdiff_t i = 0; i < l->images * width; i++) wanted[i] = 0;
  for (ptrdiff_t image = 0; image < l->images; image++)
    for (ptrdiff_t unit = 0; unit < l->size; unit++) {
      double *place = wanted + image * width + unit;
      plainGradient(l, latentGradient, task.sampleWeights, 0.7f, image, unit, place, place + l->column);
    }
  expectMatrix(isWeighted ? "weighted gradient" : "gradient", result, wanted, 1e-5);
}

void checkLatent(const KernelTable *table) {
  ptrdiff_t images = randomSize(20), samples = below(2) ? 1 : randomSize(5), size = randomSize(40);
  beginCase("%s latent kernels, %td images, %td samples, %td units", table->name, images, samples, size);
  Latent latent = randomLatent(images, samples, size);
  checkLatentAndDivergence(table, &latent);
  checkPosteriorGradient(table, &latent, false);
  checkPosteriorGradient(table, &latent, true);
}

void checkElementwise(const KernelTable *table) {
  ptrdiff_t count = randomSize(300);
  float factor = normal();
  beginCase("%s sigmoid and scale of %td numbers", table->name, count);
  Matrix values = randomMatrix(1, count, 10), scaled = copyOf(values), squashed = copyOf(values);
  double *products = allocate((size_t)count * sizeof(double)), *sigmoids = allocate((size_t)count * sizeof(double));
  for (ptrdiff_t i = 0; i < count; i++) {
    products[i] = (double)factor * values.numbers[i];
    sigmoids[i] = 1 / (1 + exp(-(double)values.numbers[i]));
  }
  table->scale(scaled.numbers, factor, padded(count));
  expectMatrix("scale", scaled, products, 1e-7);
  table->sigmoid(squashed.numbers, padded(count));
  for (ptrdiff_t i = 0; i < count; i++) expectNumber("sigmoid", 0, i, squashed.numbers[i], sigmoids[i], 1e-6);
}
