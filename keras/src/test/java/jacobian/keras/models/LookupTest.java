package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.activations.Activations;
import jacobian.keras.constraints.Constraints;
import jacobian.keras.golden.Golden;
import jacobian.keras.initializers.IdentityInitializer;
import jacobian.keras.initializers.Initializers;
import jacobian.keras.losses.Losses;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Optimizers;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.regularizers.L2;
import jacobian.keras.regularizers.Regularizers;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Things by the names that Keras has for them.
class LookupTest {
    static Stream<Arguments> wrong() {
        return Stream.of(
                of("relo", "\"relu\"", Activations::of),
                of("he_normall", "\"he_normal\"", Initializers::of),
                of("l3", "\"l1\", \"l2\"", Regularizers::of),
                of("max_nrom", "\"max_norm\"", Constraints::of),
                of("mean_squared_eror", "\"mean_squared_error\"", Losses::of),
                of("binary_acuracy", "\"binary_accuracy\"", Metrics::of),
                of("adamm", "\"adam\"", Optimizers::of));
    }

    private static Arguments of(String name, String close, Consumer<String> lookup) {
        return Arguments.of(name, close, lookup);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void an_unknown_name_brings_the_close_ones(String name, String close, Consumer<String> lookup) {
        assertThatThrownBy(() -> lookup.accept(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is called \"" + name + "\": closest are " + close);
    }

    @Test
    void initializers_have_the_names_of_keras() {
        Golden.file("initializers")
                .get("strings")
                .properties()
                .forEach(each -> assertThat(
                                Initializers.of(each.getKey()).getClass().getSimpleName())
                        .isEqualTo(each.getValue().asString()));
        assertThat(Initializers.of("Identity")).isInstanceOf(IdentityInitializer.class);
        assertThat(Initializers.of("STFT")).isEqualTo(Initializers.of("stft"));
        assertThat(Regularizers.of("L2")).isEqualTo(new L2(0.01));
    }

    @Test
    void options_that_exclude_each_other_are_refused() {
        assertThatThrownBy(() -> new SGD()
                        .clipnorm(1)
                        .clipvalue(1)
                        .build(java.util.List.of(
                                new jacobian.engine.tensor.Variable("w", jacobian.engine.tensor.Tensor.of(1.0, 2)))))
                .hasMessageContaining("set one of clipnorm, global_clipnorm and clipvalue");
        assertThatThrownBy(() -> new LossScaleOptimizer(new Adam().lossScaleFactor(2)))
                .hasMessageContaining("scales the loss itself");
    }
}
