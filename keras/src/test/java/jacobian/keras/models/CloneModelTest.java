package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.Ones;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.TimeDistributed;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloneModelTest {
    private static final Tensor X = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    private static Model siamese() {
        var a = new Input(3).name("a");
        var b = new Input(3).name("b");
        var shared = new Dense(2).name("shared");
        var sum = new Add().name("sum").apply(shared.apply(a), shared.apply(b));
        return new Model(List.of(a, b), List.of(sum.multiply(2.0))).name("siamese");
    }

    private static List<String> names(Model model) {
        return model.layers().stream().map(Layer::name).toList();
    }

    @Test
    void a_graph_is_cloned_with_shared_layers_and_arithmetic() {
        var model = siamese();
        model.getLayer("shared").setTrainable(false);
        var clone = Model.cloneModel(model);
        assertThat(names(clone)).isEqualTo(names(model));
        assertThat(clone.name()).isEqualTo("siamese");
        assertThat(clone.inputNames()).containsExactly("a", "b");
        assertThat(clone.weights()).hasSize(2);
        assertThat(clone.trainableWeights()).isEmpty();
        assertThat(clone.getLayer("shared")).isNotSameAs(model.getLayer("shared"));
        assertThat(clone.apply(X, X).floats()).isNotEqualTo(model.apply(X, X).floats());
        clone.setWeights(model.getWeights());
        assertThat(clone.apply(X, X.negative()).floats())
                .isEqualTo(model.apply(X, X.negative()).floats());
    }

    @Test
    void a_chain_is_cloned_with_its_input() {
        var model = new Sequential(new Input(3).name("x"), new Dense(4).activation(RELU), new Dense(1).name("y"));
        var clone = Model.cloneModel(model);
        assertThat(clone).isInstanceOf(Sequential.class);
        assertThat(clone.inputNames()).containsExactly("x");
        assertThat(names(clone)).isEqualTo(names(model));
        clone.setWeights(model.getWeights());
        assertThat(clone.apply(X).floats()).isEqualTo(model.apply(X).floats());
    }

    @Test
    void a_clone_function_stands_for_each_layer() {
        var model = new Sequential(new Input(3), new Dense(4).name("a"), new Dense(2).name("b"));
        var clone = Model.cloneModel(
                model,
                options -> options.cloneFunction(layer -> layer instanceof Dense dense
                        ? new Dense((Integer) dense.config().get("units"))
                                .name(dense.name())
                                .kernelInitializer(new Ones())
                        : layer));
        assertThat(clone.getWeights().get(0).floats()).containsOnly(1f);
        assertThat(names(clone)).containsExactly("a", "b");
    }

    @Test
    void a_call_function_puts_layers_between() {
        var x = new Input(3);
        var model = new Model(
                x, new Dense(2).name("last").apply(new Dense(4).name("first").apply(x)));
        var same = Model.cloneModel(
                model,
                options -> options.cloneFunction(layer -> layer).callFunction((layer, inputs) -> {
                    var outputs = layer.applyAll(inputs);
                    return layer instanceof Dense ? List.of(new Dropout(0.5).apply(outputs.get(0))) : outputs;
                }));
        assertThat(same.layers().stream().filter(Dropout.class::isInstance)).hasSize(2);
        assertThat(same.weights()).isEqualTo(model.weights());
        assertThatThrownBy(() -> Model.cloneModel(
                        new Sequential(new Dense(1)), options -> options.callFunction(Layer::applyAll)))
                .hasMessageContaining("callFunction is for graphs");
    }

    @Test
    void models_inside_are_one_layer_unless_asked_otherwise() {
        var inner = new Sequential(new Input(3), new Dense(2).name("deep")).name("inner");
        var model = new Sequential(inner, new Dense(1).name("top"));
        var seen = new java.util.ArrayList<String>();
        java.util.function.UnaryOperator<Layer> noting = layer -> {
            seen.add(layer.name());
            return layer instanceof Dense dense ? dense.copy(dense.name()) : ((Model) layer).copy(layer.name());
        };
        var clone = Model.cloneModel(model, options -> options.cloneFunction(noting));
        assertThat(seen).containsExactly("inner", "top");
        seen.clear();
        Model.cloneModel(model, options -> options.cloneFunction(noting).recursive(true));
        assertThat(seen).containsExactly("deep", "top");
        clone.setWeights(model.getWeights());
        assertThat(clone.apply(X).floats()).isEqualTo(model.apply(X).floats());
    }

    @Test
    void a_clone_can_stand_on_other_inputs() {
        var other = new Input(3).name("other");
        var clone = Model.cloneModel(siamese(), options -> options.inputTensors(other, new Dense(3).apply(other)));
        assertThat(clone.apply(X, X).shape().sizes()).containsExactly(2, 2);
        assertThatThrownBy(() -> Model.cloneModel(siamese(), options -> options.inputTensors(other)))
                .hasMessage("inputTensors has 1 inputs, but siamese has 2 [a, b]");
    }

    @Test
    void a_model_with_a_call_of_its_own_is_refused() {
        assertThatThrownBy(() -> Model.cloneModel(new OwnStepTest.Varied()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("defines its own call, which cannot be cloned");
    }

    @Test
    void a_layer_around_a_model_copies_it() {
        var inner = new Sequential(new Input(3), new Dense(2));
        var around = new TimeDistributed(inner);
        var x = Tensor.ones(Shape.of(2, 4, 3));
        around.apply(x);
        assertThat(around.copy().apply(x).shape().sizes()).containsExactly(2, 4, 2);
    }
}
