"""Reads an event file of Jacobian with TensorBoard's own reader and messages, and writes down what is in it.

    python read_back.py ../../keras/src/test/resources/tensorboard

Reads jacobian.tfevents there and writes jacobian-read-back.json beside it. README.md says how the file is made.
"""

import json
import math
import os
import sys

from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
from tensorboard.compat.proto import graph_pb2
from tensorboard.util import tensor_util


def hparams(content):
    data = plugin_data_pb2.HParamsPluginData.FromString(content)
    if data.HasField("session_start_info"):
        start = data.session_start_info
        values = " ".join(f"{name}={value.number_value}" for name, value in start.hparams.items())
        return {"start": f"{start.group_name} {values}"}
    if data.HasField("session_end_info"):
        return {"end": api_pb2.Status.Name(data.session_end_info.status)}
    infos = []
    for info in data.experiment.hparam_infos:
        values = [getattr(v, v.WhichOneof("kind")) for v in info.domain_discrete.values]
        interval = info.domain_interval
        domain = ", ".join(map(str, values)) if values else f"{interval.min_value}..{interval.max_value}"
        infos.append(f"{info.name}[{domain}]")
    metrics = [f"{metric.name.group}/{metric.name.tag}" for metric in data.experiment.metric_infos]
    return {"experiment": " ".join(infos) + " by " + " ".join(metrics)}


def graph(content):
    nodes = []
    for node in graph_pb2.GraphDef.FromString(content).node:
        text = f"{node.name}:{node.op}({', '.join(node.input)})"
        for shape in node.attr["_output_shapes"].list.shape if "_output_shapes" in node.attr else []:
            text += "[" + "x".join(str(dim.size) for dim in shape.dim) + "]"
        if "parameters" in node.attr:
            text += f"{{parameters={node.attr['parameters'].i}, trainable={node.attr['trainable'].b}}}"
        nodes.append(text)
    return " ".join(nodes)


def value(summary):
    plugin = summary.metadata.plugin_data
    if plugin.plugin_name == "hparams":
        return hparams(plugin.content)
    array = tensor_util.make_ndarray(summary.tensor)
    if plugin.plugin_name == "scalars":
        number = float(array.reshape(()))
        return {"value": number if math.isfinite(number) else str(number)}
    if plugin.plugin_name == "graphs":  # the loader puts a graph into a summary
        return {"tag": "", "nodes": graph(array.reshape(-1)[0])}
    if plugin.plugin_name == "histograms":
        return {"rows": array.reshape(-1).tolist()}
    if plugin.plugin_name == "images":
        assert all(picture.startswith(b"\x89PNG") for picture in array[2:])
        return {"shape": [int(array[0]), int(array[1]), len(array) - 2]}
    return {"text": array.reshape(()).item().decode("utf-8")}


def main(folder):
    found = []
    for event in EventFileLoader(os.path.join(folder, "jacobian.tfevents")).Load():
        place = {"step": event.step, "time": event.wall_time}
        found += [{"tag": summary.tag, **place, **value(summary)} for summary in event.summary.value]
    with open(os.path.join(folder, "jacobian-read-back.json"), "w") as file:
        json.dump(found, file, indent=0)
        file.write("\n")


main(sys.argv[1])
