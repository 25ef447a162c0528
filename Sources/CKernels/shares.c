#include "kernels.h"

// One loop that stores, one that adds in place, one that adds to another row.
#define SHARES(share)                                    \
  if (!base)                                             \
    for (long i = 0; i < n; i++) t[i] = share;           \
  else if (base == t)                                    \
    for (long i = 0; i < n; i++) t[i] += share;          \
  else                                                   \
    for (long i = 0; i < n; i++) t[i] = base[i] + share;

ROWS void adl_v_share_one(long n, const double *restrict v, double *restrict t, const double *base) {
  SHARES(v[i])
}

ROWS void adl_v_share_minus_one(long n, const double *restrict v, double *restrict t, const double *base) {
  SHARES(-v[i])
}

ROWS void adl_v_share_constant(
    long n, const double *restrict v, double c, double *restrict t, const double *base) {
  SHARES(v[i] * c)
}

ROWS void adl_v_share(
    long n, const double *restrict v, const double *restrict d, double *restrict t, const double *base) {
  SHARES(v[i] * d[i])
}

ROWS void adl_v_share_scaled(
    long n, const double *restrict v, double c, const double *restrict x, double *restrict t,
    const double *base) {
  SHARES(v[i] * (c * x[i]))
}

ROWS void adl_v_share_cube(
    long n, const double *restrict v, const double *restrict x, double *restrict t, const double *base) {
  SHARES(v[i] * (4 * (x[i] * x[i] * x[i])))
}

ROWS void adl_v_share_square(
    long n, const double *restrict v, const double *restrict x, double *restrict t, const double *base) {
  SHARES(v[i] * (3 * (x[i] * x[i])))
}

ROWS void adl_v_share_reciprocal(
    long n, const double *restrict v, const double *restrict b, double *restrict t, const double *base) {
  SHARES(v[i] * (1 / b[i]))
}

ROWS void adl_v_share_quotient(
    long n, const double *restrict v, const double *restrict y, const double *restrict b,
    double *restrict t, const double *base) {
  SHARES(v[i] * -(y[i] / b[i]))
}

ROWS void adl_v_share_root(
    long n, const double *restrict v, const double *restrict y, double *restrict t, const double *base) {
  SHARES(v[i] * (1 / (2 * y[i])))
}

ROWS void adl_v_share_tanh(
    long n, const double *restrict v, const double *restrict y, double *restrict t, const double *base) {
  SHARES(v[i] * (1 - y[i] * y[i]))
}

// x that is not a number makes the share not a number.
ROWS void adl_v_share_by_sign(
    long n, const double *restrict v, const double *restrict x, double below, double tie,
    double above, double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] > 0 ? above : x[i] < 0 ? below : x[i] + tie))
}

ROWS void adl_v_share_of_greater(
    long n, const double *restrict v, const double *restrict x, const double *restrict other,
    double tie, double *restrict t, const double *base) {
  SHARES(v[i] * (x[i] > other[i] ? 1 : x[i] < other[i] ? 0 : x[i] == other[i] ? tie : NAN))
}

ROWS void adl_v_share_of_smaller(
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
    long n, const double *restrict x, const double *restrict y, double *restrict share) {
  for (long i = 0; i < n; i++) share[i] = x[i] == y[i] ? 0 : share[i];
}

void adl_v_share_of_first(
    long n, const double *v, double *const *x, int slot, const double *y, double *t, const double *base) {
  if (slot == 0) return share_of_0(n, v, x[0], y, t, base);
  if (slot == 1) return share_of_1(n, v, x[0], x[1], y, t, base);
  if (slot == 2) return share_of_2(n, v, x[0], x[1], x[2], y, t, base);
  enum { block = 256 };
  double share[block];
  for (long first = 0; first < n; first += block) {
    long count = n - first < block ? n - first : block;
    memcpy(share, v + first, count * sizeof *share);
    for (int k = 0; k < slot; k++) clear_where_equal(count, x[k] + first, y + first, share);
    share_of_0(
        count, share, x[slot] + first, y + first, t + first, base ? base + first : NULL);
  }
}

ROWS void adl_v_share_where(
    long n, const double *restrict v, const double *restrict truth, double wanted,
    double *restrict t, const double *base) {
  SHARES(v[i] * (truth[i] == wanted ? 1 : truth[i] == truth[i] ? 0 : NAN))
}
