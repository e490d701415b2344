package jacobian.bench.peers;

import jacobian.bench.peers.Resident.Launch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Predictions of one sample each from several threads on one model: requests a second, and the time that one in a
/// hundred exceeds, framework by framework in turn.
final class ConcurrentRequests implements AutoCloseable {
    static final String SECTION = "concurrency";

    private static final int[] CLIENTS = {1, 4, 16};
    private static final int ROUNDS = 3;

    private final String workload;
    private final int threads;
    private final Effort effort;
    private final Map<String, Resident> workers = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> figures = new TreeMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    ConcurrentRequests(String workload, int threads, Effort effort) {
        this.workload = workload;
        this.threads = threads;
        this.effort = effort;
    }

    /// Starts a worker; one that fails stands as n/a.
    void enter(String framework, Supplier<Launch> launch) {
        try {
            workers.put(framework, Resident.start(launch.get()));
            figures.put(framework, new LinkedHashMap<>());
        } catch (WorkerException e) {
            failures.put(framework, e.reason());
        }
    }

    /// Asks all of them, from few threads to many.
    List<Result> results() {
        for (int clients : CLIENTS) {
            ask(clients);
        }
        var results = new ArrayList<Result>();
        workers.forEach((framework, worker) -> {
            if (!failures.containsKey(framework)) {
                var version = worker.ready().path("version").asString();
                var found = figures.getOrDefault(framework, Map.of());
                results.add(new Result(SECTION, workload, framework, version, threads, found, ""));
            }
        });
        failures.forEach((framework, why) -> results.add(Result.missing(SECTION, workload, framework, threads, why)));
        return results;
    }

    private void ask(int clients) {
        var slowest = new LinkedHashMap<String, List<Double>>();
        var entrants = new ArrayList<Entrant>();
        workers.forEach((framework, worker) -> {
            var times = new ArrayList<Double>();
            slowest.put(framework, times);
            entrants.add(new Entrant(framework, () -> {
                var answer = worker.ask("concurrency " + clients);
                times.add(answer.get("p99_us").asDouble());
                return answer.get("requests_per_second").asDouble();
            }));
        });
        Rounds.run(entrants, Math.min(ROUNDS, effort.rounds()), new Machine.Quiet(effort.quietSeconds()));
        for (var entrant : entrants) {
            if (!entrant.failure().isEmpty()) {
                failures.putIfAbsent(entrant.name(), entrant.failure());
                continue;
            }
            var found = figures.getOrDefault(entrant.name(), new LinkedHashMap<>());
            found.put("requests_per_second_" + clients, Rounds.median(entrant.speeds()));
            found.put("p99_us_" + clients, Rounds.median(slowest.getOrDefault(entrant.name(), List.of())));
        }
    }

    @Override
    public void close() {
        workers.values().forEach(Resident::close);
    }
}
