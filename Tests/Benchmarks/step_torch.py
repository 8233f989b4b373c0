"""Blocks of VAE training steps in PyTorch: forward, backward and fused Adam, in float32, on random images."""
import torch
from torch import nn
import torch.nn.functional as F
import shapes

shape, steps, threads = shapes.from_options(__doc__)
torch.set_num_threads(threads)
torch.manual_seed(0)
count = max(20_000, 2 * shape.batch)
images = torch.rand(count, shape.pixels)
order = torch.randperm(count)


def tanh_layers(sizes):
    return nn.Sequential(*[part for i, o in zip(sizes, sizes[1:]) for part in (nn.Linear(i, o), nn.Tanh())])


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = tanh_layers([shape.pixels, *shape.hidden])
        self.mean, self.log_variance = (nn.Linear(shape.hidden[-1], shape.latent) for _ in range(2))
        self.decoder = tanh_layers([shape.latent, *shape.hidden])
        self.output = nn.Linear(shape.hidden[-1], shape.pixels)
        self.pixel_log_variance = nn.Linear(shape.hidden[-1], shape.pixels) if shape.gaussian else None

    def negative_elbo(self, x):
        h = self.encoder(x)
        mean, log_variance = self.mean(h), self.log_variance(h)
        h = self.decoder(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))
        if shape.gaussian:
            s = self.pixel_log_variance(h)
            likelihood = 0.5 * torch.sum(1.8378770664 + s + (x - torch.sigmoid(self.output(h))) ** 2 * torch.exp(-s))
        else:
            likelihood = F.binary_cross_entropy_with_logits(self.output(h), x, reduction="sum")
        return likelihood - 0.5 * torch.sum(1 + log_variance - mean * mean - log_variance.exp())


vae = VAE()
adam = torch.optim.Adam(vae.parameters(), 1e-3, fused=True)


def block():
    for i in range(steps):
        at = i * shape.batch % (count - shape.batch + 1)
        adam.zero_grad(set_to_none=True)
        vae.negative_elbo(images[order[at:at + shape.batch]]).backward()
        adam.step()


shapes.serve(block, steps)
