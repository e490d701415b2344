package jacobian.cli;

import jacobian.keras.callbacks.doctor.GradientDoctor;
import jacobian.keras.data.Dataset;
import jacobian.keras.models.History;
import jacobian.keras.models.Model;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// `jac train`: a network for a data set, trained and tested.
final class TrainCommand {
    static final String NAME = "train";

    static final String HELP = """
            jac train DATA [--task KIND] [--target COL] [--drop COL,..]
                [--model KIND|FILE.keras] [--layers N,..] [--epochs N] [--batch-size N]
                [--optimizer NAME] [--learning-rate X] [--loss NAME] [--metrics NAME,..]
                [--validation-split X] [--test DATA | --test-split X]
                [--early-stopping N] [--data DIR] [--out FILE.keras] [--resume DIR]
                [--logs DIR] [--dashboard] [--no-doctor]

            Trains a network on DATA, tests it with examples it has never seen, and writes
            it to a file.

            DATA
              digits          1,797 handwritten digits, 8 x 8 pixels (in the jar)
              iris            150 flowers of 3 species (in the jar)
              mnist           70,000 handwritten digits, 28 x 28 pixels
              fashion-mnist   70,000 pieces of clothing, 28 x 28 pixels
              FILE.csv[.gz]   a table whose first line names the columns
              FILE.npz        arrays x and y (or x_train, y_train, x_test, y_test); whole
                              numbers in y are classes
              DIR             a folder that has a folder of images for each class

            Data
              --data DIR      the files of mnist or fashion-mnist (default: downloaded
                              once to .jacobian/datasets in the home folder)
              --target COL    the column to learn (default: target, label, class or y,
                              else the last one)
              --task KIND     classification or regression (default: texts and at most
                              20 different whole numbers are classes)
              --drop COL,..   columns to leave out (default: none)
              --test DATA     what to test with, of the same form (default: a part of
                              DATA)
              --test-split X  the part of DATA to test with, alike for each class
                              (default: 0.2; mnist and fashion-mnist have their own)
              --validation-split X
                              the part of the rest to watch training with (default: 0.1)

            Network
              --model KIND    linear, mlp, cnn, which takes images, or lstm, which takes
                              sequences (default: mlp)
              --model FILE.keras
                              goes on with the model in a file (default: a new one)
              --layers N,..   units of the hidden layers (default: 256,128; lstm 64), or
                              filters of the convolutions (default: 32,64)

            Training
              --epochs N      (default: as many as make 4000 steps, from 5 to 100)
              --batch-size N  (default: 32)
              --optimizer NAME
                              sgd, rmsprop, adam, adamw, nadam, lion or another of Keras'
                              (default: adam)
              --learning-rate X
                              (default: that of Keras, 0.001; sgd 0.01)
              --loss NAME     (default: sparse_categorical_crossentropy for classes,
                              mean_squared_error for numbers)
              --metrics NAME,..
                              (default: accuracy for classes, mae for numbers)
              --early-stopping N
                              ends after N epochs in which val_loss did not get better,
                              with the weights of the best one (default: off)

            Files
              --out FILE.keras
                              where the model is written, replacing what is there
                              (default: the name of DATA, such as digits.keras)
              --resume DIR    keeps in DIR what a run that was killed, or ended by Ctrl-C,
                              goes on from when the same command is called again
                              (default: off)
              --logs DIR      writes figures for TensorBoard to a folder of the run in DIR
                              (default: off)
              --dashboard     shows training in the browser while it runs, and writes its
                              logs to DIR (default: off; DIR is logs then)
              --no-doctor     does without the doctor, who looks at every step and says at
                              the end what is wrong with the training (default: it looks)

            Options of all commands are on jac --help.
            """;

    /// What a training is told, on its own and as a trial of [TuneCommand].
    static final List<String> TRAINING = List.of(
            "--task",
            "--target",
            "--drop",
            "--model",
            "--layers",
            "--epochs",
            "--batch-size",
            "--optimizer",
            "--learning-rate",
            "--loss",
            "--metrics",
            "--validation-split",
            "--test",
            "--test-split",
            "--early-stopping",
            "--data",
            "--out",
            "--logs");

    private final TrainOptions options;
    private final Console console;

    TrainCommand(Arguments arguments, Console console) {
        this.options = TrainOptions.of(arguments);
        this.console = console;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        TRAINING.forEach(name -> spec.addOption(Main.option(name).build()));
        spec.addOption(Main.option("--resume").build());
        spec.addOption(Main.flag("--dashboard").build());
        spec.addOption(Main.flag("--no-doctor").build());
        return spec.addPositional(Main.words());
    }

    /// Trains, writes the model, tests, reports.
    int run() {
        if (options.earlyStopping().isPresent() && options.validationSplit() == 0) {
            throw new UsageException("--early-stopping needs examples to watch: give --validation-split 0.1");
        }
        TrainOptions.checkOut(options.out());
        var wanted = options.optimization();
        var compilation = Compilation.of(wanted);
        var start = options.start().map(path -> StoredModel.load(ModelFile.whole("--model", path.toString())));
        var data = TrainData.of(options, start.flatMap(StoredModel::preprocessing), console);
        if (start.isPresent()) {
            start.get().checkTakes(data, options);
        }
        var model = start.map(StoredModel::model).orElseGet(() -> Networks.of(options, data));
        boolean isReady = start.isPresent() && model.isCompiled() && wanted.isStandard();
        boolean oneHot = isReady ? start.get().wantsOneHot() : compilation.compile(model, data);
        console.detail(model.summary());
        return train(model, data, oneHot);
    }

    private int train(Model model, TrainData data, boolean oneHot) {
        try (var interruption = Interruption.watch();
                var callbacks = new TrainCallbacks(options, data, console, interruption)) {
            var history = fit(model, data, oneHot, callbacks);
            // Before anything else can go wrong: what was learned is worth more than the report.
            new StoredModel(model, Optional.of(data.preprocessing()), Optional.of(Origin.of(options)))
                    .save(options.out());
            int code = report(model, data, oneHot, new Trained(history, callbacks.doctor()), interruption);
            callbacks.tellFindings();
            return code;
        }
    }

    private History fit(Model model, TrainData data, boolean oneHot, TrainCallbacks callbacks) {
        int epochs = options.epochs(data.train().count());
        try {
            return model.fit(Targets.dataset(model, data.train(), oneHot), fit -> {
                fit.epochs(epochs).batchSize(options.batchSize()).callbacks(callbacks.all());
                data.validation().ifPresent(examples -> fit.validation(Targets.dataset(model, examples, oneHot)));
            });
        } catch (ArithmeticException diverged) {
            callbacks.tellFindings();
            throw diverged;
        }
    }

    /// What `fit` has left.
    private record Trained(History history, Optional<GradientDoctor> doctor) {}

    private int report(Model model, TrainData data, boolean oneHot, Trained trained, Interruption interruption) {
        var tested = model.evaluate(Targets.dataset(model, data.test(), oneHot));
        var predicted = model.predict(Dataset.of(data.test().x(), data.test().y()));
        var result = new TrainResult(
                options, data, trained.history(), tested, predicted, interruption.isAsked(), trained.doctor());
        new TrainReport(result, console).print();
        return interruption.isAsked() ? Interruption.EXIT : Main.DONE;
    }

    static <T> T named(String option, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
