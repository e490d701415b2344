package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.config.Configurable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.MinimalCell;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.Layer;
import jacobian.keras.losses.Loss;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whatever a golden file describes: written, and read again from the text.
class RoundTripTest {
    private static final List<String> LAYERS = List.of(
            "layers",
            "layers_attention",
            "layers_attention_more",
            "layers_by_channel",
            "layers_channels_first",
            "layers_channels_first_shapes",
            "layers_conv_lstm",
            "layers_conv_lstm_3d",
            "layers_convolution",
            "layers_core",
            "layers_merging",
            "layers_normalization",
            "layers_pooling",
            "layers_recurrent",
            "layers_recurrent_more",
            "layers_reshaping",
            "layers_transposed",
            "masks",
            "mixed_precision");

    /// Arguments of calls, and first values, which are no part of a configuration.
    private static final List<String> CALL = List.of(
            "use_causal_mask",
            "return_attention_scores",
            "attention_mask",
            "query_mask",
            "value_mask",
            "key_mask",
            "weights");

    private static Customs customs() {
        return Customs.none().custom("Custom>MinimalCell", in -> new MinimalCell(in.integer("units")));
    }

    /// Writes and reads each; returns how many different ones there were.
    private static int check(List<? extends Configurable> things, Class<? extends Configurable> type) {
        var different = new HashSet<String>();
        for (var thing : things) {
            var text = Json.write(Serialization.serialize(thing));
            var read = Serialization.deserialize(type, Json.read(text, Limits.standard()), customs());
            assertThat(thing.sameConfig(read))
                    .as("%s and %s, by %s", thing, read, text)
                    .isTrue();
            assertThat(read.name()).isEqualTo(thing.name());
            if (!(thing instanceof Bidirectional)) { // whose copies have cells of other names each time
                assertThat(Json.write(Serialization.serialize(read))).isEqualTo(text);
            }
            different.add(thing.toString());
        }
        return different.size();
    }

    private static <T> List<T> all(List<String> files, Function<JsonNode, T> maker) {
        var all = new ArrayList<T>();
        files.forEach(file -> Golden.file(file).get("cases").forEach(each -> all.add(maker.apply(each))));
        return all;
    }

    private static Layer layer(JsonNode form) {
        var type = form.get("layer").asString();
        if (Set.of("Lambda", "Wrapper").contains(type)) {
            return new jacobian.keras.layers.Identity(); // have no form without the user's function or class
        }
        var args = form.path("args").isObject()
                ? ((ObjectNode) form.get("args")).deepCopy()
                : JsonNodeFactory.instance.objectNode();
        args.remove(CALL);
        return ConfigCases.layer(type, args);
    }

    @Test
    void layers_come_back() {
        assertThat(check(all(LAYERS, RoundTripTest::layer), Layer.class)).isGreaterThan(700);
    }

    @Test
    void losses_come_back() {
        var losses = all(List.of("losses", "losses_more", "losses_options"), Things::loss);
        assertThat(check(losses, Loss.class)).isGreaterThan(100);
    }

    @Test
    void metrics_come_back() {
        var metrics = all(List.of("metrics", "metrics_more", "metrics_options"), ConfigCases::metric);
        assertThat(check(metrics, Accumulator.class)).isGreaterThan(100);
    }

    @Test
    void optimizers_come_back() {
        var optimizers = all(List.of("optimizers", "optimizers_more", "optimizers_options"), ConfigCases::optimizer);
        assertThat(check(optimizers, Optimizer.class)).isGreaterThan(100);
    }
}
