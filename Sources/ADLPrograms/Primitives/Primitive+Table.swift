extension Primitive {
  /// Every primitive, in the order of the manual. To add one, declare it and list it here.
  static let table: [Kind] = [
    .function(Addition.self), .function(Subtraction.self), .function(Multiplication.self),
    .function(Division.self), .function(Negation.self), .function(IntegerPower.self),
    .function(ReciprocalPower.self), .function(Power.self), .function(SquareRoot.self),
    .function(Exponential.self), .function(Logarithm.self), .function(ExponentialMinusOne.self),
    .function(LogarithmOnePlus.self), .function(Sigmoid.self), .function(Softplus.self),
    .function(LogSumExp.self),
    .function(Sine.self), .function(Cosine.self), .function(Tangent.self),
    .function(ArcSine.self), .function(ArcCosine.self), .function(ArcTangent.self),
    .function(HyperbolicSine.self), .function(HyperbolicCosine.self),
    .function(HyperbolicTangent.self), .function(ErrorFunction.self),
    .selection(Relu.self), .selection(AbsoluteValue.self),
    .selection(Maximum.self), .selection(Minimum.self),
    .selection(MaximumOfMany.self), .selection(MinimumOfMany.self),
    .selection(Clip.self), .selection(LeakyRelu.self), .selection(Elu.self),
    .selection(HardTanh.self), .selection(Relu6.self),
    .selection(HardSwish.self), .selection(HardSigmoid.self), .selection(SoftShrink.self),
    .selection(HardShrink.self), .selection(Threshold.self), .selection(Selu.self),
    .selection(Celu.self), .selection(Huber.self), .selection(SmoothL1.self),
    .selection(SortedEntry.self), .selection(Largest.self), .selection(Median.self),
    .selection(OneNorm.self), .function(EuclideanNorm.self), .selection(MaximumNorm.self),
    .function(Sum.self), .function(Product.self), .function(Mean.self), .function(DotProduct.self),
    .function(Copy.self), .function(Constant.self),
    .selection(Branch.self), .selection(DeclaredSelection.self), .selection(DerivedEntry.self),
  ]

  /// How many operands each takes, by `id`.
  static let arities: [Arity] = all.map { $0.rule.arity }

  public static let addition = Primitive(Addition.self)
  public static let subtraction = Primitive(Subtraction.self)
  public static let multiplication = Primitive(Multiplication.self)
  public static let division = Primitive(Division.self)
  public static let negation = Primitive(Negation.self)
  public static let integerPower = Primitive(IntegerPower.self)
  public static let reciprocalPower = Primitive(ReciprocalPower.self)
  public static let power = Primitive(Power.self)
  public static let sqrt = Primitive(SquareRoot.self)
  public static let exp = Primitive(Exponential.self)
  public static let log = Primitive(Logarithm.self)
  public static let expm1 = Primitive(ExponentialMinusOne.self)
  public static let log1p = Primitive(LogarithmOnePlus.self)
  public static let sigmoid = Primitive(Sigmoid.self)
  public static let softplus = Primitive(Softplus.self)
  public static let logSumExp = Primitive(LogSumExp.self)
  public static let sin = Primitive(Sine.self)
  public static let cos = Primitive(Cosine.self)
  public static let tan = Primitive(Tangent.self)
  public static let asin = Primitive(ArcSine.self)
  public static let acos = Primitive(ArcCosine.self)
  public static let atan = Primitive(ArcTangent.self)
  public static let sinh = Primitive(HyperbolicSine.self)
  public static let cosh = Primitive(HyperbolicCosine.self)
  public static let tanh = Primitive(HyperbolicTangent.self)
  public static let erf = Primitive(ErrorFunction.self)
  public static let relu = Primitive(Relu.self)
  public static let abs = Primitive(AbsoluteValue.self)
  public static let maximum = Primitive(Maximum.self)
  public static let minimum = Primitive(Minimum.self)
  public static let maximumOfMany = Primitive(MaximumOfMany.self)
  public static let minimumOfMany = Primitive(MinimumOfMany.self)
  public static let clip = Primitive(Clip.self)
  public static let leakyRelu = Primitive(LeakyRelu.self)
  public static let elu = Primitive(Elu.self)
  public static let hardTanh = Primitive(HardTanh.self)
  public static let relu6 = Primitive(Relu6.self)
  public static let hardSwish = Primitive(HardSwish.self)
  public static let hardSigmoid = Primitive(HardSigmoid.self)
  public static let softShrink = Primitive(SoftShrink.self)
  public static let hardShrink = Primitive(HardShrink.self)
  public static let threshold = Primitive(Threshold.self)
  public static let selu = Primitive(Selu.self)
  public static let celu = Primitive(Celu.self)
  public static let huber = Primitive(Huber.self)
  public static let smoothL1 = Primitive(SmoothL1.self)
  public static let sortedEntry = Primitive(SortedEntry.self)
  public static let largest = Primitive(Largest.self)
  public static let median = Primitive(Median.self)
  public static let oneNorm = Primitive(OneNorm.self)
  public static let euclideanNorm = Primitive(EuclideanNorm.self)
  public static let maximumNorm = Primitive(MaximumNorm.self)
  public static let sum = Primitive(Sum.self)
  public static let product = Primitive(Product.self)
  public static let mean = Primitive(Mean.self)
  public static let dot = Primitive(DotProduct.self)
  public static let copy = Primitive(Copy.self)
  public static let constant = Primitive(Constant.self)
  public static let branch = Primitive(Branch.self)
  public static let declaredSelection = Primitive(DeclaredSelection.self)
  public static let derivedEntry = Primitive(DerivedEntry.self)
}
