#include "kernels.h"

#define UNARY(name, expression)                                                   \
  ROWS void adl_v_##name(long n, const double *restrict x, double *restrict y) {  \
    for (long i = 0; i < n; i++) y[i] = expression;                               \
  }

#define BINARY(name, expression)                                                  \
  ROWS void adl_v_##name(                                                         \
      long n, const double *restrict a, const double *restrict b, double *restrict y) { \
    for (long i = 0; i < n; i++) y[i] = expression;                               \
  }

BINARY(add, a[i] + b[i])
BINARY(subtract, a[i] - b[i])
BINARY(multiply, a[i] * b[i])
BINARY(divide, a[i] / b[i])
UNARY(negate, -x[i])
UNARY(square, x[i] * x[i])
UNARY(cube, x[i] * x[i] * x[i])
UNARY(fourth, (x[i] * x[i]) * (x[i] * x[i]))
// The root of -0.0 is 0, whose reciprocal is positive.
UNARY(sqrt, __builtin_sqrt(x[i]) + 0.0)
UNARY(abs, __builtin_fabs(x[i]))
UNARY(accumulate, y[i] + x[i])

ROWS void adl_v_relu(long n, const double *restrict x, double *restrict y) {
  for (long i = 0; i < n; i++) {
    double positive = x[i] > 0 ? x[i] : 0;
    y[i] = x[i] == x[i] ? positive : x[i];
  }
}

ROWS void adl_v_multiply_accumulate(
    long n, const double *restrict a, const double *restrict b, double *restrict y) {
  for (long i = 0; i < n; i++) y[i] += a[i] * b[i];
}

// y may be a, so no `restrict`: every entry is read before it is written.
ROWS void adl_v_max(long n, const double *a, const double *b, double *y) {
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < n; i++) {
    double x = b[i], best = a[i], greater = x > best ? x : best;
    y[i] = x == x ? greater : x;
  }
}

ROWS void adl_v_min(long n, const double *a, const double *b, double *y) {
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < n; i++) {
    double x = b[i], best = a[i], smaller = x < best ? x : best;
    y[i] = x == x ? smaller : x;
  }
}

#define COMPARE(relation)                                     \
  for (long i = 0; i < n; i++) {                              \
    double value = a[i] relation b[i] ? 1 : 0;                \
    truth[i] = a[i] == a[i] && b[i] == b[i] ? value : NAN;    \
  }                                                           \
  break;

ROWS void adl_v_compare(
    long n, int relation, const double *restrict a, const double *restrict b,
    double *restrict truth) {
  switch (relation) {
  case 0: COMPARE(<)
  case 1: COMPARE(<=)
  case 2: COMPARE(>)
  case 3: COMPARE(>=)
  case 4: COMPARE(==)
  default: COMPARE(!=)
  }
}

ROWS void adl_v_select(
    long n, const double *restrict truth, const double *restrict a, const double *restrict b,
    double *restrict y) {
  for (long i = 0; i < n; i++) {
    double taken = truth[i] == 1 ? a[i] : b[i];
    y[i] = truth[i] == truth[i] ? taken : NAN;
  }
}

ROWS void adl_v_choose(
    long n, const double *restrict left, const double *restrict right, const double *less,
    const double *equal, const double *greater, double *restrict y) {
  for (long i = 0; i < n; i++) {
    double l = left[i], r = right[i], a = less[i], b = equal[i], c = greater[i];
    double taken = l < r ? a : b;
    taken = l > r ? c : taken;
    y[i] = l == l && r == r ? taken : NAN;
  }
}
