package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.data.Examples;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.models.Model;
import jacobian.keras.models.Prediction;
import jacobian.keras.optimizers.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `jac evaluate`: loss and metrics of a model on data.
final class EvaluateCommand {
    static final String NAME = "evaluate";

    static final String HELP = """
            jac evaluate MODEL DATA [--target COL] [--batch-size N] [--metrics NAME,..]
                [--data DIR]

            Prints loss and metrics of a model on DATA, a line for each, and for classes a
            table of what was taken for what.

            MODEL             a whole model, .keras or .h5
            DATA              as for jac train: digits, iris, mnist, fashion-mnist, a
                              FILE.csv[.gz], a FILE.npz, a DIR of images; of the data that
                              jac train made the model with, the part it put aside

            Options
              --target COL    the column with the truth (default: that of training)
              --batch-size N  (default: 32)
              --metrics NAME,..
                              (default: those the model was compiled with, else accuracy
                              for classes, mae for numbers)
              --data DIR      the files of mnist or fashion-mnist (default: downloaded
                              once to .jacobian/datasets in the home folder)

            Options of all commands are on jac --help.
            """;

    private final Arguments arguments;
    private final Console console;

    EvaluateCommand(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        List.of("--target", "--batch-size", "--metrics", "--data")
                .forEach(name -> spec.addOption(Main.option(name).build()));
        return spec.addPositional(Main.words());
    }

    int run() {
        var words = arguments.words();
        if (words.size() != 2) {
            throw new UsageException((words.isEmpty() ? "no MODEL" : String.join(" ", words))
                    + ": a MODEL and its DATA are expected, such as jac evaluate digits.keras digits;"
                    + " see jac evaluate --help");
        }
        var file = ModelFile.whole("MODEL", words.get(0));
        int batchSize = arguments.whole("--batch-size", 1).orElse(TrainOptions.BATCH_SIZE);
        var metrics = new ArrayList<Measure>();
        arguments
                .list("--metrics")
                .forEach(name -> metrics.add(TrainCommand.named("--metrics", () -> Metrics.of(name))));
        DataNames.form("DATA", words.get(1));
        var stored = StoredModel.load(file);
        var examples = new TestData(stored, file, arguments, console).of(words.get(1));
        boolean oneHot = prepare(stored, examples, metrics);
        var model = stored.model();
        var results =
                model.evaluate(Targets.dataset(model, examples, oneHot), evaluate -> evaluate.batchSize(batchSize));
        var confusion = confusion(model, stored, examples, batchSize);
        report(words, examples, results, confusion);
        return Main.DONE;
    }

    /// Compiles the model where its file does not, or where other metrics are wanted; whether it wants one-hot
    /// rows.
    private static boolean prepare(StoredModel stored, Examples examples, List<Measure> metrics) {
        if (stored.model().isCompiled() && metrics.isEmpty()) {
            return stored.wantsOneHot();
        }
        boolean classified = examples.isClassified();
        var name = Targets.standardLoss(stored.model(), classified);
        var loss = Losses.of(name);
        if (metrics.isEmpty()) {
            metrics.add(Metrics.of(classified ? "accuracy" : "mae"));
        }
        // The optimizer takes no step.
        stored.model().compile(new SGD(0.01), loss, metrics.toArray(Measure[]::new));
        return Targets.wantsOneHot(loss);
    }

    private static Optional<ConfusionMatrix> confusion(
            Model model, StoredModel stored, Examples examples, int batchSize) {
        if (!examples.isClassified() || model.outputs().size() > 1) {
            return Optional.empty();
        }
        var outputs =
                model.predictAll(Dataset.of(List.of(examples.x()), List.of()), predict -> predict.batchSize(batchSize));
        var names = examples.classNames();
        var guessed = guessed(outputs.getFirst(), names);
        return guessed.map(each -> ConfusionMatrix.of(names, examples.classes(), each));
    }

    /// The number of the class the model says of each example; empty where its outputs are no classes.
    private static Optional<int[]> guessed(Tensor output, List<String> names) {
        int rows = output.shape().size(0);
        var values = output.doubles();
        int width = values.length / Math.max(1, rows);
        if (width != names.size() && !(width == 1 && names.size() == 2)) {
            return Optional.empty();
        }
        var guessed = new int[rows];
        for (int row = 0; row < rows; row++) {
            var own = Arrays.stream(values, row * width, (row + 1) * width)
                    .boxed()
                    .toList();
            guessed[row] = names.indexOf(new Prediction(names, own).label().orElseThrow());
        }
        return Optional.of(guessed);
    }

    private void report(
            List<String> words, Examples examples, Map<String, Double> results, Optional<ConfusionMatrix> confusion) {
        if (console.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("model", words.get(0));
            json.put("data", words.get(1));
            json.put("samples", examples.count());
            json.put("results", results);
            confusion.ifPresent(matrix -> {
                json.put("classes", matrix.names());
                json.put(
                        "confusion",
                        Arrays.stream(matrix.counts())
                                .map(row -> Arrays.stream(row).boxed().toList())
                                .toList());
            });
            console.out().println(Json.of(json));
            return;
        }
        confusion.ifPresent(matrix -> {
            matrix.lines().forEach(console::result);
            console.result("");
        });
        console.result("samples " + examples.count());
        results.forEach((name, value) -> console.figure(TrainReport.line(name, value)));
    }
}
