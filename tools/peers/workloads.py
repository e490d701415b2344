"""Sizes and data of the workloads, the same for every framework (docs/workloads.md describes them)."""

import dataclasses

import numpy as np

CLASSES = 10


@dataclasses.dataclass(frozen=True)
class Workload:
    name: str
    shape: tuple
    batch: int
    samples: int
    vocabulary: int = 0

    def data(self):
        """Inputs uniform in [0, 1), or uniform token ids, and uniform labels."""
        rng = np.random.default_rng(20)
        if self.vocabulary:
            x = rng.integers(0, self.vocabulary, (self.samples, *self.shape)).astype("int32")
        else:
            x = rng.random((self.samples, *self.shape), "float32")
        return x, rng.integers(0, CLASSES, self.samples).astype("int32")


WORKLOADS = {w.name: w for w in [
    Workload("mlp", (784,), 128, 12_800),
    Workload("cnn", (28, 28, 1), 64, 1_280),
    Workload("lstm", (64, 32), 64, 1_280),
    Workload("transformer", (128,), 32, 320, vocabulary=10_000),
    Workload("resnet20", (32, 32, 3), 64, 640),
]}
