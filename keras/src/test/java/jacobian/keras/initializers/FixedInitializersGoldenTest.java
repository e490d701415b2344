package jacobian.keras.initializers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.keras.golden.Golden;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Initializers without chance give Keras' values.
class FixedInitializersGoldenTest {
    @Test
    void values_are_those_of_keras() {
        for (var file : Golden.file("pieces_more").get("initializers")) {
            var args = file.get("args");
            var initializer = file.get("class").asString().equals("STFT")
                    ? transform(args)
                    : new IdentityInitializer(args.path("gain").asDouble(1));
            var sizes = file.get("expected")
                    .get("shape")
                    .valueStream()
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            Golden.check(
                    initializer.apply(Shape.of(sizes), DType.FLOAT32), file.get("expected"), initializer.toString());
        }
    }

    private static STFT transform(JsonNode args) {
        return new STFT(
                STFT.Side.valueOf(upper(args, "side", "real").orElseThrow()),
                upper(args, "window", "hann").map(STFT.Window::valueOf),
                upper(args, "scaling", "density").map(STFT.Scaling::valueOf),
                args.path("periodic").asBoolean(false));
    }

    private static Optional<String> upper(JsonNode args, String key, String initial) {
        return args.path(key).isNull()
                ? Optional.empty()
                : Optional.of(args.path(key).asString(initial).toUpperCase(Locale.ROOT));
    }

    @Test
    void other_ranks_are_refused() {
        assertThatThrownBy(() -> new IdentityInitializer().apply(Shape.of(3), DType.FLOAT32))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new STFT().apply(Shape.of(3, 2), DType.FLOAT32))
                .isInstanceOf(ShapeException.class);
    }
}
