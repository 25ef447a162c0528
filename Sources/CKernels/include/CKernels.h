#ifndef CKERNELS_H
#define CKERNELS_H

#include "CNodes.h"

// Arithmetic on rows of doubles.
//
// Plain IEEE 754 operations in the order written, never contracted, so that every instruction set
// gives the same bits. The functions are in C for one reason: on x86-64 each is compiled for several
// instruction sets and the processor's own is chosen when the program starts, which Swift cannot
// express. Rows do not overlap unless a comment says so; `n` is the number of entries.

// MARK: - Elementary functions
//
// Accurate to 1 unit in the last place (tanh: 2) over the whole range, subnormal numbers, infinities
// and not-a-number included. A number has the same function value in a row and alone.

double adl_exp(double x);
double adl_expm1(double x);
double adl_log(double x);
double adl_log1p(double x);
double adl_tanh(double x);
double adl_sin(double x);
double adl_cos(double x);

void adl_v_exp(long n, const double *x, double *y);
void adl_v_expm1(long n, const double *x, double *y);
void adl_v_log(long n, const double *x, double *y);
void adl_v_log1p(long n, const double *x, double *y);
void adl_v_tanh(long n, const double *x, double *y);
void adl_v_sin(long n, const double *x, double *y);
void adl_v_cos(long n, const double *x, double *y);
void adl_v_sigmoid(long n, const double *x, double *y);
void adl_v_softplus(long n, const double *x, double *y);

// MARK: - Values

void adl_v_add(long n, const double *a, const double *b, double *y);
void adl_v_subtract(long n, const double *a, const double *b, double *y);
void adl_v_multiply(long n, const double *a, const double *b, double *y);
void adl_v_divide(long n, const double *a, const double *b, double *y);
void adl_v_negate(long n, const double *x, double *y);
void adl_v_square(long n, const double *x, double *y);
void adl_v_cube(long n, const double *x, double *y);
void adl_v_fourth(long n, const double *x, double *y);
void adl_v_sqrt(long n, const double *x, double *y);
void adl_v_relu(long n, const double *x, double *y);
void adl_v_abs(long n, const double *x, double *y);

// The larger (smaller) of two, the first on a tie, not-a-number where either is. `y` may be `a`.
void adl_v_max(long n, const double *a, const double *b, double *y);
void adl_v_min(long n, const double *a, const double *b, double *y);

// y += x, y += a b.
void adl_v_accumulate(long n, const double *x, double *y);
void adl_v_multiply_accumulate(long n, const double *a, const double *b, double *y);

// MARK: - Contributions
//
// Each computes v d and stores it in t; where `base` is not null it stores base + v d. The base may be
// t itself.

// d = 1, d = -1, d = c, and d = c x.
void adl_v_contribute_one(long n, const double *v, double *t, const double *base);
void adl_v_contribute_minus_one(long n, const double *v, double *t, const double *base);
void adl_v_contribute_constant(long n, const double *v, double c, double *t, const double *base);
void adl_v_contribute(long n, const double *v, const double *d, double *t, const double *base);
void adl_v_contribute_scaled(long n, const double *v, double c, const double *x, double *t, const double *base);

// d = 4 x^3, d = 3 x^2, d = 1 / b, d = -(y / b), d = 1 / (2 y).
void adl_v_contribute_cube(long n, const double *v, const double *x, double *t, const double *base);
void adl_v_contribute_square(long n, const double *v, const double *x, double *t, const double *base);
void adl_v_contribute_reciprocal(long n, const double *v, const double *b, double *t, const double *base);
void adl_v_contribute_quotient(
    long n, const double *v, const double *y, const double *b, double *t, const double *base);
void adl_v_contribute_root(long n, const double *v, const double *y, double *t, const double *base);

// d = 1 - y^2 and d = e / (1 + e)^2 with e = exp(-|x|).
void adl_v_contribute_tanh(long n, const double *v, const double *y, double *t, const double *base);
void adl_v_contribute_sigmoid(long n, const double *v, const double *x, double *t, const double *base);

// d = above where x > 0, below where x < 0, tie where x is 0.
void adl_v_contribute_by_sign(
    long n, const double *v, const double *x, double below, double tie, double above, double *t,
    const double *base);

// d = 1 where x is preferred to `other` (the greater, with `least` the smaller), tie where they are
// equal, else 0.
void adl_v_contribute_of_greater(
    long n, const double *v, const double *x, const double *other, double tie, double *t, const double *base);
void adl_v_contribute_of_smaller(
    long n, const double *v, const double *x, const double *other, double tie, double *t, const double *base);

// d = 1 where x[slot] is y and no x before it is, else 0.
void adl_v_contribute_of_first(
    long n, const double *v, double *const *x, int slot, const double *y, double *t, const double *base);

// MARK: - Branches

// Truth values: 1, 0, or not-a-number where the sides cannot be ordered. The relations are counted
// <, <=, >, >=, ==, !=.
void adl_v_compare(long n, int relation, const double *a, const double *b, double *truth);

// a where truth is 1, b where it is 0, not-a-number where it is not a number.
void adl_v_select(long n, const double *truth, const double *a, const double *b, double *y);

// `less` where left < right, `equal` where they are equal, `greater` where left > right, and
// not-a-number where they cannot be ordered. Only y overlaps nothing.
void adl_v_choose(
    long n, const double *left, const double *right, const double *less, const double *equal,
    const double *greater, double *y);

// d = 1 where truth is `wanted`, else 0.
void adl_v_contribute_where(
    long n, const double *v, const double *truth, double wanted, double *t, const double *base);

// MARK: - Reductions
//
// Sums are taken in the order of `laneSum`: from left to right below 16 terms, else in eight lanes.

double adl_v_sum(long n, const double *x);
double adl_v_dot(long n, const double *a, const double *b);
double adl_v_sum_of_magnitudes(long n, const double *x);
double adl_v_greatest(long n, const double *x);
double adl_v_greatest_magnitude(long n, const double *x);
double adl_v_least(long n, const double *x);

// y_i = a_i b_i for n rows of `width` at a + i stepA and b + i stepB.
void adl_v_dots(
    long n, long width, const double *a, long stepA, const double *b, long stepB, double *y);

// For each of the n rows in turn: ta += v_i b, then tb += v_i a. The targets lie as the rows do.
void adl_v_add_dot_contributions(
    long n, long width, const double *v, const double *a, double *ta, long stepA, const double *b,
    double *tb, long stepB);

// The first i with x_i = y (|x_i| = y); n if there is none.
long adl_v_first_equal(long n, const double *x, double y);
long adl_v_first_magnitude(long n, const double *x, double y);

// y_i = exp(x_i - c).
void adl_v_exp_of_difference(long n, const double *x, double c, double *y);

// t += v where x > 0, -v where x < 0, `tie` where x is 0; t += v (x / y).
void adl_v_add_signs(long n, double v, double tie, const double *x, double *t);
void adl_v_add_quotients(long n, double v, double y, const double *x, double *t);

// t += v x and t += v.
void adl_v_add_multiple(long n, double v, const double *x, double *t);
void adl_v_add_constant(long n, double v, double *t);

// MARK: - Points
//
// n points of p numbers each, one after the other, to p rows at a distance, and p rows back to points.
void adl_v_spread(long n, long p, const double *points, double *rows, long distance);
void adl_v_collect(long n, long p, const double *const *rows, double *points);

// Asks for n numbers that will be read, or written, soon.
void adl_prefetch(long n, const double *x, int isWritten);

// MARK: - Checks

// 1 iff all entries are finite (are numbers); the first on the way of a copy.
int adl_v_is_finite(long n, const double *x);
int adl_v_is_ordered(long n, const double *x);
int adl_v_copy_finite(long n, const double *x, double *y);

// y = c.
void adl_v_fill(long n, double c, double *y);

// MARK: - The work of a thread

// What the calling thread keeps for whoever does work on it; null at first. C has variables of a
// thread that cost no more than others, and Swift has none.
void *adl_current_work(void);
void adl_set_current_work(void *work);

#endif
