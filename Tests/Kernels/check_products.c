// The products of the forward and the backward pass.
#include "check.h"
#include <math.h>

static const char *const activationNames[] = {"identity", "tanh", "relu"};

static double activated(double x, int32_t activation) {
  return activation == ActivationTanh ? tanh(x) : activation == ActivationReLU ? fmax(0, x) : x;
}

static double derivative(double activated, int32_t activation) {
  return activation == ActivationTanh ? 1 - activated * activated : activation == ActivationReLU ? activated > 0 : 1;
}

// activation(input · weights + bias), where `layer` holds the weights and then the bias.
static double *plainForward(Matrix input, Matrix layer, int32_t activation) {
  double *result = allocate((size_t)(input.rows * layer.columns) * sizeof(double));
  for (ptrdiff_t row = 0; row < input.rows; row++)
    for (ptrdiff_t column = 0; column < layer.columns; column++) {
      double sum = *element(layer, input.columns, column);
      for (ptrdiff_t k = 0; k < input.columns; k++)
        sum += (double)*element(input, row, k) * *element(layer, k, column);
      result[row * layer.columns + column] = activated(sum, activation);
    }
  return result;
}

static DenseForward forwardTask(Matrix input, Matrix layer, Matrix output, int32_t activation) {
  return (DenseForward){
      .input = input.numbers, .inputStride = input.stride,
      .weights = layer.numbers, .weightStride = layer.stride, .bias = element(layer, layer.rows - 1, 0),
      .output = output.numbers, .outputStride = output.stride,
      .inner = layer.rows - 1, .activation = activation,
  };
}

void checkDenseForward(const KernelTable *table) {
  ptrdiff_t rows = randomSize(100), inner = randomSize(130), columns = randomSize(130);
  int32_t activation = (int32_t)below(3);
  beginCase("%s denseForward %td×%td×%td %s", table->name, rows, inner, columns, activationNames[activation]);
  Matrix input = randomMatrix(rows, inner, 1), layer = randomMatrix(inner + 1, columns, 1 / sqrtf((float)inner));
  Matrix output = zeroMatrix(rows, columns), again = zeroMatrix(rows, columns);
  DenseForward task = forwardTask(input, layer, output, activation);
  table->denseForward(&task, whole(rows, padded(columns)).ranges[0]);
  expectMatrix("output", output, plainForward(input, layer, activation), 1e-5);

  Parts parts = randomParts(rows, 1, padded(columns), 16);
  task = forwardTask(input, layer, again, activation);
  for (int i = 0; i < parts.count; i++) table->denseForward(&task, parts.ranges[i]);
  expectSameBits("output in parts", again, output);

  *element(layer, below((uint32_t)inner), columns - 1) = NAN;
  table->denseForward(&task, whole(rows, padded(columns)).ranges[0]);
  expect("a weight that is not a number does not show", isnan(*element(again, rows - 1, columns - 1)));
}

// The sparse product has the bits of the dense one.
void checkSparseForward(const KernelTable *table) {
  ptrdiff_t images = randomSize(100), pixelCount = randomSize(130), columns = randomSize(280);
  int32_t activation = (int32_t)below(3);
  beginCase("%s sparseForward %td×%td×%td %s", table->name, images, pixelCount, columns, activationNames[activation]);
  uint8_t *pixels = randomPixels(images, pixelCount, below(11) / 10.0);
  Matrix input = expanded(pixels, images, pixelCount);
  Matrix layer = randomMatrix(pixelCount + 1, columns, 1 / sqrtf((float)pixelCount));
  Matrix dense = zeroMatrix(images, columns), output = zeroMatrix(images, columns);
  DenseForward task = forwardTask(input, layer, dense, activation);
  table->denseForward(&task, whole(images, padded(columns)).ranges[0]);

  SparseLists lists = listsByImage(table, pixels, images, pixelCount);
  Parts parts = randomParts(images, SPARSE_GROUP, padded(columns), 16);
  task = forwardTask(input, layer, output, activation);
  for (int i = 0; i < parts.count; i++) table->sparseForward(&task, &lists, parts.ranges[i]);
  expectMatrix("output", output, plainForward(input, layer, activation), 1e-5);
  expectSameBits("output against the dense product", output, dense);
}

static double *plainBackward(Matrix gradient, Matrix weights, Matrix values, int32_t activation) {
  double *result = allocate((size_t)(values.rows * values.columns) * sizeof(double));
  for (ptrdiff_t row = 0; row < values.rows; row++)
    for (ptrdiff_t column = 0; column < values.columns; column++) {
      double sum = 0;
      for (ptrdiff_t k = 0; k < gradient.columns; k++)
        sum += (double)*element(gradient, row, k) * *element(weights, column, k);
      result[row * values.columns + column] = sum * derivative(*element(values, row, column), activation);
    }
  return result;
}

void checkDenseBackward(const KernelTable *table) {
  ptrdiff_t rows = randomSize(100), inputs = randomSize(130), outputs = randomSize(600);
  int32_t activation = (int32_t)below(3);
  beginCase("%s denseBackward %td×%td×%td %s", table->name, rows, outputs, inputs, activationNames[activation]);
  Matrix gradient = randomMatrix(rows, outputs, 1), values = randomMatrix(rows, inputs, 0.5f);
  Matrix weights = randomMatrix(inputs, outputs, 1 / sqrtf((float)inputs));
  Matrix output = zeroMatrix(rows, inputs), again = copyOf(output);
  DenseBackward task = {
      .gradient = gradient.numbers, .gradientStride = gradient.stride,
      .weights = weights.numbers, .weightStride = weights.stride,
      .activated = values.numbers, .activatedStride = values.stride,
      .output = output.numbers, .outputStride = output.stride,
      .inner = padded(outputs), .activation = activation,
  };
  table->denseBackward(&task, whole(rows, inputs).ranges[0]);
  expectMatrix("output", output, plainBackward(gradient, weights, values, activation), 4e-5);

  Parts parts = randomParts(rows, 1, inputs, 16);
  task.output = again.numbers;
  for (int i = 0; i < parts.count; i++) table->denseBackward(&task, parts.ranges[i]);
  expectSameBits("output in parts", again, output);
}
