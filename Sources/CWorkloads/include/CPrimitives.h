#ifndef CPRIMITIVES_H
#define CPRIMITIVES_H

// Each primitive over n numbers as a person would write it in C: returns the value at x, and where g is
// not null writes the gradient there. Functions of one number are summed over the entries, functions of two
// over neighbours.

#define ADL_MAPPED(X)                                                                       \
  X(Negation) X(Square) X(FifthPower) X(InverseSquare) X(Sqrt) X(Exp) X(Log) X(Expm1)       \
  X(Log1p) X(Sigmoid) X(Softplus) X(Sin) X(Cos) X(Tan) X(Asin) X(Acos) X(Atan) X(Sinh)      \
  X(Cosh) X(Tanh) X(Erf) X(Relu) X(Abs) X(LeakyRelu) X(Elu) X(HardTanh) X(Relu6)            \
  X(HardSwish) X(HardSigmoid) X(SoftShrink) X(HardShrink) X(Threshold) X(Selu) X(Celu)      \
  X(Huber) X(SmoothL1) X(Clip) X(Branch) X(Declared) X(DerivedRelu)
#define ADL_PAIRED(X) X(Addition) X(Subtraction) X(Multiplication) X(Division) X(Power) X(Maximum) X(Minimum)
#define ADL_REDUCED(X)                                                                      \
  X(Sum) X(Mean) X(Product) X(Dot) X(Greatest) X(Least) X(Norm1) X(Norm2) X(NormInfinity)   \
  X(LogSumExp) X(Largest) X(Median) X(SortedSum)

#define ADL_DECLARE(name) double cPrimitive##name(const double *x, long n, double *g);
ADL_MAPPED(ADL_DECLARE)
ADL_PAIRED(ADL_DECLARE)
ADL_REDUCED(ADL_DECLARE)
#undef ADL_DECLARE

#endif
