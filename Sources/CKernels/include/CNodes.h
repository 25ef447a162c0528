#ifndef CNODES_H
#define CNODES_H

#include <stdint.h>

// The interpreter of single nodes, for programs in which little is parallel. It is in C because each
// handler jumps to the next by itself, which Swift cannot express.
//
// One line a code: name, number of operands, value, the contributions of a and b, and when a node is outside
// its domain. a, b are the operands, y the value, v the adjoint of y.
#define ADL_CODES(X)                                                                      \
  X(add, 2, a + b, v, v, 0)                                                               \
  X(subtract, 2, a - b, v, -v, 0)                                                         \
  X(multiply, 2, a *b, v *b, v *a, 0)                                                     \
  X(divide, 2, a / b, v *(1 / b), v * -(y / b), b == 0)                                   \
  X(negate, 1, -a, -v, 0, 0)                                                              \
  X(copy, 1, a, v, 0, 0)                                                                  \
  X(square, 1, a *a, v *(2 * a), 0, 0)                                                    \
  X(sqrt, 1, __builtin_sqrt(a) + 0.0, v *(1 / (2 * y)), 0, a < 0)                         \
  X(exp, 1, adl_exp(a), v *y, 0, 0)                                                       \
  X(log, 1, adl_log(a), v *(1 / a), 0, a <= 0)                                            \
  X(tanh, 1, adl_tanh(a), v *(1 - y * y), 0, 0)                                           \
  X(sin, 1, adl_sin(a), v *adl_cos(a), 0, 0)                                              \
  X(cos, 1, adl_cos(a), v * -adl_sin(a), 0, 0)                                            \
  X(relu, 1, a > 0 ? a : a == a ? 0 : a, a > 0 ? v : a <= 0 ? 0 : NAN, 0, 0)              \
  X(absolute, 1, __builtin_fabs(a), a > 0 ? v : a < 0 ? -v : a == 0 ? 0 : NAN, 0, 0)      \
  X(maximum, 2, b > a || b != b ? b : a, a >= b ? v : 0, b > a ? v : a >= b ? 0 : NAN, 0) \
  X(minimum, 2, b < a || b != b ? b : a, a <= b ? v : 0, b < a ? v : a <= b ? 0 : NAN, 0)

#define ADL_CODE(name, ...) adl_code_##name,
enum { ADL_CODES(ADL_CODE) adl_code_call };
#undef ADL_CODE

// What the interpreter knows of the nodes around one, so that numbers pass from one to the next
// without a way through memory: in a chain that way is most of the time.
enum {
  adl_hint_a_is_last = 1,   // the operand is the result of the node before
  adl_hint_b_is_last = 2,
  adl_hint_a_is_first = 1,  // the contribution is the first that reaches the operand, or it is a literal
  adl_hint_b_is_first = 2,
  adl_hint_is_next_a = 4,   // the result is the operand a (b) of the node after
  adl_hint_is_next_b = 8,
};

typedef struct {
  // Code and hints: 4 times the code with the forward hints, 12 times with the backward ones.
  uint16_t forward;
  uint16_t backward;
  int32_t result, a, b;
} adl_node;

// What is handed over from one stretch of nodes to the next.
typedef struct {
  double last, lastA, lastB;
  int isOutside;
} adl_state;

// Computes the nodes from `first` on; returns the place of the first call, which the caller has to
// make, or `end`.
long adl_evaluate_nodes(const adl_node *nodes, long first, long end, double *x, adl_state *state);

// Adds the contributions of the nodes before `end`, from the last to the first; returns the place after the
// first call met, or `first`.
long adl_sweep_nodes(
    const adl_node *nodes, long first, long end, const double *x, double *v, adl_state *state);

#endif
