package jacobian.cli;

import jacobian.keras.data.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What `jac train` was asked for.
///
/// @param data the name of a data set, or the path of a file or folder
/// @param start the file of the model to go on with, in place of a new network
/// @param epochs empty where the size of the data decides
/// @param out where the model is written
/// @param resume the folder with what a run that was killed goes on from
record TrainOptions(
        String data,
        Optional<Task> task,
        Optional<String> target,
        List<String> drop,
        Kind model,
        Optional<Path> start,
        Optional<List<Integer>> layers,
        OptionalInt epochs,
        int batchSize,
        Optimization optimization,
        double validationSplit,
        Optional<String> test,
        OptionalDouble testSplit,
        OptionalInt earlyStopping,
        Optional<Path> folder,
        Path out,
        Optional<Path> resume,
        Optional<Path> logs,
        boolean dashboard,
        boolean doctor,
        long seed) {
    static final int BATCH_SIZE = 32;
    static final double VALIDATION_SPLIT = 0.1;
    static final double TEST_SPLIT = 0.2;
    static final String OPTIMIZER = "adam";
    /// How many steps training takes where nobody says, within [#LEAST_EPOCHS] and [#MOST_EPOCHS].
    static final int STEPS = 4000;

    static final int LEAST_EPOCHS = 5;
    static final int MOST_EPOCHS = 100;

    /// Which network.
    enum Kind {
        LINEAR,
        MLP,
        CNN,
        LSTM
    }

    /// What is made small, how, and what else is measured.
    record Optimization(
            Optional<String> optimizer, OptionalDouble learningRate, Optional<String> loss, List<String> metrics) {
        /// Whether nothing was said, so that a model that is compiled stays as it is.
        boolean isStandard() {
            return optimizer.isEmpty() && learningRate.isEmpty() && loss.isEmpty() && metrics.isEmpty();
        }
    }

    static TrainOptions of(Arguments arguments) {
        return of(arguments, data(arguments, TrainCommand.NAME));
    }

    /// The only word of the command called `command`.
    static String data(Arguments arguments, String command) {
        var words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException((words.isEmpty() ? "no DATA" : String.join(" ", words) + ": several DATA")
                    + ": one of " + DataNames.EXPECTED + " is expected, such as jac " + command + " digits;"
                    + " see jac " + command + " --help");
        }
        return words.getFirst();
    }

    static TrainOptions of(Arguments arguments, String data) {
        var start = start(arguments);
        return new TrainOptions(
                data,
                arguments.choice("--task", Task.class),
                arguments.text("--target"),
                arguments.list("--drop"),
                start.isPresent()
                        ? Kind.MLP
                        : arguments.choice("--model", Kind.class).orElse(Kind.MLP),
                start,
                layers(arguments),
                arguments.whole("--epochs", 1),
                arguments.whole("--batch-size", 1).orElse(BATCH_SIZE),
                new Optimization(
                        arguments.text("--optimizer"),
                        arguments.positive("--learning-rate"),
                        arguments.text("--loss"),
                        arguments.list("--metrics")),
                arguments.fraction("--validation-split").orElse(VALIDATION_SPLIT),
                arguments.text("--test"),
                testSplit(arguments),
                arguments.whole("--early-stopping", 1),
                arguments.text("--data").map(Path::of),
                out(arguments, data),
                arguments.text("--resume").map(Path::of),
                arguments.text("--logs").map(Path::of),
                arguments.has("--dashboard"),
                !arguments.has("--no-doctor"),
                Main.seed(arguments));
    }

    /// The same with other layers, batches and optimization.
    TrainOptions with(Optional<List<Integer>> layers, int batchSize, Optimization optimization) {
        return new TrainOptions(
                data,
                task,
                target,
                drop,
                model,
                start,
                layers,
                epochs,
                batchSize,
                optimization,
                validationSplit,
                test,
                testSplit,
                earlyStopping,
                folder,
                out,
                resume,
                logs,
                dashboard,
                doctor,
                seed);
    }

    /// The file that `--model` names, where it names no kind of network.
    private static Optional<Path> start(Arguments arguments) {
        var file =
                arguments.text("--model").filter(model -> model.contains(".")).map(Path::of);
        if (file.isPresent() && arguments.text("--layers").isPresent()) {
            throw new UsageException("--layers are those of a new network: leave it out with --model " + file.get());
        }
        return file;
    }

    private static Path out(Arguments arguments, String data) {
        var out = arguments.text("--out").map(Path::of);
        out.ifPresent(path -> ModelFile.expect("--out", path, ModelFile.Kind.KERAS));
        return out.orElseGet(() -> Path.of(DataNames.stem(data) + ModelFile.Kind.KERAS.ending()));
    }

    /// Refuses a place where nothing can be written, before anything is computed.
    static void checkOut(Path out) {
        var folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out)) {
            throw new IllegalArgumentException(out + " is a folder: give --out the path of a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder: make it, or give --out another path");
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException(folder + " may not be written to: give --out another path");
        }
    }

    private static OptionalDouble testSplit(Arguments arguments) {
        var split = arguments.fraction("--test-split");
        if (split.isPresent() && split.getAsDouble() == 0) {
            throw new UsageException("--test-split 0: examples to test with are expected, such as --test-split 0.2");
        }
        if (split.isPresent() && arguments.text("--test").isPresent()) {
            throw new UsageException("--test and --test-split: one of them at the most is expected");
        }
        return split;
    }

    private static Optional<List<Integer>> layers(Arguments arguments) {
        if (arguments.text("--layers").isEmpty()) {
            return Optional.empty();
        }
        try {
            var layers =
                    arguments.list("--layers").stream().map(Integer::valueOf).toList();
            if (layers.stream().allMatch(units -> units > 0)) {
                return Optional.of(layers);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("--layers " + arguments.text("--layers").orElseThrow()
                + ": whole numbers of units, separated by commas, are expected, such as --layers 128,64");
    }

    /// The units of the hidden layers, or the filters of the convolutions.
    List<Integer> units() {
        return layers.orElse(
                switch (model) {
                    case LINEAR -> List.of();
                    case MLP -> List.of(256, 128);
                    case CNN -> List.of(32, 64);
                    case LSTM -> List.of(64);
                });
    }

    /// How many epochs for so many examples.
    int epochs(int examples) {
        int steps = (examples + batchSize - 1) / batchSize;
        return epochs.orElse(Math.clamp(STEPS / steps, LEAST_EPOCHS, MOST_EPOCHS));
    }

    /// The part of the data that is put aside for the test where nobody names another.
    double testPart() {
        return testSplit.orElse(TEST_SPLIT);
    }
}
