package jacobian.cli;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import jacobian.keras.models.FitOptions;
import jacobian.keras.models.Model;
import jacobian.keras.tuners.Hyperband;
import jacobian.keras.tuners.RandomSearch;
import jacobian.keras.tuners.Search;
import jacobian.keras.tuners.Trial;
import jacobian.keras.tuners.TunedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/// `jac tune`: many networks for a data set, the best one written and tested.
final class TuneCommand {
    static final String NAME = "tune";

    static final String HELP = """
            jac tune DATA --search TEXT [--method random|halving] [--trials N]
                [--objective NAME] [--parallel N] [--logs DIR] [--resume]
                [--task KIND] [--target COL] [--drop COL,..] [--model KIND]
                [--layers N,..] [--epochs N] [--batch-size N] [--optimizer NAME]
                [--learning-rate X] [--loss NAME] [--metrics NAME,..]
                [--validation-split X] [--test DATA | --test-split X]
                [--early-stopping N] [--data DIR] [--out FILE.keras]

            Trains networks with different hyperparameters, compares them by examples that
            none is trained on, tests the best one with examples that the search has never
            seen, and writes it to a file. DATA is that of jac train.

            Search
              --search TEXT   what to search through, separated by commas:
                              units=32..512/32         whole numbers in steps of 32
                              learning-rate=1e-4..1e-2 log
                                                       numbers, all magnitudes alike
                              activation=relu|tanh     one of these
                              The names are units, layers, activation, dropout,
                              learning-rate, optimizer and batch-size.
              --method KIND   random draws each trial; halving begins with N trials of few
                              epochs and goes on with the best third, again and again
                              (default: random)
              --trials N      (default: 20)
              --objective NAME
                              what trials are compared by, as it is logged
                              (default: val_loss)
              --parallel N    trials at a time; the results are the same (default: 1)
              --resume        goes on with a search that was killed, or ended by Ctrl-C;
                              it is kept beside the model, in best.search for best.keras,
                              until it has ended (default: off)
              --logs DIR      a folder of figures for each trial in DIR, for jac dashboard
                              and TensorBoard (default: off)

            Trials, as in jac train
              --data DIR      the files of mnist or fashion-mnist (default: downloaded)
              --target COL    the column to learn (default: target, label, class or y,
                              else the last one)
              --task KIND     classification or regression (default: told by the target)
              --drop COL,..   columns to leave out (default: none)
              --test DATA     what to test the best one with (default: a part of DATA)
              --test-split X  the part of DATA to test with (default: 0.2)
              --validation-split X
                              the part of the rest to compare trials by (default: 0.1)
              --model KIND    linear, mlp, cnn or lstm (default: mlp)
              --layers N,..   where they are not searched for (default: 256,128; lstm 64;
                              cnn 32,64)
              --epochs N      (default: as many as make 4000 steps, from 5 to 100)
              --batch-size N  (default: 32)
              --optimizer NAME
                              (default: adam)
              --learning-rate X
                              (default: that of Keras)
              --loss NAME     (default: that of the task)
              --metrics NAME,..
                              (default: accuracy for classes, mae for numbers)
              --early-stopping N
                              ends a trial after N epochs in which val_loss did not get
                              better (default: off)
              --out FILE.keras
                              where the best model is written (default: best.keras)

            Options of all commands are on jac --help.
            """;

    /// Beside those of [TrainCommand#TRAINING].
    private static final List<String> SEARCHING =
            List.of("--search", "--method", "--trials", "--objective", "--parallel");

    private final TuneOptions options;
    private final Console console;

    TuneCommand(Arguments arguments, Console console) {
        this.options = TuneOptions.of(arguments);
        this.console = console;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        SEARCHING.forEach(name -> spec.addOption(Main.option(name).build()));
        TrainCommand.TRAINING.forEach(name -> spec.addOption(Main.option(name).build()));
        spec.addOption(Main.flag("--resume").build());
        return spec.addPositional(Main.words());
    }

    /// Searches, writes the best model, tests it, reports.
    int run() {
        TrainOptions.checkOut(options.out());
        Compilation.of(options.train().optimization());
        var data = TrainData.of(options.train(), Optional.empty(), console);
        // Refuses what fits no network before anything is searched for.
        var model = Networks.of(options.train(), data);
        boolean oneHot = Compilation.of(options.train().optimization()).compile(model, data);
        var folder = new SearchFolder(options.folder());
        folder.begin(options);
        try (var interruption = Interruption.watch()) {
            var search =
                    search(data).directory(folder.path()).seed(options.train().seed());
            options.logs().ifPresent(search::logs);
            var progress = new TuneProgress(options, search, console);
            search.parallel(options.parallel()).onTrialEnd(progress::ended);
            var failure = run(search, new Examples(data, model, oneHot), interruption);
            var best = search.best(1).stream().findFirst();
            best.ifPresent(each -> report(search, each, data, oneHot, interruption));
            if (failure.isPresent()) {
                throw failure.get();
            }
            return end(best, folder, interruption);
        }
    }

    private int end(Optional<TunedModel> best, SearchFolder folder, Interruption interruption) {
        if (interruption.isAsked()) {
            console.tell(
                    best.isPresent()
                            ? "interrupted: this is the best of the trials that ended"
                            : "interrupted before a trial ended: nothing is written");
            console.tell("next: the same command with --resume goes on, from " + folder.path());
            return Interruption.EXIT;
        }
        folder.end();
        return Main.DONE;
    }

    private Search<?> search(TrainData data) {
        Function<Trial, Model> build = trial -> {
            var own = options.space().options(options.train(), trial);
            var model = Networks.of(own, data, options.space().style(trial));
            Compilation.of(own.optimization()).compile(model, data);
            return model;
        };
        return switch (options.method()) {
            case RANDOM -> new RandomSearch(build, options.objective()).maxTrials(options.trials());
            case HALVING -> new Hyperband(build, options.objective(), epochs(data)).halving(options.trials());
        };
    }

    private int epochs(TrainData data) {
        return options.train().epochs(data.train().count());
    }

    /// Data in the form that the models take, all of which have the same inputs and outputs.
    private record Examples(TrainData data, Model model, boolean oneHot) {}

    /// Searches; what went wrong, if too many trials failed.
    private Optional<IllegalStateException> run(Search<?> search, Examples examples, Interruption interruption) {
        var data = examples.data();
        try {
            search.run(Targets.dataset(examples.model(), data.train(), examples.oneHot()), (trial, fit) -> {
                var own = options.space().options(options.train(), trial);
                fit.epochs(epochs(data)).batchSize(own.batchSize());
                data.validation()
                        .ifPresent(each -> fit.validation(Targets.dataset(examples.model(), each, examples.oneHot())));
                callbacks(fit, search, interruption);
            });
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(e);
        }
    }

    private void callbacks(FitOptions fit, Search<?> search, Interruption interruption) {
        var callbacks = new ArrayList<Callback>();
        options.train().earlyStopping().ifPresent(patience -> callbacks.add(new EarlyStopping().patience(patience)));
        callbacks.add(new Callback() {
            @Override
            public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                if (interruption.isAsked()) {
                    search.stop();
                }
            }
        });
        fit.callbacks(callbacks.toArray(Callback[]::new));
    }

    private void report(Search<?> search, TunedModel best, TrainData data, boolean oneHot, Interruption interruption) {
        // Before anything else can go wrong: what was found is worth more than the report.
        new StoredModel(best.model(), Optional.of(data.preprocessing()), Optional.of(Origin.of(options.train())))
                .save(options.out());
        Map<String, Double> tested = best.model().evaluate(Targets.dataset(best.model(), data.test(), oneHot));
        new TuneReport(options, search, best.trial(), data, tested, interruption.isAsked()).print(console);
    }
}
