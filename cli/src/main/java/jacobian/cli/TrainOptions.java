package jacobian.cli;

import jacobian.keras.data.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What `jac train` was asked for.
///
/// @param data the name of a data set, or the path of a file
/// @param epochs empty where the size of the data decides
record TrainOptions(
        String data,
        Optional<Task> task,
        Optional<String> target,
        List<String> drop,
        Kind model,
        Optional<List<Integer>> layers,
        OptionalInt epochs,
        int batchSize,
        String optimizer,
        OptionalDouble learningRate,
        Optional<String> loss,
        List<String> metrics,
        double validationSplit,
        Optional<String> test,
        OptionalDouble testSplit,
        OptionalInt earlyStopping,
        Optional<Path> folder,
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
        CNN
    }

    static TrainOptions of(Arguments arguments) {
        var words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException((words.isEmpty() ? "no DATA" : String.join(" ", words) + ": several DATA")
                    + ": one of digits, iris, mnist, fashion-mnist, FILE.csv is expected, such as jac train digits;"
                    + " see jac train --help");
        }
        return new TrainOptions(
                words.getFirst(),
                arguments.choice("--task", Task.class),
                arguments.text("--target"),
                arguments.list("--drop"),
                arguments.choice("--model", Kind.class).orElse(Kind.MLP),
                layers(arguments),
                arguments.whole("--epochs", 1),
                arguments.whole("--batch-size", 1).orElse(BATCH_SIZE),
                arguments.text("--optimizer").orElse(OPTIMIZER),
                arguments.positive("--learning-rate"),
                arguments.text("--loss"),
                arguments.list("--metrics"),
                arguments.fraction("--validation-split").orElse(VALIDATION_SPLIT),
                arguments.text("--test"),
                testSplit(arguments),
                arguments.whole("--early-stopping", 1),
                arguments.text("--data").map(Path::of),
                Main.seed(arguments));
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
                });
    }

    /// How many epochs for so many examples.
    int epochs(int examples) {
        int steps = (examples + batchSize - 1) / batchSize;
        return epochs.orElse(Math.clamp(STEPS / steps, LEAST_EPOCHS, MOST_EPOCHS));
    }
}
