#include "CPrimitives.h"
#include "clones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Two loops, so that the one for values alone can be vectorised.
#define MAP(name, value, slope)                                               \
  CLONES double cPrimitive##name(const double *x, long n, double *g) {        \
    double sum = 0;                                                           \
    if (!g) {                                                                 \
      for (long i = 0; i < n; i++) {                                          \
        double t = x[i];                                                      \
        sum += value;                                                         \
      }                                                                       \
      return sum;                                                             \
    }                                                                         \
    for (long i = 0; i < n; i++) {                                            \
      double t = x[i], y = value;                                             \
      (void)y;                                                                \
      sum += y;                                                               \
      g[i] = slope;                                                           \
    }                                                                         \
    return sum;                                                               \
  }

static inline double logistic(double t) { return 1 / (1 + exp(-t)); }

static const double scale = 1.0507009873554805, height = 1.6732632423543772;

MAP(Negation, -t, -1)
MAP(Square, t *t, 2 * t)
MAP(FifthPower, t *t *t *t *t, 5 * (t * t) * (t * t))
MAP(InverseSquare, 1 / (t * t), -2 / (t * t * t))
MAP(Sqrt, sqrt(t), 1 / (2 * y))
MAP(Exp, exp(t), y)
MAP(Log, log(t), 1 / t)
MAP(Expm1, expm1(t), exp(t))
MAP(Log1p, log1p(t), 1 / (1 + t))
MAP(Sigmoid, logistic(t), y *(1 - y))
MAP(Softplus, t > 0 ? t + log1p(exp(-t)) : log1p(exp(t)), logistic(t))
MAP(Sin, sin(t), cos(t))
MAP(Cos, cos(t), -sin(t))
MAP(Tan, tan(t), 1 + y * y)
MAP(Asin, asin(t), 1 / sqrt(1 - t * t))
MAP(Acos, acos(t), -1 / sqrt(1 - t * t))
MAP(Atan, atan(t), 1 / (1 + t * t))
MAP(Sinh, sinh(t), cosh(t))
MAP(Cosh, cosh(t), sinh(t))
MAP(Tanh, tanh(t), 1 - y * y)
MAP(Erf, erf(t), 1.1283791670955126 * exp(-t * t))
MAP(Relu, t > 0 ? t : 0, t > 0)
MAP(Abs, fabs(t), t > 0 ? 1 : t < 0 ? -1 : 0)
MAP(LeakyRelu, t > 0 ? t : 0.01 * t, t > 0 ? 1 : 0.01)
MAP(Elu, t > 0 ? t : expm1(t), t > 0 ? 1 : exp(t))
MAP(HardTanh, t < -1 ? -1 : t > 1 ? 1 : t, t > -1 && t < 1)
MAP(Relu6, t < 0 ? 0 : t > 6 ? 6 : t, t > 0 && t < 6)
MAP(HardSwish, t < -3 ? 0 : t > 3 ? t : t * (t + 3) / 6, t < -3 ? 0 : t > 3 ? 1 : (2 * t + 3) / 6)
MAP(HardSigmoid, t < -3 ? 0 : t > 3 ? 1 : t / 6 + 0.5, t > -3 && t < 3 ? 1.0 / 6 : 0)
MAP(SoftShrink, t < -0.5 ? t + 0.5 : t > 0.5 ? t - 0.5 : 0, t < -0.5 || t > 0.5)
MAP(HardShrink, t < -0.5 || t > 0.5 ? t : 0, t < -0.5 || t > 0.5)
MAP(Threshold, t > 0.5 ? t : 0.25, t > 0.5)
MAP(Selu, t > 0 ? scale *t : scale *height *expm1(t), t > 0 ? scale : scale *height *exp(t))
MAP(Celu, t > 0 ? t : expm1(t), t > 0 ? 1 : exp(t))
MAP(Huber, fabs(t) <= 1 ? t *t / 2 : fabs(t) - 0.5, t < -1 ? -1 : t > 1 ? 1 : t)
MAP(SmoothL1, fabs(t) <= 1 ? t *t / 2 : fabs(t) - 0.5, t < -1 ? -1 : t > 1 ? 1 : t)
MAP(Clip, t < -1 ? -1 : t > 1 ? 1 : t, t > -1 && t < 1)
MAP(Branch, t > 0 ? t *t : -t, t > 0 ? 2 * t : -1)
MAP(Declared, t < 0 ? -2 * t : 3 * t, t < 0 ? -2 : 3)
MAP(DerivedRelu, t > 0 ? t : 0, t > 0)

#define PAIR(name, value, slopeA, slopeB)                                     \
  CLONES double cPrimitive##name(const double *x, long n, double *g) {        \
    double sum = 0;                                                           \
    if (g) memset(g, 0, n * sizeof *g);                                       \
    for (long i = 0; i + 1 < n; i++) {                                        \
      double a = x[i], b = x[i + 1], y = value;                               \
      sum += y;                                                               \
      if (g) {                                                                \
        g[i] += slopeA;                                                       \
        g[i + 1] += slopeB;                                                   \
      }                                                                       \
    }                                                                         \
    return sum;                                                               \
  }

PAIR(Addition, a + b, 1, 1)
PAIR(Subtraction, a - b, 1, -1)
PAIR(Multiplication, a *b, b, a)
PAIR(Division, a / b, 1 / b, -y / b)
PAIR(Power, pow(a, b), b *pow(a, b - 1), y *log(a))
PAIR(Maximum, a >= b ? a : b, a >= b, a < b)
PAIR(Minimum, a <= b ? a : b, a <= b, a > b)

CLONES double cPrimitiveSum(const double *x, long n, double *g) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i];
  if (g)
    for (long i = 0; i < n; i++) g[i] = 1;
  return sum;
}

CLONES double cPrimitiveMean(const double *x, long n, double *g) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i];
  if (g)
    for (long i = 0; i < n; i++) g[i] = 1.0 / n;
  return sum / n;
}

CLONES double cPrimitiveProduct(const double *x, long n, double *g) {
  double y = 1;
  if (!g) {
    for (long i = 0; i < n; i++) y *= x[i];
    return y;
  }
  for (long i = 0; i < n; i++) {
    g[i] = y;
    y *= x[i];
  }
  double after = 1;
  for (long i = n - 1; i >= 0; i--) {
    g[i] *= after;
    after *= x[i];
  }
  return y;
}

CLONES double cPrimitiveDot(const double *x, long n, double *g) {
  double sum = 0;
  long half = n / 2;
  for (long i = 0; i < half; i++) sum += x[i] * x[half + i];
  if (g)
    for (long i = 0; i < half; i++) {
      g[i] = x[half + i];
      g[half + i] = x[i];
    }
  return sum;
}

#define EXTREMUM(name, relation)                                              \
  CLONES double cPrimitive##name(const double *x, long n, double *g) {        \
    long best = 0;                                                            \
    for (long i = 1; i < n; i++)                                              \
      if (x[i] relation x[best]) best = i;                                    \
    if (g) {                                                                  \
      memset(g, 0, n * sizeof *g);                                            \
      g[best] = 1;                                                            \
    }                                                                         \
    return x[best];                                                           \
  }

EXTREMUM(Greatest, >)
EXTREMUM(Least, <)

CLONES double cPrimitiveNorm1(const double *x, long n, double *g) {
  double sum = 0;
  for (long i = 0; i < n; i++) {
    sum += fabs(x[i]);
    if (g) g[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0;
  }
  return sum;
}

CLONES double cPrimitiveNorm2(const double *x, long n, double *g) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i] * x[i];
  double y = sqrt(sum);
  if (g)
    for (long i = 0; i < n; i++) g[i] = x[i] / y;
  return y;
}

CLONES double cPrimitiveNormInfinity(const double *x, long n, double *g) {
  long best = 0;
  for (long i = 1; i < n; i++)
    if (fabs(x[i]) > fabs(x[best])) best = i;
  if (g) {
    memset(g, 0, n * sizeof *g);
    g[best] = x[best] > 0 ? 1 : -1;
  }
  return fabs(x[best]);
}

CLONES double cPrimitiveLogSumExp(const double *x, long n, double *g) {
  double top = x[0], sum = 0;
  for (long i = 1; i < n; i++)
    if (x[i] > top) top = x[i];
  for (long i = 0; i < n; i++) {
    double e = exp(x[i] - top);
    sum += e;
    if (g) g[i] = e;
  }
  if (g)
    for (long i = 0; i < n; i++) g[i] /= sum;
  return top + log(sum);
}

typedef struct {
  double value;
  long place;
} entry;

static int byValue(const void *a, const void *b) {
  const entry *p = a, *q = b;
  if (p->value != q->value) return p->value < q->value ? -1 : 1;
  return p->place < q->place ? -1 : p->place > q->place;
}

static entry *sorted(const double *x, long n) {
  entry *entries = malloc(n * sizeof *entries);
  for (long i = 0; i < n; i++) entries[i] = (entry){x[i], i};
  qsort(entries, n, sizeof *entries, byValue);
  return entries;
}

double cPrimitiveLargest(const double *x, long n, double *g) {
  entry *entries = sorted(x, n);
  entry third = entries[n - 3];
  if (g) {
    memset(g, 0, n * sizeof *g);
    g[third.place] = 1;
  }
  free(entries);
  return third.value;
}

double cPrimitiveMedian(const double *x, long n, double *g) {
  entry *entries = sorted(x, n);
  entry lower = entries[(n - 1) / 2], upper = entries[n / 2];
  if (g) {
    memset(g, 0, n * sizeof *g);
    g[lower.place] += 0.5;
    g[upper.place] += 0.5;
  }
  free(entries);
  return (lower.value + upper.value) / 2;
}

double cPrimitiveSortedSum(const double *x, long n, double *g) {
  entry *entries = sorted(x, n);
  double sum = 0;
  for (long i = 0; i < n; i++) {
    sum += (i + 1) * entries[i].value;
    if (g) g[entries[i].place] = i + 1;
  }
  free(entries);
  return sum;
}
