"""Models of vae in Python, and models of Python in vae. One file; copy it beside your own.

Explore any model:     serve(decode=..., latent_size=..., image_size=...), then
                       vae explore --model-command 'python3 my_model.py'
From vae to PyTorch:   model = from_vae("runs/mnist-2d/best.safetensors")     a torch.nn.Module
From PyTorch to vae:   to_vae(model, "model.safetensors")
Without PyTorch:       model = Checkpoint("model.safetensors"); model.decode(z)
A checkpoint, served:  python3 vae_model.py model.safetensors

NumPy is all that `serve` and `Checkpoint` need.
"""

import json
import os
import struct
import sys
import traceback

import numpy as np

PROTOCOL = "vae-model-1"


# Serving a model to `vae explore --model-command`


def serve(decode, encode=None, *, latent_size, image_size, channels=1, name="model", max_rows=256):
    """Answers the explorer until it leaves.

    decode      latent positions, N×L float32, to images: N×H×W, N×H×W×C, N×C×H×W or N×D; numbers from 0 to 1, or uint8.
    encode      images, N×H×W×C float32 from 0 to 1, to the means and log-variances of q(z|x), each N×L. Without it the
                pages that need codes are empty.
    image_size  (height, width)
    channels    1 for grey, 3 for colour
    max_rows    the largest N that is asked for at once

    Both may return NumPy arrays or tensors of PyTorch. What they print goes to the explorer's log.
    """
    height, width = image_size
    shape = (height, width, channels)
    requests, answers = _private_streams()

    def decoded(payload, rows):
        z = np.frombuffer(payload, "<f4").reshape(rows, latent_size).copy()
        return _image_bytes(decode(z), rows, shape)

    def encoded(payload, rows):
        if encode is None:
            raise ValueError("this model does not encode")
        images = np.frombuffer(payload, np.uint8).reshape(rows, *shape).astype(np.float32) / 255
        posterior = [_numbers(part).astype("<f4").reshape(rows, latent_size) for part in encode(images)]
        if len(posterior) != 2:
            raise ValueError(f"encode returns means and log-variances, found {len(posterior)} arrays")
        return b"".join(part.tobytes() for part in posterior)

    work = {"decode": (decoded, 4 * latent_size), "encode": (encoded, height * width * channels)}
    hello = {
        "protocol": PROTOCOL, "name": name, "latentSize": latent_size, "imageSize": [height, width],
        "channels": channels, "encodes": encode is not None, "maxRows": max_rows,
    }
    try:
        _send(answers, hello)
        while line := requests.readline():
            request = json.loads(line)
            kind = next(key for key in work if key in request)
            answer, row_size = work[kind]
            rows = request[kind]
            payload = requests.read(rows * row_size)
            if len(payload) < rows * row_size:
                return
            try:
                with np.errstate(all="ignore"):
                    result = answer(payload, rows)
            except Exception as error:
                traceback.print_exc()
                _send(answers, {"error": " ".join(f"{type(error).__name__}: {error}".split())})
            else:
                _send(answers, {"rows": rows}, result)
    except (BrokenPipeError, KeyboardInterrupt):
        pass


def _private_streams():
    """Standard input and output for the protocol alone; `print` writes to standard error from here on."""
    sys.stdout.flush()
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)
    return requests, answers


def _send(stream, header, payload=b""):
    stream.write(json.dumps(header).encode() + b"\n" + payload)
    stream.flush()


def _numbers(values):
    """An array, of an array or of a tensor of PyTorch on any device."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    return np.asarray(values)


def _image_bytes(images, rows, shape):
    """N×H×W×C bytes."""
    images = _numbers(images)
    height, width, channels = shape
    if images.shape == (rows, channels, height, width) != (rows, *shape):
        images = images.transpose(0, 2, 3, 1)
    if images.size != rows * height * width * channels:
        raise ValueError(f"decode returns {rows} images of {height}×{width}×{channels}, found {images.shape}")
    if images.dtype != np.uint8:
        images = np.rint(np.nan_to_num(images.astype(np.float32)).clip(0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(images).tobytes()


# Checkpoints


class SafeTensors:
    """A safetensors file: tensors as they are stored, and metadata, both in the order of the file."""

    TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "U8": "|u1"}

    def __init__(self, tensors, metadata):
        self.tensors, self.metadata = tensors, metadata

    @classmethod
    def read(cls, path):
        with open(path, "rb") as file:
            header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
            data = file.read()
        metadata = header.pop("__metadata__", {})
        tensors = {}
        for name, entry in header.items():
            start, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(data[start:end], cls.TYPES[entry["dtype"]]).reshape(entry["shape"])
        return cls(tensors, metadata)

    def write(self, path):
        types = {value: key for key, value in self.TYPES.items()}
        header, start = {"__metadata__": self.metadata}, 0
        for name, tensor in self.tensors.items():
            end = start + tensor.nbytes
            header[name] = {
                "data_offsets": [start, end], "dtype": types[tensor.dtype.str], "shape": list(tensor.shape),
            }
            start = end
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 8)
        partial = f"{path}.partial"
        with open(partial, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for tensor in self.tensors.values():
                file.write(tensor.tobytes())
        os.replace(partial, path)

    @property
    def architecture(self):
        return json.loads(self.metadata["configuration"])["architecture"]


class Checkpoint:
    """A model of vae in NumPy.

    decode(z)   N×L to the means of the pixels, N×D
    encode(x)   N×D, or N×H×W×C, to means and log-variances, each N×L
    """

    def __init__(self, path):
        file = SafeTensors.read(path)
        architecture = file.architecture
        size = architecture["imageSize"]
        self.image_size = size["height"], size["width"]
        self.channels = size.get("channels", 1)
        self.latent_size = architecture["latentSize"]
        self._hidden_count = len(architecture["hiddenSizes"])
        self._activation = {"tanh": np.tanh, "relu": lambda a: np.maximum(a, 0)}[architecture["activation"]]
        self._pixels = "decoder.logits" if architecture["likelihood"] == "bernoulli" else "decoder.mean"
        self._thresholds = json.loads(file.metadata["configuration"]).get("pixelMode") == "threshold"
        # Inputs × outputs and contiguous: the faster way round for products with few rows.
        self._weights = {
            name: np.ascontiguousarray(tensor.astype(np.float32).T)
            for name, tensor in file.tensors.items() if name.startswith(("encoder.", "decoder."))
        }

    def decode(self, z):
        return 1 / (1 + np.exp(-self._layer(self._hidden(np.asarray(z, np.float32), "decoder"), self._pixels)))

    def encode(self, x):
        x = np.asarray(x, np.float32).reshape(len(x), -1)
        hidden = self._hidden((x >= 0.5).astype(np.float32) if self._thresholds else x, "encoder")
        return self._layer(hidden, "encoder.mean"), self._layer(hidden, "encoder.logVariance")

    def _hidden(self, values, part):
        for index in range(self._hidden_count):
            values = self._activation(self._layer(values, f"{part}.hidden.{index}"))
        return values

    def _layer(self, values, name):
        return values @ self._weights[name + ".weight"] + self._weights[name + ".bias"]


# To PyTorch and back


def new_model(
        image_size, latent_size, hidden_sizes=(500,), likelihood="bernoulli", activation="tanh", channels=1):
    """A model as vae trains it, as a torch.nn.Module with fresh weights.

    forward(x), encode(x)   N×D to means and log-variances of q(z|x), each N×L
    decode(z)               N×L to the logits of the pixels, N×D; with likelihood "gaussian" to their means and
                            log-variances

    D is H×W×C: in colour, channels=3, the red, green and blue of a pixel stand side by side.
    The names of its parameters are those of vae's files.
    """
    import torch
    from torch import nn

    class Part(nn.Module):
        """Hidden layers, and layers that read the last of them."""

        def __init__(self, sizes, outputs):
            super().__init__()
            self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
            for name, size in outputs.items():
                self.add_module(name, nn.Linear(sizes[-1], size))
            self.outputs = tuple(outputs)

        def forward(self, values):
            for layer in self.hidden:
                values = getattr(torch, activation)(layer(values))
            results = tuple(getattr(self, name)(values) for name in self.outputs)
            return results if len(results) > 1 else results[0]

    class VariationalAutoencoder(nn.Module):
        def __init__(self):
            super().__init__()
            pixel_count = image_size[0] * image_size[1] * channels
            self.encoder = Part(
                [pixel_count, *hidden_sizes], {"mean": latent_size, "logVariance": latent_size})
            outputs = {"logits": pixel_count}
            if likelihood == "gaussian":
                outputs = {"mean": pixel_count, "logVariance": pixel_count}
            self.decoder = Part([latent_size, *reversed(hidden_sizes)], outputs)
            size = {"height": image_size[0], "width": image_size[1]}
            self.architecture = {
                "activation": activation, "hiddenSizes": list(hidden_sizes),
                "imageSize": size if channels == 1 else {"channels": channels, **size},
                "latentSize": latent_size, "likelihood": likelihood,
            }

        def encode(self, x):
            return self.encoder(x)

        def decode(self, z):
            if likelihood == "bernoulli":
                return self.decoder(z)
            mean, log_variance = self.decoder(z)
            return torch.sigmoid(mean), log_variance

        forward = encode

    return VariationalAutoencoder()


def from_vae(path):
    """The model of a checkpoint as a torch.nn.Module; see `new_model`."""
    import torch

    file = SafeTensors.read(path)
    architecture = file.architecture
    size = architecture["imageSize"]
    model = new_model(
        (size["height"], size["width"]), architecture["latentSize"], tuple(architecture["hiddenSizes"]),
        architecture["likelihood"], architecture["activation"], size.get("channels", 1))
    names = model.state_dict().keys()
    model.load_state_dict({name: torch.from_numpy(file.tensors[name].astype(np.float32)) for name in names})
    model.vae_file = file
    return model


def to_vae(model, path):
    """Writes a model of `new_model` or `from_vae` as a checkpoint of vae.

    A model whose weights are as they were read is written as it was, bit for bit, with all that is needed to resume
    its training. Otherwise what belonged to the former weights is left out.
    """
    weights = {name: tensor.detach().cpu().numpy() for name, tensor in model.state_dict().items()}
    origin = getattr(model, "vae_file", None)
    if origin and all(np.array_equal(origin.tensors[name].astype(np.float32), weights[name]) for name in weights):
        return origin.write(path)
    if origin:
        configuration = origin.metadata["configuration"]
    else:
        configuration = json.dumps(_standard_configuration(model.architecture))
    SafeTensors(weights, {"configuration": configuration, "format": "vae-checkpoint-1"}).write(path)


def _standard_configuration(architecture):
    """What a checkpoint says of training that took place elsewhere."""
    return {
        "architecture": architecture, "batchSize": 100, "dataset": "another program's", "epochs": 1,
        "evaluationSamples": 1, "klWarmUpEpochs": 0, "learningRate": 0.001,
        "objective": {"bound": "elbo", "klWeight": 1, "samples": 1},
        "optimizer": {"accumulatingSteps": 0, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "kind": "adam"},
        "pixelMode": "grey", "preset": "adam", "seed": 0,
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 vae_model.py model.safetensors")
    checkpoint = Checkpoint(sys.argv[1])
    serve(
        checkpoint.decode, checkpoint.encode, latent_size=checkpoint.latent_size,
        image_size=checkpoint.image_size, channels=checkpoint.channels,
        name=os.path.basename(sys.argv[1]).removesuffix(".safetensors"))
