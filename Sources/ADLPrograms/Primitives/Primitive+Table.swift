extension Primitive {
  /// Every primitive, in the order of the manual. To add one, declare it and list it here.
  static let table: [Kind] = [
    .function(Addition.self), .function(Subtraction.self), .function(Multiplication.self),
    .function(Division.self), .function(Negation.self), .function(IntegerPower.self),
    .function(ReciprocalPower.self), .function(Power.self), .function(SquareRoot.self),
    .function(Exponential.self), .function(Logarithm.self), .function(BinaryLogarithm.self),
    .function(DecimalLogarithm.self), .function(ExponentialMinusOne.self),
    .function(LogarithmOnePlus.self), .function(Sigmoid.self), .function(Softplus.self),
    .function(LogSumExp.self),
    .function(Sine.self), .function(Cosine.self), .function(Tangent.self),
    .function(ArcSine.self), .function(ArcCosine.self), .function(ArcTangent.self),
    .function(HyperbolicSine.self), .function(HyperbolicCosine.self),
    .function(HyperbolicTangent.self), .function(ErrorFunction.self),
    .function(NormalDistribution.self), .function(Silu.self), .function(Gelu.self),
    .function(Mish.self), .function(Hypotenuse.self), .selection(Angle.self),
    .selection(Relu.self), .selection(AbsoluteValue.self),
    .selection(Maximum.self), .selection(Minimum.self),
    .selection(MaximumOfMany.self), .selection(MinimumOfMany.self),
    .selection(Clip.self), .selection(LeakyRelu.self), .selection(Elu.self),
    .selection(HardTanh.self), .selection(Relu6.self),
    .selection(HardSwish.self), .selection(HardSigmoid.self), .selection(SoftShrink.self),
    .selection(HardShrink.self), .selection(Threshold.self), .selection(Selu.self),
    .selection(Celu.self), .selection(Huber.self), .selection(SmoothL1.self),
    .selection(Signum.self), .selection(Step.self), .selection(Floor.self),
    .selection(Ceiling.self), .selection(Nearest.self), .selection(Interpolation.self),
    .selection(RunningMaximum.self), .selection(RunningMinimum.self),
    .selection(EntryAtMaximum.self), .selection(EntryAtMinimum.self),
    .selection(SortedEntry.self), .selection(Largest.self), .selection(Median.self),
    .selection(OneNorm.self), .function(EuclideanNorm.self), .selection(MaximumNorm.self),
    .function(Sum.self), .function(Product.self), .function(Mean.self), .function(DotProduct.self),
    .function(Copy.self), .function(Constant.self), .function(StopGradient.self),
    .function(Stated.self),
    .selection(Choice.self),
    .selection(Branch.self), .selection(DeclaredSelection.self), .selection(DerivedEntry.self),
  ]

  /// How many operands each takes, by `id`.
  static let arities: [Arity] = all.map { $0.rule.arity }

  private static let statedDerivatives = all.map { $0.rule.statesDerivative }

  /// `true` iff d is what its author states, whatever the value's derivative is.
  public var statesDerivative: Bool { Self.statedDerivatives[Int(id)] }

  /// The sum.
  public static let addition = Primitive(Addition.self)

  /// The difference.
  public static let subtraction = Primitive(Subtraction.self)

  /// The product.
  public static let multiplication = Primitive(Multiplication.self)

  /// The quotient.
  public static let division = Primitive(Division.self)

  /// The negative.
  public static let negation = Primitive(Negation.self)

  /// The integer power: a product of n factors.
  public static let integerPower = Primitive(IntegerPower.self)

  /// The reciprocal of an integer power.
  public static let reciprocalPower = Primitive(ReciprocalPower.self)

  /// The power of a positive base.
  public static let power = Primitive(Power.self)

  /// The square root.
  public static let sqrt = Primitive(SquareRoot.self)

  /// The exponential.
  public static let exp = Primitive(Exponential.self)

  /// The natural logarithm.
  public static let log = Primitive(Logarithm.self)

  /// The logarithm to the base 2.
  public static let log2 = Primitive(BinaryLogarithm.self)

  /// The logarithm to the base 10.
  public static let log10 = Primitive(DecimalLogarithm.self)

  /// exp(t) - 1, accurate near 0.
  public static let expm1 = Primitive(ExponentialMinusOne.self)

  /// log(1 + t), accurate near 0.
  public static let log1p = Primitive(LogarithmOnePlus.self)

  /// The logistic function 1/(1 + exp(-t)).
  public static let sigmoid = Primitive(Sigmoid.self)

  /// The smooth rectifier log(1 + exp(t)).
  public static let softplus = Primitive(Softplus.self)

  /// The logarithm of the sum of exponentials.
  public static let logSumExp = Primitive(LogSumExp.self)

  /// The sine.
  public static let sin = Primitive(Sine.self)

  /// The cosine.
  public static let cos = Primitive(Cosine.self)

  /// The tangent.
  public static let tan = Primitive(Tangent.self)

  /// The inverse sine.
  public static let asin = Primitive(ArcSine.self)

  /// The inverse cosine.
  public static let acos = Primitive(ArcCosine.self)

  /// The inverse tangent.
  public static let atan = Primitive(ArcTangent.self)

  /// The hyperbolic sine.
  public static let sinh = Primitive(HyperbolicSine.self)

  /// The hyperbolic cosine.
  public static let cosh = Primitive(HyperbolicCosine.self)

  /// The hyperbolic tangent.
  public static let tanh = Primitive(HyperbolicTangent.self)

  /// The error function 2/√π ∫ exp(-s²) ds from 0 to t.
  public static let erf = Primitive(ErrorFunction.self)

  /// The distribution function of the standard normal distribution.
  public static let normcdf = Primitive(NormalDistribution.self)

  /// t sigmoid(t).
  public static let silu = Primitive(Silu.self)

  /// t Φ(t).
  public static let gelu = Primitive(Gelu.self)

  /// t tanh(softplus(t)).
  public static let mish = Primitive(Mish.self)

  /// The length of a vector of two entries.
  public static let hypot = Primitive(Hypotenuse.self)

  /// The angle of a point, given y and then x.
  public static let atan2 = Primitive(Angle.self)

  /// The larger of 0 and t.
  public static let relu = Primitive(Relu.self)

  /// The absolute value.
  public static let abs = Primitive(AbsoluteValue.self)

  /// The larger of two numbers.
  public static let maximum = Primitive(Maximum.self)

  /// The smaller of two numbers.
  public static let minimum = Primitive(Minimum.self)

  /// The largest entry of a vector, or of many.
  public static let maximumOfMany = Primitive(MaximumOfMany.self)

  /// The smallest entry of a vector, or of many.
  public static let minimumOfMany = Primitive(MinimumOfMany.self)

  /// t held between a and b.
  public static let clip = Primitive(Clip.self)

  /// t, or a t where t is negative.
  public static let leakyRelu = Primitive(LeakyRelu.self)

  /// t, or a (exp(t) - 1) where t is negative.
  public static let elu = Primitive(Elu.self)

  /// t held between -1 and 1.
  public static let hardTanh = Primitive(HardTanh.self)

  /// t held between 0 and 6.
  public static let relu6 = Primitive(Relu6.self)

  /// 0 below -3, t above 3, and t (t + 3)/6 between.
  public static let hardSwish = Primitive(HardSwish.self)

  /// t/6 + 1/2, held between 0 and 1.
  public static let hardSigmoid = Primitive(HardSigmoid.self)

  /// t moved towards 0 by l; 0 where |t| <= l.
  public static let softShrink = Primitive(SoftShrink.self)

  /// t; 0 where |t| <= l.
  public static let hardShrink = Primitive(HardShrink.self)

  /// t where t > a, else b.
  public static let threshold = Primitive(Threshold.self)

  /// s t, and s a (exp(t) - 1) for negative t, with s = 1.0507… and a = 1.6732….
  public static let selu = Primitive(Selu.self)

  /// t, or a (exp(t/a) - 1) where t is negative.
  public static let celu = Primitive(Celu.self)

  /// t^2/2 where |t| <= d, and d (|t| - d/2) beyond.
  public static let huber = Primitive(Huber.self)

  /// t^2/(2 b) where |t| <= b, and |t| - b/2 beyond.
  public static let smoothL1 = Primitive(SmoothL1.self)

  /// -1, 0 or 1, as t is negative, 0 or positive.
  public static let sign = Primitive(Signum.self)

  /// 0 below 0, 1 above, and 1/2 at 0.
  public static let step = Primitive(Step.self)

  /// The largest whole number that is not above t.
  public static let floor = Primitive(Floor.self)

  /// The smallest whole number that is not below t.
  public static let ceil = Primitive(Ceiling.self)

  /// The nearest whole number, halves to the even one.
  public static let round = Primitive(Nearest.self)

  /// The broken line through given points.
  public static let interp = Primitive(Interpolation.self)

  /// The larger of the largest entry before and the next one.
  public static let cummax = Primitive(RunningMaximum.self)

  /// The smaller of the smallest entry before and the next one.
  public static let cummin = Primitive(RunningMinimum.self)

  /// The entry at the position of the largest of others.
  public static let entryAtMaximum = Primitive(EntryAtMaximum.self)

  /// The entry at the position of the smallest of others.
  public static let entryAtMinimum = Primitive(EntryAtMinimum.self)

  /// The entries in ascending order.
  public static let sortedEntry = Primitive(SortedEntry.self)

  /// The k-th largest entry.
  public static let largest = Primitive(Largest.self)

  /// The middle entry, or the mean of the two in the middle.
  public static let median = Primitive(Median.self)

  /// The sum of the absolute values.
  public static let oneNorm = Primitive(OneNorm.self)

  /// The Euclidean norm.
  public static let euclideanNorm = Primitive(EuclideanNorm.self)

  /// The largest absolute value.
  public static let maximumNorm = Primitive(MaximumNorm.self)

  /// The sum of the entries.
  public static let sum = Primitive(Sum.self)

  /// The product of the entries.
  public static let product = Primitive(Product.self)

  /// The mean of the entries.
  public static let mean = Primitive(Mean.self)

  /// The inner product.
  public static let dot = Primitive(DotProduct.self)

  /// The value itself.
  public static let copy = Primitive(Copy.self)

  /// A number, whatever the inputs.
  public static let constant = Primitive(Constant.self)

  /// The value itself, through which no derivative passes.
  public static let stopGradient = Primitive(StopGradient.self)

  /// A function with a derivative of its author's own.
  public static let rule = Primitive(Stated.self)

  /// a where the condition holds, b elsewhere, with both evaluated.
  public static let choice = Primitive(Choice.self)

  /// a where the condition holds, b elsewhere.
  public static let branch = Primitive(Branch.self)

  /// Declares a primitive: one node, whose pieces are the branches.
  public static let declaredSelection = Primitive(DeclaredSelection.self)

  /// The derivative of a selection, by the same index.
  public static let derivedEntry = Primitive(DerivedEntry.self)
}
