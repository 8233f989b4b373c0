"""Blocks of VAE training steps in JAX, each block one jitted loop: forward, backward and Adam, in float32, on random images."""
import jax, jax.numpy as jnp
import shapes

shape, steps, _ = shapes.from_options(__doc__)
count = max(20_000, 2 * shape.batch)
keys = iter(jax.random.split(jax.random.PRNGKey(0), 32))
images = jax.random.uniform(next(keys), (count, shape.pixels))


def dense(inputs, outputs):
    return jax.random.normal(next(keys), (inputs, outputs)) * 0.05, jnp.zeros(outputs)


def layers(sizes):
    return [dense(i, o) for i, o in zip(sizes, sizes[1:])]


weights = {
    "encoder": layers([shape.pixels, *shape.hidden]), "decoder": layers([shape.latent, *shape.hidden]),
    "mean": dense(shape.hidden[-1], shape.latent), "log_variance": dense(shape.hidden[-1], shape.latent),
    "output": dense(shape.hidden[-1], shape.pixels),
}
if shape.gaussian:
    weights["pixel_log_variance"] = dense(shape.hidden[-1], shape.pixels)


def apply(layer, x):
    return x @ layer[0] + layer[1]


def stack(layers, x):
    for layer in layers:
        x = jnp.tanh(apply(layer, x))
    return x


def negative_elbo(w, x, key):
    h = stack(w["encoder"], x)
    mean, log_variance = apply(w["mean"], h), apply(w["log_variance"], h)
    h = stack(w["decoder"], mean + jax.random.normal(key, mean.shape) * jnp.exp(0.5 * log_variance))
    l = apply(w["output"], h)
    if shape.gaussian:
        s = apply(w["pixel_log_variance"], h)
        likelihood = 0.5 * jnp.sum(1.8378770664 + s + (x - jax.nn.sigmoid(l)) ** 2 * jnp.exp(-s))
    else:
        likelihood = jnp.sum(jnp.maximum(l, 0) - l * x + jnp.log1p(jnp.exp(-jnp.abs(l))))
    return likelihood - 0.5 * jnp.sum(1 + log_variance - mean * mean - jnp.exp(log_variance))


tree = jax.tree_util.tree_map


@jax.jit
def train(w, m, v, images, key):
    def step(i, carry):
        w, m, v, key = carry
        key, noise = jax.random.split(key)
        at = i * shape.batch % (count - shape.batch + 1)
        g = jax.grad(negative_elbo)(w, jax.lax.dynamic_slice(images, (at, 0), (shape.batch, shape.pixels)), noise)
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        t = i + 1.0
        w = tree(lambda w, m, v: w - 1e-3 * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), w, m, v)
        return w, m, v, key
    return jax.lax.fori_loop(0, steps, step, (w, m, v, key))


zeros = tree(jnp.zeros_like, weights)
key = next(keys)
shapes.serve(lambda: jax.block_until_ready(train(weights, zeros, zeros, images, key)), steps)
