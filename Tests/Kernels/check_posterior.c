// Layers whose weights have a posterior.
#include "check.h"
#include <math.h>

static double activated(double x, int32_t activation) {
  switch (activation) {
  case ActivationTanh: return tanh(x);
  case ActivationReLU: return x > 0 ? x : 0;
  default: return x;
  }
}

static void checkPerturbation(const KernelTable *table, ptrdiff_t rows, ptrdiff_t columns, int32_t activation) {
  // All three have the same stride.
  Matrix values = randomMatrix(rows, columns, 1), noise = copyOf(values), variances = copyOf(values);
  double *wantedValues = allocate((size_t)(rows * columns) * sizeof(double));
  double *wantedVariances = allocate((size_t)(rows * columns) * sizeof(double));
  for (ptrdiff_t row = 0; row < rows; row++) {
    // In use the variances of padding are not zero either.
    for (ptrdiff_t column = 0; column < padded(columns); column++)
      *element(variances, row, column) = expf(2 * normal() - 3);
    for (ptrdiff_t column = 0; column < columns; column++) {
      *element(noise, row, column) = normal();
      double deviation = sqrt(*element(variances, row, column)), draw = *element(noise, row, column);
      wantedValues[row * columns + column] = activated(*element(values, row, column) + deviation * draw, activation);
      wantedVariances[row * columns + column] = 0.5 * draw / deviation;
    }
  }
  Perturbation task = {values.numbers, variances.numbers, noise.numbers, values.stride, activation};
  Parts parts = randomParts(rows, 1, padded(columns), 16);
  for (int part = 0; part < parts.count; part++) table->perturb(&task, parts.ranges[part]);
  expectMatrix("perturbed", values, wantedValues, 5e-6);
  expectMatrix("by the variance", variances, wantedVariances, 5e-6);
}

static void checkWeightVariances(const KernelTable *table, ptrdiff_t columns) {
  Matrix means = randomMatrix(1, columns, 1), logVariances = randomMatrix(1, columns, 1);
  Matrix variances = zeroMatrix(1, padded(columns)), gradient = randomMatrix(1, columns, 1);
  double found = table->weightVariances(means.numbers, logVariances.numbers, variances.numbers, padded(columns));
  double sum = 0;
  double *wanted = allocate((size_t)padded(columns) * sizeof(double));
  double *wantedGradient = allocate((size_t)columns * sizeof(double));
  for (ptrdiff_t column = 0; column < padded(columns); column++) {
    double mean = *element(means, 0, column), logVariance = *element(logVariances, 0, column);
    wanted[column] = exp(logVariance);
    sum += 0.5 * (mean * mean + wanted[column] - 1 - logVariance);
    if (column < columns)
      wantedGradient[column] = wanted[column] * *element(gradient, 0, column) + 0.15 * (wanted[column] - 1);
  }
  expectMatrix("variances", variances, wanted, 5e-6);
  expectNumber("divergence", 0, 0, found, sum, 5e-6);
  table->logVarianceGradient(variances.numbers, gradient.numbers, 0.3f, padded(columns));
  expectMatrix("gradient by log-variances", gradient, wantedGradient, 1e-5);
}

static void checkProducts(const KernelTable *table, ptrdiff_t columns) {
  Matrix a = randomMatrix(1, columns, 1), b = randomMatrix(1, columns, 1);
  Matrix sum = randomMatrix(1, columns, 1), product = zeroMatrix(1, columns);
  double *wantedSum = allocate((size_t)columns * sizeof(double));
  double *wantedProduct = allocate((size_t)columns * sizeof(double));
  for (ptrdiff_t column = 0; column < columns; column++) {
    double ab = (double)*element(a, 0, column) * *element(b, 0, column);
    wantedProduct[column] = ab;
    wantedSum[column] = *element(sum, 0, column) + 2 * ab;
  }
  table->multiply(a.numbers, b.numbers, product.numbers, padded(columns));
  table->addProduct(2, a.numbers, b.numbers, sum.numbers, padded(columns));
  expectMatrix("product", product, wantedProduct, 5e-6);
  expectMatrix("sum of products", sum, wantedSum, 5e-6);
}

static void checkSums(const KernelTable *table, ptrdiff_t columns) {
  Matrix a = randomMatrix(1, columns, 1), b = randomMatrix(1, columns, 1);
  double squares = 0, difference = 0, size = 0;
  for (ptrdiff_t column = 0; column < columns; column++) {
    double x = *element(a, 0, column), y = *element(b, 0, column);
    squares += (x - 0.5 * y) * (x - 0.5 * y);
    difference += x - y;
    size += fabs(x - y);
  }
  expectNumber("squared difference", 0, 0, table->squaredDifference(a.numbers, b.numbers, 0.5f, padded(columns)), squares,
               5e-6);
  // The terms cancel: the error is one of their size.
  expectNumber("difference", 0, 0, size + table->difference(a.numbers, b.numbers, padded(columns)), size + difference,
               5e-6);
}

void checkWeightPosterior(const KernelTable *table) {
  ptrdiff_t rows = randomSize(40), columns = randomSize(200);
  int32_t activation = (int32_t)below(3);
  beginCase("weight posterior, %td rows, %td columns, activation %d", rows, columns, activation);
  checkPerturbation(table, rows, columns, activation);
  checkWeightVariances(table, randomSize(4000));
  checkProducts(table, columns);
  checkSums(table, randomSize(4000));
}
