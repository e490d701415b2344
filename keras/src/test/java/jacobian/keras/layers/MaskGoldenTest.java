package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.RecurrentThings;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Which layers let a mask pass, which end it, and which of these warn, against real Keras.
class MaskGoldenTest {
    private static final JsonNode CASES = Golden.file("masks").get("cases");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(
                        i, CASES.get(i).get("layer").asString() + CASES.get(i).get("args")));
    }

    /// What is logged about masks.
    private static final class Warnings extends Handler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void masks_pass_and_end_as_in_keras(int index, String name) {
        var file = CASES.get(index);
        var log = Logger.getLogger(Masks.class.getName());
        var warnings = new Warnings();
        log.addHandler(warnings);
        try {
            var layer = layer(file);
            check(results(layer, file), file.get("output_masks"));
            results(layer, file);
        } finally {
            log.removeHandler(warnings);
        }
        assertThat(warnings.lines).hasSize(file.get("warns").asBoolean() ? 1 : 0);
    }

    private static Layer layer(JsonNode file) {
        var type = file.get("layer").asString();
        return LayerCase.isKnown(type)
                ? LayerCase.layer(type, file.get("args"))
                : RecurrentThings.layer(type, file.get("args"));
    }

    private static List<Tensor> results(Layer layer, JsonNode file) {
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        for (int i = 0; i < inputs.size(); i++) {
            if (!file.get("masks").get(i).isNull()) {
                Masks.with(inputs.get(i), Golden.tensor(file.get("masks").get(i)));
            }
        }
        return layer.applyAll(inputs);
    }

    private static void check(List<Tensor> results, JsonNode masks) {
        assertThat(results).hasSize(masks.size());
        for (int i = 0; i < results.size(); i++) {
            var mask = Masks.of(results.get(i));
            assertThat(mask.isEmpty())
                    .as("no mask on result " + i)
                    .isEqualTo(masks.get(i).isNull());
            if (mask.isPresent()) {
                var shape = masks.get(i)
                        .get("shape")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .toArray();
                var given = mask.get().cast(DType.FLOAT32);
                Golden.check(given.broadcastTo(Shape.of(shape)), masks.get(i), "mask of result " + i);
            }
        }
    }

    @Test
    void projections_inside_attention_say_nothing_of_a_mask_that_attention_has_dealt_with() {
        var x = Tensor.ones(Shape.of(2, 3, 4));
        Masks.with(x, Tensor.of(new int[][] {{1, 1, 0}, {1, 0, 0}}).cast(DType.BOOL));
        var log = Logger.getLogger(Masks.class.getName());
        var warnings = new Warnings();
        log.addHandler(warnings);
        try {
            assertThat(Masks.of(new MultiHeadAttention(2, 3).apply(x, x))).isPresent();
            assertThat(Masks.of(new GroupQueryAttention(3, 2, 1).apply(x, x))).isPresent();
            assertThat(Masks.of(new AdditiveAttention().dropout(0.1).apply(x, x)))
                    .isPresent();
        } finally {
            log.removeHandler(warnings);
        }
        assertThat(warnings.lines).isEmpty();
    }
}
