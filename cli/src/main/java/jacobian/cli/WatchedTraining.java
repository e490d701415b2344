package jacobian.cli;

import jacobian.bench.BenchOptions;
import jacobian.bench.Overhead;
import jacobian.bench.Overhead.Watch;
import jacobian.bench.Row;
import jacobian.bench.Workload;
import jacobian.dashboard.Dashboard;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.TensorBoard;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What it costs to watch a training: TensorBoard as Keras has it, the dashboard, the doctor at every step, all
/// together. Alone in its class because the module of the dashboard is only there when asked for.
final class WatchedTraining implements AutoCloseable {
    /// For each repetition; all of them are one training.
    private static final int EPOCHS = 16;

    private final Path logs;
    private final Dashboard dashboard;
    private int runs;

    private WatchedTraining(BenchOptions options) throws IOException {
        logs = Files.createTempDirectory("overhead");
        dashboard = new Dashboard(logs)
                .run("watched")
                .open(false)
                .announce(address -> options.progress().accept("dashboard: " + address));
    }

    /// A row for each; the first is of nothing, and shows what figures of a few percent mean on this machine.
    static List<Row> measure(BenchOptions options) {
        System.setProperty("jacobian.threads", String.valueOf(options.threads()));
        try (var watched = new WatchedTraining(options)) {
            return Overhead.measure(
                    Workload.CNN,
                    List.of(
                            new Watch("nothing", List::of),
                            new Watch("TensorBoard", () -> List.of(watched.tensorBoard())),
                            new Watch("dashboard", () -> List.of(watched.dashboard)),
                            new Watch("doctor", () -> List.of(doctor())),
                            new Watch("all three", watched::all)),
                    EPOCHS * options.repeat(),
                    options);
        } catch (IOException e) {
            throw new UncheckedIOException("logs cannot be written: " + e.getMessage(), e);
        }
    }

    private List<Callback> all() {
        return List.of(tensorBoard(), dashboard, doctor());
    }

    /// Labels of the workload are noise: what it finds is nobody's concern.
    private static Callback doctor() {
        return new GradientDoctor().onFinding(_ -> {});
    }

    private Callback tensorBoard() {
        return new TensorBoard(logs.resolve("tensorboard-" + runs++));
    }

    @Override
    public void close() throws IOException {
        dashboard.close();
        try (var files = Files.walk(logs)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
