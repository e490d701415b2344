package jacobian.cli;

import jacobian.keras.tuners.Objective;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What `jac tune` was asked for.
///
/// @param train what a trial has in common with `jac train`
/// @param search the text of what is searched through
/// @param parallel how many trials run at a time
/// @param resume whether to go on with what is there
/// @param out where the best model is written
record TuneOptions(
        TrainOptions train,
        String search,
        SearchSpace space,
        Method method,
        int trials,
        Objective objective,
        int parallel,
        Optional<Path> logs,
        boolean resume,
        Path out) {
    static final int TRIALS = 20;
    static final String OBJECTIVE = "val_loss";
    static final String OUT = "best.keras";

    /// How trials are chosen.
    enum Method {
        /// Each at random.
        RANDOM,
        /// At random, most of them with few epochs.
        HALVING
    }

    static TuneOptions of(Arguments arguments) {
        var train = TrainOptions.of(arguments, TrainOptions.data(arguments, TuneCommand.NAME));
        if (train.start().isPresent()) {
            throw new UsageException("--model " + train.start().get()
                    + ": a trial makes a new network, one of linear, mlp, cnn, lstm is expected");
        }
        var search = arguments
                .text("--search")
                .orElseThrow(() -> new UsageException("no --search: what to search through is expected, such as"
                        + " --search \"" + SearchText.EXAMPLE + "\""));
        var objective = TrainCommand.named(
                "--objective", () -> Objective.of(arguments.text("--objective").orElse(OBJECTIVE)));
        if (objective.name().startsWith("val_") && train.validationSplit() == 0) {
            throw new UsageException("--objective " + objective.name()
                    + " needs examples to watch: give --validation-split 0.1, or --objective "
                    + objective.name().substring("val_".length()));
        }
        var out = arguments.text("--out").map(Path::of).orElse(Path.of(OUT));
        ModelFile.expect("--out", out, ModelFile.Kind.KERAS);
        return new TuneOptions(
                train,
                search,
                SearchSpace.of(search, train),
                arguments.choice("--method", Method.class).orElse(Method.RANDOM),
                arguments.whole("--trials", 1).orElse(TRIALS),
                objective,
                arguments.whole("--parallel", 1).orElse(1),
                arguments.text("--logs").map(Path::of),
                arguments.has("--resume"),
                out);
    }

    /// The folder with what the search goes on from.
    Path folder() {
        var name = out.getFileName().toString();
        return out.resolveSibling(
                name.substring(0, name.length() - ModelFile.Kind.KERAS.ending().length()) + ".search");
    }

    /// What has to be the same for a search to go on, beside what the search itself knows.
    Map<String, String> identity() {
        var identity = new LinkedHashMap<String, String>();
        identity.put("DATA", train.data());
        identity.put("--search", search);
        identity.put("--model", train.model().name());
        identity.put("--layers", train.units().toString());
        identity.put("--epochs", train.epochs().toString());
        identity.put("--batch-size", Integer.toString(train.batchSize()));
        identity.put("--optimizer", train.optimization().optimizer().toString());
        identity.put("--learning-rate", train.optimization().learningRate().toString());
        identity.put("--loss", train.optimization().loss().toString());
        identity.put("--target", train.target().toString());
        identity.put("--drop", train.drop().toString());
        identity.put("--test-split", train.testSplit().toString());
        identity.put("--validation-split", Double.toString(train.validationSplit()));
        identity.put("--early-stopping", train.earlyStopping().toString());
        return identity;
    }
}
