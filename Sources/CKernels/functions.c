#include "kernels.h"

// Each function is a core without branches, which the loops over rows vectorise; the function of one
// number is the same core, so both give the same bits.

// Adding and subtracting it rounds to a whole number, which its low bits then hold.
#define SHIFTER 0x1.8p52

// ln 2 and π/2 in parts: products of the leading ones with the whole numbers that occur are exact.
#define LN2_HI 0x1.62e42feep-1
#define LN2_LO 0x1.a39ef35793c76p-33
#define HALF_PI_1 0x1.921fb544p+0
#define HALF_PI_2 0x1.0b4611a6p-34
#define HALF_PI_3 0x1.3198a2e037073p-69

// Returns 2^k for z = k + SHIFTER, -1022 <= k <= 1023.
INLINE double powerOfTwo(double z) { return number((bits(z) << 52) + bits(1.0)); }

// Returns (exp(r) - 1 - r) / r^2 for |r| <= (ln 2) / 2, to 2^-61 of exp(r).
INLINE double exponentialTail(double r) {
  double p = 0x1.1f730349868cep-29;
  p = p * r + 0x1.af4de97ca4194p-26;
  p = p * r + 0x1.27e4db646b17ep-22;
  p = p * r + 0x1.71de0231960ebp-19;
  p = p * r + 0x1.a01a01a6d889cp-16;
  p = p * r + 0x1.a01a01abe7fe1p-13;
  p = p * r + 0x1.6c16c16c162d4p-10;
  p = p * r + 0x1.11111111100dcp-7;
  p = p * r + 0x1.5555555555556p-5;
  p = p * r + 0x1.5555555555557p-3;
  return p * r + 0x1p-1;
}

// Writes x = k ln 2 + r + c with |r| <= (ln 2) / 2 and c below the last place of r; returns k.
INLINE double reduceExponent(double x, double *r, double *c) {
  double k = (x * 0x1.71547652b82fep+0 + SHIFTER) - SHIFTER;
  double hi = x - k * LN2_HI, lo = k * LN2_LO;
  *r = hi - lo;
  *c = (hi - *r) - lo;
  return k;
}

INLINE double exponential(double x) {
  x = x > 710 ? 710 : x;
  x = x < -746 ? -746 : x;
  double r, c, k = reduceExponent(x, &r, &c);
  double h = 1 + r, e = (1 - h) + r;
  double y = h + (e + (r * r * exponentialTail(r) + c));
  // In two steps, since 2^k may be no normal number; the first is exact, so y is rounded once.
  double half = k * 0.5 + SHIFTER;
  double rest = (k - (half - SHIFTER)) + SHIFTER;
  return y * powerOfTwo(half) * powerOfTwo(rest);
}

INLINE double exponentialMinusOne(double x) {
  double t = x > 710 ? 710 : x;
  t = t < -60 ? -60 : t;
  double r, c, k = reduceExponent(t, &r, &c);
  // 2^(k - 1) and a last doubling: 2^1024 is no number.
  double scale = powerOfTwo((k - 1) + SHIFTER);
  double a = scale - 0.5, b = scale * r;
  double h = a + b, e = (a - h) + b;
  double y = 2 * (h + (e + scale * (r * r * exponentialTail(r) + c)));
  // What is tiny would lose digits to the scaling.
  double magnitude = __builtin_fabs(x);
  return magnitude < 0x1p-54 ? x : y;
}

// Returns the series of (log((1 + s) / (1 - s)) - 2 s) / s for z = s^2, |s| <= 0.1716.
INLINE double logarithmTail(double z) {
  double p = 0x1.2b5f68a50d903p-3;
  p = p * z + 0x1.39fdcceb4bb45p-3;
  p = p * z + 0x1.7462b91b8df65p-3;
  p = p * z + 0x1.c71c62d5e53e0p-3;
  p = p * z + 0x1.2492492dfd86cp-2;
  p = p * z + 0x1.9999999995273p-2;
  p = p * z + 0x1.5555555555558p-1;
  return p * z;
}

#define SQRT_HALF 0x1.6a09e667f3bcdp-1

// Returns k ln 2 + log(1 + f) + c for small c.
INLINE double logarithmOfParts(double k, double f, double c) {
  double s = f / (2 + f), halfSquare = 0.5 * f * f;
  double tail = s * (halfSquare + logarithmTail(s * s));
  return k * LN2_HI - ((halfSquare - (tail + (k * LN2_LO + c))) - f);
}

// Writes a positive normal x as 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2.
INLINE double splitExponent(double x, double *f) {
  uint64_t shifted = bits(x) + (bits(1.0) - bits(SQRT_HALF));
  *f = number((shifted & 0x000fffffffffffff) + bits(SQRT_HALF)) - 1;
  return number((shifted >> 52) | bits(0x1p52)) - (0x1p52 + 1023);
}

INLINE double logarithm(double x) {
  int isSmall = x < 0x1p-1022;
  double scaled = isSmall ? x * 0x1p54 : x;
  double f, k = splitExponent(scaled, &f);
  k = isSmall ? k - 54 : k;
  double y = logarithmOfParts(k, f, 0);
  double elsewhere = x == 0 ? -INFINITY : NAN;
  double above = x < INFINITY ? y : x;
  return x > 0 ? above : elsewhere;
}

INLINE double logarithmOnePlus(double x) {
  double u = 1 + x;
  double f, k = splitExponent(u, &f);
  // Near 0 the difference is exact in f; elsewhere c is what 1 + x lost, relative to it.
  double lost = x > 1 ? 1 - (u - x) : x - (u - 1);
  double y = logarithmOfParts(k, f, lost / u);
  double elsewhere = x == -1 ? -INFINITY : NAN;
  double above = x < INFINITY ? y : x;
  y = x > -1 ? above : elsewhere;
  double magnitude = __builtin_fabs(x);
  return magnitude < 0x1p-54 ? x : y;
}

INLINE double hyperbolicTangent(double x) {
  double magnitude = __builtin_fabs(x);
  int isLarge = magnitude > 0.55;
  double e = exponentialMinusOne(isLarge ? 2 * magnitude : -2 * magnitude);
  // 1 - 2 / (e + 2), or -e / (2 + e) with what the sum loses made good.
  double d = 2 + e, lost = (2 - d) + e;
  double q = (isLarge ? 2 : -e) / d;
  double y = isLarge ? 1 - q : q - q * lost / d;
  return __builtin_copysign(y, x);
}

// Up to this the reduction below keeps every digit; beyond, the C library's is used.
#define CIRCLE_BOUND 1e5

// Returns sin(x + quarter π/2).
INLINE double circular(double x, uint64_t quarter) {
  double z = x * 0x1.45f306dc9c883p-1 + SHIFTER;
  double k = z - SHIFTER;
  double first = x - k * HALF_PI_1, second = k * HALF_PI_2, third = k * HALF_PI_3;
  double near = first - second, rest = (first - near) - second;
  double r = near - third;
  double c = rest + ((near - r) - third);
  double v = r * r;
  double p = 0x1.5e0af186af739p-33;
  p = p * v - 0x1.ae600a926c89ap-26;
  p = p * v + 0x1.71de37961e4c6p-19;
  p = p * v - 0x1.a01a019e8357dp-13;
  p = p * v + 0x1.1111111110bb1p-7;
  p = p * v - 0x1.5555555555555p-3;
  double sine = r + (v * r * p + c * (1 - 0.5 * v));
  double q = -0x1.907d7aebd5e3dp-37;
  q = q * v + 0x1.1eeb68b109173p-29;
  q = q * v - 0x1.27e4fa17a41b4p-22;
  q = q * v + 0x1.a01a019f4e867p-16;
  q = q * v - 0x1.6c16c16c16966p-10;
  q = q * v + 0x1.5555555555555p-5;
  double half = 0.5 * v, h = 1 - half;
  double cosine = h + (((1 - h) - half) + (v * v * q - r * c));
  uint64_t quadrant = bits(z) + quarter;
  double y = quadrant & 1 ? cosine : sine;
  return number(bits(y) ^ (quadrant & 2) << 62);
}

INLINE double logistic(double x) {
  double e = exponential(-__builtin_fabs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

INLINE double smoothRectifier(double x) {
  return (x > 0 ? x : 0) + logarithmOnePlus(exponential(-__builtin_fabs(x)));
}

double adl_exp(double x) { return exponential(x); }
double adl_expm1(double x) { return exponentialMinusOne(x); }
double adl_log(double x) { return logarithm(x); }
double adl_log1p(double x) { return logarithmOnePlus(x); }
double adl_tanh(double x) { return hyperbolicTangent(x); }
double adl_sin(double x) { return __builtin_fabs(x) > CIRCLE_BOUND ? sin(x) : circular(x, 0); }
double adl_cos(double x) { return __builtin_fabs(x) > CIRCLE_BOUND ? cos(x) : circular(x, 1); }

#define ON_ROWS(name, core)                                                       \
  ROWS void adl_v_##name(long n, const double *restrict x, double *restrict y) {  \
    for (long i = 0; i < n; i++) y[i] = core(x[i]);                               \
  }

ON_ROWS(exp, exponential)
ON_ROWS(expm1, exponentialMinusOne)
ON_ROWS(log, logarithm)
ON_ROWS(log1p, logarithmOnePlus)
ON_ROWS(tanh, hyperbolicTangent)
ON_ROWS(sigmoid, logistic)
ON_ROWS(softplus, smoothRectifier)

ROWS void adl_v_exp_of_difference(
    long n, const double *restrict x, double c, double *restrict y) {
  for (long i = 0; i < n; i++) y[i] = exponential(x[i] - c);
}

ROWS static int isOnCircle(long n, const double *restrict x) {
  uint64_t exceptions = 0;
  for (long i = 0; i < n; i++) exceptions |= __builtin_fabs(x[i]) > CIRCLE_BOUND ? 1 : 0;
  return exceptions == 0;
}

ROWS static void sines(long n, const double *restrict x, double *restrict y) {
  for (long i = 0; i < n; i++) y[i] = circular(x[i], 0);
}

ROWS static void cosines(long n, const double *restrict x, double *restrict y) {
  for (long i = 0; i < n; i++) y[i] = circular(x[i], 1);
}

void adl_v_sin(long n, const double *x, double *y) {
  if (isOnCircle(n, x)) {
    sines(n, x, y);
  } else {
    for (long i = 0; i < n; i++) y[i] = adl_sin(x[i]);
  }
}

void adl_v_cos(long n, const double *x, double *y) {
  if (isOnCircle(n, x)) {
    cosines(n, x, y);
  } else {
    for (long i = 0; i < n; i++) y[i] = adl_cos(x[i]);
  }
}

// Returns e / (1 + e)^2, e = exp(-|x|): the derivative of the logistic function.
INLINE double logisticSlope(double x) {
  double e = exponential(-__builtin_fabs(x));
  double s = 1 + e;
  return e / (s * s);
}

ROWS void adl_v_contribute_sigmoid(
    long n, const double *restrict v, const double *restrict x, double *restrict t, const double *base) {
  if (!base)
    for (long i = 0; i < n; i++) t[i] = v[i] * logisticSlope(x[i]);
  else if (base == t)
    for (long i = 0; i < n; i++) t[i] += v[i] * logisticSlope(x[i]);
  else
    for (long i = 0; i < n; i++) t[i] = base[i] + v[i] * logisticSlope(x[i]);
}
