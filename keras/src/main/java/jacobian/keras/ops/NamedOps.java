package jacobian.keras.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The functions of `keras.ops` by the names that their classes have in files: `NotEqual`, `GetItem`,
/// `Logsumexp`.
final class NamedOps {
    /// What the classes call otherwise than the functions.
    private static final Map<String, String> OTHER = Map.of(
            "batchnorm", "batchnormalization",
            "layernorm", "layernormalization",
            "rmsnorm", "rmsnormalization");

    /// The parameters of calls that are options of the function rather than inputs, by their position.
    private static final Map<String, Map<Integer, String>> OPTIONS = Map.ofEntries(
            Map.entry("batchnorm", Map.of(3, "offset", 4, "scale")),
            Map.entry("layernorm", Map.of(1, "gamma", 2, "beta")),
            Map.entry("rmsnorm", Map.of(1, "scale")),
            Map.entry("dotproductattention", Map.of(3, "bias", 4, "mask", 5, "scale")),
            Map.entry("isclose", Map.of(2, "rtol", 3, "atol")),
            Map.entry("fulllike", Map.of(1, "fill_value")),
            Map.entry("slice", Map.of(1, "start_indices")),
            Map.entry("sliceupdate", Map.of(1, "start_indices")),
            Map.entry("pad", Map.of(1, "constant_values")),
            Map.entry("average", Map.of(1, "weights")),
            Map.entry("quantile", Map.of(1, "q")),
            Map.entry("percentile", Map.of(1, "q")),
            Map.entry("nanquantile", Map.of(1, "q")),
            Map.entry("nanpercentile", Map.of(1, "q")),
            Map.entry("select", Map.of(2, "default")),
            Map.entry("rearrange", Map.of(1, "pattern")),
            Map.entry("scaleandtranslate", Map.of(1, "output_shape", 2, "scale", 3, "translation")));

    private static final Map<String, OpTable.Form> FORMS = forms();

    private NamedOps() {}

    private static Map<String, OpTable.Form> forms() {
        var forms = new HashMap<String, OpTable.Form>();
        tables().forEach(table -> table.names()
                .forEach(name -> forms.put(plain(name), table.find(name).orElseThrow())));
        return forms;
    }

    private static Stream<OpTable> tables() {
        return Stream.concat(
                Stream.of(
                        NumpyOps.unary(),
                        NumpyOps.binary(),
                        NumpyOps.withArguments(),
                        NumpyArrangements.moved(),
                        NumpyArrangements.pieces(),
                        NumpyArrangements.matrices(),
                        NumpyArrangements.products(),
                        NumpyCreation.joined(),
                        NumpyCreation.created(),
                        NumpyReductions.reductions(),
                        NumpyReductions.along(),
                        NumpyReductions.quantiles(),
                        NumpyReductions.order(),
                        NumpyReductions.statistics()),
                Stream.of(
                        CoreOps.places(),
                        CoreOps.forms(),
                        MathOps.fourier(),
                        MathOps.mathematics(),
                        LinalgOps.factorizations(),
                        LinalgOps.solutions(),
                        ImageOps.sizes(),
                        ImageOps.movements(),
                        ImageOps.neighbourhoods(),
                        NnOps.activations(),
                        NnOps.windows(),
                        NnOps.normalizations(),
                        NnOps.losses(),
                        NnOps.arrangements()));
    }

    private static String plain(String name) {
        return name.substring(name.indexOf('.') + 1).replace("_", "").toLowerCase(Locale.ROOT);
    }

    static Optional<OpTable.Form> find(String className) {
        var name = plain(className);
        return Optional.ofNullable(FORMS.get(OTHER.getOrDefault(name, name)));
    }

    /// What parameter number `position` of a call is called, where it is an option.
    static Optional<String> option(String className, int position) {
        return Optional.ofNullable(
                OPTIONS.getOrDefault(plain(className), Map.of()).get(position));
    }

    /// Whether the parameter `name` of a call is an option.
    static boolean isOption(String className, String name) {
        return OPTIONS.getOrDefault(plain(className), Map.of()).containsValue(name);
    }

    static List<String> names() {
        return FORMS.keySet().stream().sorted().toList();
    }
}
