package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.Model.CommandSpec;

/// `jac predict`: what a model says to files.
final class PredictCommand {
    static final String NAME = "predict";

    static final String HELP = """
            jac predict MODEL INPUT.. [--out FILE] [--top K] [--labels] [--batch-size N]

            Prints what a model says to each example, as a table with one line for each.

            MODEL             a whole model, .keras or .h5
            INPUT
              FILE.csv[.gz]   raw rows, as jac train was given them: columns in any order,
                              the target not needed
              -               the same from standard input
              FILE.npy        an array whose first axis counts the examples, or one example
              FILE.npz        an array for each input of the model, by name
              FILE.png, .jpg, .gif, .bmp
                              an image each, brought to the size that the model takes

            Options
              --out FILE      writes a file in place of the table: .npy or .npz for the
                              numbers as the model gives them, .csv or .json for words too
                              (default: none)
              --top K         how many classes are shown, the most probable first
                              (default: 3)
              --labels        the name of the class alone (default: with probabilities)
              --batch-size N  (default: 32)

            Options of all commands are on jac --help.
            """;

    static final int TOP = 3;

    private final Arguments arguments;
    private final Console console;
    private final InputStream in;

    PredictCommand(Arguments arguments, Console console, InputStream in) {
        this.arguments = arguments;
        this.console = console;
        this.in = in;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        List.of("--out", "--top", "--batch-size")
                .forEach(name -> spec.addOption(Main.option(name).build()));
        spec.addOption(Main.flag("--labels").build());
        return spec.addPositional(Main.words());
    }

    int run() {
        var words = arguments.words();
        if (words.isEmpty()) {
            throw new UsageException("no MODEL: the path of a .keras or .h5 file is expected, and what to predict from;"
                    + " see jac predict --help");
        }
        var file = ModelFile.whole("MODEL", words.getFirst());
        var inputs = words.subList(1, words.size());
        ModelInputs.check(inputs);
        var out = arguments.text("--out").map(PredictionFile::of);
        int top = arguments.whole("--top", 1).orElse(TOP);
        int batchSize = arguments.whole("--batch-size", 1).orElse(TrainOptions.BATCH_SIZE);
        var stored = StoredModel.load(file);
        var reader = new ModelInputs(stored, file, in);
        if (reader.guessesImages(inputs)) {
            console.tell(file + " does not say how images were read in training: values are given from 0 to 255");
        }
        var answers = answers(stored, reader.read(inputs), batchSize);
        if (out.isPresent()) {
            out.get().write(answers, arguments.has("--labels"));
            console.result("wrote " + out.get().path() + ", " + answers.count() + " predictions");
            if (console.json()) {
                console.out()
                        .println(Json.of(
                                java.util.Map.of("wrote", out.get().path().toString())));
            }
        } else if (console.json()) {
            console.out().println(Json.of(answers.json()));
        } else {
            answers.lines(top, arguments.has("--labels")).forEach(console::result);
        }
        return Main.DONE;
    }

    private static Answers answers(StoredModel stored, List<ModelInputs.Part> parts, int batchSize) {
        var model = stored.model();
        var names = new ArrayList<String>();
        var outputs = new ArrayList<List<Tensor>>();
        for (var part : parts) {
            names.addAll(part.names());
            var data = Dataset.of(part.columns(), List.of());
            outputs.add(model.predictAll(data, predict -> predict.batchSize(batchSize)));
        }
        SequencedMap<String, Tensor> byName = new LinkedHashMap<>();
        for (int i = 0; i < outputs.getFirst().size(); i++) {
            int output = i;
            var all = outputs.stream().map(each -> each.get(output)).toList();
            var name = model.outputNames().isEmpty()
                    ? "output"
                    : model.outputNames().get(i);
            byName.put(name, ModelInputs.plain(all.size() == 1 ? all.getFirst() : Tensor.concatenate(all, 0)));
        }
        return new Answers(names, byName, stored.classNames(byName), stored.targetName());
    }
}
