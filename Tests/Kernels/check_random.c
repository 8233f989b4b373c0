// Random numbers: uniform ones against the words of Philox, normal ones against double precision and, bit for bit, against
// those of another table.
#include "check.h"
#include <math.h>
#include <string.h>

typedef struct {
  uint32_t words[4];
} Block;

// Philox 4×32-10 (Salmon et al. 2011).
static Block plainBlock(const RandomSequence *s, uint64_t number) {
  uint32_t x0 = (uint32_t)number, x1 = (uint32_t)(number >> 32), x2 = (uint32_t)s->stream;
  uint32_t x3 = (uint32_t)(s->stream >> 32), k0 = (uint32_t)s->seed, k1 = (uint32_t)(s->seed >> 32);
  for (int round = 0; round < 10; round++, k0 += 0x9E3779B9, k1 += 0xBB67AE85) {
    uint64_t p = (uint64_t)x0 * 0xD2511F53, q = (uint64_t)x2 * 0xCD9E8D57;
    x0 = (uint32_t)(q >> 32) ^ x1 ^ k0;
    x1 = (uint32_t)q;
    x2 = (uint32_t)(p >> 32) ^ x3 ^ k1;
    x3 = (uint32_t)p;
  }
  return (Block){{x0, x1, x2, x3}};
}

void checkRandom(const KernelTable *table) {
  ptrdiff_t count = randomSize(300);
  RandomSequence sequence = {(uint64_t)below(UINT32_MAX) << 32 | below(UINT32_MAX),
                             (uint64_t)below(UINT32_MAX) << 32 | below(UINT32_MAX), below(UINT32_MAX)};
  // Sometimes the number of the block passes 2³².
  if (below(2)) sequence.firstBlock = UINT32_MAX - below(100);
  beginCase("%s %td random numbers", table->name, count);
  // An output that is not aligned, and a guard behind it.
  float *uniforms = (float *)allocate(((size_t)count + 2) * sizeof(float)) + 1;
  float *normals = (float *)allocate(((size_t)count + 2) * sizeof(float)) + 1;
  uniforms[count] = normals[count] = -5;
  table->fillUniform(&sequence, uniforms, count);
  table->fillNormal(&sequence, normals, count);
  expect("written behind the last number", uniforms[count] == -5 && normals[count] == -5);
  bool isUniform = true;
  for (ptrdiff_t i = 0; i < count; i++) {
    Block block = plainBlock(&sequence, sequence.firstBlock + (uint64_t)i / 2);
    isUniform &= uniforms[i] == (float)(block.words[i % 2 * 2] >> 8) * 0x1p-24f;
    double radius = sqrt(-2 * log(((double)block.words[0] + 1) * 0x1p-32));
    double angle = 6.283185307179586 * block.words[2] * 0x1p-32;
    expectNumber("normal", 0, i, normals[i], radius * (i % 2 ? sin(angle) : cos(angle)), 3e-6);
  }
  expect("uniform numbers are not those of the sequence", isUniform);

  // The same bits from every table.
  const KernelTable *const *first = kernelTables();
  float *others = allocate((size_t)count * sizeof(float));
  (*first)->fillNormal(&sequence, others, count);
  expect("normal numbers depend on the instruction set",
         memcmp(normals, others, (size_t)count * sizeof(float)) == 0);
}
