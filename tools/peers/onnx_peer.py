"""Prediction in ONNX Runtime: `mlp` and `resnet20` as graphs of ONNX, batch normalizations folded into convolutions."""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from workloads import CLASSES


class Graph:
    """A graph that grows at its end; weights are random, as speed does not ask for more."""

    def __init__(self):
        self.nodes, self.weights, self.random = [], [], np.random.default_rng(1)

    def weight(self, *shape):
        name = f"w{len(self.weights)}"
        values = self.random.standard_normal(shape, "float32") * np.float32(0.05)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def add(self, kind, *inputs, **settings):
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **settings))
        return name

    def dense(self, x, inputs, units):
        return self.add("Gemm", x, self.weight(inputs, units), self.weight(units))

    def convolved(self, x, inputs, filters, size=3, stride=1):
        pads = [0, 0, 1, 1] if stride > 1 and size > 1 else [size // 2] * 4
        return self.add("Conv", x, self.weight(filters, inputs, size, size), self.weight(filters),
                        kernel_shape=[size, size], strides=[stride, stride], pads=pads)

    def bytes(self, x, shape):
        last = self.add("Softmax", x, axis=1)
        graph = helper.make_graph(
            self.nodes, "workload", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, CLASSES])], self.weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString()


def mlp():
    graph = Graph()
    x = graph.add("Relu", graph.dense("x", 784, 512))
    x = graph.add("Relu", graph.dense(x, 512, 512))
    return graph.bytes(graph.dense(x, 512, CLASSES), [1, 784])


def resnet20():
    graph, inputs = Graph(), 16
    x = graph.add("Relu", graph.convolved("x", 3, 16))
    for filters in (16, 32, 64):
        for block in range(3):
            stride = 2 if filters > 16 and block == 0 else 1
            y = graph.add("Relu", graph.convolved(x, inputs, filters, stride=stride))
            y = graph.convolved(y, filters, filters)
            side = graph.convolved(x, inputs, filters, 1, stride) if stride > 1 else x
            x, inputs = graph.add("Relu", graph.add("Add", y, side)), filters
    x = graph.add("Flatten", graph.add("GlobalAveragePool", x))
    return graph.bytes(graph.dense(x, 64, CLASSES), [1, 3, 32, 32])


NETWORKS = {"mlp": mlp, "resnet20": resnet20}


class Peer:
    """Two sessions: all threads for one request, and one thread for each of many requests at once."""

    def __init__(self, workload, options):
        if workload.name not in NETWORKS:
            raise NotImplementedError(f"{workload.name} is not measured in ONNX Runtime")
        model = NETWORKS[workload.name]()
        self.version = onnxruntime.__version__
        self.together, self.apart = self.session(model, options.threads), self.session(model, 1)
        x = np.random.default_rng(20).random((1, *workload.shape), "float32")
        self.x = {"x": np.ascontiguousarray(x.transpose(0, 3, 1, 2)) if x.ndim == 4 else x}

    @staticmethod
    def session(model, threads):
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        settings.inter_op_num_threads = 1
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        return onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])

    def first_step(self):
        self.predict_one()

    def epoch(self):
        raise NotImplementedError("ONNX Runtime does not train")

    def predict_one(self):
        return self.together.run(None, self.x)[0]

    def requests(self):
        """Ways to predict, of which the better one counts for concurrent requests."""
        return [self.predict_one, lambda: self.apart.run(None, self.x)[0]]
