"""Writes axes.json: covariances, their eigenvalues and eigenvectors, and linear discriminants, by NumPy's LAPACK.

    python3 Tests/ComputeTests/Fixtures/make_axes.py
"""
import json
import os

import numpy

random = numpy.random.default_rng(7)
labels = numpy.arange(90) % 3
middles = numpy.array([[0, 0, 0, 0, 0], [1.5, 0, 0.5, 0, 0], [0, 2, 0, 0, -1]])
mixing = random.normal(size=(5, 5))
points = (middles[labels] + 0.4 * random.normal(size=(90, 5)) @ mixing).astype(numpy.float32)

exact = points.astype(numpy.float64)
total = numpy.cov(exact.T, bias=True)
within = sum(
    numpy.cov(exact[labels == label].T, bias=True) * numpy.mean(labels == label) for label in range(3))
between = total - within


def eigen(matrix):
    """Descending; the number of greatest size in each vector positive."""
    values, vectors = numpy.linalg.eig(matrix)
    order = numpy.argsort(-values.real)
    chosen = [vectors[:, k].real for k in order]
    chosen = [v / numpy.linalg.norm(v) * numpy.sign(v[numpy.argmax(abs(v))]) for v in chosen]
    return values.real[order].tolist(), [v.tolist() for v in chosen]


values, vectors = eigen(total)
ratios, discriminants = eigen(numpy.linalg.solve(within, between))
with open(os.path.join(os.path.dirname(__file__), "axes.json"), "w") as file:
    json.dump(
        {
            "points": points.tolist(), "labels": labels.tolist(), "covariance": total.tolist(),
            "within": within.tolist(), "values": values, "vectors": vectors,
            "ratios": ratios[:2], "discriminants": discriminants[:2],
        }, file)
