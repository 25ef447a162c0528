"""Writes points and JAX's gradients there: python gradients_jax.py > jax.csv"""
import jax, jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
f = lambda x, y: jnp.maximum(jnp.abs(x), y)
print("x,y,d/x,d/y")
for point in [(2.0, 1.0), (0.0, -1.0), (1.0, 1.0), (0.0, 0.0), (-1e-9, -1.0)]:
    print(*point, *jax.grad(f, argnums=(0, 1))(*point), sep=",")
