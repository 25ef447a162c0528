#ifndef CWORKLOADS_H
#define CWORKLOADS_H

#include "CPrimitives.h"

#include <stdint.h>

// What compiled these functions.
const char *cCompiler(void);

// The workloads as a person would write them in C, gradients derived by hand. Each returns the value
// at x and, where g is not null, writes the gradient there. The program in the language is beside
// the bench; n is the number of inputs (for cDeep the number of rectifiers, for cMlp ignored).

double cMaxq(const double *x, long n, double *g);
double cChainedLQ(const double *x, long n, double *g);
double cChainedCB3(const double *x, long n, double *g);
double cMifflin2(const double *x, long n, double *g);
double cMlp(const double *x, long n, double *g);
double cDeep(const double *x, long n, double *g);
double cMixed(const double *x, long n, double *g);

// Gradients at many points of p numbers each, one after the other.
void cChainedCB3Batch(const double *x, long count, long p, double *values, double *gradients);
void cMlpBatch(const double *x, long count, long p, double *values, double *gradients);
void cThreeRelusBatch(const double *x, long count, long p, double *values, double *gradients);
void cValleyBatch(const double *x, long count, long p, double *values, double *gradients);

// Descents with the steps c / rates[k], in [-2, 2]^2 and with c drawn as the command does: the last
// iterate, the box around those of the window, and the lengths of the ways, eight numbers a run.
void cTentDescents(
    uint64_t seed, long count, const double *rates, long steps, long window, double *points);

#endif
