package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import jacobian.keras.saving.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;

/// `jac convert`: the same model or weights in another kind of file.
final class ConvertCommand {
    static final String NAME = "convert";

    static final String HELP = """
            jac convert IN OUT [--into MODEL] [--no-optimizer] [--check INPUT.npy]
                [--force]

            Writes a model, or its weights, as another kind of file.

            IN, OUT           by the ending of the name: .keras and .h5 hold a whole model,
                              .weights.h5, .safetensors and .npz weights alone

            Options
              --into MODEL    the model (.keras or .h5) that the weights of IN belong to
                              (default: none; needed to make a whole model of weights, or
                              to read or write .weights.h5 beside other weights)
              --no-optimizer  leaves out what training goes on from (default: kept where
                              OUT can hold it)
              --check INPUT.npy
                              predicts from this input before and after, and says how far
                              apart the results are; more than 1e-5 fails (default: off)
              --force         replaces OUT where it exists (default: refused)

            Options of all commands are on jac --help.
            """;

    /// Of the largest prediction.
    private static final double TOLERANCE = 1e-5;

    private final Arguments arguments;
    private final Console console;

    ConvertCommand(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        List.of("--into", "--check")
                .forEach(name -> spec.addOption(Main.option(name).build()));
        List.of("--no-optimizer", "--force")
                .forEach(name -> spec.addOption(Main.flag(name).build()));
        return spec.addPositional(Main.words());
    }

    int run() {
        var words = arguments.words();
        if (words.size() != 2) {
            throw new UsageException(words.size() + " files: IN and OUT are expected, such as jac convert digits.keras"
                    + " digits.safetensors; see jac convert --help");
        }
        var in = ModelFile.of("IN", words.get(0));
        var out = ModelFile.of("OUT", words.get(1));
        var into = arguments.text("--into").map(word -> ModelFile.whole("--into", word));
        if (into.isPresent() && in.kind().isWhole()) {
            throw new UsageException("--into " + into.get() + ": " + in + " is a whole model already; leave it out");
        }
        ArrayFile.checkThere(in.path());
        if (Files.exists(out.path()) && !arguments.has("--force")) {
            throw new IllegalArgumentException(out + " exists: give --force to replace it, or another name");
        }
        var check = arguments.text("--check").map(Path::of);
        return in.kind().isWhole() || into.isPresent() ? model(in, out, into, check) : arrays(in, out, check);
    }

    /// A whole model, read from one file or put together from two.
    private int model(ModelFile in, ModelFile out, Optional<ModelFile> into, Optional<Path> check) {
        var stored = StoredModel.load(into.orElse(in));
        into.ifPresent(_ -> stored.model().loadWeights(in.path()));
        var input = check.map(ConvertCommand::input);
        var before = input.map(each -> stored.model().predict(each));
        write(stored, out);
        var distance = OptionalDouble.empty();
        if (input.isPresent()) {
            distance = OptionalDouble.of(
                    distance(before.orElseThrow(), again(stored, out).predict(input.get())));
        }
        return report(out, stored.model().weights().size(), stored.model().countParams(), distance);
    }

    private static Tensor input(Path path) {
        ArrayFile.checkThere(path);
        return Npy.read(path);
    }

    private void write(StoredModel stored, ModelFile out) {
        if (out.kind() == ModelFile.Kind.KERAS) {
            stored.save(out.path(), !arguments.has("--no-optimizer"));
        } else if (out.kind().isWhole()) {
            stored.model().save(out.path(), save -> save.includeOptimizer(!arguments.has("--no-optimizer")));
            if (stored.preprocessing().isPresent()) {
                console.tell(out + " cannot keep what was learned about raw inputs, which .keras does");
            }
        } else {
            stored.model().saveWeights(out.path());
        }
    }

    /// The model that is now in the file.
    private static Model again(StoredModel stored, ModelFile out) {
        if (out.kind().isWhole()) {
            return StoredModel.load(out).model();
        }
        var copy = Model.cloneModel(stored.model());
        copy.loadWeights(out.path());
        return copy;
    }

    /// The largest distance of two numbers, measured by the largest number.
    private static double distance(Tensor before, Tensor after) {
        var a = before.doubles();
        var b = after.doubles();
        double size = 1;
        double distance = 0;
        for (int i = 0; i < a.length; i++) {
            size = Math.max(size, Math.abs(a[i]));
            distance = Math.max(distance, Math.abs(a[i] - b[i]));
        }
        return distance / size;
    }

    /// Arrays by name, which need no model.
    private int arrays(ModelFile in, ModelFile out, Optional<Path> check) {
        if (out.kind().isWhole() || in.kind() == ModelFile.Kind.WEIGHTS_H5 || out.kind() == ModelFile.Kind.WEIGHTS_H5) {
            throw new UsageException(in + " holds weights alone: give the model they belong to with --into MODEL");
        }
        if (check.isPresent()) {
            throw new UsageException("--check needs a model to predict with: give it with --into MODEL");
        }
        var arrays = ModelContents.of(in).weights();
        ModelContents.write(out, arrays);
        long numbers =
                arrays.values().stream().mapToLong(each -> each.shape().size()).sum();
        return report(out, arrays.size(), numbers, OptionalDouble.empty());
    }

    private int report(ModelFile out, int arrays, long numbers, OptionalDouble distance) {
        boolean far = distance.isPresent() && !(distance.getAsDouble() <= TOLERANCE);
        distance.ifPresent(
                each -> console.result(String.format(Locale.ROOT, "predictions differ by %.2g at the most", each)));
        console.result(String.format(Locale.ROOT, "wrote %s, %,d arrays of %,d numbers", out, arrays, numbers));
        if (console.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("wrote", out.toString());
            json.put("arrays", arrays);
            json.put("numbers", numbers);
            distance.ifPresent(each -> json.put("distance", each));
            console.out().println(Json.of(json));
        }
        if (far) {
            console.error("the predictions of " + out + " differ by more than " + TOLERANCE
                    + ": the file is kept for inspection, and should not be used");
        }
        return far ? Main.FAILED : Main.DONE;
    }
}
