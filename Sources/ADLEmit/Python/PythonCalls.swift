import ADLPrograms

/// The calls of a primitive in each framework: those whose ties were measured for the profiles.
struct PythonCalls: Sendable {
  let jax: PythonCall
  let pytorch: PythonCall
  let tensorflow: PythonCall

  init(jax: PythonCall, pytorch: PythonCall, tensorflow: PythonCall) {
    self.jax = jax
    self.pytorch = pytorch
    self.tensorflow = tensorflow
  }

  /// The same in all.
  init(_ call: PythonCall) { self.init(jax: call, pytorch: call, tensorflow: call) }

  init(_ jax: String, _ pytorch: String, _ tensorflow: String) {
    self.init(jax: .call(jax), pytorch: .call(pytorch), tensorflow: .call(tensorflow))
  }

  /// A function of one operand that has one name in all, but for its module.
  static func unary(_ name: String) -> PythonCalls {
    PythonCalls("jnp.\(name)(%1)", "torch.\(name)(%1)", "tf.\(name)(%1)")
  }

  subscript(framework: PythonFramework) -> PythonCall {
    switch framework {
    case .jax: jax
    case .pytorch: pytorch
    case .tensorflow: tensorflow
    }
  }

  /// The calls by primitive. What is not listed is structure, which `PythonBody` writes: `if`,
  /// `where`, declared selections, rules; or cannot be written.
  static let table: [Primitive: PythonCalls] = arithmetic.merging(analytic) { a, _ in a }
    .merging(selections) { a, _ in a }.merging(vectors) { a, _ in a }

  private static let arithmetic: [Primitive: PythonCalls] = [
    .addition: PythonCalls(.infix("+", .sum)),
    .subtraction: PythonCalls(.infix("-", .sum)),
    .multiplication: PythonCalls(.infix("*", .product)),
    .division: PythonCalls(.infix("/", .product)),
    .power: PythonCalls(.infix("**", .power)),
  ]

  private static let analytic: [Primitive: PythonCalls] = [
    .sqrt: .unary("sqrt"), .exp: .unary("exp"),
    .log: PythonCalls("jnp.log(%1)", "torch.log(%1)", "tf.math.log(%1)"),
    .log2: PythonCalls(
      "jnp.log2(%1)", "torch.log2(%1)",
      "tf.math.log(%1) / tf.math.log(tf.constant(2.0, tf.float64))"),
    .log10: PythonCalls(
      "jnp.log10(%1)", "torch.log10(%1)",
      "tf.math.log(%1) / tf.math.log(tf.constant(10.0, tf.float64))"),
    .expm1: PythonCalls("jnp.expm1(%1)", "torch.expm1(%1)", "tf.math.expm1(%1)"),
    .log1p: PythonCalls("jnp.log1p(%1)", "torch.log1p(%1)", "tf.math.log1p(%1)"),
    .sigmoid: PythonCalls("jax.nn.sigmoid(%1)", "torch.sigmoid(%1)", "tf.sigmoid(%1)"),
    // F.softplus is the identity above 20.
    .softplus: PythonCalls(
      "jax.nn.softplus(%1)", "torch.logaddexp(%1, torch.tensor(0.0))", "tf.nn.softplus(%1)"),
    .sin: .unary("sin"), .cos: .unary("cos"), .tan: .unary("tan"),
    .asin: PythonCalls("jnp.arcsin(%1)", "torch.asin(%1)", "tf.asin(%1)"),
    .acos: PythonCalls("jnp.arccos(%1)", "torch.acos(%1)", "tf.acos(%1)"),
    .atan: PythonCalls("jnp.arctan(%1)", "torch.atan(%1)", "tf.atan(%1)"),
    .sinh: .unary("sinh"), .cosh: .unary("cosh"), .tanh: .unary("tanh"),
    .erf: PythonCalls("jax.lax.erf(%1)", "torch.erf(%1)", "tf.math.erf(%1)"),
    .normcdf: PythonCalls(
      "jax.scipy.stats.norm.cdf(%1)", "torch.special.ndtr(%1)",
      "0.5 * tf.math.erfc(%1 / -(2.0 ** 0.5))"),
    .silu: PythonCalls("jax.nn.silu(%1)", "F.silu(%1)", "tf.nn.silu(%1)"),
    .gelu: PythonCalls(
      jax: .call("jax.nn.gelu(%1, approximate=False)"), pytorch: .call("F.gelu(%1)"),
      tensorflow: .call("gelu(%1)", needing: .gelu)),
    .mish: PythonCalls(
      jax: .call("jax.nn.mish(%1)"), pytorch: .call("F.mish(%1)"),
      tensorflow: .call("mish(%1)", needing: .mish)),
    .hypot: PythonCalls(
      "jnp.hypot(%1, %2)", "torch.hypot(%1, %2)", "tf.experimental.numpy.hypot(%1, %2)"),
    .atan2: PythonCalls("jnp.arctan2(%1, %2)", "torch.atan2(%1, %2)", "tf.atan2(%1, %2)"),
  ]

  private static let selections: [Primitive: PythonCalls] = [
    .relu: PythonCalls("jax.nn.relu(%1)", "torch.relu(%1)", "tf.nn.relu(%1)"),
    .abs: .unary("abs"),
    .maximum: PythonCalls("jnp.maximum(%1, %2)", "torch.maximum(%1, %2)", "tf.maximum(%1, %2)"),
    .minimum: PythonCalls("jnp.minimum(%1, %2)", "torch.minimum(%1, %2)", "tf.minimum(%1, %2)"),
    // With bounds that are tensors, torch.clamp shares its ties otherwise than with numbers.
    .clip: PythonCalls(
      jax: .call("jnp.clip(%1, %2, %3)"),
      pytorch: .call(
        "torch.clamp(%1, $2, $3)", needing: .clip, literals: [1, 2],
        otherwise: "clip(%1, %2, %3)"),
      tensorflow: .call("tf.clip_by_value(%1, %2, %3)")),
    .leakyRelu: PythonCalls(
      jax: .call("jax.nn.leaky_relu(%1, $2)"),
      pytorch: .call(
        "F.leaky_relu(%1, $2)", needing: .leakyRelu, literals: [1],
        otherwise: "leaky_relu(%1, $2)"),
      tensorflow: .call(
        "tf.nn.leaky_relu(%1, $2)", needing: .leakyRelu, literals: [1], areSingle: true,
        otherwise: "leaky_relu(%1, $2)")),
    .elu: PythonCalls(
      jax: .call("jax.nn.elu(%1, $2)"),
      pytorch: .call(
        "F.elu(%1, $2)", needing: .elu, literals: [1], otherwise: "elu(%1, $2)"),
      tensorflow: .call(
        "tf.keras.activations.elu(%1, $2)", needing: .elu, literals: [1],
        otherwise: "elu(%1, $2)")),
    .hardTanh: PythonCalls(
      "jax.nn.hard_tanh(%1)", "F.hardtanh(%1)",
      "tf.clip_by_value(%1, tf.constant(-1.0, tf.float64), tf.constant(1.0, tf.float64))"),
    .relu6: PythonCalls("jax.nn.relu6(%1)", "F.relu6(%1)", "tf.nn.relu6(%1)"),
    .hardSwish: PythonCalls(
      "jax.nn.hard_swish(%1)", "F.hardswish(%1)", "tf.keras.activations.hard_silu(%1)"),
    .hardSigmoid: PythonCalls(
      "jax.nn.hard_sigmoid(%1)", "F.hardsigmoid(%1)", "tf.keras.activations.hard_sigmoid(%1)"),
    .softShrink: PythonCalls(
      jax: .call("soft_shrink(%1, $2)", needing: .softShrink),
      pytorch: .call(
        "F.softshrink(%1, $2)", needing: .softShrink, literals: [1],
        otherwise: "soft_shrink(%1, $2)"),
      tensorflow: .call("soft_shrink(%1, $2)", needing: .softShrink)),
    .hardShrink: PythonCalls(
      jax: .call("hard_shrink(%1, $2)", needing: .hardShrink),
      pytorch: .call(
        "F.hardshrink(%1, $2)", needing: .hardShrink, literals: [1],
        otherwise: "hard_shrink(%1, $2)"),
      tensorflow: .call("hard_shrink(%1, $2)", needing: .hardShrink)),
    .threshold: PythonCalls(
      jax: .call("threshold(%1, $2, $3)", needing: .threshold),
      pytorch: .call(
        "F.threshold(%1, $2, $3)", needing: .threshold, literals: [1, 2],
        otherwise: "threshold(%1, $2, %3)"),
      tensorflow: .call("threshold(%1, $2, %3)", needing: .threshold)),
    .selu: PythonCalls("jax.nn.selu(%1)", "F.selu(%1)", "tf.nn.selu(%1)"),
    .celu: PythonCalls(
      jax: .call("jax.nn.celu(%1, $2)"),
      pytorch: .call(
        "F.celu(%1, $2)", needing: .celu, literals: [1], otherwise: "celu(%1, $2)"),
      tensorflow: .call("celu(%1, $2)", needing: .celu)),
    .huber: PythonCalls(.call("huber(%1, $2)", needing: .huber)),
    .smoothL1: PythonCalls(.call("smooth_l1(%1, $2)", needing: .smoothL1)),
    .sign: .unary("sign"),
    .step: PythonCalls(
      "0.5 * (jnp.sign(%1) + 1.0)", "0.5 * (torch.sign(%1) + 1.0)", "0.5 * (tf.sign(%1) + 1.0)"),
    .floor: .unary("floor"),
    .ceil: PythonCalls("jnp.ceil(%1)", "torch.ceil(%1)", "tf.math.ceil(%1)"),
    .round: .unary("round"),
    .cummax: PythonCalls(
      jax: .call("jnp.maximum(%1, %2)"),
      pytorch: .call("later_maximum(%1, %2)", needing: .runningMaximum),
      tensorflow: .call("tf.maximum(%1, %2)")),
    .cummin: PythonCalls(
      jax: .call("jnp.minimum(%1, %2)"),
      pytorch: .call("later_minimum(%1, %2)", needing: .runningMinimum),
      tensorflow: .call("tf.minimum(%1, %2)")),
  ]

  private static let vectors: [Primitive: PythonCalls] = [
    .logSumExp: PythonCalls(
      "jax.nn.logsumexp($V)", "torch.logsumexp($V, 0)", "tf.reduce_logsumexp($V)"),
    .maximumOfMany: PythonCalls("jnp.max($V)", "torch.amax($V)", "tf.reduce_max($V)"),
    .minimumOfMany: PythonCalls("jnp.min($V)", "torch.amin($V)", "tf.reduce_min($V)"),
    .entryAtMaximum: PythonCalls(
      "$B[jnp.argmax($A)]", "$B[torch.argmax($A)]", "$B[tf.argmax($A)]"),
    .entryAtMinimum: PythonCalls(
      "$B[jnp.argmin($A)]", "$B[torch.argmin($A)]", "$B[tf.argmin($A)]"),
    .median: PythonCalls(
      jax: .call("jnp.median($V)"), pytorch: .call("median($V)", needing: .median),
      tensorflow: .call("median($V)", needing: .median)),
    .oneNorm: PythonCalls(
      "jnp.linalg.norm($V, 1)", "torch.linalg.vector_norm($V, 1)", "tf.norm($V, 1)"),
    .euclideanNorm: PythonCalls(
      "jnp.linalg.norm($V)", "torch.linalg.vector_norm($V)", "tf.norm($V)"),
    .maximumNorm: PythonCalls(
      "jnp.linalg.norm($V, inf)", "torch.linalg.vector_norm($V, inf)", "tf.norm($V, inf)"),
    .sum: PythonCalls("jnp.sum($V)", "torch.sum($V)", "tf.reduce_sum($V)"),
    .product: PythonCalls("jnp.prod($V)", "torch.prod($V)", "tf.reduce_prod($V)"),
    .mean: PythonCalls("jnp.mean($V)", "torch.mean($V)", "tf.reduce_mean($V)"),
    .dot: PythonCalls("jnp.dot($A, $B)", "torch.dot($A, $B)", "tf.tensordot($A, $B, 1)"),
  ]
}
