#include "kernels.h"

// Points lie one after the other, rows apart from each other: between the two is a transposition, in
// blocks of four by four. Four numbers are moved at once.

typedef double four __attribute__((vector_size(32)));

// Turns four rows into columns: x[i][j] becomes y[j][i], rows of x and y at the given places.
INLINE void transpose(
    const double *x0, const double *x1, const double *x2, const double *x3, double *y0, double *y1,
    double *y2, double *y3) {
  four a, b, c, d;
  memcpy(&a, x0, sizeof a);
  memcpy(&b, x1, sizeof b);
  memcpy(&c, x2, sizeof c);
  memcpy(&d, x3, sizeof d);
  four ab02 = __builtin_shufflevector(a, b, 0, 4, 2, 6);
  four ab13 = __builtin_shufflevector(a, b, 1, 5, 3, 7);
  four cd02 = __builtin_shufflevector(c, d, 0, 4, 2, 6);
  four cd13 = __builtin_shufflevector(c, d, 1, 5, 3, 7);
  a = __builtin_shufflevector(ab02, cd02, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab13, cd13, 0, 1, 4, 5);
  c = __builtin_shufflevector(ab02, cd02, 2, 3, 6, 7);
  d = __builtin_shufflevector(ab13, cd13, 2, 3, 6, 7);
  memcpy(y0, &a, sizeof a);
  memcpy(y1, &b, sizeof b);
  memcpy(y2, &c, sizeof c);
  memcpy(y3, &d, sizeof d);
}

ROWS static void spreadPairs(
    long n, const double *restrict points, double *restrict a, double *restrict b) {
  for (long i = 0; i < n; i++) {
    a[i] = points[2 * i];
    b[i] = points[2 * i + 1];
  }
}

ROWS static void collectPairs(
    long n, const double *restrict a, const double *restrict b, double *restrict points) {
  for (long i = 0; i < n; i++) {
    points[2 * i] = a[i];
    points[2 * i + 1] = b[i];
  }
}

ROWS static void spreadMany(
    long n, long p, const double *restrict points, double *restrict rows, long distance) {
  long i = 0;
  for (; i + 4 <= n; i += 4) {
    const double *x = points + i * p;
    double *y = rows + i;
    long j = 0;
    for (; j + 4 <= p; j += 4, y += 4 * distance)
      transpose(
          x + j, x + p + j, x + 2 * p + j, x + 3 * p + j, y, y + distance, y + 2 * distance,
          y + 3 * distance);
    for (; j < p; j++, y += distance)
      for (long k = 0; k < 4; k++) y[k] = x[k * p + j];
  }
  for (; i < n; i++)
    for (long j = 0; j < p; j++) rows[j * distance + i] = points[i * p + j];
}

void adl_v_spread(long n, long p, const double *points, double *rows, long distance) {
  if (p == 1) {
    memcpy(rows, points, n * sizeof *rows);
  } else if (p == 2) {
    spreadPairs(n, points, rows, rows + distance);
  } else {
    spreadMany(n, p, points, rows, distance);
  }
}

ROWS static void collectMany(
    long n, long p, const double *const *rows, double *restrict points) {
  long i = 0;
  for (; i + 4 <= n; i += 4) {
    double *y = points + i * p;
    long j = 0;
    for (; j + 4 <= p; j += 4)
      transpose(
          rows[j] + i, rows[j + 1] + i, rows[j + 2] + i, rows[j + 3] + i, y + j, y + p + j,
          y + 2 * p + j, y + 3 * p + j);
    for (; j < p; j++)
      for (long k = 0; k < 4; k++) y[k * p + j] = rows[j][i + k];
  }
  for (; i < n; i++)
    for (long j = 0; j < p; j++) points[i * p + j] = rows[j][i];
}

void adl_v_collect(long n, long p, const double *const *rows, double *points) {
  if (p == 1) {
    memcpy(points, rows[0], n * sizeof *points);
  } else if (p == 2) {
    collectPairs(n, rows[0], rows[1], points);
  } else {
    collectMany(n, p, rows, points);
  }
}

void adl_prefetch(long n, const double *x, int isWritten) {
  // Eight numbers to a line of memory.
  if (isWritten) {
    for (long i = 0; i < n; i += 8) __builtin_prefetch(x + i, 1, 2);
  } else {
    for (long i = 0; i < n; i += 8) __builtin_prefetch(x + i, 0, 2);
  }
}
