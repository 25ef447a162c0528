/// A profile that comes with the tool as a file would: what a framework or a library takes on ties,
/// and where each value is known from.
struct StandardProfile: Sendable {
  /// The name that means the newest of the family.
  let shortName: String

  /// The profile, as a file holds it.
  let text: String

  /// Every one of them. What an entry does not name is that of `paper`.
  static let table: [StandardProfile] = [
    StandardProfile(
      shortName: "mlx",
      text: #"""
        {
          "name": "mlx-0.32",
          "version": "0.32.4",
          "source": "measured on MLX 0.32.4, single precision on a CPU",
          "ties": [
            { "tie": "relu(0)", "takes": 0 },
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "last",
              "source": "mx.maximum at equal arguments returns 0 and 1; max(x, 0) at 0 returns 0" },
            { "tie": "min(a, b)", "takes": "last",
              "source": "mx.minimum at equal arguments returns 0 and 1" },
            { "tie": "max(x)", "takes": "even",
              "source": "mx.max of [1, 1, 0] returns 1/2, 1/2, 0" },
            { "tie": "clip(t, a, b)", "takes": 0, "source": "mx.clip(x, 0, 1) at 0 and at 1" },
            { "tie": "relu6(0)", "takes": 0 },
            { "tie": "relu6(6)", "takes": 0 },
            { "tie": "leaky_relu(t, a = 0.01)", "takes": 1 },
            { "tie": "hardswish(3)", "takes": 1 },
            { "tie": "norm2(x)", "takes": "formula", "source": "mx.linalg.norm at 0 returns nan" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "paddle",
      text: #"""
        {
          "name": "paddle-3.3",
          "version": "3.3.1",
          "source": "measured on Paddle 3.3.1, double precision on a CPU",
          "ties": [
            { "tie": "relu(0)", "takes": 0 },
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "even",
              "source": "paddle.maximum at equal arguments returns 1/2 and 1/2" },
            { "tie": "min(a, b)", "takes": "even",
              "source": "paddle.minimum at equal arguments returns 1/2 and 1/2" },
            { "tie": "max(x)", "takes": "even",
              "source": "paddle.max of [1, 1, 0] returns 1/2, 1/2, 0" },
            { "tie": "clip(t, a, b)", "takes": 1, "source": "paddle.clip(x, 0, 1) at 0 and at 1" },
            { "tie": "relu6(0)", "takes": 0 },
            { "tie": "relu6(6)", "takes": 0 },
            { "tie": "hardtanh(1)", "takes": 0 },
            { "tie": "leaky_relu(t, a = 0.01)", "takes": 1 },
            { "tie": "hardswish(3)", "takes": 1 },
            { "tie": "norm2(x)", "takes": 0, "source": "paddle.linalg.norm at 0 returns 0" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "pytensor",
      text: #"""
        {
          "name": "pytensor-3.0",
          "version": "3.0.7",
          "source": "measured on PyTensor 3.0.7, double precision on a CPU",
          "ties": [
            { "tie": "relu(0)", "takes": 0, "source": "pytensor.tensor.nnet relu is a switch" },
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "first",
              "source": "pt.maximum at equal arguments returns 1 and 0" },
            { "tie": "min(a, b)", "takes": "first",
              "source": "pt.minimum at equal arguments returns 1 and 0" },
            { "tie": "max(x)", "takes": [1, 1],
              "source": "pt.max of [1, 1, 0] returns 1, 1, 0, which is outside the subdifferential; two tied entries were measured" },
            { "tie": "clip(t, a, b)", "takes": 1, "source": "pt.clip(x, 0, 1) at 0 and at 1" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "tinygrad",
      text: #"""
        {
          "name": "tinygrad-0.14",
          "version": "0.14",
          "source": "measured on tinygrad 0.14, single precision on a CPU",
          "ties": [
            { "tie": "relu(0)", "takes": 0 },
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "even",
              "source": "maximum at equal arguments returns 1/2 and 1/2" },
            { "tie": "min(a, b)", "takes": "even",
              "source": "minimum at equal arguments returns 1/2 and 1/2" },
            { "tie": "max(x)", "takes": "even", "source": "max of [1, 1, 0] returns 1/2, 1/2, 0" },
            { "tie": "clip(t, a, b)", "takes": 1, "source": "clip(x, 0, 1) at 0 and at 1" },
            { "tie": "relu6(6)", "takes": 1 },
            { "tie": "leaky_relu(t, a = 0.01)", "takes": 1 },
            { "tie": "hardswish(3)", "takes": 1.5 }
          ]
        }
        """#),
    StandardProfile(
      shortName: "autograd",
      text: #"""
        {
          "name": "autograd-1.9",
          "version": "1.9.1",
          "source": "measured on autograd 1.9.1 for NumPy, double precision",
          "ties": [
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "even",
              "source": "np.maximum at equal arguments returns 1/2 and 1/2" },
            { "tie": "min(a, b)", "takes": "even",
              "source": "np.minimum at equal arguments returns 1/2 and 1/2" },
            { "tie": "max(x)", "takes": "even",
              "source": "np.max of [1, 1, 0] returns 1/2, 1/2, 0" },
            { "tie": "clip(t, a, b)", "takes": 0, "source": "np.clip(x, 0, 1) at 0 and at 1" },
            { "tie": "norm2(x)", "takes": "formula", "source": "np.linalg.norm at 0 returns nan" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "casadi",
      text: #"""
        {
          "name": "casadi-3.8",
          "version": "3.8.2",
          "source": "measured on CasADi 3.8.2, SX and MX, double precision",
          "ties": [
            { "tie": "abs(0)", "takes": 0 },
            { "tie": "max(a, b)", "takes": "even",
              "source": "fmax at equal arguments returns 1/2 and 1/2" },
            { "tie": "min(a, b)", "takes": "even",
              "source": "fmin at equal arguments returns 1/2 and 1/2" },
            { "tie": "max(x)", "takes": "even",
              "source": "mmax of [1, 1, 0] returns 1/2, 1/2, 0" },
            { "tie": "norm1(x)", "takes": 0, "source": "norm_1 at 0 returns 0" },
            { "tie": "norminf(x)", "takes": {"entries": "even", "slope": 0},
              "source": "norm_inf of [1, -1, 0] returns 1/2, -1/2, 0" },
            { "tie": "norm2(x)", "takes": "formula", "source": "norm_2 at 0 returns nan" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "adolc",
      text: #"""
        {
          "name": "adolc-2.7",
          "version": "2.7.2",
          "source": "measured on ADOL-C 2.7.2, the reverse mode; it also warns, by its return code",
          "ties": [
            { "tie": "abs(0)", "takes": 0,
              "source": "fabs; forward, the slope is the direction's: 1 and -1 are both given 1" },
            { "tie": "max(a, b)", "takes": "even",
              "source": "fmax at equal arguments returns 1/2 and 1/2" },
            { "tie": "min(a, b)", "takes": "even",
              "source": "fmin at equal arguments returns 1/2 and 1/2" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "forwarddiff",
      text: #"""
        {
          "name": "forwarddiff-1.0",
          "version": "1.0",
          "source": "read in the source of DiffRules and ForwardDiff for Julia, not measured",
          "ties": [
            { "tie": "abs(0)", "takes": 1, "source": "signbit decides: 1, and -1 at -0.0" },
            { "tie": "max(a, b)", "takes": "last", "source": "the second of equal arguments" },
            { "tie": "min(a, b)", "takes": "first", "source": "the first of equal arguments" }
          ]
        }
        """#),
    StandardProfile(
      shortName: "chainrules",
      text: #"""
        {
          "name": "chainrules-1",
          "version": "1",
          "source": "read in the source of ChainRules for Julia, which Zygote uses, not measured",
          "ties": [
            { "tie": "abs(0)", "takes": 0, "source": "abs is differentiated as sign, which is 0" },
            { "tie": "max(a, b)", "takes": "last", "source": "the second of equal arguments" },
            { "tie": "min(a, b)", "takes": "first", "source": "the first of equal arguments" }
          ]
        }
        """#),
  ]
}
