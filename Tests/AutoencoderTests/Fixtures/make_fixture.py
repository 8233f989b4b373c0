"""Writes pytorch.json: small auto-encoders with what PyTorch makes of them, in double precision.

Needs Python 3 with PyTorch and nothing of this project: the model, the objectives, the optimisers and the random
numbers (Philox 4x32-10 with Box and Muller's transform, as Sources/Compute/RandomStream.swift documents them) are
written again here. From the root of the repository:

    python3 Tests/AutoencoderTests/Fixtures/make_fixture.py
"""

import json
import math
import pathlib

import torch

HEIGHT, WIDTH, BATCH, LATENT, STEPS = 6, 5, 5, 3, 3
PIXELS = HEIGHT * WIDTH
LEARNING_RATE, WEIGHT_DECAY, EPSILON = 1e-2, 0.1, 1e-8

CASES = [
    # hidden, activation, likelihood, bound, samples K, weight of the KL divergence, share of pixels not zero
    ([7], "tanh", "bernoulli", "elbo", 1, 1.0, 0.3),
    ([8, 6], "relu", "bernoulli", "elbo", 4, 1.0, 0.8),
    ([7], "tanh", "gaussian", "elbo", 1, 1.0, 0.9),
    ([8, 6], "relu", "gaussian", "iwae", 4, 1.0, 0.9),
    ([8, 6], "tanh", "bernoulli", "iwae", 4, 1.0, 0.3),
    ([7], "relu", "bernoulli", "elbo", 1, 0.5, 0.8),
    ([8, 6], "tanh", "gaussian", "elbo", 4, 0.5, 0.3),
]


def philox(counter, key):
    x0, x1, x2, x3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = x0 * 0xD2511F53, x2 * 0xCD9E8D57
        x0, x1, x2, x3 = (
            (second >> 32) ^ x1 ^ k0, second & 0xFFFFFFFF, (first >> 32) ^ x3 ^ k1, first & 0xFFFFFFFF)
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return x0, x1, x2, x3


def normal(seed, stream, index):
    """Draw number `index` of N(0, 1) of a stream."""
    block = index >> 1
    words = philox(
        (block & 0xFFFFFFFF, block >> 32, stream & 0xFFFFFFFF, stream >> 32), (seed & 0xFFFFFFFF, seed >> 32))
    radius = math.sqrt(-2 * math.log((words[0] + 1) * 2.0**-32))
    angle = 2 * math.pi * words[2] * 2.0**-32
    return radius * (math.sin(angle) if index & 1 else math.cos(angle))


def make_layers(case):
    hidden, _, likelihood = case[:3]
    layers, inputs = {}, PIXELS
    for index, width in enumerate(hidden):
        layers[f"encoder.hidden.{index}"] = (width, inputs)
        inputs = width
    layers["encoder.mean"] = layers["encoder.logVariance"] = (LATENT, inputs)
    inputs = LATENT
    for index, width in enumerate(reversed(hidden)):
        layers[f"decoder.hidden.{index}"] = (width, inputs)
        inputs = width
    for head in ["logits"] if likelihood == "bernoulli" else ["mean", "logVariance"]:
        layers[f"decoder.{head}"] = (PIXELS, inputs)
    return layers


def make_parameters(case, generator):
    def values(shape, bound):
        uniform = 2 * torch.rand(shape, generator=generator, dtype=torch.float64) - 1
        # Short numbers that single precision also holds.
        return (uniform * bound * 1024).round() / 1024

    parameters = {}
    for name, (outputs, inputs) in make_layers(case).items():
        bound = 1.5 / math.sqrt(inputs)
        parameters[name + ".weight"] = values((outputs, inputs), bound)
        parameters[name + ".bias"] = values((outputs,), bound)
    return parameters


def objective(case, parameters, pixels, noise):
    """Mean over the images of what is maximised, of the bound, and of its two parts."""
    hidden, activation, likelihood, bound, samples, kl_weight, _ = case
    nonlinear = {"tanh": torch.tanh, "relu": torch.relu}[activation]

    def linear(name, x):
        return torch.nn.functional.linear(x, parameters[name + ".weight"], parameters[name + ".bias"])

    h = pixels
    for index in range(len(hidden)):
        h = nonlinear(linear(f"encoder.hidden.{index}", h))
    posterior = torch.distributions.Normal(
        linear("encoder.mean", h).unsqueeze(1), torch.exp(0.5 * linear("encoder.logVariance", h)).unsqueeze(1))
    prior = torch.distributions.Normal(torch.zeros(1, dtype=torch.float64), torch.ones(1, dtype=torch.float64))
    z = posterior.loc + posterior.scale * noise  # B × K × L
    h = z
    for index in range(len(hidden)):
        h = nonlinear(linear(f"decoder.hidden.{index}", h))
    x = pixels.unsqueeze(1)
    if likelihood == "bernoulli":
        logits = linear("decoder.logits", h)
        terms = -torch.nn.functional.binary_cross_entropy_with_logits(
            logits, x.expand_as(logits), reduction="none")
    else:
        mean = torch.sigmoid(linear("decoder.mean", h))
        deviation = torch.exp(0.5 * linear("decoder.logVariance", h).clamp(-14, 6))
        terms = torch.distributions.Normal(mean, deviation).log_prob(x)
    log_p = terms.sum(-1)  # B × K
    divergence = torch.distributions.kl_divergence(posterior, prior).sum((1, 2))
    reconstruction = log_p.mean(1)
    if bound == "iwae":
        log_w = log_p + (prior.log_prob(z) - posterior.log_prob(z)).sum(-1)
        value = (torch.logsumexp(log_w, 1) - math.log(samples)).mean()
        return value, value, reconstruction.mean(), divergence.mean()
    elbo = reconstruction - divergence
    return (reconstruction - kl_weight * divergence).mean(), elbo.mean(), reconstruction.mean(), divergence.mean()


def make_noise(case, seed, stream):
    samples = case[4]
    draws = [normal(seed, stream, index) for index in range(BATCH * samples * LATENT)]
    return torch.tensor(draws, dtype=torch.float64).view(BATCH, samples, LATENT)


def gradients(case, parameters, pixels, noise):
    """The gradient of the negative objective, by name, and the bound with its parts."""
    leaves = {name: value.clone().requires_grad_() for name, value in parameters.items()}
    value, *parts = objective(case, leaves, pixels, noise)
    (-value).backward()
    return {name: leaf.grad for name, leaf in leaves.items()}, [part.item() for part in parts]


def train_adam(case, parameters, pixels, seed):
    leaves = {name: value.clone().requires_grad_() for name, value in parameters.items()}
    adam = torch.optim.Adam(leaves.values(), lr=LEARNING_RATE, betas=(0.9, 0.999), eps=EPSILON)
    for step in range(STEPS):
        adam.zero_grad()
        (-objective(case, leaves, pixels, make_noise(case, seed, step))[0]).backward()
        adam.step()
    return {name: leaf.detach() for name, leaf in leaves.items()}


def train_adagrad(case, parameters, pixels, seed):
    """As the paper's preset: sums over the minibatch, a normal prior on weights, ε inside the root."""
    values = dict(parameters)
    squares = {name: torch.zeros_like(value) for name, value in values.items()}
    for step in range(STEPS):
        found, _ = gradients(case, values, pixels, make_noise(case, seed, step))
        for name, gradient in found.items():
            total = BATCH * gradient
            if name.endswith(".weight"):
                total = total + WEIGHT_DECAY * values[name]
            squares[name] = squares[name] + total**2
            values[name] = values[name] - LEARNING_RATE * total / torch.sqrt(squares[name] + EPSILON)
    return values


def rounded(tensors, digits=6):
    return {
        name: [float(f"{number:.{digits}g}") for number in value.flatten().tolist()]
        for name, value in tensors.items()}


def main():
    generator = torch.Generator().manual_seed(20140410)
    cases = []
    for seed, case in enumerate(CASES):
        hidden, activation, likelihood, bound, samples, kl_weight, density = case
        parameters = make_parameters(case, generator)
        grey = torch.randint(1, 256, (BATCH, PIXELS), generator=generator)
        inked = torch.rand((BATCH, PIXELS), generator=generator) < density
        pixels = torch.where(inked, grey, torch.zeros_like(grey))
        images = pixels.double() / 255
        found, (elbo, reconstruction, divergence) = gradients(case, parameters, images, make_noise(case, seed, 0))
        cases.append({
            "hiddenSizes": hidden, "activation": activation, "likelihood": likelihood, "bound": bound,
            "samples": samples, "klWeight": kl_weight, "seed": seed,
            "pixels": pixels.flatten().tolist(), "parameters": rounded(parameters, 10),
            "elbo": elbo, "reconstruction": reconstruction, "klDivergence": divergence,
            "gradient": rounded(found),
            "afterAdam": rounded(train_adam(case, parameters, images, seed)),
            "afterAdagrad": rounded(train_adagrad(case, parameters, images, seed)) if seed < 3 else None,
        })
    fixture = {
        "height": HEIGHT, "width": WIDTH, "batchSize": BATCH, "latentSize": LATENT, "steps": STEPS,
        "learningRate": LEARNING_RATE, "weightDecay": WEIGHT_DECAY, "epsilon": EPSILON,
        "someNoise": [normal(1, 2, index) for index in range(20)], "cases": cases}
    path = pathlib.Path(__file__).with_name("pytorch.json")
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
