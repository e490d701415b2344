#!/usr/bin/env python3
"""One framework on one workload, driven line by line. usage: worker.py FRAMEWORK WORKLOAD [--threads N]

It builds, trains one step, then prints a JSON line {"ready": true, ...}. Each further line on standard input gets one
JSON line back: `epoch` trains one timed epoch, `latency` times prediction of one sample, `concurrency N` prediction from
N threads, `loss FOLDER` trains a hundred steps on what the folder holds, `loss64 FOLDER` the same in float64, `report`
sums up, `quit` ends. Between lines it sleeps, so that several workers can share a machine turn by turn.
With --alone it drives itself: six epochs, the latency, and the report.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import threading
import time

FRAMEWORKS = ["torch-eager", "torch-compile", "keras-jax", "keras-tensorflow", "keras-tensorflow-xla", "onnxruntime"]


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


def seconds_since_start():
    """By the clock since the boot: the time of the boot itself is known in whole seconds only."""
    with open("/proc/self/stat") as file:
        ticks = int(file.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


class Worker:
    def __init__(self, chosen):
        confine(chosen.threads)
        from workloads import WORKLOADS
        workload = WORKLOADS[chosen.workload]
        if chosen.framework.startswith("keras"):
            os.environ["KERAS_BACKEND"] = chosen.framework.split("-")[1]
            from keras_peer import Peer
        elif chosen.framework == "onnxruntime":
            from onnx_peer import Peer
        else:
            from torch_peer import Peer
        self.chosen, self.workload, self.speeds, self.latency, self.loss = chosen, workload, [], None, None
        self.peer = Peer(workload, chosen)
        self.peer.first_step()
        self.first = seconds_since_start()

    def identity(self):
        return {"name": self.workload.name, "framework": self.chosen.framework, "version": self.peer.version,
                "threads": self.chosen.threads}

    def answer(self, line):
        verb, *rest = line.split(" ", 1)
        verbs = {"epoch": self.epoch, "latency": self.predict, "concurrency": self.serve, "loss": self.hundred_steps,
                 "loss64": lambda folder: self.hundred_steps(folder, "float64"), "report": self.report}
        if verb not in verbs:
            return {"error": f"{self.chosen.framework} has no answer to {line}"}
        try:
            return verbs[verb](*rest)
        except NotImplementedError as e:
            return {"error": str(e)}

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

    def serve(self, threads):
        ways = self.peer.requests() if hasattr(self.peer, "requests") else [self.peer.predict_one]
        found = [serve(way, int(threads)) for way in ways]
        return max(found, key=lambda each: each["requests_per_second"])

    def hundred_steps(self, folder, floatx="float32"):
        if not hasattr(self.peer, "hundred_steps"):
            raise NotImplementedError(f"{self.chosen.framework} reads no .keras files")
        return {"loss": self.peer.hundred_steps(folder, floatx), "steps": 100}

    def report(self):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return self.identity() | {
            "samples_per_second": round(max(self.speeds, default=0), 1), "first_step_s": round(self.first, 2),
            "latency_us": self.latency, "peak_rss_mb": round(peak, 1), "loss_after": self.loss}


def serve(predict, threads, seconds=1.0):
    """Requests a second from several threads, each asking again when it has its answer, and their 99th percentile."""
    times = []

    def client(end, kept):
        while time.perf_counter() < end:
            start = time.perf_counter()
            predict()
            kept.append(time.perf_counter() - start)

    for duration in (0.3, seconds):
        end, kept = time.perf_counter() + duration, [[] for _ in range(threads)]
        clients = [threading.Thread(target=client, args=(end, each)) for each in kept]
        for each in clients:
            each.start()
        for each in clients:
            each.join()
        times = sorted(t for each in kept for t in each)
    return {"requests_per_second": round(len(times) / seconds, 1),
            "p99_us": round(times[int(0.99 * (len(times) - 1))] * 1e6, 1)}


def main():
    # Frameworks write notes to standard output; the answers keep it to themselves.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    try:
        worker = Worker(options())
    except (ImportError, NotImplementedError) as e:
        print(json.dumps({"error": str(e)}), file=answers)
        return
    if worker.chosen.alone:
        for line in ["epoch"] * 6 + ["latency"]:
            worker.answer(line)
        print(json.dumps(worker.report()), file=answers)
        return
    print(json.dumps({"ready": True} | worker.identity()), file=answers)
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        print(json.dumps(worker.answer(line.strip())), file=answers)


if __name__ == "__main__":
    main()
