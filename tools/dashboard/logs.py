"""Writes the logs of a small training with Keras' TensorBoard callback, and of one with PyTorch's SummaryWriter.

    python logs.py ../../dashboard/src/test/resources/logs
"""

import glob
import os
import shutil
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np


def keras_logs(folder):
    import keras

    keras.utils.set_random_seed(1)
    x = np.random.default_rng(1).normal(size=(64, 4)).astype("float32")
    y = (x.sum(axis=1) > 0).astype("int32")
    inputs = keras.Input((4,), name="features")
    left = keras.layers.Dense(3, activation="relu", name="left")(inputs)
    right = keras.layers.Dense(3, activation="tanh", name="right")(inputs)
    both = keras.layers.Concatenate(name="both")([left, right])
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax", name="classes")(both))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    callback = keras.callbacks.TensorBoard(folder, histogram_freq=1, update_freq="batch")
    model.fit(x, y, epochs=3, batch_size=32, validation_split=0.25, verbose=0, callbacks=[callback])


def pytorch_logs(folder):
    import torch
    from torch.utils.tensorboard import SummaryWriter

    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    writer = SummaryWriter(folder)
    writer.add_graph(model, torch.zeros(1, 4))
    for step in range(5):
        loss = model(torch.randn(8, 4)).square().mean()
        model.zero_grad()
        loss.backward()
        writer.add_scalar("Loss/train", loss.item(), step)
        for name, weight in model.named_parameters():
            writer.add_histogram(name, weight, step, bins=10)
            writer.add_histogram(name + ".grad", weight.grad, step, bins=10)
    writer.add_image("kernel", torch.rand(1, 4, 4), 4)
    writer.add_text("note", "written by PyTorch", 0)
    writer.close()


def main(target):
    for name, write in (("keras", keras_logs), ("pytorch", pytorch_logs)):
        with tempfile.TemporaryDirectory() as folder:
            write(folder)
            for i, file in enumerate(sorted(glob.glob(os.path.join(folder, "**", "*tfevents*"), recursive=True))):
                part = os.path.relpath(os.path.dirname(file), folder)
                place = os.path.normpath(os.path.join(target, name, part))
                os.makedirs(place, exist_ok=True)
                shutil.copy(file, os.path.join(place, f"events.out.tfevents.{i}"))


main(sys.argv[1])
