"""The workloads in PyTorch: channels last for images, the fused Adam, eager or through torch.compile."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from workloads import CLASSES


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, CLASSES))


def cnn():
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Linear(128, CLASSES))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.LSTM(32, 128, batch_first=True)
        self.head = nn.Linear(128, CLASSES)

    def forward(self, x):
        outputs, _ = self.cells(x)
        return self.head(outputs[:, -1])


class Encoder(nn.Module):
    """Post-norm encoder block; queries, keys and values come from one product."""

    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.grow, self.shrink = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.after_attention, self.after_feed = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x):
        rows, steps, width = x.shape
        split = self.project(x).reshape(rows, steps, 3, self.heads, width // self.heads)
        queries, keys, values = split.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(queries, keys, values)
        x = self.after_attention(x + self.output(mixed.transpose(1, 2).reshape(rows, steps, width)))
        return self.after_feed(x + self.shrink(functional.gelu(self.grow(x))))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(10_000, 128)
        self.blocks = nn.Sequential(Encoder(128, 4, 512), Encoder(128, 4, 512))
        self.head = nn.Linear(128, CLASSES)

    def forward(self, tokens):
        return self.head(self.blocks(self.embed(tokens)).mean(dim=1))


def convolved(inputs, filters, size=3, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, filters, size, stride, padding=size // 2, bias=False),
                         nn.BatchNorm2d(filters))


class Residual(nn.Module):
    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.body = nn.Sequential(convolved(inputs, filters, stride=stride), nn.ReLU(), convolved(filters, filters))
        self.shortcut = convolved(inputs, filters, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        return functional.relu(self.shortcut(x) + self.body(x))


def resnet20():
    stages, inputs = [convolved(3, 16), nn.ReLU()], 16
    for filters in (16, 32, 64):
        for block in range(3):
            stages.append(Residual(inputs, filters, 2 if filters > 16 and block == 0 else 1))
            inputs = filters
    return nn.Sequential(*stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, CLASSES))


NETWORKS = {"mlp": mlp, "cnn": cnn, "lstm": Recurrent, "transformer": Transformer, "resnet20": resnet20}


class Peer:
    def __init__(self, workload, options):
        torch.set_num_threads(options.threads)
        torch.manual_seed(1)
        self.workload, self.version = workload, torch.__version__
        self.network = NETWORKS[workload.name]()
        x, y = workload.data()
        self.x, self.y = torch.from_numpy(x), torch.from_numpy(y.astype(np.int64))
        if len(workload.shape) == 3:
            # The tensor keeps NHWC in memory and only calls it NCHW: what channels_last means.
            self.x = self.x.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
            self.network = self.network.to(memory_format=torch.channels_last)
        self.adam = torch.optim.Adam(self.network.parameters(), lr=1e-3, eps=1e-7, fused=True)
        compiled = options.framework == "torch-compile"
        self.loss = torch.compile(self.raw_loss) if compiled else self.raw_loss
        self.answer = torch.compile(self.network) if compiled else self.network

    def raw_loss(self, x, y):
        return functional.cross_entropy(self.network(x), y)

    def step(self, rows):
        self.adam.zero_grad(set_to_none=True)
        loss = self.loss(self.x[rows], self.y[rows])
        loss.backward()
        self.adam.step()
        return loss.detach()

    def first_step(self):
        self.step(slice(0, self.workload.batch)).item()

    def epoch(self):
        batches = torch.randperm(self.workload.samples).split(self.workload.batch)
        total = torch.zeros(())
        for rows in batches:
            total += self.step(rows)
        return total.item() / len(batches)

    def predict_one(self):
        self.network.eval()
        with torch.inference_mode():
            self.answer(self.x[:1]).numpy()
        self.network.train()
