#include "kernels.h"

// One loop that stores, one that adds in place, one that adds to another row.
#define SHARES(contribution)                                    \
  if (!base)                                             \
    for (long i = 0; i < n; i++) t[i] = contribution;           \
  else if (base == t)                                    \
    for (long i = 0; i < n; i++) t[i] += contribution;          \
  else                                                   \
    for (long i = 0; i < n; i++) t[i] = base[i] + contribution;

ROWS void adl_v_contribute_one(long n, const double *restrict v, double *restrict t, const double *base) {
  SHARES(v[i])
}

ROWS void adl_v_contribute_minus_one(long n, const double *restrict v, double *restrict t, const double *base) {
  SHARES(-v[i])
}

ROWS void adl_v_contribute_constant(
    long n, const double *restrict v, double c, double *restrict t, const double *base) {
  SHARES(v[i] * c)
}

ROWS void adl_v_contribute(
    long n, const double *restrict v, const double *restrict d, double *restrict t, const double *base) {
  SHARES(v[i] * d[i])
}

ROWS void adl_v_contribute_scaled(
    long n, const double *restrict v, double c, const double *restrict x, double *restrict t,
    const double *base) {
  SHARES(v[i] * (c * x[i]))
}

ROWS void adl_v_contribute_cube(
    long n, const double *restrict v, const double *restrict x, double *restrict t, const double *base) {
  SHARES(v[i] * (4 * (x[i] * x[i] * x[i])))
}

ROWS void adl_v_contribute_square(
    long n, const double *restrict v, const double *restrict x, double *restrict t, const double *base) {
  SHARES(v[i] * (3 * (x[i] * x[i])))
}

ROWS void adl_v_contribute_reciprocal(
    long n, const double *restrict v, const double *restrict b, double *restrict t, const double *base) {
  SHARES(v[i] * (1 / b[i]))
}

ROWS void adl_v_contribute_quotient(
    long n, const double *restrict v, const double *restrict y, const double *restrict b,
    double *restrict t, const double *base) {
  SHARES(v[i] * -(y[i] / b[i]))
}

ROWS void adl_v_contribute_root(
    long n, const double *restrict v, const double *restrict y, double *restrict t, const double *base) {
  SHARES(v[i] * (1 / (2 * y[i])))
}

ROWS void adl_v_contribute_tanh(
    long n, const double *restrict v, const double *restrict y, double *restrict t, const double *base) {
  SHARES(v[i] * (1 - y[i] * y[i]))
}

// x that is not a number makes the contribution not a number.
ROWS void adl_v_contribute_by_sign(
    long n, const double *restrict v, const double *restrict x, double below, double tie,
    double above, double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] > 0 ? above : x[i] < 0 ? below : x[i] + tie))
}

ROWS void adl_v_contribute_of_greater(
    long n, const double *restrict v, const double *restrict x, const double *restrict other,
    double tie, double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] > other[i] ? 1 : x[i] < other[i] ? 0 : x[i] == other[i] ? tie : NAN))
}

ROWS void adl_v_contribute_of_smaller(
    long n, const double *restrict v, const double *restrict x, const double *restrict other,
    double tie, double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] < other[i] ? 1 : x[i] > other[i] ? 0 : x[i] == other[i] ? tie : NAN))
}

// The first is in one pass, so are the next two; later ones go by way of a copy of v in which what the
// ones before take is 0.
ROWS static void share_of_0(
    long n, const double *restrict v, const double *restrict x, const double *restrict y,
    double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] == y[i] ? 1 : y[i] == y[i] ? 0 : NAN))
}

ROWS static void share_of_1(
    long n, const double *restrict v, const double *restrict w, const double *restrict x,
    const double *restrict y, double *restrict t, const double *base) {
  SHARES(v[i] * (((x[i] == y[i]) & (w[i] != y[i])) ? 1 : y[i] == y[i] ? 0 : NAN))
}

ROWS static void share_of_2(
    long n, const double *restrict v, const double *restrict u, const double *restrict w,
    const double *restrict x, const double *restrict y, double *restrict t, const double *base) {
  SHARES(
      v[i] * (((x[i] == y[i]) & (w[i] != y[i]) & (u[i] != y[i])) ? 1 : y[i] == y[i] ? 0 : NAN))
}

ROWS static void clear_where_equal(
    long n, const double *restrict x, const double *restrict y, double *restrict contribution) {
  for (long i = 0; i < n; i++) contribution[i] = x[i] == y[i] ? 0 : contribution[i];
}

void adl_v_contribute_of_first(
    long n, const double *v, double *const *x, int slot, const double *y, double *t, const double *base) {
  if (slot == 0) return share_of_0(n, v, x[0], y, t, base);
  if (slot == 1) return share_of_1(n, v, x[0], x[1], y, t, base);
  if (slot == 2) return share_of_2(n, v, x[0], x[1], x[2], y, t, base);
  enum { block = 256 };
  double contribution[block];
  for (long first = 0; first < n; first += block) {
    long count = n - first < block ? n - first : block;
    memcpy(contribution, v + first, count * sizeof *contribution);
    for (int k = 0; k < slot; k++) clear_where_equal(count, x[k] + first, y + first, contribution);
    share_of_0(
        count, contribution, x[slot] + first, y + first, t + first, base ? base + first : NULL);
  }
}

ROWS void adl_v_contribute_where(
    long n, const double *restrict v, const double *restrict truth, double wanted,
    double *restrict t, const double *base) {
  SHARES(v[i] * (truth[i] == wanted ? 1 : truth[i] == truth[i] ? 0 : NAN))
}
