package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.config.Configurable;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.Names;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.layers.Layer;
import jacobian.keras.losses.Loss;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import jacobian.keras.regularizers.Regularizer;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What is written beside what Keras writes for the same object, and what Keras writes read back.
class SerializationGoldenTest {
    /// What Keras forgets when it writes, and reads when it stands there: it is written here.
    private static final Map<String, Set<String>> DIFFERENCES = Map.of(
            "SpatialDropout1D", Set.of("dtype"),
            "SpatialDropout2D", Set.of("dtype"),
            "SpatialDropout3D", Set.of("dtype"),
            "MultiHeadAttention", Set.of("flash_attention"),
            "GroupQueryAttention", Set.of("flash_attention"),
            "SimpleRNN", Set.of("activity_regularizer", "seed"),
            "MeanSquaredError", Set.of("dtype"));

    private static Stream<Arguments> cases(String file, String group) {
        var cases = Golden.file(file).get(group);
        return IntStream.range(0, cases.size())
                .mapToObj(i -> Arguments.of(
                        i,
                        cases.get(i).path("class").asString("") + cases.get(i).path("args"),
                        cases.get(i)));
    }

    private static void check(Object thing, Class<?> type, JsonNode file) {
        var keras = Json.read(file.get("saved").toString(), Limits.standard());
        var differing = DIFFERENCES.getOrDefault(file.path("class").asString(""), Set.of());
        assertThat(Trees.differenceBut(differing, Serialization.serialize(thing), keras))
                .isEmpty();
        var ours = Json.read(Json.write(Serialization.serialize(thing)), Limits.standard());
        var read = Serialization.deserialize(type, differing.isEmpty() ? keras : ours, Customs.none());
        if (thing instanceof Configurable configurable) {
            assertThat(read).isInstanceOf(Configurable.class);
            assertThat(configurable.sameConfig((Configurable) read))
                    .as("%s and %s", thing, read)
                    .isTrue();
        } else {
            assertThat(read).isEqualTo(thing);
        }
    }

    static Stream<Arguments> layers() {
        return cases("configs_of_layers", "layers");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void layers(int index, String name, JsonNode file) {
        Names.clear();
        check(ConfigCases.layer(file), Layer.class, file);
    }

    static Stream<Arguments> inputs() {
        return cases("configs", "inputs");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void inputs(int index, String name, JsonNode file) {
        check(ConfigCases.input(file.get("args")), Layer.class, file);
    }

    static Stream<Arguments> pieces() {
        return cases("configs", "pieces");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void pieces(int index, String name, JsonNode file) {
        var type = switch (file.get("family").asString()) {
            case "initializers" -> Initializer.class;
            case "regularizers" -> Regularizer.class;
            default -> Constraint.class;
        };
        check(ConfigCases.piece(file), type, file);
    }

    static Stream<Arguments> schedules() {
        return cases("configs", "schedules");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void schedules(int index, String name, JsonNode file) {
        check(ConfigCases.schedule(file), LearningRateSchedule.class, file);
    }

    static Stream<Arguments> policies() {
        return cases("configs", "policies");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void policies(int index, String name, JsonNode file) {
        check(new DTypePolicy(file.get("name").asString()), DTypePolicy.class, file);
    }

    static Stream<Arguments> losses() {
        return cases("configs", "losses");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void losses(int index, String name, JsonNode file) {
        Names.clear();
        check(Things.loss(file), Loss.class, file);
    }

    static Stream<Arguments> metrics() {
        return cases("configs", "metrics");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void metrics(int index, String name, JsonNode file) {
        Names.clear();
        check(ConfigCases.metric(file), Accumulator.class, file);
    }

    static Stream<Arguments> optimizers() {
        return cases("configs", "optimizers");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void optimizers(int index, String name, JsonNode file) {
        Names.clear();
        check(ConfigCases.optimizer(file), Optimizer.class, file);
    }
}
