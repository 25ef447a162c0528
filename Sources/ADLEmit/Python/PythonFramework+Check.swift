extension PythonFramework {
  /// The function that differentiates: a sweep of its own for each output.
  var derivativeLines: [String] {
    switch self {
    case .jax:
      [
        "def derivatives(entries, inputs, i):",
        "    \"\"\"The row of output `i` in the Jacobian.\"\"\"",
        "    arguments = tuple(range(len(inputs)))",
        "    parts = jax.grad(lambda *x: jnp.asarray(entries(*x)[i]), argnums=arguments)(*inputs)",
        "    return [float(d) for part in parts for d in jnp.ravel(part)]",
      ]
    case .pytorch:
      [
        "def derivatives(entries, inputs, i):",
        "    \"\"\"The row of output `i` in the Jacobian.\"\"\"",
        "    x = [part.clone().requires_grad_() for part in inputs]",
        "    y = entries(*x)[i]",
        "    if not y.requires_grad:",
        "        return [0.0 for part in x for _ in part.reshape(-1)]",
        "    parts = torch.autograd.grad(y, x, allow_unused=True, materialize_grads=True)",
        "    return [float(d) for part in parts for d in part.reshape(-1)]",
      ]
    case .tensorflow:
      [
        "def derivatives(entries, inputs, i):",
        "    \"\"\"The row of output `i` in the Jacobian.\"\"\"",
        "    with tf.GradientTape() as tape:",
        "        for part in inputs:",
        "            tape.watch(part)",
        "        y = entries(*inputs)[i]",
        "    parts = tape.gradient(y, inputs, unconnected_gradients=\"zero\")",
        "    parts = [tf.reshape(tf.convert_to_tensor(part), [-1]) for part in parts]",
        "    return [float(d) for part in parts for d in part]",
      ]
    }
  }

  /// The rest of the check: what is compared, and the exit status.
  static func checkLines(_ framework: PythonFramework) -> [String] {
    [
      "", "",
      "def agree(found, expected):",
      "    \"\"\"Whether numbers are equal within the tolerance; nan equals nan.\"\"\"",
      "    if found == expected or found != found and expected != expected:",
      "        return True",
      "    return abs(found - expected) <= TOLERANCE * max(1.0, abs(expected))", "", "",
      "def main():",
      "    differs = False",
      "    for point, expected in POINTS:",
      "        inputs = [\(framework.tensor("part")) for part in point]",
      "        for (name, entries), (values, rows) in zip(FUNCTIONS, expected):",
      "            found = [float(y) for y in entries(*inputs)]",
      "            for i, value in enumerate(values):",
      "                row = derivatives(entries, inputs, i)",
      "                same = agree(found[i], value) and all(map(agree, row, rows[i]))",
      "                differs = differs or not same",
      "                output = f\", output {i + 1}\" if len(values) > 1 else \"\"",
      "                print(f\"{name} at {point}{output}: {'as expected' if same else 'DIFFERENT'}\")",
      "                print(f\"  value       {found[i]}, expected {value}\")",
      "                print(f\"  derivative  {row}, expected {rows[i]}\")",
      "    return 1 if differs else 0", "", "",
      "if __name__ == \"__main__\":",
      "    sys.exit(main())",
    ]
  }
}
