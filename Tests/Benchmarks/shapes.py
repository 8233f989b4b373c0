"""The shapes of a VAE that the step is compared at, and their rooflines."""
import argparse, dataclasses, math, sys, time


@dataclasses.dataclass
class Shape:
    """D-H-…-L-H-…-D in batches of B images; with a Gaussian likelihood the decoder has two heads."""
    name: str
    hidden: tuple = (500,)
    latent: int = 20
    batch: int = 100
    pixels: int = 784
    gaussian: bool = False

    def layers(self):
        """Inputs and outputs of each dense layer."""
        sizes = [self.pixels, *self.hidden]
        decoder = [self.latent, *self.hidden]
        heads = self.pixels * (2 if self.gaussian else 1)
        return [*zip(sizes, sizes[1:]), (sizes[-1], 2 * self.latent), *zip(decoder, decoder[1:]), (decoder[-1], heads)]

    def operations(self):
        """Floating-point operations of a step: forward, the gradient of each weight, that of each input but the image."""
        weights = [i * o for i, o in self.layers()]
        return 2 * self.batch * (3 * sum(weights) - weights[0])

    def bytes(self):
        """Parameters and Adam's two moments, each read and written once, in single precision."""
        return 2 * 3 * 4 * sum((i + 1) * o for i, o in self.layers())

    def options(self):
        """The options of a peer's script."""
        widths = ",".join(map(str, self.hidden))
        return ["--pixels", str(self.pixels), "--hidden", widths, "--latent", str(self.latent),
                "--batch", str(self.batch)] + (["--gaussian"] if self.gaussian else [])


SHAPES = [
    Shape("base"), Shape("hidden-1000", hidden=(1000,)), Shape("hidden-2000", hidden=(2000,)),
    Shape("batch-20", batch=20), Shape("batch-1000", batch=1000),
    Shape("two-layers", hidden=(200, 200), latent=50),
    Shape("frey-face", hidden=(200,), pixels=560, gaussian=True),
]


def from_options(description):
    """The shape and the number of steps that a peer's script is asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--pixels", type=int, default=784)
    parser.add_argument("--hidden", type=lambda text: tuple(map(int, text.split(","))), default=(500,))
    parser.add_argument("--latent", type=int, default=20)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--gaussian", action="store_true")
    parser.add_argument("--steps", type=int, default=100, help="steps of a block")
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    return Shape("", a.hidden, a.latent, a.batch, a.pixels, a.gaussian), a.steps, a.threads


def serve(block, steps):
    """Answers each line of standard input with the milliseconds a step of the best block in a second, as `vae benchmark` does."""
    block()  # compiles, and warms up
    print("ready", flush=True)
    for _ in sys.stdin:
        begin, best = time.perf_counter(), math.inf
        while time.perf_counter() - begin < 1:
            start = time.perf_counter()
            block()
            best = min(best, time.perf_counter() - start)
        print(best / steps * 1e3, flush=True)
