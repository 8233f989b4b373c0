// The update of weights and biases under every rule, from dense and from listed inputs.
#include "check.h"
#include <math.h>

static const char *const ruleNames[] = {"store", "SGD", "Adagrad", "Adam"};

// What an update reads and writes: parameters, states and the stored gradient, which share a stride.
enum { Parameters, FirstState, SecondState, Stored, PartCount };
static const char *const partNames[] = {"parameters", "first state", "second state", "stored gradient"};

typedef struct {
  Matrix parts[PartCount];
} Target;

static Target randomTarget(ptrdiff_t lines, ptrdiff_t columns) {
  Target target;
  target.parts[Parameters] = randomMatrix(lines, columns, 1);
  for (int part = FirstState; part < PartCount; part++) {
    // Squares: under some rule a state is one.
    Matrix matrix = target.parts[part] = copyOf(target.parts[Parameters]);
    for (ptrdiff_t line = 0; line < lines; line++)
      for (ptrdiff_t column = 0; column < columns; column++) {
        float number = normal();
        *element(matrix, line, column) = number * number;
      }
  }
  return target;
}

static Target copyOfTarget(Target target) {
  for (int part = 0; part < PartCount; part++) target.parts[part] = copyOf(target.parts[part]);
  return target;
}

static RuleConstants randomRule(int32_t kind) {
  return (RuleConstants){
      .kind = kind, .stepSize = 0.1f, .gradientScale = 0.5f, .weightDecay = below(2) ? 0.2f : 0,
      .beta1 = 0.8f, .beta2 = 0.95f, .rootCorrection = 1.7f, .epsilon = 1e-3f,
  };
}

static WeightUpdate updateTask(Target target, Matrix gradient, RuleConstants rule) {
  return (WeightUpdate){
      .gradient = gradient.numbers, .gradientStride = gradient.stride, .rows = gradient.rows,
      .parameters = target.parts[Parameters].numbers, .firstState = target.parts[FirstState].numbers,
      .secondState = target.parts[SecondState].numbers, .stored = target.parts[Stored].numbers,
      .stride = target.parts[Parameters].stride, .rule = rule,
  };
}

// What the rule makes of one number of each part, given the gradient summed over the rows.
static void plainRule(RuleConstants r, double sum, double values[PartCount]) {
  double g = (double)r.gradientScale * sum, weight = values[Parameters];
  if (r.kind == RuleStore) {
    values[Stored] = g;
    return;
  }
  g += (double)r.weightDecay * weight;
  if (r.kind == RuleSGD) {
    values[Parameters] = weight - (double)r.stepSize * g;
  } else if (r.kind == RuleAdagrad) {
    values[FirstState] += g * g;
    values[Parameters] = weight - (double)r.stepSize * g / sqrt(values[FirstState] + (double)r.epsilon);
  } else {
    values[FirstState] = (double)r.beta1 * values[FirstState] + (1 - (double)r.beta1) * g;
    values[SecondState] = (double)r.beta2 * values[SecondState] + (1 - (double)r.beta2) * g * g;
    double root = sqrt(values[SecondState]) * (double)r.rootCorrection + (double)r.epsilon;
    values[Parameters] = weight - (double)r.stepSize * values[FirstState] / root;
  }
}

// Compares `found` with what a plain loop makes of `before`; `input` is rows × lines, or NULL for ones.
static void expectUpdate(Target found, Target before, const Matrix *input, Matrix gradient, RuleConstants rule) {
  ptrdiff_t lines = before.parts[Parameters].rows, columns = before.parts[Parameters].columns;
  double *wanted[PartCount];
  for (int part = 0; part < PartCount; part++) wanted[part] = allocate((size_t)(lines * columns) * sizeof(double));
  for (ptrdiff_t line = 0; line < lines; line++)
    for (ptrdiff_t column = 0; column < columns; column++) {
      double sum = 0, values[PartCount];
      for (ptrdiff_t row = 0; row < gradient.rows; row++)
        sum += (input ? (double)*element(*input, row, line) : 1) * *element(gradient, row, column);
      for (int part = 0; part < PartCount; part++) values[part] = *element(before.parts[part], line, column);
      plainRule(rule, sum, values);
      for (int part = 0; part < PartCount; part++) wanted[part][line * columns + column] = values[part];
    }
  for (int part = 0; part < PartCount; part++) expectMatrix(partNames[part], found.parts[part], wanted[part], 2e-5);
}

static void expectSameTarget(Target found, Target wanted) {
  for (int part = 0; part < PartCount; part++) expectSameBits(partNames[part], found.parts[part], wanted.parts[part]);
}

void checkUpdates(const KernelTable *table) {
  ptrdiff_t images = randomSize(100), pixelCount = randomSize(130), columns = randomSize(280);
  RuleConstants rule = randomRule((int32_t)below(4));
  beginCase("%s weightUpdate %td×%td×%td %s", table->name, images, pixelCount, columns, ruleNames[rule.kind]);
  uint8_t *pixels = randomPixels(images, pixelCount, below(11) / 10.0);
  Matrix input = expanded(pixels, images, pixelCount);
  Matrix gradient = randomMatrix(images, columns, 1 / sqrtf((float)images));
  Target before = randomTarget(pixelCount, columns), dense = copyOfTarget(before), again = copyOfTarget(before);
  WeightUpdate task = updateTask(dense, gradient, rule);
  task.input = input.numbers, task.inputStride = input.stride, task.inputStep = 1;
  table->weightUpdate(&task, whole(pixelCount, padded(columns)).ranges[0]);
  expectUpdate(dense, before, &input, gradient, rule);

  Parts parts = randomParts(pixelCount, 1, padded(columns), 16);
  task = updateTask(again, gradient, rule);
  task.input = input.numbers, task.inputStride = input.stride, task.inputStep = 1;
  for (int i = 0; i < parts.count; i++) table->weightUpdate(&task, parts.ranges[i]);
  expectSameTarget(again, dense);

  Target listed = copyOfTarget(before);
  SparseLists lists = listsByPixel(table, pixels, images, pixelCount);
  parts = randomParts(pixelCount, SPARSE_GROUP, padded(columns), 16);
  task = updateTask(listed, gradient, rule);
  for (int i = 0; i < parts.count; i++) table->sparseUpdate(&task, &lists, parts.ranges[i]);
  expectUpdate(listed, before, &input, gradient, rule);
  expectSameTarget(listed, dense);
}

void checkBiasUpdates(const KernelTable *table) {
  ptrdiff_t rows = randomSize(300), columns = randomSize(280);
  RuleConstants rule = randomRule((int32_t)below(4));
  beginCase("%s weightUpdate of a bias, %td×%td %s", table->name, rows, columns, ruleNames[rule.kind]);
  Matrix gradient = randomMatrix(rows, columns, 1 / sqrtf((float)rows));
  Target before = randomTarget(1, columns), found = copyOfTarget(before);
  WeightUpdate task = updateTask(found, gradient, rule);
  float one = 1;
  task.input = &one;
  Parts parts = randomParts(1, 1, padded(columns), 16);
  for (int i = 0; i < parts.count; i++) table->weightUpdate(&task, parts.ranges[i]);
  expectUpdate(found, before, NULL, gradient, rule);
}
