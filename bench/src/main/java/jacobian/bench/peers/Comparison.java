package jacobian.bench.peers;

import jacobian.bench.Bench;
import jacobian.bench.BenchOptions;
import jacobian.bench.Blas;
import jacobian.bench.Measure;
import jacobian.bench.Workload;
import jacobian.bench.peers.Resident.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The whole comparison: what `jac bench --peers` runs, and the sections of it that can be asked for by name.
///
/// ```java
/// var plan = new Comparison.Plan(2, Effort.quick(), List.of(Peer.TORCH), List.of("mlp"), root, System.err::println);
/// System.out.print(Comparison.run(plan).text());
/// ```
public final class Comparison {
    /// What is run.
    ///
    /// @param threads that everybody has
    /// @param effort how long
    /// @param peers beside whom; none means ours alone
    /// @param names workloads and sections; all if there are none
    /// @param root the checkout
    /// @param progress hears of it, lines for a person
    public record Plan(
            int threads, Effort effort, List<Peer> peers, List<String> names, Path root, Consumer<String> progress) {}

    /// What was found, for a terminal and for programs.
    public record Outcome(String text, String json) {}

    /// What is measured in processes of their own, beside the workloads.
    private static final List<String> SECTIONS =
            List.of("latency", "memory", "startup", "scaling", "concurrency", "idle", "loss");

    /// Networks that are small enough that one sample says something.
    private static final List<String> PREDICTED = List.of("mlp", "resnet20");

    /// With one thread only peers are measured that were at least half as fast as the best with all.
    private static final double WORTHWHILE = 0.5;

    private final Plan plan;
    private final Scratch scratch;
    private final List<Result> results = new ArrayList<>();

    private Comparison(Plan plan) {
        this.plan = plan;
        this.scratch = Scratch.of(plan.root(), plan.progress());
    }

    /// The names of the sections.
    public static List<String> names() {
        return SECTIONS;
    }

    /// Runs the plan; with peers it writes docs/benchmarks.md, .svg and .json in the checkout, in which figures of
    /// other sections stay as they were.
    ///
    /// @throws IllegalArgumentException if peers are asked for outside a checkout
    public static Outcome run(Plan plan) {
        if (!plan.peers().isEmpty() && !Files.exists(plan.root().resolve("tools/peers/worker.py"))) {
            throw new IllegalArgumentException("--peers needs a checkout of Jacobian, and " + plan.root() + " is none");
        }
        var comparison = new Comparison(plan);
        comparison.run();
        var found = comparison.found();
        if (!plan.peers().isEmpty()) {
            var docs = plan.root().resolve("docs");
            var file = docs.resolve("benchmarks.json");
            var all = Files.exists(file) ? found.over(Results.read(file)) : found;
            all.write(file);
            Page.write(docs.resolve("benchmarks.md"), all);
            Picture.write(docs.resolve("benchmarks.svg"), all);
        }
        return new Outcome(new Page(found).text(), found.json());
    }

    private Results found() {
        var effort = plan.effort();
        var settings = "%d rounds, %.1f s of training before them, %d starts; our JVM: %s"
                .formatted(effort.rounds(), effort.warmUpSeconds(), effort.starts(), scratch.flags());
        return new Results(Machine.here(), LocalDate.now().toString(), settings, results);
    }

    private void run() {
        for (var workload : Workload.values()) {
            workload(workload.label());
        }
        if (asks("startup")) {
            startup();
        }
        var costs = new Costs(scratch, plan.threads(), plan.effort());
        for (var workload : workloads()) {
            if (asks("scaling") && plan.threads() > 1) {
                say("scaling of " + workload);
                results.add(costs.scaling(workload));
            }
            if (asks("idle")) {
                say("idling after " + workload);
                results.add(costs.idle(workload));
            }
            if (asks("concurrency") && PREDICTED.contains(workload)) {
                say("concurrent predictions of " + workload);
                concurrency(workload);
            }
            if (asks("loss")) {
                say("loss of " + workload);
                results.addAll(costs.loss(workload, launches(workload, List.of(Peer.JAX, Peer.TF), plan.threads())));
            }
        }
        if (!plan.peers().isEmpty() && (plan.names().isEmpty() || plan.names().contains("matmul"))) {
            matmul();
        }
    }

    private void say(String what) {
        plan.progress().accept(what + " ...");
    }

    private boolean asks(String section) {
        return plan.names().isEmpty() || plan.names().contains(section);
    }

    /// The workloads that were named, all if none was.
    private List<String> workloads() {
        var all = Arrays.stream(Workload.values()).map(Workload::label).toList();
        var named = all.stream().filter(plan.names()::contains).toList();
        return named.isEmpty() ? all : named;
    }

    private void workload(String workload) {
        boolean trains = plan.names().isEmpty() || plan.names().contains(workload);
        boolean predicts = asks("latency") && PREDICTED.contains(workload) || trains;
        boolean weighs = plan.names().contains("memory") && !trains;
        if (!trains && !predicts && !weighs) {
            return;
        }
        say(workload + " on " + plan.threads() + (plan.threads() == 1 ? " thread" : " threads"));
        try (var comparison = new WorkloadComparison(workload, plan.threads(), plan.effort())) {
            launches(workload, plan.peers(), plan.threads()).forEach((framework, launch) -> {
                boolean answers = !framework.equals(Peer.ORT.framework());
                if (answers || predicts && PREDICTED.contains(workload)) {
                    say("  " + framework);
                    comparison.enter(trains && answers ? "training" : "latency", framework, launch);
                }
            });
            if (trains) {
                comparison.train(plan.progress());
            }
            if (predicts) {
                comparison.predict();
            }
            if (weighs) {
                comparison.weigh();
            }
            results.addAll(comparison.results());
        }
        if (trains && plan.names().isEmpty() && plan.threads() > 1) {
            onOneThread(workload);
        }
    }

    /// The same training on one thread, beside the peers for which it can be close.
    private void onOneThread(String workload) {
        double best = results.stream()
                .filter(result ->
                        result.section().equals("training") && result.workload().equals(workload) && !result.isOurs())
                .mapToDouble(result -> result.figure("samples_per_second"))
                .max()
                .orElse(0);
        var worthwhile = plan.peers().stream()
                .filter(peer -> results.stream()
                        .anyMatch(result -> result.section().equals("training")
                                && result.workload().equals(workload)
                                && result.framework().equals(peer.framework())
                                && result.figure("samples_per_second") >= WORTHWHILE * best))
                .filter(Peer::trains)
                .toList();
        say(workload + " on 1 thread");
        try (var comparison = new WorkloadComparison(workload, 1, plan.effort())) {
            launches(workload, worthwhile, 1)
                    .forEach((framework, launch) -> comparison.enter("training", framework, launch));
            comparison.train(plan.progress());
            results.addAll(comparison.results());
        }
    }

    private void concurrency(String workload) {
        try (var requests = new ConcurrentRequests(workload, plan.threads(), plan.effort())) {
            launches(workload, List.of(Peer.ORT), plan.threads()).forEach(requests::enter);
            results.addAll(requests.results());
        }
    }

    private void startup() {
        var costs = new Costs(scratch, plan.threads(), plan.effort());
        launches("mlp", plan.peers(), plan.threads()).forEach((framework, launch) -> {
            if (!framework.equals(Peer.ORT.framework())) {
                say("starts of " + framework);
                results.add(costs.startup(framework, launch));
            }
        });
    }

    /// How ours is started, then those of `peers` that the plan has.
    private Map<String, Supplier<Launch>> launches(String workload, List<Peer> peers, int threads) {
        var launches = new LinkedHashMap<String, Supplier<Launch>>();
        launches.put(Result.OURS, () -> scratch.own(workload, threads));
        for (var peer : peers) {
            if (plan.peers().contains(peer)) {
                launches.put(peer.framework(), () -> scratch.peer(peer, workload, threads));
            }
        }
        return launches;
    }

    /// Products beside OpenBLAS and the MKL of PyTorch, on one thread and on all.
    private void matmul() {
        scratch.mkl().stream().findFirst().ifPresent(Blas::useMkl);
        var threads = plan.threads() == 1 ? List.of(1) : List.of(1, plan.threads());
        for (int count : threads) {
            say("matrix products on " + count + " thread" + (count == 1 ? "" : "s"));
            var options = new BenchOptions(count, Math.max(1, plan.effort().rounds() / 4), false, plan.progress());
            for (var row : Bench.run(List.of("matmul"), options)) {
                var figures = new LinkedHashMap<String, Double>();
                for (var measure : Measure.values()) {
                    if (row.measures().containsKey(measure)) {
                        figures.put(measure.key(), row.measures().get(measure));
                    }
                }
                results.add(new Result("matmul", row.detail(), Result.OURS, "", count, figures, ""));
            }
        }
    }
}
