package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `fit` prints: in a terminal a bar with time left and metrics, renewed in place; elsewhere one line an
/// epoch.
///
/// ```
/// Epoch 1/5
/// 45/45 ━━━━━━━━━━━━━━━━━━━━ 0s 3ms/step - accuracy: 0.8121 - loss: 0.6420 - val_loss: 0.3010
/// ```
public final class ProgressBar extends Callback {
    private static final int WIDTH = 20;
    private static final long INTERVAL = 100_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private long began;
    private long shown;
    private long batches;
    private int columns;

    /// To `out`; `terminal` says whether lines there can be renewed.
    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// To standard output.
    public ProgressBar() {
        this(
                System.out,
                Config.isInteractiveLoggingEnabled()
                        && System.console() != null
                        && System.console().isTerminal());
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        begin();
        out.println("Epoch " + (epoch + 1) + "/" + training.epochs());
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        show(training, batch, logs);
    }

    private void show(Training training, long batch, Logs logs) {
        batches = batch + 1;
        long now = System.nanoTime();
        if (terminal && now - shown >= INTERVAL) {
            shown = now;
            renew(line(training, logs.all(), false));
        }
    }

    /// A validation is part of the line of its epoch; `evaluate` has a line of its own.
    private static boolean isWithinFit(Training training) {
        return training.epochs() > 0;
    }

    @Override
    public void onTestBegin(Training training) {
        if (!isWithinFit(training)) {
            begin();
        }
    }

    @Override
    public void onTestBatchEnd(Training training, long batch, Logs logs) {
        if (!isWithinFit(training)) {
            show(training, batch, logs);
        }
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
        if (!isWithinFit(training)) {
            end(training, logs);
        }
    }

    @Override
    public void onPredictBegin(Training training) {
        begin();
    }

    @Override
    public void onPredictBatchEnd(Training training, long batch, List<Tensor> outputs) {
        show(training, batch, Map::of);
    }

    @Override
    public void onPredictEnd(Training training) {
        end(training, Map.of());
    }

    private void begin() {
        began = System.nanoTime();
        shown = 0;
        batches = 0;
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        end(training, logs);
    }

    private void end(Training training, Map<String, Double> logs) {
        var line = line(training, logs, true);
        if (terminal) {
            renew(line);
            out.println();
        } else {
            out.println(line);
        }
        columns = 0;
    }

    private void renew(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, columns - line.length())));
        out.flush();
        columns = line.length();
    }

    private String line(Training training, Map<String, Double> logs, boolean done) {
        double seconds = (System.nanoTime() - began) / 1e9;
        double step = seconds / Math.max(1, batches);
        var steps = training.steps();
        long total = steps.isPresent() ? steps.getAsLong() : done ? batches : -1;
        var count = total < 0
                ? batches + "/Unknown"
                : String.format("%" + Long.toString(total).length() + "d/%d", batches, total);
        int full = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * batches / total);
        var bar = done ? "━".repeat(WIDTH) : "━".repeat(full) + " ".repeat(WIDTH - full);
        var time = done || total < 0 ? duration(seconds) : duration(step * (total - batches));
        return count + " " + bar + " " + time + " " + perStep(step) + numbers(logs);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole >= 3600) {
            return String.format("%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
        }
        return whole >= 60 ? String.format("%d:%02d", whole / 60, whole % 60) : whole + "s";
    }

    private static String perStep(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.0fs/step", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.0fms/step", seconds * 1e3)
                : String.format(Locale.ROOT, "%.0fus/step", seconds * 1e6);
    }

    /// The numbers in the order of their names, as Keras has them.
    private static String numbers(Map<String, Double> logs) {
        return new TreeMap<>(logs)
                .entrySet().stream()
                        .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) > 1e-3 ? "%.4f" : "%.4e", value);
    }
}
