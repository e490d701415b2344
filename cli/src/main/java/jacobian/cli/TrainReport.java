package jacobian.cli;

import jacobian.keras.callbacks.doctor.Finding;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What `jac train` prints at the end: where it was wrong, a few examples, speed, what to try next, the test
/// figures.
final class TrainReport {
    private static final int SHOWN = 5;

    private final TrainResult result;
    private final Console console;

    TrainReport(TrainResult result, Console console) {
        this.result = result;
        this.console = console;
    }

    void print() {
        if (console.json()) {
            console.out().println(Json.of(json()));
            return;
        }
        if (result.data().isClassified()) {
            printClasses();
        } else {
            printNumbers();
        }
        console.result(format("%,d samples/s in training", Math.round(result.samplesPerSecond())));
        if (result.interrupted()) {
            console.tell("interrupted: these are the figures of the weights after the last whole step");
        }
        Advice.of(result).forEach(each -> console.tell("next: " + each));
        console.result(sizes(result.data()));
        result.tested().forEach((name, value) -> {
            if (!name.equals(main())) {
                console.result("test " + line(name, value));
            }
        });
        console.figure("test " + line(main(), result.tested().getOrDefault(main(), Double.NaN)));
        console.result("wrote " + result.options().out());
    }

    /// The figure that stands last: the first metric.
    private String main() {
        return result.tested().keySet().stream()
                .filter(name -> !name.equals("loss"))
                .findFirst()
                .orElse("loss");
    }

    /// A figure with its name.
    static String line(String name, double value) {
        return format(Math.abs(value) < 1000 ? "%s %.4f" : "%s %.1f", name, value);
    }

    /// How large the parts are.
    static String sizes(TrainData data) {
        var validation =
                data.validation().map(each -> ", validation " + each.count()).orElse("");
        return "train " + data.train().count() + validation + ", test "
                + data.test().count() + " samples";
    }

    private void printClasses() {
        int count = result.data().train().classNames().size();
        var wanted = result.data().test().classes();
        var probabilities = result.predicted().floats();
        var guessed = new int[wanted.length];
        for (int i = 0; i < guessed.length; i++) {
            guessed[i] = largest(probabilities, i * count, count);
        }
        var names = result.data().train().classNames();
        ConfusionMatrix.of(names, wanted, guessed).lines().forEach(console::result);
        console.result("");
        console.result("five of the test part:");
        for (int i : spread(wanted.length)) {
            console.result(format(
                    "  is %s, predicted %s with probability %.3f%s",
                    names.get(wanted[i]),
                    names.get(guessed[i]),
                    probabilities[i * count + guessed[i]],
                    wanted[i] == guessed[i] ? "" : "  <- wrong"));
        }
        console.result("");
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }

    private void printNumbers() {
        var y = result.data().test().y();
        var predicted = result.predicted().floats();
        int width = predicted.length / result.data().test().count();
        console.result("five of the test part:");
        for (int i : spread(result.data().test().count())) {
            var is = numbers(i, width, at -> y.elements().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at));
            console.result("  is " + is + ", predicted " + numbers(i, width, at -> predicted[at]));
        }
        console.result("");
    }

    /// The numbers of one example, the first ones where there are many.
    private static String numbers(int example, int width, IntToDoubleFunction values) {
        var shown = IntStream.range(0, Math.min(SHOWN, width))
                .mapToObj(i -> format("%.4g", values.applyAsDouble(example * width + i)))
                .collect(Collectors.joining(" "));
        return width > SHOWN ? shown + " .." : shown;
    }

    /// The numbers of five examples, evenly spread.
    private static List<Integer> spread(int count) {
        var chosen = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(SHOWN, count); i++) {
            chosen.add((int) ((long) i * count / Math.min(SHOWN, count)));
        }
        return chosen;
    }

    private Map<String, Object> json() {
        var data = result.data();
        var json = new LinkedHashMap<String, Object>();
        json.put("data", result.options().data());
        json.put(
                "model",
                result.options()
                        .start()
                        .map(path -> path.toString())
                        .orElseGet(() -> result.options().model().name().toLowerCase(Locale.ROOT)));
        json.put("seed", result.options().seed());
        json.put("train_samples", data.train().count());
        json.put(
                "validation_samples",
                data.validation().map(each -> each.count()).orElse(0));
        json.put("test_samples", data.test().count());
        json.put("epochs", result.history().epochs().size());
        json.put("interrupted", result.interrupted());
        json.put("samples_per_second", result.samplesPerSecond());
        json.put("out", result.options().out().toString());
        result.doctor()
                .ifPresent(doctor -> json.put(
                        "findings",
                        doctor.findings().stream().map(Finding::toMap).toList()));
        json.put("test", result.tested());
        json.put("history", result.history().history());
        return json;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
