"""A convolutional VAE in PyTorch for colour images of 32×32, L = 16.

    convolution.py train WEIGHTS IMAGES.npy [--seconds 60]     trains on drawings, which it writes too
    convolution.py serve WEIGHTS LOG                           serves it to vae; LOG has the positions that were decoded
"""

import argparse
import json
import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "assets", "python"))
import vae_model

SIZE, LATENT_SIZE = 32, 16


class ConvolutionalVAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, 24, 4, 2, 1), nn.ReLU(), nn.Conv2d(24, 48, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(48, 64, 4, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(64 * 16, 2 * LATENT_SIZE))
        self.decoder = nn.Sequential(
            nn.Linear(LATENT_SIZE, 64 * 16), nn.ReLU(), nn.Unflatten(1, (64, 4, 4)),
            nn.ConvTranspose2d(64, 48, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(48, 24, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(24, 3, 4, 2, 1))

    def encode(self, images):
        return self.encoder(images).chunk(2, dim=1)

    def decode(self, latents):
        return torch.sigmoid(self.decoder(latents))

    def loss(self, images):
        mean, log_variance = self.encode(images)
        latents = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        reconstruction = functional.binary_cross_entropy_with_logits(self.decoder(latents), images, reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return (reconstruction + divergence) / len(images)


def drawings(count, seed):
    """N×32×32×3 bytes: a disc or a square in one colour on a sky that shades into another."""
    chance = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:SIZE, 0:SIZE] + 0.5
    images = np.empty((count, SIZE, SIZE, 3), np.float32)
    for image in images:
        top, bottom, color = chance.uniform(0.1, 0.9, (3, 3))
        image[:] = top + (bottom - top) * (rows / SIZE)[..., None]
        y, x, radius = *chance.uniform(9, 23, 2), chance.uniform(4, 9)
        across, down = np.abs(columns - x), np.abs(rows - y)
        distance = np.maximum(across, down) if chance.integers(2) else np.hypot(across, down)
        ink = np.clip(radius - distance + 0.5, 0, 1)[..., None]
        image[:] = image * (1 - ink) + color * ink
    return np.rint(images * 255).astype(np.uint8)


def load(path):
    model = ConvolutionalVAE()
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


def train(weights, path, seconds):
    torch.manual_seed(0)
    np.save(path, drawings(2000, 1))
    images = torch.from_numpy(np.load(path)).permute(0, 3, 1, 2).float() / 255
    model, start, epoch = ConvolutionalVAE(), time.monotonic(), 0
    optimizer = torch.optim.Adam(model.parameters(), 2e-3)
    while time.monotonic() - start < seconds:
        for batch in torch.randperm(len(images)).split(100):
            loss = model.loss(images[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        epoch += 1
    torch.save(model.state_dict(), weights)
    print(f"{epoch} epochs, ELBO {-loss.item():.1f} nats per image")


def serve(weights, log):
    torch.set_num_threads(1)
    model = load(weights)

    @torch.no_grad()
    def decode(latents):
        with open(log, "a", encoding="utf-8") as file:
            file.write(json.dumps(latents.tolist()) + "\n")
        return model.decode(torch.from_numpy(latents))

    @torch.no_grad()
    def encode(images):
        return model.encode(torch.from_numpy(images).permute(0, 3, 1, 2))

    vae_model.serve(decode, encode, latent_size=LATENT_SIZE, image_size=(SIZE, SIZE), channels=3, name="convolution")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["train", "serve"])
    parser.add_argument("weights")
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    if options.work == "train":
        train(options.weights, options.file, options.seconds)
    else:
        serve(options.weights, options.file)
