#include "CWorkloads.h"
#include "clones.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *cCompiler(void) { return __VERSION__; }

CLONES double cMaxq(const double *x, long n, double *g) {
  long best = 0;
  double value = x[0] * x[0];
  for (long i = 1; i < n; i++) {
    double square = x[i] * x[i];
    if (square > value) {
      value = square;
      best = i;
    }
  }
  if (g) {
    memset(g, 0, n * sizeof *g);
    g[best] = 2 * x[best];
  }
  return value;
}

CLONES double cChainedLQ(const double *x, long n, double *g) {
  double sum = 0;
  if (g) memset(g, 0, n * sizeof *g);
  for (long i = 0; i + 1 < n; i++) {
    double a = -x[i] - x[i + 1];
    double b = a + x[i] * x[i] + x[i + 1] * x[i + 1] - 1;
    sum += a >= b ? a : b;
    if (g) {
      int quadratic = b > a;
      g[i] += quadratic ? 2 * x[i] - 1 : -1;
      g[i + 1] += quadratic ? 2 * x[i + 1] - 1 : -1;
    }
  }
  return sum;
}

CLONES double cChainedCB3(const double *x, long n, double *g) {
  double sum = 0;
  if (g) memset(g, 0, n * sizeof *g);
  for (long i = 0; i + 1 < n; i++) {
    double u = x[i], v = x[i + 1];
    double a = u * u * u * u + v * v;
    double b = (2 - u) * (2 - u) + (2 - v) * (2 - v);
    double c = 2 * exp(v - u);
    if (a >= b && a >= c) {
      sum += a;
      if (g) {
        g[i] += 4 * u * u * u;
        g[i + 1] += 2 * v;
      }
    } else if (b >= c) {
      sum += b;
      if (g) {
        g[i] -= 2 * (2 - u);
        g[i + 1] -= 2 * (2 - v);
      }
    } else {
      sum += c;
      if (g) {
        g[i] -= c;
        g[i + 1] += c;
      }
    }
  }
  return sum;
}

CLONES double cMifflin2(const double *x, long n, double *g) {
  double sum = 0;
  if (g) memset(g, 0, n * sizeof *g);
  for (long i = 0; i + 1 < n; i++) {
    double r = x[i] * x[i] + x[i + 1] * x[i + 1] - 1;
    sum += -x[i] + 2 * r + 1.75 * fabs(r);
    if (g) {
      double slope = 2 + (r > 0 ? 1.75 : r < 0 ? -1.75 : 0);
      g[i] += slope * 2 * x[i] - 1;
      g[i + 1] += slope * 2 * x[i + 1];
    }
  }
  return sum;
}

static const double example[8] = {0.53, -1.21, 0.07, 0.94, -0.38, 1.66, -0.71, 0.25};

CLONES double cMlp(const double *x, long n, double *g) {
  (void)n;
  const double *A = x, *a = A + 256, *B = a + 32, *b = B + 1024, *c = b + 32, *d = c + 32;
  double h[32], k[32], out = *d;
  for (int i = 0; i < 32; i++) {
    double s = a[i];
    for (int j = 0; j < 8; j++) s += A[8 * i + j] * example[j];
    h[i] = s > 0 ? s : 0;
  }
  for (int i = 0; i < 32; i++) {
    double s = b[i];
    for (int j = 0; j < 32; j++) s += B[32 * i + j] * h[j];
    k[i] = s > 0 ? s : 0;
  }
  for (int i = 0; i < 32; i++) out += c[i] * k[i];
  double z = -out;
  double value = z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
  if (g) {
    double *gA = g, *ga = gA + 256, *gB = ga + 32, *gb = gB + 1024, *gc = gb + 32, *gd = gc + 32;
    double e = exp(z < 0 ? z : -z);
    double dOut = -(z < 0 ? e / (1 + e) : 1 / (1 + e));
    double dh[32] = {0};
    *gd = dOut;
    for (int i = 0; i < 32; i++) {
      gc[i] = dOut * k[i];
      double s = k[i] > 0 ? dOut * c[i] : 0;
      gb[i] = s;
      for (int j = 0; j < 32; j++) {
        gB[32 * i + j] = s * h[j];
        dh[j] += s * B[32 * i + j];
      }
    }
    for (int i = 0; i < 32; i++) {
      double s = h[i] > 0 ? dh[i] : 0;
      ga[i] = s;
      for (int j = 0; j < 8; j++) gA[8 * i + j] = s * example[j];
    }
  }
  return value;
}

CLONES double cDeep(const double *x, long n, double *g) {
  double t = x[0];
  if (!g) {
    for (long i = 0; i < n; i++) t = (-t > 0 ? -t : 0) + t;
    return t;
  }
  // The sweep back needs which rectifiers let through.
  static char *passes;
  static long room;
  if (room < n) {
    passes = realloc(passes, n);
    room = n;
  }
  for (long i = 0; i < n; i++) {
    passes[i] = -t > 0;
    t = (-t > 0 ? -t : 0) + t;
  }
  double v = 1;
  for (long i = n - 1; i >= 0; i--) v = passes[i] ? v - v : v;
  g[0] = v;
  return t;
}

CLONES double cMixed(const double *x, long n, double *g) {
  double sum = 0;
  if (g) memset(g, 0, n * sizeof *g);
  for (long i = 0; i + 1 < n; i++) {
    double u = x[i];
    if (u > 0) {
      double s = 1 + u * u;
      sum += log(s);
      if (g) g[i] += 2 * u / s;
    } else {
      double e = exp(u);
      sum += e * x[i + 1];
      if (g) {
        g[i] += e * x[i + 1];
        g[i + 1] += e;
      }
    }
  }
  return sum;
}

CLONES void cChainedCB3Batch(const double *x, long count, long p, double *values, double *gradients) {
  for (long i = 0; i < count; i++) values[i] = cChainedCB3(x + i * p, p, gradients + i * p);
}

CLONES void cMlpBatch(const double *x, long count, long p, double *values, double *gradients) {
  for (long i = 0; i < count; i++) values[i] = cMlp(x + i * p, p, gradients + i * p);
}

static inline double relu(double t) { return t > 0 ? t : 0; }

// Figure 1's three rectifiers, added up.
CLONES void cThreeRelusBatch(
    const double *restrict x, long count, long p, double *restrict values,
    double *restrict gradients) {
  (void)p;
  for (long i = 0; i < count; i++) {
    double t = x[i];
    double one = relu(t), two = relu(-t) + t, three = (relu(t) + two) / 2;
    double first = t > 0 ? 1 : 0, second = (-t > 0 ? -1 : 0) + 1.0;
    values[i] = one + two + three;
    gradients[i] = first + second + (first + second) / 2;
  }
}

CLONES void cValleyBatch(
    const double *restrict x, long count, long p, double *restrict values,
    double *restrict gradients) {
  (void)p;
  for (long i = 0; i < count; i++) {
    double a = 1 - x[2 * i], b = x[2 * i + 1] - x[2 * i] * x[2 * i];
    double da = a > 0 ? 1 : a < 0 ? -1 : 0, db = b > 0 ? 1 : b < 0 ? -1 : 0;
    values[i] = fabs(a) + 100 * fabs(b);
    gradients[2 * i] = -da - 200 * db * x[2 * i];
    gradients[2 * i + 1] = 100 * db;
  }
}

static uint64_t cNext(uint64_t *state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// Draws the start and the constant of a run as `descend` does, in [-2, 2]^2 and (0, 1].
static void cStart(uint64_t seed, long run, double *x, double *y, double *c) {
  uint64_t state = seed ^ (uint64_t)run;
  state = cNext(&state);
  state = cNext(&state);
  double share = (double)(cNext(&state) >> 11) * 0x1p-53;
  *x = -2 * (1 - share) + 2 * share;
  share = (double)(cNext(&state) >> 11) * 0x1p-53;
  *y = -2 * (1 - share) + 2 * share;
  *c = (double)((cNext(&state) >> 11) + 1) * 0x1p-53;
}

// Runs x -= c / rates[k] v down max(x, y)^2 / 2 + |x - 1/3|, with the box around the last iterates and
// the lengths of the ways between them.
CLONES void cTentDescents(
    uint64_t seed, long count, const double *rates, long steps, long window, double *points) {
#pragma STDC FP_CONTRACT OFF
  for (long run = 0; run < count; run++) {
    double x, y, c;
    cStart(seed, run, &x, &y, &c);
    double lowX = 0, highX = 0, lowY = 0, highY = 0, wayX = 0, wayY = 0;
    for (long k = 1; k <= steps; k++) {
      double step = c / rates[k - 1];
      double larger = x >= y ? x : y;
      double v = 0.5 * larger + 0.5 * larger;
      double d = x - 1.0 / 3;
      double bend = d > 0 ? 1 : d < 0 ? -1 : 0;
      double nextX = x - step * (x >= y ? v + bend : bend);
      double nextY = y - step * (x >= y ? 0 : v);
      if (!(fabs(nextX) <= 0x1p40) || !(fabs(nextY) <= 0x1p40)) break;
      if (k == steps - window + 1) {
        lowX = highX = nextX;
        lowY = highY = nextY;
      } else if (k > steps - window + 1) {
        lowX = nextX < lowX ? nextX : lowX;
        highX = nextX > highX ? nextX : highX;
        lowY = nextY < lowY ? nextY : lowY;
        highY = nextY > highY ? nextY : highY;
        wayX += fabs(nextX - x);
        wayY += fabs(nextY - y);
      }
      x = nextX;
      y = nextY;
    }
    double *out = points + 8 * run;
    out[0] = x, out[1] = y, out[2] = lowX, out[3] = lowY;
    out[4] = highX, out[5] = highY, out[6] = wayX, out[7] = wayY;
  }
}
