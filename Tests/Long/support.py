"""What the long tests share: the program, small runs, their files, and the count of what passed."""

import json
import os
import random
import struct
import subprocess
import sys

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def program():
    """The path of vae: what VAE_EXECUTABLE names, or a release build of these sources."""
    if "VAE_EXECUTABLE" in os.environ:
        return os.path.abspath(os.environ["VAE_EXECUTABLE"])
    build = ["swift", "build", "-c", "release", "--package-path", REPOSITORY]
    subprocess.run(build + ["--product", "vae"], check=True, stdout=subprocess.DEVNULL)
    path = subprocess.run(build + ["--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    return os.path.join(path, "vae")


def write_images(path, count):
    """A .npy file of grey images of 20×20, always the same: data that is read in no time."""
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 20, 20), }" % count
    header = header.ljust(117) + b"\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header)
        file.write(random.Random(1).randbytes(count * 400))


class Tally:
    """Counts checks and prints those that fail."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}", flush=True)
        return holds

    def finish(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


def metrics(folder):
    """The epochs of a run without their seconds; a line that is cut short is an error unless it is the last."""
    with open(os.path.join(folder, "metrics.jsonl"), encoding="utf-8") as file:
        lines = file.read().split("\n")
    epochs = [json.loads(line) for line in lines[:-1]]
    for epoch in epochs:
        del epoch["seconds"]
    return epochs


def tensors(path):
    """The tensors of a safetensors file as bytes, by name; raises ValueError where the file is not whole."""
    with open(path, "rb") as file:
        contents = file.read()
    (length,) = struct.unpack_from("<Q", contents) if len(contents) >= 8 else (1 << 63,)
    header = json.loads(contents[8 : 8 + length]) if 8 + length <= len(contents) else None
    if header is None:
        raise ValueError(f"{path} is cut short")
    data = contents[8 + length :]
    places = {name: value["data_offsets"] for name, value in header.items() if name != "__metadata__"}
    if len(data) != max(end for _, end in places.values()):
        raise ValueError(f"{path} has {len(data)} bytes of tensors")
    return {name: data[start:end] for name, (start, end) in places.items()}


def is_whole(path):
    try:
        return bool(tensors(path))
    except (OSError, ValueError):
        return False
