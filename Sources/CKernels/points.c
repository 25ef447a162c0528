#include "kernels.h"

ROWS static void spreadPairs(
    long n, const double *restrict points, double *restrict a, double *restrict b) {
  for (long i = 0; i < n; i++) {
    a[i] = points[2 * i];
    b[i] = points[2 * i + 1];
  }
}

ROWS void adl_v_spread(
    long n, long p, const double *restrict points, double *restrict rows, long distance) {
  if (p == 1) {
    memcpy(rows, points, n * sizeof *rows);
  } else if (p == 2) {
    spreadPairs(n, points, rows, rows + distance);
  } else {
    // Eight points at a time: what one line of memory holds of a row is written at once.
    long i = 0;
    for (; i + 8 <= n; i += 8)
      for (long j = 0; j < p; j++)
        for (long k = 0; k < 8; k++) rows[j * distance + i + k] = points[(i + k) * p + j];
    for (; i < n; i++)
      for (long j = 0; j < p; j++) rows[j * distance + i] = points[i * p + j];
  }
}

ROWS void adl_v_collect(long n, long p, const double *restrict row, double *restrict points) {
  if (p == 1) {
    memcpy(points, row, n * sizeof *row);
  } else {
    for (long i = 0; i < n; i++) points[i * p] = row[i];
  }
}

int adl_flag_load(const int *flag) { return __atomic_load_n(flag, __ATOMIC_ACQUIRE); }

void adl_flag_store(int *flag, int value) { __atomic_store_n(flag, value, __ATOMIC_RELEASE); }
