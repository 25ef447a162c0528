#loc1 = loc("x")
module @jit_spectrum {
  func.func public @main(%arg0: tensor<4xf64> loc("x")) -> (tensor<4xf64>) {
    %0 = stablehlo.add %arg0, %arg0 : tensor<4xf64> loc(#loc3)
    %1 = stablehlo.fft %0, type = RFFT, length = [4] : (tensor<4xf64>) -> tensor<4xf64> loc(#loc3)
    return %1 : tensor<4xf64> loc(#loc2)
  } loc(#loc2)
} loc(#loc2)
#loc2 = loc("train.py":7:4 to :20)
#loc3 = loc("jit(spectrum)/fft"(#loc2))
