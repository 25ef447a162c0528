#ifndef ADL_KERNELS_INTERNAL_H
#define ADL_KERNELS_INTERNAL_H

#include "CKernels.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// A fused multiply-add rounds once where the reference rounds twice.
#pragma STDC FP_CONTRACT OFF

// The thread sanitizer's runtime is not there yet when an instruction set is chosen.
#if defined(__x86_64__) && defined(__linux__) && defined(__has_attribute)
#if __has_attribute(target_clones) && !__has_feature(thread_sanitizer)
#define ROWS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif
#ifndef ROWS
#define ROWS
#endif

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t bits(double x) {
  uint64_t b;
  memcpy(&b, &x, sizeof b);
  return b;
}

INLINE double number(uint64_t b) {
  double x;
  memcpy(&x, &b, sizeof x);
  return x;
}

#endif
