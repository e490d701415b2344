#!/usr/bin/env python3
"""One framework on one workload, driven line by line. usage: worker.py FRAMEWORK WORKLOAD [--threads N]

It builds, trains one step and one warm-up epoch, then prints a JSON line {"ready": true, ...}. Each further line on
standard input gets one JSON line back: `epoch` trains one timed epoch, `latency` times prediction of one sample,
`report` sums up, `quit` ends. Between lines it sleeps, so that several workers can share a machine turn by turn.
With --alone it drives itself: five epochs, the latency, and the report.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time

import psutil

FRAMEWORKS = ["torch-eager", "torch-compile", "keras-jax", "keras-tensorflow", "keras-tensorflow-xla"]


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("framework", choices=FRAMEWORKS)
    parser.add_argument("workload", choices=["mlp", "cnn", "lstm", "transformer", "resnet20"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--alone", action="store_true")
    return parser.parse_args()


def confine(threads):
    """Cores and thread pools, set before any framework is imported: XLA counts the cores it may use."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    for name in ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"]:
        os.environ[name] = str(threads)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["JAX_PLATFORMS"] = "cpu"


class Worker:
    def __init__(self, chosen):
        confine(chosen.threads)
        from workloads import WORKLOADS
        workload = WORKLOADS[chosen.workload]
        if chosen.framework.startswith("keras"):
            os.environ["KERAS_BACKEND"] = chosen.framework.split("-")[1]
            from keras_peer import Peer
        else:
            from torch_peer import Peer
        self.chosen, self.workload, self.speeds, self.latency, self.loss = chosen, workload, [], None, None
        self.peer = Peer(workload, chosen)
        self.peer.first_step()
        self.first = time.time() - psutil.Process().create_time()
        self.peer.epoch()

    def identity(self):
        return {"name": self.workload.name, "framework": self.chosen.framework, "version": self.peer.version,
                "threads": self.chosen.threads}

    def answer(self, line):
        return {"epoch": self.epoch, "latency": self.predict, "report": self.report}[line]()

    def epoch(self):
        start = time.perf_counter()
        self.loss = self.peer.epoch()
        seconds = time.perf_counter() - start
        self.speeds.append(self.workload.samples / seconds)
        return {"samples_per_second": round(self.speeds[-1], 1), "seconds": round(seconds, 4), "loss": self.loss}

    def predict(self):
        times = []
        for _ in range(120):
            start = time.perf_counter()
            self.peer.predict_one()
            times.append(time.perf_counter() - start)
        self.latency = round(statistics.median(times[20:]) * 1e6, 1)
        return {"latency_us": self.latency}

    def report(self):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return self.identity() | {
            "samples_per_second": round(max(self.speeds, default=0), 1), "first_step_s": round(self.first, 2),
            "latency_us": self.latency, "peak_rss_mb": round(peak, 1), "loss_after": self.loss}


def main():
    # Frameworks write notes to standard output; the answers keep it to themselves.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    worker = Worker(options())
    if worker.chosen.alone:
        for line in ["epoch"] * 5 + ["latency"]:
            worker.answer(line)
        print(json.dumps(worker.report()), file=answers)
        return
    print(json.dumps({"ready": True, "first_step_s": round(worker.first, 2)} | worker.identity()), file=answers)
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        print(json.dumps(worker.answer(line.strip())), file=answers)


if __name__ == "__main__":
    main()
