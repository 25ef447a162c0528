module @jit_f {
  func.func public @main(%arg0: tensor<2xf64>) -> (tensor<f64>) {
    %0 = stablehlo.multiply %arg0,
