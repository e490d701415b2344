package jacobian.cli;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `jac summary`: what is in a model.
final class SummaryCommand {
    static final String NAME = "summary";

    static final String HELP = """
            jac summary MODEL [--config | --weights] [--expand-nested]

            Prints the layers of a model, their shapes and numbers of weights.

            MODEL             .keras or .h5; with --weights .weights.h5, .safetensors and
                              .npz too

            Options
              --config        the settings of all layers, as JSON (default: the table)
              --weights       each weight with its shape, mean, deviation and extremes
                              (default: the table)
              --expand-nested the layers of models within the model too (default: off)

            Options of all commands are on jac --help.
            """;

    private static final int LONGEST = 26;

    private final Arguments arguments;
    private final Console console;

    SummaryCommand(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name(NAME);
        List.of("--config", "--weights", "--expand-nested")
                .forEach(name -> spec.addOption(Main.flag(name).build()));
        return spec.addPositional(Main.words());
    }

    int run() {
        var words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException(words.size() + " files: one MODEL is expected, such as jac summary digits.keras;"
                    + " see jac summary --help");
        }
        if (arguments.has("--config") && arguments.has("--weights")) {
            throw new UsageException("--config and --weights: one of them at the most is expected");
        }
        if (arguments.has("--weights")) {
            weights(ModelContents.of(ModelFile.of("MODEL", words.getFirst())));
        } else if (arguments.has("--config")) {
            var contents = ModelContents.of(ModelFile.whole("MODEL", words.getFirst()));
            console.out().println(Json.pretty(contents.config().orElseThrow()));
        } else {
            table(ModelFile.whole("MODEL", words.getFirst()));
        }
        return Main.DONE;
    }

    private void table(ModelFile file) {
        var stored = StoredModel.load(file);
        var model = stored.model();
        model.summary(summary -> summary.expandNested(arguments.has("--expand-nested")))
                .lines()
                .forEach(console::result);
        told(stored).ifPresent(console::result);
        if (console.json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("name", model.name());
            json.put(
                    "layers",
                    model.layers().stream()
                            .map(layer -> Map.of(
                                    "name",
                                    layer.name(),
                                    "class",
                                    layer.kerasName(),
                                    "parameters",
                                    layer.countParams()))
                            .toList());
            json.put("parameters", model.countParams());
            json.put(
                    "inputs",
                    model.inputs().stream().map(each -> each.type().toString()).toList());
            json.put(
                    "outputs",
                    model.outputs().stream().map(each -> each.type().toString()).toList());
            json.put(
                    "classes",
                    stored.preprocessing().map(each -> each.classNames()).orElse(List.of()));
            console.out().println(Json.of(json));
        }
    }

    /// What the file keeps of raw inputs and of training, in a line.
    private static Optional<String> told(StoredModel stored) {
        var origin =
                stored.origin().map(each -> " Trained on " + each.data() + ".").orElse("");
        return stored.preprocessing()
                .map(each -> switch (each) {
                    case jacobian.keras.data.TabularPreprocessing table ->
                        " Takes rows of " + table.features().size() + " columns, tells "
                                + table.target().column() + ".";
                    case jacobian.keras.data.ImagePreprocessing image ->
                        " Takes images of " + image.height() + " x " + image.width() + " pixels, "
                                + image.colorMode().name().toLowerCase(Locale.ROOT) + ".";
                    case jacobian.keras.data.ArrayPreprocessing _ -> " Takes arrays.";
                })
                .map(text -> text + origin);
    }

    private void weights(ModelContents contents) {
        var table = new TextTable(LONGEST, "weight", "shape", "mean", "deviation", "least", "most");
        var list = new ArrayList<Map<String, Object>>();
        contents.weights().forEach((name, tensor) -> {
            var values = tensor.doubles();
            var moments = Moments.of(values);
            table.add(List.of(
                    contents.title(name),
                    tensor.dtype() == DType.FLOAT32
                            ? tensor.shape().toString()
                            : tensor.type().toString(),
                    figure(moments.mean()),
                    figure(moments.deviation()),
                    figure(moments.least()),
                    figure(moments.most())));
            list.add(json(contents.title(name), tensor, moments));
        });
        table.lines().forEach(console::result);
        if (console.json()) {
            console.out().println(Json.of(Map.of("weights", list)));
        }
    }

    private static Map<String, Object> json(String name, Tensor tensor, Moments moments) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("shape", tensor.shape().toString());
        json.put("dtype", tensor.dtype().name().toLowerCase(Locale.ROOT));
        json.put("mean", moments.mean());
        json.put("deviation", moments.deviation());
        json.put("least", moments.least());
        json.put("most", moments.most());
        return json;
    }

    /// Of the numbers of a weight.
    private record Moments(double mean, double deviation, double least, double most) {
        static Moments of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double squares = 0;
            double least = Double.NaN;
            double most = Double.NaN;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
                least = least <= value ? least : value;
                most = most >= value ? most : value;
            }
            return new Moments(mean, Math.sqrt(squares / values.length), least, most);
        }
    }

    private static String figure(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
    }
}
