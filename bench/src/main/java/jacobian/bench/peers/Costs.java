package jacobian.bench.peers;

import jacobian.bench.peers.Resident.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a framework costs beside its steps: its start, processors while it has nothing to do, and how it fares with
/// more or fewer of them.
final class Costs {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration AFTER_A_SECOND = Duration.ofSeconds(1);

    /// In float64 nobody trains for speed: far more than any framework should take.
    private static final Duration HUNDRED_STEPS = Duration.ofMinutes(60);

    private static final int FEW = 3;
    private static final double LONG_SECONDS = 60;

    private final Scratch scratch;
    private final int threads;
    private final Effort effort;

    Costs(Scratch scratch, int threads, Effort effort) {
        this.scratch = scratch;
        this.threads = threads;
        this.effort = effort;
    }

    /// The first step of `mlp`, from the start of the process: the median of many starts.
    Result startup(String framework, Supplier<Launch> launch) {
        var seconds = new ArrayList<Double>();
        var version = "";
        try {
            var command = launch.get();
            double spent = 0;
            // The first start of all fills caches of files and classes; slow ones are not started so often.
            for (int i = 0; i <= effort.starts() && (i <= FEW || spent < LONG_SECONDS); i++) {
                try (var worker = Resident.start(command)) {
                    version = worker.ready().path("version").asString();
                    double first = worker.secondsToReady();
                    spent += first;
                    if (i > 0) {
                        seconds.add(first);
                    }
                }
            }
            var figures = Map.of("first_step_s", Rounds.median(seconds), "starts", (double) seconds.size());
            return new Result("startup", "mlp", framework, version, threads, figures, "");
        } catch (WorkerException e) {
            return Result.missing("startup", "mlp", framework, threads, e.reason());
        }
    }

    /// Our processor time while idle, in percent of one processor, from a second after the last step on.
    Result idle(String workload) {
        try (var worker = Resident.start(scratch.own(workload, threads))) {
            worker.ask("epoch");
            Thread.sleep(AFTER_A_SECOND);
            var before = worker.processorTime();
            Thread.sleep(IDLE);
            double percent = 100.0 * worker.processorTime().minus(before).toNanos() / IDLE.toNanos();
            return ours("idle", workload, worker, Map.of("idle_percent", percent));
        } catch (WorkerException e) {
            return Result.missing("idle", workload, Result.OURS, threads, e.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }

    /// Our speed on all threads, on one, with a core taken by another process, and with vectors of 256 bits, turn
    /// by turn.
    Result scaling(String workload) {
        try (var all = Resident.start(scratch.own(workload, threads));
                var one = Resident.start(scratch.own(workload, 1));
                var narrow = Resident.start(scratch.own(workload, threads, "-XX:UseAVX=2"))) {
            var entrants = List.of(
                    new Entrant("all", () -> epoch(all)),
                    new Entrant("one", () -> epoch(one)),
                    new Entrant("narrow", () -> epoch(narrow)),
                    new Entrant("taken", () -> besideAnother(all)));
            for (var worker : List.of(all, one, narrow)) {
                warmUp(worker);
            }
            Rounds.run(entrants, effort.rounds(), new Machine.Quiet(effort.quietSeconds()));
            var figures = new LinkedHashMap<String, Double>();
            var full = entrants.getFirst().speeds();
            for (var entrant : entrants) {
                if (!entrant.failure().isEmpty()) {
                    return Result.missing("scaling", workload, Result.OURS, threads, entrant.failure());
                }
                figures.put(entrant.name() + "_samples_per_second", Rounds.median(entrant.speeds()));
            }
            figures.put("all_over_one", Rounds.ratio(full, entrants.get(1).speeds()));
            figures.put("narrow_over_all", Rounds.ratio(entrants.get(2).speeds(), full));
            figures.put("taken_over_all", Rounds.ratio(entrants.get(3).speeds(), full));
            return ours("scaling", workload, all, figures);
        } catch (WorkerException e) {
            return Result.missing("scaling", workload, Result.OURS, threads, e.reason());
        }
    }

    private void warmUp(Resident worker) {
        long end = System.nanoTime() + (long) (effort.warmUpSeconds() * 1e9);
        do {
            worker.ask("epoch");
        } while (System.nanoTime() < end);
    }

    private static double epoch(Resident worker) {
        return worker.ask("epoch").get("samples_per_second").asDouble();
    }

    /// An epoch while another process computes on the last of our cores.
    private double besideAnother(Resident worker) {
        try {
            var other = new ProcessBuilder(
                            "taskset", "-c", String.valueOf(threads - 1), "sh", "-c", "while :; do :; done")
                    .start();
            try {
                return epoch(worker);
            } finally {
                other.destroyForcibly();
            }
        } catch (IOException e) {
            throw new WorkerException("no core can be taken: " + e.getMessage());
        }
    }

    /// The loss after 100 steps, here and in Keras, from the same weights on the same batches: ours writes both to
    /// files that Keras' workers read. JAX is not asked for float64, which it has only where it starts with it.
    List<Result> loss(String workload, Map<String, Supplier<Launch>> launches) {
        var results = new ArrayList<Result>();
        launches.forEach((framework, launch) -> {
            try (var worker = Resident.start(launch.get())) {
                results.add(steps(Result.LOSS, "loss", workload, worker));
                if (!framework.equals(Peer.JAX.framework())) {
                    results.add(steps(Result.LOSS_IN_FLOAT64, "loss64", workload, worker));
                }
            } catch (WorkerException e) {
                results.add(Result.missing(Result.LOSS, workload, framework, threads, e.reason()));
            }
        });
        return results;
    }

    private Result steps(String section, String verb, String workload, Resident worker) {
        var folder = scratch.folder().resolve(verb).resolve(workload);
        try {
            Files.createDirectories(folder);
            var answer = worker.ask(verb + " " + folder, HUNDRED_STEPS);
            var figures = Map.of(
                    "loss",
                    answer.get("loss").asDouble(),
                    "steps",
                    answer.get("steps").asDouble());
            var version = worker.ready().path("version").asString();
            return new Result(section, workload, worker.name(), version, threads, figures, "");
        } catch (WorkerException e) {
            return Result.missing(section, workload, worker.name(), threads, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }

    private Result ours(String section, String workload, Resident worker, Map<String, Double> figures) {
        var version = worker.ready().path("version").asString();
        return new Result(section, workload, Result.OURS, version, threads, figures, "");
    }
}
