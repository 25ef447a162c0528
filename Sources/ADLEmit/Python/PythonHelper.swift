/// A function that a file defines for a primitive which the framework lacks: the same value, with
/// the same selection derivative.
enum PythonHelper: String, CaseIterable, Sendable {
  case clip, huber, smoothL1, softShrink, hardShrink, threshold, leakyRelu, elu, celu, gelu, mish,
    interpolation
  case runningMaximum, runningMinimum, median, stated

  /// Returns the lines of the definition.
  func lines(_ framework: PythonFramework) -> [String] {
    if self == .stated { return Self.statedLines(framework) }
    if self == .interpolation { return Self.interpolationLines }
    if self == .median { return Self.medianLines(framework) }
    let text = self.text(framework).replacing("NP.", with: framework.module + ".")
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func text(_ framework: PythonFramework) -> String {
    switch self {
    case .clip:
      """
      def clip(t, a, b):
          \"""t held between a and b, which are taken where t meets them.\"""
          return NP.where(t >= b, b, NP.where(t <= a, a, t))
      """
    case .huber:
      """
      def huber(t, d):
          \"""t*t/2 where |t| <= d, and d*(|t| - d/2) beyond: one slope where they meet.\"""
          return NP.where(NP.abs(t) <= d, t * t / 2, d * (NP.abs(t) - d / 2))
      """
    case .smoothL1:
      """
      def smooth_l1(t, b):
          \"""t*t/(2*b) where |t| <= b, and |t| - b/2 beyond: one slope where they meet.\"""
          return NP.where(NP.abs(t) <= b, t * t / (2 * b), NP.abs(t) - b / 2)
      """
    case .softShrink:
      """
      def soft_shrink(t, l):
          \"""t moved towards 0 by l, and 0 where |t| <= l, where the slope is 0.\"""
          zero = NP.zeros_like(t)
          return NP.where(t > l, t - l, NP.where(t < -l, t + l, zero))
      """
    case .hardShrink:
      """
      def hard_shrink(t, l):
          \"""t, and 0 where |t| <= l, where the slope is 0.\"""
          return NP.where(NP.abs(t) > l, t, NP.zeros_like(t))
      """
    case .threshold:
      """
      def threshold(t, a, b):
          \"""t where t > a, else b.\"""
          return NP.where(t > a, t, b)
      """
    case .leakyRelu:
      """
      def leaky_relu(t, a):
          \"""t where t > 0, else a*t.\"""
          return NP.where(t > 0, t, a * t)
      """
    case .elu:
      """
      def elu(t, a):
          \"""t where t > 0, else a*(exp(t) - 1).\"""
          below = NP.where(t > 0, NP.zeros_like(t), t)
          return NP.where(t > 0, t, a * \(Self.expm1(framework))(below))
      """
    case .celu:
      """
      def celu(t, a):
          \"""t where t > 0, else a*(exp(t/a) - 1).\"""
          below = NP.where(t > 0, NP.zeros_like(t), t)
          return NP.where(t > 0, t, a * \(Self.expm1(framework))(below / a))
      """
    case .gelu:
      """
      def gelu(t):
          \"""t*Phi(t); tf.nn.gelu has the root of 2 in single precision.\"""
          return 0.5 * t * tf.math.erfc(t / -(2.0 ** 0.5))
      """
    case .mish:
      """
      def mish(t):
          \"""t*tanh(softplus(t)).\"""
          return t * tf.tanh(tf.nn.softplus(t))
      """
    case .runningMaximum:
      """
      def later_maximum(before, t):
          \"""The larger of two; of equal ones the later, as cummax has it.\"""
          return NP.where(t >= before, t, before)
      """
    case .runningMinimum:
      """
      def later_minimum(before, t):
          \"""The smaller of two; of equal ones the later, as cummin has it.\"""
          return NP.where(t <= before, t, before)
      """
    case .interpolation, .median, .stated: ""
    }
  }

  private static func expm1(_ framework: PythonFramework) -> String {
    framework == .tensorflow ? "tf.math.expm1" : "NP.expm1"
  }

  /// The line that ends at a knot is taken there, and the constants at both ends.
  private static let interpolationLines = [
    "def interp(t, xs, ys):",
    "    \"\"\"The broken line through (xs, ys), constant beyond its ends.\"\"\"",
    "    if t > xs[-1]:",
    "        return ys[-1]",
    "    if t <= xs[0]:",
    "        return ys[0]",
    "    i = 1",
    "    while t > xs[i]:",
    "        i += 1",
    "    return ys[i - 1] + (t - xs[i - 1]) * ((ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]))",
  ]

  /// Of an even number the mean of the two in the middle.
  private static func medianLines(_ framework: PythonFramework) -> [String] {
    let doc = "    \"\"\"The middle entry, or the mean of the two in the middle.\"\"\""
    if framework == .pytorch {
      return [
        "def median(v):", doc,
        "    # torch.median is the lower of the two; of equal entries it takes a part of each.",
        "    return torch.median(v) if len(v) % 2 else (torch.median(v) - torch.median(-v)) / 2",
      ]
    }
    return [
      "def median(v):", doc, "    v = tf.sort(v)", "    n = len(v)",
      "    return v[n // 2] if n % 2 else (v[n // 2 - 1] + v[n // 2]) / 2",
    ]
  }

  private static func statedLines(_ framework: PythonFramework) -> [String] {
    switch framework {
    case .jax:
      [
        "@jax.custom_vjp", "def stated(value, slopes, inputs):",
        "    \"\"\"`value`, with the derivatives `slopes` in `inputs` that a rule states.\"\"\"",
        "    return value", "", "",
        "def stated_backward(saved, g):",
        "    value, slopes = saved",
        "    return (jnp.zeros_like(value), jax.tree.map(jnp.zeros_like, slopes),",
        "            tuple(g * d for d in slopes))", "", "",
        "stated.defvjp(lambda value, slopes, inputs: (value, (value, slopes)), stated_backward)",
      ]
    case .pytorch:
      [
        "class Stated(torch.autograd.Function):",
        "    \"\"\"A value, with the derivatives in its inputs that a rule states.\"\"\"", "",
        "    @staticmethod", "    def forward(ctx, value, slopes, *inputs):",
        "        ctx.slopes = slopes", "        return value.clone()", "",
        "    @staticmethod", "    def backward(ctx, g):",
        "        return (None, None, *(g * d for d in ctx.slopes))", "", "",
        "def stated(value, slopes, inputs):",
        "    return Stated.apply(value, slopes, *inputs)",
      ]
    case .tensorflow:
      [
        "def stated(value, slopes, inputs):",
        "    \"\"\"`value`, with the derivatives `slopes` in `inputs` that a rule states.\"\"\"",
        "    @tf.custom_gradient", "    def rule(*inputs):",
        "        return value, lambda g: tuple(g * d for d in slopes)", "",
        "    return rule(*inputs)",
      ]
    }
  }
}
