#include "kernels.h"

// Every handler ends in a call of the next, which takes no stack: what passes between nodes stays in
// registers, and the processor predicts each jump by where it comes from.

#define NEXT __attribute__((musttail)) return

typedef const adl_node *forward_handler(
    const adl_node *node, const adl_node *stop, double *x, adl_state *state, double last);

static forward_handler *const forwardHandlers[];

#define FORWARD(name, mode, value, outside)                                                  \
  static const adl_node *name##_forward_##mode(                                              \
      const adl_node *node, const adl_node *stop, double *x, adl_state *state, double last) { \
    double a = mode & 1 ? last : x[node->a];                                                 \
    double b = mode & 2 ? last : x[node->b];                                                 \
    (void)a;                                                                                 \
    (void)b;                                                                                 \
    if (outside) state->isOutside = 1;                                                       \
    last = value;                                                                            \
    x[node->result] = last;                                                                  \
    if (++node == stop) {                                                                    \
      state->last = last;                                                                    \
      return node;                                                                           \
    }                                                                                        \
    NEXT forwardHandlers[node->forward](node, stop, x, state, last);                         \
  }

#define FORWARDS(name, count, value, addedA, addedB, outside) \
  FORWARD(name, 0, value, outside)                            \
  FORWARD(name, 1, value, outside)                            \
  FORWARD(name, 2, value, outside)                            \
  FORWARD(name, 3, value, outside)

ADL_CODES(FORWARDS)

static const adl_node *call_forward(
    const adl_node *node, const adl_node *stop, double *x, adl_state *state, double last) {
  (void)stop;
  (void)x;
  state->last = last;
  return node;
}

#define FORWARD_NAMES(name, ...) \
  name##_forward_0, name##_forward_1, name##_forward_2, name##_forward_3,

static forward_handler *const forwardHandlers[] = {ADL_CODES(FORWARD_NAMES) call_forward};

long adl_evaluate_nodes(const adl_node *nodes, long first, long end, double *x, adl_state *state) {
  if (first >= end) return end;
  const adl_node *node = nodes + first;
  return forwardHandlers[node->forward](node, nodes + end, x, state, state->last) - nodes;
}

typedef const adl_node *backward_handler(
    const adl_node *node, const adl_node *stop, const double *x, double *adjoints,
    adl_state *state, double lastA, double lastB);

static backward_handler *const backwardHandlers[];

#define BACKWARD(name, count, mode, addedA, addedB)                              \
  static const adl_node *name##_backward_##mode(                                 \
      const adl_node *node, const adl_node *stop, const double *x, double *adjoints, \
      adl_state *state, double lastA, double lastB) {                            \
    double v = mode & 4 ? lastA : mode & 8 ? lastB : adjoints[node->result];     \
    double a = x[node->a], b = x[node->b], y = x[node->result];                  \
    (void)a;                                                                     \
    (void)b;                                                                     \
    (void)y;                                                                     \
    double toA = addedA, toB = addedB;                                           \
    lastA = mode & 1 ? toA : adjoints[node->a] + toA;                            \
    adjoints[node->a] = lastA;                                                   \
    if (count == 2) {                                                            \
      lastB = mode & 2 ? toB : adjoints[node->b] + toB;                          \
      adjoints[node->b] = lastB;                                                 \
    }                                                                            \
    if (node == stop) {                                                          \
      state->lastA = lastA;                                                      \
      state->lastB = lastB;                                                      \
      return node;                                                               \
    }                                                                            \
    node--;                                                                      \
    NEXT backwardHandlers[node->backward](node, stop, x, adjoints, state, lastA, lastB); \
  }

#define BACKWARDS(name, count, value, addedA, addedB, outside) \
  BACKWARD(name, count, 0, addedA, addedB)                     \
  BACKWARD(name, count, 1, addedA, addedB)                     \
  BACKWARD(name, count, 2, addedA, addedB)                     \
  BACKWARD(name, count, 3, addedA, addedB)                     \
  BACKWARD(name, count, 4, addedA, addedB)                     \
  BACKWARD(name, count, 5, addedA, addedB)                     \
  BACKWARD(name, count, 6, addedA, addedB)                     \
  BACKWARD(name, count, 7, addedA, addedB)                     \
  BACKWARD(name, count, 8, addedA, addedB)                     \
  BACKWARD(name, count, 9, addedA, addedB)                     \
  BACKWARD(name, count, 10, addedA, addedB)                    \
  BACKWARD(name, count, 11, addedA, addedB)

ADL_CODES(BACKWARDS)

static const adl_node *call_backward(
    const adl_node *node, const adl_node *stop, const double *x, double *adjoints,
    adl_state *state, double lastA, double lastB) {
  (void)stop;
  (void)x;
  (void)adjoints;
  state->lastA = lastA;
  state->lastB = lastB;
  return node + 1;
}

#define BACKWARD_NAMES(name, ...)                                                      \
  name##_backward_0, name##_backward_1, name##_backward_2, name##_backward_3,          \
      name##_backward_4, name##_backward_5, name##_backward_6, name##_backward_7,      \
      name##_backward_8, name##_backward_9, name##_backward_10, name##_backward_11,

static backward_handler *const backwardHandlers[] = {ADL_CODES(BACKWARD_NAMES) call_backward};

long adl_sweep_nodes(
    const adl_node *nodes, long first, long end, const double *x, double *adjoints,
    adl_state *state) {
  if (first >= end) return first;
  const adl_node *node = nodes + end - 1;
  return backwardHandlers[node->backward](
             node, nodes + first, x, adjoints, state, state->lastA, state->lastB)
      - nodes;
}
