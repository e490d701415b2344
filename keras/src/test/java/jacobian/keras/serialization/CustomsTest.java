package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Lambda;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.TimeDistributed;
import jacobian.keras.losses.Loss;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.MultiOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerMap;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a file names beside the classes of Keras.
class CustomsTest {
    private static final class Scale extends FluentLayer<Scale> {
        private final Setting<Double> factor = setting("factor", 1.0);
        private final Setting<List<Double>> offsets =
                this.<List<Double>>optional("offsets", List.class).elements(Double.class);

        Scale factor(double factor) {
            return set(this.factor, factor);
        }

        Scale offsets(Double... offsets) {
            return set(this.offsets, List.of(offsets));
        }

        @Override
        public String registeredName() {
            return "shop>Scale";
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return x.multiply(value(factor));
        }
    }

    private static final class Blend extends FluentLayer<Blend> {
        private final Setting<Integer> parts = required("parts", Integer.class);

        Blend(int parts) {
            set(this.parts, parts);
        }
    }

    private record Speckle(double density, List<Integer> axes) implements Initializer {
        @Override
        public Tensor apply(Shape shape, DType dtype) {
            return Tensor.full(density, dtype, shape);
        }
    }

    private static final class Pinball extends Loss {
        private final Setting<Double> quantile = setting("quantile", 0.5);

        Pinball quantile(double quantile) {
            put(this.quantile, quantile);
            return this;
        }

        @Override
        public Tensor call(Tensor yTrue, Tensor yPred) {
            return yTrue.subtract(yPred).mean(-1);
        }
    }

    private static <T> T again(Class<T> type, Object thing, Customs customs) {
        var text = Json.write(Serialization.serialize(thing));
        return Serialization.deserialize(type, Json.read(text, Limits.standard()), customs);
    }

    private static Object tree(String text) {
        return Json.readObject(text, Limits.standard());
    }

    @Test
    void a_layer_of_ones_own_comes_back_with_its_settings() {
        var scale = new Scale().factor(2.5).offsets(1.0, 2.0).name("s");
        var read = again(Layer.class, scale, Customs.none().custom("shop>Scale", Scale::new));
        assertThat(read).hasToString(scale.toString());
        assertThat(scale.sameConfig(read)).isTrue();
        assertThat(Json.write(Serialization.serialize(scale)))
                .startsWith("{\"module\": null, \"class_name\": \"Scale\"")
                .endsWith("\"registered_name\": \"shop>Scale\"}");
    }

    @Test
    void the_class_name_alone_is_enough() {
        var read = again(Layer.class, new Scale().factor(3), Customs.none().custom("Scale", Scale::new));
        assertThat(read.toString()).startsWith("Scale(factor=3.0");
    }

    @Test
    void a_maker_takes_what_it_needs_from_the_configuration() {
        var customs = Customs.none().custom("Custom>Blend", in -> new Blend(in.integer("parts")));
        assertThat(again(Layer.class, new Blend(3).name("b"), customs)).hasToString("Blend(parts=3, name=\"b\")");
    }

    @Test
    void it_comes_back_inside_another() {
        var outer = new TimeDistributed(new Scale().factor(4));
        var read = again(Layer.class, outer, Customs.none().custom("shop>Scale", Scale::new));
        assertThat(outer.sameConfig(read)).isTrue();
    }

    @Test
    void records_losses_and_functions_come_back_too() {
        var dense = new Dense(3)
                .kernelInitializer(new Speckle(0.5, List.of(1, 2)))
                .activation(
                        ActivationFunction.named("shop>gate", x -> x.sigmoid().multiply(x)));
        var customs = Customs.none()
                .custom("Custom>Speckle", () -> new Speckle(0, List.of()))
                .activation("shop>gate", Activations.SILU)
                .custom("Custom>Pinball", Pinball::new);
        var read = again(Layer.class, dense, customs);
        assertThat(read.config())
                .containsEntry("kernel_initializer", new Speckle(0.5, List.of(1, 2)))
                .containsEntry("activation", ActivationFunction.named("shop>gate", Activations.SILU));
        var loss = new Pinball().quantile(0.9);
        assertThat(loss.sameConfig(again(Loss.class, loss, customs))).isTrue();
    }

    @Test
    void a_missing_class_is_named_with_its_configuration_and_the_line_that_registers_it() {
        assertThatThrownBy(() -> again(Layer.class, new Scale().factor(2.5), Customs.none()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("the class shop>Scale is not known")
                .hasMessageContaining("factor=2.5")
                .hasMessageContaining("Models.load(path, load -> load.custom(\"shop>Scale\", Scale::new))");
    }

    @Test
    void a_missing_function_is_named_with_the_line_that_registers_it() {
        var dense = new Dense(3).activation(ActivationFunction.named("shop>gate", x -> x));
        assertThatThrownBy(() -> again(Layer.class, dense, Customs.none()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("Dense: activation is the function \"shop>gate\", which is not known")
                .hasMessageContaining("load.activation(\"shop>gate\", ...)");
    }

    @Test
    void a_class_of_somebody_elses_module_is_not_taken_for_one_of_keras() {
        var tree = tree("""
                {"module": "my.code", "class_name": "Dense", "config": {"units": 3}, "registered_name": "Dense"}""");
        assertThatThrownBy(() -> Serialization.deserialize(Layer.class, tree, Customs.none()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("the class Dense is not known");
    }

    @Test
    void a_lambda_cannot_be_written_and_the_message_says_what_can() {
        var dense = new Dense(3).activation(x -> x);
        assertThatThrownBy(() -> Serialization.serialize(dense))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ActivationFunction.named");
        assertThatThrownBy(() -> Serialization.serialize(new Lambda(x -> x.square())))
                .hasMessageContaining("Lambda.register");
    }

    @Test
    void a_lambda_layer_comes_back_by_the_name_of_its_function() {
        Lambda.Body twice = (inputs, given) -> inputs.getFirst().multiply(given.number("factor"));
        var layer = new Lambda("shop>twice", twice)
                .arguments(Map.of("factor", 2.0))
                .outputShape(3)
                .name("l");
        var read = again(Layer.class, layer, Customs.none().lambda("shop>twice", twice));
        assertThat(layer.sameConfig(read)).isTrue();
        assertThat(read.apply(Tensor.of(1, 2, 3).reshape(1, 3)).floats()).containsExactly(2, 4, 6);
    }

    @Test
    void code_of_python_is_refused_unless_the_layer_is_given_in_java() {
        var tree = tree("""
                {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "double", "trainable": true,
                "dtype": "float32", "function": {"class_name": "__lambda__", "config": {"code": "4wEA",
                "defaults": null,                 "closure": null}}, "arguments": {}}, "registered_name": null}""");
        assertThatThrownBy(() -> Serialization.deserialize(Layer.class, tree, Customs.none()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(
                        "the Lambda layer \"double\" holds the code of a Python function, which is not run")
                .hasMessageContaining("load.lambda(\"double\", (inputs, given) -> ...)");
        var customs =
                Customs.none().lambda("double", (inputs, _) -> inputs.getFirst().multiply(2));
        var read = Serialization.deserialize(Layer.class, tree, customs);
        assertThat(read.apply(Tensor.of(1, 2).reshape(1, 2)).floats()).containsExactly(2, 4);
    }

    @Test
    void a_layer_in_the_place_of_an_activation_is_its_function() {
        var tree = tree("""
                {"module": "keras.layers", "class_name": "Dense", "config": {"units": 3, "activation":
                {"module": "keras.layers", "class_name": "LeakyReLU", "config": {"negative_slope": 0.5}}}}""");
        var read = Serialization.deserialize(Layer.class, tree, Customs.none());
        var activation = (ActivationFunction) read.config().get("activation");
        assertThat(activation.apply(Tensor.of(-2, 3)).floats()).containsExactly(-1, 3);
        assertThat(read.sameConfig(again(Layer.class, read, Customs.none()))).isTrue();
    }

    @Test
    void a_map_of_optimizers_comes_back() {
        var map = new OptimizerMap(new Adam(0.01).name("rest")).put("wide/.*", new SGD(0.5).name("wide"));
        var text = Json.write(Serialization.serialize(new MultiOptimizer(map).name("both")));
        var read = Serialization.deserialize(Optimizer.class, Json.read(text, Limits.standard()), Customs.none());
        assertThat(Json.write(Serialization.serialize(read))).isEqualTo(text);
        var back = ((MultiOptimizer) read).map().orElseThrow();
        assertThat(new Adam(0.01).sameConfig(back.defaultOptimizer())).isTrue();
        assertThat(new SGD(0.5).sameConfig(back.byName().get("wide/.*"))).isTrue();
    }

    @Test
    void names_alone_stand_for_things_with_defaults() {
        var none = Customs.none();
        assertThat(Serialization.deserialize(ActivationFunction.class, "relu", none))
                .isEqualTo(Activations.RELU);
        assertThat(Serialization.deserialize(Optimizer.class, "adam", none)).isInstanceOf(Adam.class);
        assertThat(Serialization.deserialize(Loss.class, "mse", none).name()).isEqualTo("mean_squared_error");
        assertThat(Serialization.deserialize(Initializer.class, "glorot_uniform", none))
                .isEqualTo(new jacobian.keras.initializers.GlorotUniform());
        assertThatThrownBy(() -> Serialization.deserialize(Optimizer.class, "adm", none))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("no optimizer is called \"adm\"")
                .hasMessageContaining("\"adam\"");
    }
}
