package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.data.Batch;
import jacobian.keras.golden.Golden;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.regularizers.L2;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypePolicyTest {
    @AfterEach
    void restore() {
        Config.setDtypePolicy("float32");
        Config.setFloatx(DType.FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({
        "float32, FLOAT32, FLOAT32",
        "float64, FLOAT64, FLOAT64",
        "bfloat16, BFLOAT16, BFLOAT16",
        "float16, FLOAT16, FLOAT16",
        "mixed_bfloat16, FLOAT32, BFLOAT16",
        "mixed_float16, FLOAT32, FLOAT16",
        "int32, INT32, INT32"
    })
    void a_name_says_both_types(String name, DType variable, DType compute) {
        var policy = new DTypePolicy(name);
        assertThat(policy.variableDtype()).isEqualTo(variable);
        assertThat(policy.computeDtype()).isEqualTo(compute);
        assertThat(policy).hasToString(name);
    }

    @Test
    void policies_and_promotions_are_those_of_keras() {
        var file = Golden.file("dtype_policy");
        for (var each : file.get("models")) {
            var policy = new DTypePolicy(each.get("args").get("name").asString());
            assertThat(policy.computeDtype())
                    .hasToString(each.get("compute_dtype").asString());
            assertThat(policy.variableDtype())
                    .hasToString(each.get("variable_dtype").asString());
        }
        for (var each : file.get("promotions")) {
            var one = DType.of(each.get(0).asString());
            var other = DType.of(each.get(1).asString());
            assertThat(DType.promote(one, other))
                    .as(one + " with " + other)
                    .hasToString(each.get(2).asString());
        }
    }

    @Test
    void an_unknown_name_lists_the_close_ones() {
        assertThatThrownBy(() -> new DTypePolicy("mixed_float"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no dtype policy is called \"mixed_float\"\n"
                        + "  mend   use \"mixed_float16\", \"mixed_bfloat16\" or \"float32\"");
        assertThatThrownBy(() -> Config.setFloatx(DType.INT32))
                .hasMessageStartingWith("floatx=int32: needs a floating");
    }

    @Test
    void layers_without_a_policy_take_the_global_one_as_it_is_when_they_are_made() {
        var before = new Dense(2);
        Config.setDtypePolicy("mixed_bfloat16");
        var during = new Dense(2);
        assertThat(new Input(3).type().dtype()).isEqualTo(DType.FLOAT32);
        Config.setDtypePolicy("float32");
        assertThat(before.dtypePolicy().name()).isEqualTo("float32");
        assertThat(during.dtypePolicy().name()).isEqualTo("mixed_bfloat16");
        assertThat(during.copy().computeDtype()).isEqualTo(DType.BFLOAT16);
        assertThat(during.config()).containsEntry("dtype", new DTypePolicy("mixed_bfloat16"));
        assertThat(new Dense(2).dtype("mixed_float16")).hasToString("Dense(units=2, dtype=mixed_float16)");
    }

    @Test
    void without_a_policy_floatx_says_the_type() {
        assertThat(Config.floatx()).isEqualTo(DType.FLOAT32);
        Config.setFloatx(DType.FLOAT64);
        assertThat(new Input(3).type().dtype()).isEqualTo(DType.FLOAT64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
    void weights_and_their_gradients_are_float32_and_results_of_16_bits(String policy) {
        var dense = new Dense(2).dtype(policy);
        var x = new Variable("x", Tensor.of(new double[][] {{1, 2, 3}}));
        var y = dense.apply(x);
        assertThat(y.dtype()).isEqualTo(new DTypePolicy(policy).computeDtype());
        assertThat(dense.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(dense.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        var variables = List.of(x, dense.weights().get(0), dense.weights().get(1));
        var gradients = Gradients.of(() -> dense.apply(x).sum().cast(DType.FLOAT32), variables);
        for (int i = 0; i < 3; i++) {
            assertThat(gradients.gradient(i).dtype()).isEqualTo(DType.FLOAT32);
        }
        assertThat(gradients.gradient(1).floats()).containsExactly(1, 1, 2, 2, 3, 3);
    }

    @Test
    void a_pure_policy_of_16_bits_keeps_weights_so_too() {
        var dense = new Dense(2).dtype("bfloat16");
        assertThat(dense.apply(Tensor.of(new double[][] {{1, 2}})).dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(dense.weights()).allMatch(weight -> weight.dtype() == DType.BFLOAT16);
    }

    @Test
    void without_autocast_a_layer_computes_in_what_it_is_given() {
        var dense = new Dense(2).dtype("mixed_bfloat16").autocast(false);
        assertThat(dense.apply(Tensor.of(new double[][] {{1, 2}})).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(dense.copy().apply(Tensor.of(new double[][] {{1, 2}})).dtype())
                .isEqualTo(DType.FLOAT32);
        assertThatThrownBy(() -> dense.autocast(true)).hasMessageContaining("set autocast before its first call");
    }

    @Test
    void normalization_of_float16_does_not_leave_its_range() {
        var x = Tensor.of(new double[][] {{300, -300, 600, -600}, {0, 900, -900, 500}});
        for (var layer : List.of(
                new LayerNormalization().dtype("mixed_float16"),
                new BatchNormalization().dtype("mixed_float16"),
                new RMSNormalization().dtype("mixed_float16"),
                new UnitNormalization().dtype("mixed_float16"),
                new GroupNormalization().groups(2).dtype("mixed_float16"))) {
            var y = layer.apply(Mode.TRAINING, x);
            assertThat(y.dtype()).isEqualTo(DType.FLOAT16);
            assertThat(y.doubles()).as(layer.toString()).doesNotContain(Double.NaN);
            assertThat(DoubleStream.of(y.doubles())).anyMatch(value -> value != 0);
            assertThat(layer.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        }
    }

    @Test
    void a_mask_stays_with_what_is_cast() {
        var embedding = new Embedding(5, 3).maskZero(true).dtype("mixed_float16");
        var normal = new LayerNormalization().dtype("mixed_bfloat16");
        var y = normal.apply(embedding.apply(Tensor.of(new int[][] {{1, 0, 2}})));
        assertThat(Masks.of(y).orElseThrow().ints()).containsExactly(1, 0, 1);
    }

    @Test
    void losses_metrics_and_penalties_are_computed_in_float32() {
        var half = Tensor.of(new double[][] {{300}, {-300}}).cast(DType.FLOAT16);
        assertThat(new MeanSquaredError()
                        .apply(Tensor.of(new double[][] {{0}, {0}}), half)
                        .item())
                .isEqualTo(90_000);
        var dense = new Dense(1).dtype("mixed_float16").activityRegularizer(new L2(0.5));
        dense.apply(Tensor.of(new double[][] {{300}}));
        assertThat(dense.losses().getLast().dtype()).isEqualTo(DType.FLOAT32);
    }

    private static Batch batch(Tensor x, Tensor y) {
        return Batch.of(List.of(x), List.of(y), List.of());
    }

    @Test
    void a_mixed_float16_model_gets_a_loss_scale_and_learns() {
        Config.setDtypePolicy("mixed_float16");
        var model = new Sequential(new Input(2), new Dense(8), new Dense(1));
        model.compile(new SGD(0.05), new MeanSquaredError());
        assertThat(model.optimizer()).isInstanceOf(LossScaleOptimizer.class);
        var x = Tensor.of(new double[][] {{0, 1}, {1, 0}, {1, 1}, {0, 0}});
        var y = Tensor.of(new double[][] {{1}, {2}, {3}, {0}});
        double first = model.trainOnBatch(batch(x, y)).get("loss");
        double last = first;
        for (int i = 0; i < 200; i++) {
            last = model.trainOnBatch(batch(x, y)).get("loss");
        }
        assertThat(last).isLessThan(first / 50);
        model.compile(new SGD(0.05), c -> c.loss(new MeanSquaredError()).autoScaleLoss(false));
        assertThat(model.optimizer()).isInstanceOf(SGD.class);
    }

    @Test
    void a_step_with_gradients_beyond_float16_is_skipped_and_the_scale_halved() {
        Config.setDtypePolicy("mixed_float16");
        var model = new Sequential(new Input(1), new Dense(1).useBias(false));
        model.compile(new LossScaleOptimizer(new SGD(0.1)).initialScale(1 << 20), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{100}});
        model.applyAll(List.of(x));
        model.setWeights(List.of(Tensor.of(new double[][] {{0.5}})));
        model.trainOnBatch(batch(x, Tensor.of(new double[][] {{0}})));
        assertThat(model.weights().get(0).floats()).containsExactly(0.5f);
        var scale = model.optimizer().variables().stream()
                .filter(each -> each.name().equals("dynamic_scale"))
                .findFirst()
                .orElseThrow();
        assertThat(scale.tensor().item()).isEqualTo(1 << 19);
    }

    @Test
    void policies_that_a_layer_cannot_take_are_refused() {
        assertThatThrownBy(() -> new Input(3).dtype("mixed_float16"))
                .hasMessageStartingWith("Input cannot take dtype=mixed_float16\n  needs  the one type of its data");
        var dense = new Dense(2).dtype(DType.INT32);
        assertThatThrownBy(() -> dense.apply(Tensor.ones(Shape.of(1, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Dense(units=2, dtype=int32) cannot keep its kernel in int32");
    }
}
