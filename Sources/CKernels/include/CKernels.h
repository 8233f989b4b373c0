/// The arithmetic of training, in C with Clang vector types.
///
/// Each kernel is compiled for several instruction sets (`KernelTable`); `Compute` picks one table at run time.
/// Matrices are row-major. Strides are in numbers, and with all pointers to numbers on a 64-byte boundary; every
/// count of columns is a multiple of 16, the padding of a row being zero. Ranges are half-open. A kernel sums
/// each number of its result in one order that depends on no range, so that any split gives the same bits. The rows
/// of a sparse kernel's range begin with a group.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { ActivationIdentity = 0, ActivationTanh = 1, ActivationReLU = 2 };
enum { RuleStore = 0, RuleSGD = 1, RuleAdagrad = 2, RuleAdam = 3 };

/// A rectangle of an output: rows and columns.
typedef struct {
  ptrdiff_t firstRow, lastRow, firstColumn, lastColumn;
} KernelRange;

/// output = activation(input · weights + bias).
typedef struct {
  const float *input;  // rows × inner
  ptrdiff_t inputStride;
  const float *weights;  // inner × columns
  ptrdiff_t weightStride;
  const float *bias;
  float *output;  // rows × columns
  ptrdiff_t outputStride;
  ptrdiff_t inner;
  int32_t activation;
} DenseForward;

/// Lines of a sparse product that share a list.
#define SPARSE_GROUP 4

/// The pixels of a minibatch that are not zero, scaled to 0…1, in lists of SPARSE_GROUP lines (images, or pixels)
/// each. A list has an entry where one of its lines is not zero: group i has `count[i]` entries, whose indices stand
/// from `i * capacity` on, and the values of whose lines, together, from `i * capacity * SPARSE_GROUP` on.
typedef struct {
  int32_t *count;
  int32_t *index;
  float *value;
  ptrdiff_t capacity;
} SparseLists;

/// A dense layer of logits whose output is the Bernoulli log-likelihood and its gradient. A range of columns begins at
/// a multiple of 32: a partial sum may be that of 32 columns.
typedef struct {
  DenseForward dense;      // output: the gradient of −log p, sigmoid(logit) − pixel, or NULL to do without
  const uint8_t *pixels;   // targets, 0…255
  ptrdiff_t pixelStride;
  ptrdiff_t pixelCount;    // D; columns from D on are padding
  ptrdiff_t samples;       // rows that share a target
  float *partialSums;      // rows × columns / 16: log p over each tile of columns
  ptrdiff_t partialStride;
} BernoulliForward;

/// output = (gradient · weightsᵀ) ⊙ activation′, the derivative taken from the activated values.
typedef struct {
  const float *gradient;  // rows × inner
  ptrdiff_t gradientStride;
  const float *weights;  // columns × inner
  ptrdiff_t weightStride;
  const float *activated;  // rows × columns
  ptrdiff_t activatedStride;
  float *output;
  ptrdiff_t outputStride;
  ptrdiff_t inner;
  int32_t activation;
} DenseBackward;

/// How a gradient becomes new parameters; see `UpdateRule` in Compute.
typedef struct {
  int32_t kind;
  float stepSize, gradientScale, weightDecay, beta1, beta2, rootCorrection, epsilon;
} RuleConstants;

/// parameters ← rule(inputᵀ · gradient). An `inputStep` and `inputStride` of 0 over a single 1 gives a bias.
typedef struct {
  const float *input;  // rows × lines
  ptrdiff_t inputStride, inputStep;
  const float *gradient;  // rows × columns
  ptrdiff_t gradientStride;
  ptrdiff_t rows;
  float *parameters;  // lines × columns; likewise the states, and `stored` for RuleStore
  float *firstState, *secondState, *stored;
  ptrdiff_t stride;
  RuleConstants rule;
} WeightUpdate;

/// Posterior and noise of a minibatch, B images with K samples each; all with the same stride.
typedef struct {
  const float *mean, *logVariance;  // B × L
  ptrdiff_t headStride;
  const float *noise;  // B·K × L
  float *latent;       // B·K × L
  ptrdiff_t latentStride;
  ptrdiff_t columns, samples;
} Reparameterization;

/// The gradient of the negative objective with respect to the posterior.
typedef struct {
  Reparameterization sample;
  const float *latentGradient;  // B·K × L, from the decoder, sample weights included
  const float *sampleWeights;   // B·K: importance weights, or NULL for a closed-form KL divergence
  float klWeight;
  ptrdiff_t latentSize;  // L; columns from L on are padding
  float *meanGradient, *logVarianceGradient;  // B × L, with `headStride`
} PosteriorGradient;

/// A draw of the pre-activations of a layer whose weights have a posterior, given their means and variances.
typedef struct {
  float *values;       // rows × columns: the means; replaced by activation(mean + √variance · noise)
  float *variances;    // likewise; replaced by the derivative of the pre-activation by its variance, ½ · noise / √variance
  const float *noise;  // likewise
  ptrdiff_t stride;    // of all three
  int32_t activation;
} Perturbation;

/// Gaussian log-likelihood of pixels and its gradient, in place of the decoder's output.
typedef struct {
  float *output;  // rows × (mean before the sigmoid | log-variance); replaced by the gradient of −log p
  ptrdiff_t outputStride, logVarianceColumn;
  const uint8_t *pixels;
  ptrdiff_t pixelStride, pixelCount, samples;
  float lowestLogVariance, highestLogVariance;
  float *sums;  // rows: log p
  ptrdiff_t sumStride;
} GaussianLikelihood;

/// A sequence of random numbers, from an even draw on; see `RandomStream` in Compute.
typedef struct {
  uint64_t seed, stream;
  uint64_t firstBlock;  // half the index of the first draw
} RandomSequence;

typedef struct {
  const char *name;
  /// Lists the pixels that are not zero of images `first`..<`last`, a line an image. `first` begins a group. Each list
  /// has room for all pixels of its images.
  void (*listImagePixels)(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last,
                          const SparseLists *lists);
  /// The same by pixel, a line a pixel, for pixels `first`..<`last`.
  void (*listPixelImages)(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t images, ptrdiff_t first,
                          ptrdiff_t last, const SparseLists *lists);
  void (*denseForward)(const DenseForward *, KernelRange);
  void (*sparseForward)(const DenseForward *, const SparseLists *, KernelRange);
  void (*bernoulliForward)(const BernoulliForward *, KernelRange);
  void (*denseBackward)(const DenseBackward *, KernelRange);
  void (*weightUpdate)(const WeightUpdate *, KernelRange);
  void (*sparseUpdate)(const WeightUpdate *, const SparseLists *, KernelRange);
  void (*reparameterize)(const Reparameterization *, ptrdiff_t firstImage, ptrdiff_t lastImage);
  void (*posteriorGradient)(const PosteriorGradient *, ptrdiff_t firstImage, ptrdiff_t lastImage);
  void (*gaussianLikelihood)(const GaussianLikelihood *, ptrdiff_t firstRow, ptrdiff_t lastRow);
  /// KL(q‖N(0, I)) of each latent dimension of each image.
  void (*klDivergence)(const Reparameterization *, float *divergence, ptrdiff_t divergenceStride,
                       ptrdiff_t firstImage, ptrdiff_t lastImage);
  void (*sigmoid)(float *values, ptrdiff_t count);
  void (*scale)(float *values, float factor, ptrdiff_t count);
  /// variances = exp(logVariances). Returns Σ KL(N(mean, variance) ‖ N(0, 1)); where both are zero, as padding is, it is zero.
  double (*weightVariances)(const float *means, const float *logVariances, float *variances, ptrdiff_t count);
  void (*perturb)(const Perturbation *, KernelRange);
  /// From the gradient by variances to that by their logarithms, with `divergenceWeight` times that of the KL divergence.
  void (*logVarianceGradient)(const float *variances, float *gradient, float divergenceWeight, ptrdiff_t count);
  /// product = a ⊙ b; the product may be one of them.
  void (*multiply)(const float *a, const float *b, float *product, ptrdiff_t count);
  /// sum += factor · a ⊙ b.
  void (*addProduct)(float factor, const float *a, const float *b, float *sum, ptrdiff_t count);
  /// Σ (a − factor · b)².
  double (*squaredDifference)(const float *a, const float *b, float factor, ptrdiff_t count);
  /// Σ (a − b).
  double (*difference)(const float *a, const float *b, ptrdiff_t count);
  /// Random numbers, uniform in [0, 1) or of N(0, 1), with the same bits from every table. `output` need not be aligned.
  void (*fillUniform)(const RandomSequence *, float *output, ptrdiff_t count);
  void (*fillNormal)(const RandomSequence *, float *output, ptrdiff_t count);
  /// Runs `rounds` rounds of multiply-adds in registers alone.
  void (*peak)(ptrdiff_t rounds);
  /// Floating-point operations of such a round.
  ptrdiff_t peakOperations;
} KernelTable;

/// The tables that this machine can run, fastest first, ended by NULL.
const KernelTable *const *kernelTables(void);

/// All pixels of images `first`..<`last`, scaled to 0…1.
void expandPixels(const uint8_t *pixels, ptrdiff_t pixelCount, ptrdiff_t first, ptrdiff_t last, float *output,
                  ptrdiff_t outputStride);

/// Has the calling thread take numbers below the smallest normal one for zero, as operands and as results: the moments
/// of weights without a gradient decay that far, where arithmetic is slow on some processors. Returns the mode that was
/// set before, for `setFloatingPointMode`.
uint64_t flushSubnormals(void);
void setFloatingPointMode(uint64_t mode);

/// A hint to the processor that the caller spins.
static inline void spinHint(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
