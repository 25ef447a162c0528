module @jit_halving {
  func.func public @main(%arg0: tensor<f64> loc("x")) -> tensor<f64> {
    %cst = stablehlo.constant dense<1.0> : tensor<f64>
    %0 = stablehlo.while(%iterArg = %arg0) : tensor<f64>
    cond {
      %1 = stablehlo.compare GT, %iterArg, %cst, FLOAT : (tensor<f64>, tensor<f64>) -> tensor<i1>
      stablehlo.return %1 : tensor<i1>
    } do {
      %1 = stablehlo.multiply %iterArg, %cst : tensor<f64>
      stablehlo.return %1 : tensor<f64>
    } loc("jit(halving)/while"("train.py":3:11))
    return %0 : tensor<f64>
  }
}
