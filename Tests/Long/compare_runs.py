#!/usr/bin/env python3
"""Compares the runs of two versions of the program, digit for digit.

    Tests/Long/compare_runs.py EARLIER LATER

Each is a folder of runs made by the same commands, and of `vae evaluate --json` in files `eval-*.json`. Lines of
metrics.jsonl must have the same digits but for `seconds` and the objective; where the later line has an objective of kind
iwae and the earlier one has none, that objective's value is the earlier one's `train.elbo`. Evaluations must agree to
1e-5 in the divergence of single dimensions, elsewhere in every digit.
"""

import glob
import json
import os
import sys


def read(line):
    """Numbers stay as they are written."""
    return json.loads(line, parse_float=str, parse_int=str)


def normalized(earlier, later):
    """Both lines without what may differ."""
    for line in (earlier, later):
        line.pop("seconds")
    objective = later["train"].pop("objective", None)
    if objective and objective["kind"] == "iwae" and "objective" not in earlier["train"]:
        later["train"]["elbo"] = objective["value"]
    earlier["train"].pop("objective", None)
    return earlier, later


def compare_metrics(earlier, later):
    with open(earlier) as file, open(later) as other:
        pairs = list(zip(file, other, strict=True))
    for number, (left, right) in enumerate(pairs, 1):
        left, right = normalized(read(left), read(right))
        if left != right:
            yield f"{later}:{number}: {right} instead of {left}"


def numbers(value, path=""):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from numbers(part, f"{path}[{index}]")
    else:
        yield path, value


def compare_evaluation(earlier, later):
    with open(earlier) as file, open(later) as other:
        left, right = dict(numbers(json.load(file))), dict(numbers(json.load(other)))
    for path in sorted(left.keys() | right.keys()):
        if path == ".model" or left.get(path) == right.get(path):
            continue
        is_dimension = path.startswith(".evaluation.klPerDimension") and path in left and path in right
        if not is_dimension or abs(left[path] - right[path]) > 1e-5:
            yield f"{later}{path}: {right.get(path)} instead of {left.get(path)}"


def main():
    earlier, later = sys.argv[1:]
    found = {"runs": 0, "epochs": 0, "evaluations": 0}
    differences = []
    for path in sorted(glob.glob(f"{earlier}/*/metrics.jsonl")):
        other = os.path.join(later, os.path.relpath(path, earlier))
        differences += compare_metrics(path, other)
        found["runs"] += 1
        found["epochs"] += sum(1 for _ in open(path))
    for path in sorted(glob.glob(f"{earlier}/eval-*.json")):
        differences += compare_evaluation(path, os.path.join(later, os.path.relpath(path, earlier)))
        found["evaluations"] += 1
    print("\n".join(differences))
    print(", ".join(f"{count} {name}" for name, count in found.items()), f"{len(differences)} differences")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
