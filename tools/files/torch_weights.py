"""Writes the state dicts of small PyTorch networks and what they predict, for TorchWeightsTest.

Run from the root of the checkout: python tools/files/torch_weights.py (torch, safetensors).
Inputs and results stand in the same files as x and y, in Keras' order: channels last.
"""

import os

import safetensors.torch
import torch
from torch import nn

FOLDER = "keras/src/test/resources/files/torch"


class Picture(nn.Module):
    """Convolution, batch normalization, pooling, and a linear layer behind a flattened picture of several channels."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 5, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(5)
        self.conv2 = nn.Conv2d(5, 4, 3, bias=False)
        self.fc1 = nn.Linear(4 * 2 * 3, 7)
        self.bn2 = nn.BatchNorm1d(24)
        self.fc2 = nn.Linear(7, 2)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = nn.functional.max_pool2d(x, 2)
        x = torch.relu(self.conv2(x))
        x = self.bn2(torch.flatten(x, 1))
        return torch.softmax(self.fc2(torch.relu(self.fc1(x))), -1)


class Others(nn.Module):
    """Each further kind of layer on inputs of its own; what it gives is checked layer by layer."""

    def __init__(self):
        super().__init__()
        self.conv1d = nn.Conv1d(3, 4, 3)
        self.conv3d = nn.Conv3d(2, 3, 2)
        self.grouped = nn.Conv2d(4, 6, 3, groups=2)
        self.up1 = nn.ConvTranspose1d(3, 4, 3, stride=2)
        self.up2 = nn.ConvTranspose2d(3, 4, 3, stride=2)
        self.up3 = nn.ConvTranspose3d(2, 3, 2)
        self.depth1 = nn.Conv1d(3, 6, 3, groups=3)
        self.depth2 = nn.Conv2d(3, 6, 3, groups=3)
        self.separable = nn.Sequential()
        self.separable.depthwise = nn.Conv2d(3, 6, 3, groups=3, bias=False)
        self.separable.pointwise = nn.Conv2d(6, 4, 1)
        self.norm = nn.LayerNorm(5, eps=1e-3)
        self.embed = nn.Embedding(7, 5)
        self.prelu = nn.PReLU(5)
        self.lstm = nn.LSTM(3, 4, batch_first=True)
        self.gru = nn.GRU(3, 4, batch_first=True)
        self.rnn = nn.RNN(3, 4, batch_first=True)
        self.both = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.dense = nn.Linear(5, 2)
        self.prelu.weight.data = torch.rand(5)

    def separated(self, x):
        return self.separable.pointwise(self.separable.depthwise(x))


def last(x):
    return x.movedim(1, -1).contiguous() if x.dim() > 2 else x


def shaken(module):
    """Running statistics and scales that are not 0 and 1."""
    for key, value in module.state_dict().items():
        if "running" in key or ("bn" in key and "weight" in key):
            value.copy_(torch.rand_like(value) + 0.5)
        elif "bn" in key and "bias" in key:
            value.copy_(torch.randn_like(value))
    return module.eval()


def write(name, module, values):
    path = os.path.join(FOLDER, name)
    safetensors.torch.save_file(module.state_dict(), path + ".safetensors")
    safetensors.torch.save_file({key: value.contiguous() for key, value in values.items()}, path + "_values.safetensors")
    for file in (path + ".safetensors", path + "_values.safetensors"):
        os.chmod(file, 0o644)


def picture():
    module = shaken(Picture())
    x = torch.randn(3, 3, 8, 10)
    write("picture", module, {"x": last(x), "y": module(x)})


def others():
    module = shaken(Others())
    channels = {"conv1d": (3, 9), "conv3d": (2, 3, 4, 5), "grouped": (4, 5, 6), "up1": (3, 4), "up2": (3, 4, 5),
                "up3": (2, 3, 2, 3), "depth1": (3, 9), "depth2": (3, 5, 6), "separable": (3, 5, 6)}
    values = {}
    for name, shape in channels.items():
        x = torch.randn(2, *shape)
        y = module.separated(x) if name == "separable" else getattr(module, name)(x)
        values |= {name + ".x": last(x), name + ".y": last(y)}
    for name in ("norm", "prelu", "dense"):
        x = torch.randn(4, 5)
        values |= {name + ".x": x, name + ".y": getattr(module, name)(x)}
    x = torch.randint(0, 7, (4, 3), dtype=torch.int32)
    values |= {"embed.x": x, "embed.y": module.embed(x)}
    for name in ("lstm", "gru", "rnn", "both"):
        x = torch.randn(2, 5, 3)
        values |= {name + ".x": x, name + ".y": getattr(module, name)(x)[0]}
    write("others", module, values)


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    torch.manual_seed(1)
    with torch.no_grad():
        picture()
        others()
