package jacobian.bench.peers;

import jacobian.bench.peers.Resident.Launch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One workload in ours and in the peers: all workers stay resident and take turns at training, then at predicting.
final class WorkloadComparison implements AutoCloseable {
    private static final double FULL_SPEED = 0.9;
    private static final int LATENCY_ROUNDS = 3;

    /// Their compilers are done by then; ours is looked at for longer, for the time to full speed.
    private static final double PEER_SECONDS = 5;

    /// A worker, the speed of each epoch before the rounds, and the seconds from its start to the end of each.
    private static final class Contender {
        final Resident worker;
        final List<Double> early = new ArrayList<>();
        final List<Double> ends = new ArrayList<>();

        Contender(Resident worker) {
            this.worker = worker;
        }

        double epoch() {
            return worker.ask("epoch").get("samples_per_second").asDouble();
        }

        double latency() {
            return worker.ask("latency").get("latency_us").asDouble();
        }

        /// Trains for some time; notes how fast it was when.
        void warmUp(double seconds) {
            double now = worker.secondsToReady();
            double end = now + seconds;
            do {
                var answer = worker.ask("epoch");
                now += answer.get("seconds").asDouble();
                early.add(answer.get("samples_per_second").asDouble());
                ends.add(now);
            } while (now < end);
        }

        /// Seconds from its start to the end of the first epoch that was as good as at full speed.
        Optional<Double> reached(double fullSpeed) {
            for (int i = 0; i < early.size(); i++) {
                if (early.get(i) >= FULL_SPEED * fullSpeed) {
                    return Optional.of(ends.get(i));
                }
            }
            return Optional.empty();
        }
    }

    private final String workload;
    private final int threads;
    private final Effort effort;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final List<Result> results = new ArrayList<>();

    WorkloadComparison(String workload, int threads, Effort effort) {
        this.workload = workload;
        this.threads = threads;
        this.effort = effort;
    }

    /// Starts a worker and lets it train a while; one that fails stands as n/a in `section`.
    void enter(String section, String framework, Supplier<Launch> launch) {
        try {
            var contender = new Contender(Resident.start(launch.get()));
            contenders.put(framework, contender);
            if (!framework.equals(Peer.ORT.framework())) {
                contender.warmUp(
                        framework.equals(Result.OURS)
                                ? effort.warmUpSeconds()
                                : Math.min(effort.warmUpSeconds(), PEER_SECONDS));
            }
        } catch (WorkerException e) {
            leave(section, framework, e.reason());
        }
    }

    private void leave(String section, String framework, String why) {
        results.add(Result.missing(section, workload, framework, threads, why));
        var contender = contenders.remove(framework);
        if (contender != null) {
            contender.worker.close();
        }
    }

    /// The rounds of training.
    void train(Consumer<String> progress) {
        var entrants = new ArrayList<Entrant>();
        contenders.forEach((name, contender) -> {
            if (!name.equals(Peer.ORT.framework())) {
                entrants.add(new Entrant(name, contender::epoch));
            }
        });
        int noisy = Rounds.run(entrants, effort.rounds(), new Machine.Quiet(effort.quietSeconds()));
        if (noisy > 0) {
            progress.accept(workload + ": " + noisy + " of " + effort.rounds() + " rounds on a busy machine");
        }
        var ours = speeds(entrants);
        for (var entrant : entrants) {
            if (!entrant.failure().isEmpty() || entrant.speeds().isEmpty()) {
                leave("training", entrant.name(), entrant.failure());
                continue;
            }
            var contender = contender(entrant);
            results.add(result("training", contender, trained(contender, entrant.speeds(), ours, noisy)));
        }
    }

    private Contender contender(Entrant entrant) {
        return Objects.requireNonNull(contenders.get(entrant.name()), entrant.name());
    }

    private static List<Double> speeds(List<Entrant> entrants) {
        return entrants.stream()
                .filter(entrant -> entrant.name().equals(Result.OURS))
                .map(Entrant::speeds)
                .findFirst()
                .orElse(List.of());
    }

    private Map<String, Double> trained(Contender contender, List<Double> speeds, List<Double> ours, int noisy) {
        var figures = new LinkedHashMap<String, Double>();
        double middle = Rounds.median(speeds);
        figures.put("samples_per_second", middle);
        figures.put(
                "best_samples_per_second", speeds.stream().max(Double::compare).orElseThrow());
        figures.put("first_step_s", contender.worker.secondsToReady());
        contender.reached(middle).ifPresent(seconds -> figures.put("full_speed_s", seconds));
        figures.put("noisy_rounds", (double) noisy);
        if (!ours.isEmpty()) {
            figures.put("ratio", Rounds.ratio(ours, speeds));
        }
        try {
            var report = contender.worker.ask("report");
            figures.put("peak_rss_mb", report.path("peak_rss_mb").asDouble());
            if (report.has("account_mb")) {
                figures.put("account_mb", report.get("account_mb").asDouble());
            }
            figures.put("loss_after", report.path("loss_after").asDouble());
        } catch (WorkerException _) {
            // The speed stands all the same.
        }
        return figures;
    }

    /// The rounds of prediction, one sample at a time.
    void predict() {
        var entrants = new ArrayList<Entrant>();
        contenders.forEach((name, contender) -> entrants.add(new Entrant(name, contender::latency)));
        Rounds.run(entrants, Math.min(LATENCY_ROUNDS, effort.rounds()), new Machine.Quiet(effort.quietSeconds()));
        var ours = speeds(entrants);
        for (var entrant : entrants) {
            if (entrant.speeds().isEmpty()) {
                leave("latency", entrant.name(), entrant.failure());
                continue;
            }
            var figures = new LinkedHashMap<String, Double>();
            figures.put("latency_us", Rounds.median(entrant.speeds()));
            if (!ours.isEmpty()) {
                figures.put("ratio", Rounds.ratio(ours, entrant.speeds()));
            }
            results.add(result("latency", contender(entrant), figures));
        }
    }

    /// The peak of memory of each, after what it has done so far.
    void weigh() {
        contenders.forEach((name, contender) -> {
            try {
                double peak = contender.worker.ask("report").path("peak_rss_mb").asDouble();
                results.add(result("memory", contender, Map.of("peak_rss_mb", peak)));
            } catch (WorkerException e) {
                results.add(Result.missing("memory", workload, name, threads, e.reason()));
            }
        });
    }

    private Result result(String section, Contender contender, Map<String, Double> figures) {
        var ready = contender.worker.ready();
        return new Result(
                section,
                workload,
                ready.path("framework").asString(),
                ready.path("version").asString(),
                threads,
                figures,
                "");
    }

    List<Result> results() {
        return List.copyOf(results);
    }

    @Override
    public void close() {
        contenders.values().forEach(contender -> contender.worker.close());
    }
}
