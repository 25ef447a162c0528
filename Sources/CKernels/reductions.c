#include "kernels.h"

// The order of laneSum: eight partial sums of every eighth term, added pairwise.
#define LANE_SUM(term)                                        \
  if (n < 16) {                                               \
    double sum = 0;                                           \
    if (n > 0) {                                              \
      long i = 0;                                             \
      sum = term;                                             \
      for (i = 1; i < n; i++) sum += term;                    \
    }                                                         \
    return sum;                                               \
  }                                                           \
  double lanes[8];                                            \
  for (long i = 0; i < 8; i++) lanes[i] = term;               \
  long first = 8;                                             \
  for (; first + 8 <= n; first += 8)                          \
    for (long j = 0; j < 8; j++) {                            \
      long i = first + j;                                     \
      lanes[j] += term;                                       \
    }                                                         \
  for (long i = first; i < n; i++) lanes[i - first] += term;  \
  double a = lanes[0] + lanes[4], b = lanes[1] + lanes[5];    \
  double c = lanes[2] + lanes[6], d = lanes[3] + lanes[7];    \
  return (a + c) + (b + d);

ROWS double adl_v_sum(long n, const double *restrict x) { LANE_SUM(x[i]) }

ROWS double adl_v_sum_of_magnitudes(long n, const double *restrict x) {
  LANE_SUM(__builtin_fabs(x[i]))
}

INLINE double dot(long n, const double *x, const double *y) { LANE_SUM(x[i] * y[i]) }

ROWS double adl_v_dot(long n, const double *x, const double *y) { return dot(n, x, y); }

ROWS void adl_v_dots(
    long n, long width, const double *a, long stepA, const double *b, long stepB,
    double *restrict y) {
  for (long i = 0; i < n; i++) y[i] = dot(width, a + i * stepA, b + i * stepB);
}

ROWS void adl_v_add_dot_contributions(
    long n, long width, const double *v, const double *a, double *ta, long stepA, const double *b,
    double *tb, long stepB) {
  for (long i = 0; i < n; i++) {
    const double *restrict x = a + i * stepA, *restrict y = b + i * stepB;
    double *tx = ta + i * stepA, *ty = tb + i * stepB;
    double contribution = v[i];
    for (long j = 0; j < width; j++) tx[j] += contribution * y[j];
    for (long j = 0; j < width; j++) ty[j] += contribution * x[j];
  }
}

#define ITSELF(x) (x)

// Not-a-number stays in its lane: it is no less and no greater than anything.
#define BEST(relation, entry)                                           \
  double lanes[8];                                                      \
  long first = 0;                                                       \
  double best = entry(x[0]);                                            \
  if (n >= 16) {                                                        \
    for (long j = 0; j < 8; j++) lanes[j] = entry(x[j]);                \
    for (first = 8; first + 8 <= n; first += 8)                         \
      for (long j = 0; j < 8; j++) {                                    \
        double y = entry(x[first + j]);                                 \
        double better = y relation lanes[j] ? y : lanes[j];             \
        lanes[j] = y == y ? better : y;                                 \
      }                                                                 \
    best = lanes[0];                                                    \
    for (long j = 1; j < 8; j++) {                                      \
      double better = lanes[j] relation best ? lanes[j] : best;         \
      best = lanes[j] == lanes[j] ? better : lanes[j];                  \
    }                                                                   \
  }                                                                     \
  for (long i = first; i < n; i++) {                                    \
    double y = entry(x[i]), better = y relation best ? y : best;        \
    best = y == y ? better : y;                                         \
  }                                                                     \
  return best;

ROWS double adl_v_greatest(long n, const double *restrict x) { BEST(>, ITSELF) }
ROWS double adl_v_greatest_magnitude(long n, const double *restrict x) { BEST(>, __builtin_fabs) }
ROWS double adl_v_least(long n, const double *restrict x) { BEST(<, ITSELF) }

ROWS static long blockWithout(long n, const double *restrict x, double y) {
  enum { block = 64 };
  long first = 0;
  for (; first + block <= n; first += block) {
    uint64_t hits = 0;
    for (long i = first; i < first + block; i++) hits |= x[i] == y ? 1 : 0;
    if (hits) break;
  }
  return first;
}

long adl_v_first_equal(long n, const double *x, double y) {
  for (long i = blockWithout(n, x, y); i < n; i++)
    if (x[i] == y) return i;
  return n;
}

long adl_v_first_magnitude(long n, const double *x, double y) {
  for (long i = 0; i < n; i++)
    if (__builtin_fabs(x[i]) == y) return i;
  return n;
}

ROWS void adl_v_add_signs(
    long n, double v, double tie, const double *restrict x, double *restrict t) {
  for (long i = 0; i < n; i++) {
    double contribution = x[i] > 0 ? v : -v;
    contribution = x[i] == 0 ? tie : contribution;
    t[i] += x[i] == x[i] ? contribution : NAN;
  }
}

ROWS void adl_v_add_quotients(
    long n, double v, double y, const double *restrict x, double *restrict t) {
  for (long i = 0; i < n; i++) t[i] += v * (x[i] / y);
}

ROWS void adl_v_add_multiple(long n, double v, const double *restrict x, double *restrict t) {
  for (long i = 0; i < n; i++) t[i] += v * x[i];
}

ROWS void adl_v_add_constant(long n, double v, double *restrict t) {
  for (long i = 0; i < n; i++) t[i] += v;
}

ROWS int adl_v_is_finite(long n, const double *restrict x) {
  uint64_t exceptions = 0;
  for (long i = 0; i < n; i++) exceptions |= x[i] - x[i] == 0 ? 0 : 1;
  return exceptions == 0;
}

ROWS int adl_v_is_ordered(long n, const double *restrict x) {
  uint64_t exceptions = 0;
  for (long i = 0; i < n; i++) exceptions |= x[i] == x[i] ? 0 : 1;
  return exceptions == 0;
}

ROWS int adl_v_copy_finite(long n, const double *restrict x, double *restrict y) {
  uint64_t exceptions = 0;
  for (long i = 0; i < n; i++) {
    y[i] = x[i];
    exceptions |= x[i] - x[i] == 0 ? 0 : 1;
  }
  return exceptions == 0;
}

ROWS static void fill(long n, double c, double *restrict y) {
  for (long i = 0; i < n; i++) y[i] = c;
}

void adl_v_fill(long n, double c, double *y) {
  if (bits(c) == 0) {
    memset(y, 0, n * sizeof *y);
  } else {
    fill(n, c, y);
  }
}
