"""Writes one event file with TensorFlow and one with PyTorch, each with every kind of summary that Jacobian reads.

    python peers.py ../../keras/src/test/resources/tensorboard
"""

import glob
import os
import shutil
import sys
import tempfile

import numpy as np


def tensorflow_file(folder):
    import tensorflow as tf
    from tensorboard.plugins.hparams import api as hp

    writer = tf.summary.create_file_writer(folder)
    with writer.as_default():
        for step in range(3):
            tf.summary.scalar("loss", 1 / (step + 1), step=step)
        tf.summary.histogram("squares", np.arange(10.0) ** 2, step=3)
        tf.summary.image("ramp", np.linspace(0, 1, 2 * 4 * 5 * 3).reshape(2, 4, 5, 3), step=3)
        tf.summary.text("note", "**hello**", step=3)
        tf.summary.text("notes", ["a", "b"], step=4)
        hp.hparams_config(
            hparams=[
                hp.HParam("units", hp.Discrete([16, 32])),
                hp.HParam("dropout", hp.RealInterval(0.1, 0.2)),
                hp.HParam("optimizer", hp.Discrete(["adam", "sgd"])),
            ],
            metrics=[hp.Metric("epoch_loss")],
        )
        hp.hparams({"units": 16, "dropout": 0.1, "optimizer": "adam", "ema": True}, trial_id="first")
    writer.close()


def pytorch_file(folder):
    import torch
    from torch.utils.tensorboard import SummaryWriter

    writer = SummaryWriter(folder)
    for step in range(3):
        writer.add_scalar("loss", 1 / (step + 1), step)
    writer.add_scalar("new", 0.25, 7, new_style=True)
    writer.add_histogram("squares", torch.arange(10.0) ** 2, 3, bins=5)
    writer.add_image("ramp", torch.linspace(0, 1, 3 * 4 * 5).reshape(3, 4, 5), 3)
    writer.add_text("note", "**hello**", 3)
    writer.add_graph(torch.nn.Linear(2, 1), torch.zeros(1, 2))
    writer.close()


def main(target):
    for name, write in (("tensorflow", tensorflow_file), ("pytorch", pytorch_file)):
        with tempfile.TemporaryDirectory() as folder:
            write(folder)
            (file,) = glob.glob(os.path.join(folder, "events*"))
            shutil.copy(file, os.path.join(target, name + ".tfevents"))


main(sys.argv[1])
