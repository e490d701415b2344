#!/usr/bin/env python3
"""Runs workers of several frameworks turn by turn and compares them pair by pair.

usage: interleave.py WORKLOAD [--threads N] [--rounds R] [--warm-up S] [--frameworks NAME ...] [--own COMMAND] [--json FILE]

All workers are started one after another and stay resident. Each then trains for S seconds (5) that do not count, so
that just-in-time compilers are done. In each round every worker trains one epoch, in an order
that rotates, so that a slow minute of the machine meets all of them alike. Before a round it waits until other
processes use less than a tenth of the machine; rounds begun on a busy machine all the same are counted and printed.
Reported are medians over the rounds and, for --own or else for the fastest, the median of the rounds' ratios to each of
the others. COMMAND is any program that speaks worker.py's
protocol; {workload} and {threads} in it are filled in.
"""

import argparse
import json
import pathlib
import shlex
import statistics
import subprocess
import sys
import time

import psutil

from worker import FRAMEWORKS

HERE = pathlib.Path(__file__).resolve().parent
QUIET = 0.10


class Resident:
    """A worker process and what it measured so far."""

    def __init__(self, name, command):
        self.name, self.speeds = name, []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.ready = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended with {self.process.wait()}; run its worker alone to see why")
        return json.loads(line)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()


def wait_until_quiet(patience):
    """True once the machine idles while our workers wait; False when it does not within `patience` seconds."""
    end = time.time() + patience
    while psutil.cpu_percent(0.3) / 100 > QUIET:
        if time.time() > end:
            return False
    return True


def warm_up(workers, seconds):
    for worker in workers:
        end = time.time() + seconds
        while time.time() < end:
            worker.ask("epoch")


def measure(workers, rounds, patience):
    noisy = 0
    for turn in range(rounds):
        noisy += not wait_until_quiet(patience)
        order = workers[turn % len(workers):] + workers[:turn % len(workers)]
        for worker in order:
            worker.speeds.append(worker.ask("epoch")["samples_per_second"])
    return noisy


def compare(workers, own):
    """One report per worker, with its median and the median ratio of the leading worker to it."""
    middle = {w.name: statistics.median(w.speeds) for w in workers}
    leader = next(w for w in workers if w.name == (own or max(middle, key=middle.get)))
    rows = []
    for worker in workers:
        worker.ask("latency")
        ratios = [a / b for a, b in zip(leader.speeds, worker.speeds)]
        rows.append(worker.ask("report") | {
            "framework": worker.name, "median_samples_per_second": round(middle[worker.name], 1),
            "ratio_of": leader.name, "ratio": round(statistics.median(ratios), 3),
            "ratio_low": round(min(ratios), 3), "ratio_high": round(max(ratios), 3)})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workload")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--warm-up", type=float, default=5, help="seconds that each worker trains before the rounds")
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a quiet machine")
    parser.add_argument("--frameworks", nargs="*", default=FRAMEWORKS)
    parser.add_argument("--own", help="command of a further worker")
    parser.add_argument("--json", type=pathlib.Path)
    chosen = parser.parse_args()
    python = [sys.executable, "-B", str(HERE / "worker.py")]
    commands = {f: [*python, f, chosen.workload, "--threads", str(chosen.threads)] for f in chosen.frameworks}
    if chosen.own:
        filled = chosen.own.replace("{workload}", chosen.workload).replace("{threads}", str(chosen.threads))
        commands["own"] = shlex.split(filled)
    workers = [Resident(name, command) for name, command in commands.items()]
    warm_up(workers, chosen.warm_up)
    noisy = measure(workers, chosen.rounds, chosen.patience)
    rows = compare(workers, "own" if chosen.own else None)
    for worker in workers:
        worker.process.communicate("quit\n")
    print(f"{chosen.workload}, {chosen.threads} threads, {chosen.rounds} rounds, {noisy} of them on a busy machine")
    print(f"{'':24}{'samples/s':>11}{'best':>11}{rows[0]['ratio_of'] + ' to it':>22}{'first step':>12}"
          f"{'batch 1':>11}{'peak RSS':>10}")
    for row in rows:
        print(f"{row['framework']:24}{row['median_samples_per_second']:11,.0f}{row['samples_per_second']:11,.0f}"
              f"{row['ratio']:22.3f}{row['first_step_s']:10.1f} s{row['latency_us']:8,.0f} us"
              f"{row['peak_rss_mb']:7,.0f} MB")
    if chosen.json:
        chosen.json.write_text(json.dumps({"rounds": chosen.rounds, "noisy_rounds": noisy, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
