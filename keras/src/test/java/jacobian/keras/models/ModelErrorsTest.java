package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.metrics.Mean;
import jacobian.keras.optimizers.SGD;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What models refuse, and in which words.
class ModelErrorsTest {
    private static final Tensor X = Tensor.ones(Shape.of(4, 3));

    private static Model twoHeads() {
        var x = new Input(3).name("x");
        return new Model(
                        List.of(x),
                        List.of(
                                new Dense(2).name("kind").apply(x),
                                new Dense(1).name("price").apply(x)))
                .name("heads");
    }

    @Test
    void an_unknown_layer_lists_the_close_ones() {
        var model = new Sequential(new Input(3), new Dense(2).name("hidden"), new Dense(1).name("head")).name("m");
        assertThat(model.getLayer("head")).isSameAs(model.getLayer(1)).isSameAs(model.getLayer(-1));
        assertThatThrownBy(() -> model.getLayer("hiden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("m has no layer \"hiden\": it has [hidden, head]; did you mean \"hidden\"?");
        assertThatThrownBy(() -> model.getLayer(2)).hasMessage("m has 2 layers, none of number 2");
    }

    @Test
    void losses_and_weights_that_no_output_has_are_refused_at_once() {
        assertThatThrownBy(() -> twoHeads().compile(new SGD(0.1), c -> c.loss("prize", new MeanSquaredError())))
                .hasMessage("compile names an output \"prize\": the model has [kind, price]; did you mean \"price\"?");
        assertThatThrownBy(() -> twoHeads().compile(new SGD(0.1), c -> c.losses(new MeanSquaredError())))
                .hasMessage("compile has 1 losses for 2 outputs [kind, price]: give one for each, or name the outputs");
        assertThatThrownBy(() -> twoHeads()
                        .compile(
                                new SGD(0.1),
                                c -> c.loss(new MeanSquaredError()).lossWeights(1, 2, 3)))
                .hasMessageStartingWith("compile has 3 loss weights for 2 outputs");
    }

    @Test
    void a_wrong_number_of_targets_or_weights_changes_nothing() {
        var model = twoHeads();
        model.compile(new SGD(0.1), c -> c.loss(new MeanSquaredError()));
        var before = model.getWeights().get(0).floats();
        assertThatThrownBy(() -> model.fit(X, Tensor.ones(Shape.of(4, 2))))
                .hasMessage("the model has 2 outputs [kind, price], of which [kind, price] need a target, but the data"
                        + " has 1 targets");
        var targets = List.of(Tensor.ones(Shape.of(4, 2)), Tensor.ones(Shape.of(4, 1)));
        var weight = Tensor.ones(Shape.of(4));
        assertThatThrownBy(() -> model.trainOnBatch(Batch.of(List.of(X), targets, List.of(weight, weight, weight))))
                .hasMessage("the data has 3 sample weights for 2 targets: give one for all of them, or one for each");
        assertThatThrownBy(() ->
                        model.fit(Dataset.of(Map.of("x", X), Map.of("kind", targets.get(0), "cost", targets.get(1)))))
                .hasMessage("the data has a target \"cost\": the model has [kind, price]");
        assertThat(model.getWeights().get(0).floats()).isEqualTo(before);
    }

    @Test
    void class_weights_go_by_output_where_there_are_several() {
        var model = twoHeads();
        model.compile(new SGD(0.1), c -> c.loss(new MeanSquaredError()));
        var data = Dataset.of(List.of(X), List.of(Tensor.ones(Shape.of(4, 2)), Tensor.ones(Shape.of(4, 1))));
        assertThatThrownBy(() -> model.fit(data, fit -> fit.classWeight(Map.of(0, 2.0))))
                .hasMessage("class weights need one target, not 2: name the output, as in classWeight(\"kind\","
                        + " weights)");
        assertThatThrownBy(() -> model.fit(data, fit -> fit.classWeight("kinds", Map.of(0, 2.0))))
                .hasMessage("class weights name an output \"kinds\": the model has [kind, price];"
                        + " did you mean \"kind\"?");
    }

    @Test
    void tensors_of_another_graph_are_refused() {
        var x = new Input(3).name("x");
        var other = new Input(3).name("other");
        assertThatThrownBy(() -> new Model(x, new Add().apply(x, other)))
                .hasMessageContaining("depend on Input(shape=[3], name=\"other\"), which is not among the inputs");
        assertThatThrownBy(() -> new Model(x, X))
                .hasMessage("output 0 of the model is float32(4, 3) with values of its own: needs what layers make of"
                        + " the inputs");
        assertThatThrownBy(() -> new Model(X, new Dense(1).apply(x)))
                .hasMessageStartingWith("a model's input is")
                .hasMessageEndingWith("needs an Input, or what a layer made of one");
        assertThatThrownBy(() -> new Model(List.of(x, x), List.of(new Add().apply(x, x))))
                .hasMessage("inputs 1 and 0 of the model are the same: give it once");
        assertThatThrownBy(() -> new Model(List.of(x), List.of())).hasMessageStartingWith("a model needs at least one");
    }

    @Test
    void a_cycle_of_layers_is_refused() {
        var chain = new Sequential().name("chain");
        assertThatThrownBy(() -> chain.add(chain)).hasMessage("chain cannot be a layer of itself");
        var outer = new Sequential(chain).name("outer");
        assertThatThrownBy(() -> chain.add(outer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a layer would call itself without end");
    }

    @Test
    void inputs_go_by_name_and_wrong_names_are_told() {
        var a = new Input(3).name("left");
        var b = new Input(3).name("right");
        var model = new Model(List.of(a, b), List.of(new Add().name("sum").apply(a, b))).name("m");
        assertThat(model.applyAll(Map.of("right", X, "left", X)).get("sum").floats())
                .containsOnly(2f);
        assertThatThrownBy(() -> model.applyAll(Map.of("rigth", X, "left", X)))
                .hasMessage("m was given an input \"rigth\": the model has [left, right]; did you mean \"right\"?");
        assertThatThrownBy(() -> model.applyAll(Map.of("left", X)))
                .hasMessage("m was not given the input \"right\": needs [left, right]");
        assertThatThrownBy(() -> model.apply(X)).hasMessage("m takes 2 inputs [left, right], not 1");
    }

    /// A layer that was made in `call`, and is nobody's.
    private static final class Forgetful extends FluentLayer<Forgetful> {
        @Override
        protected Tensor call(Tensor x, Call call) {
            return new Dense(1).name("lost").apply(x);
        }
    }

    /// Two metrics of one name.
    private static final class Twice extends FluentLayer<Twice> {
        Twice() {
            addMetric(new Mean("m"));
            addMetric(new Mean("m"));
        }
    }

    @Test
    void layers_and_metrics_must_be_declared_rightly() {
        assertThatThrownBy(() -> new Forgetful().apply(X))
                .hasMessage("Forgetful() calls Dense(units=1, name=\"lost\"), which it does not track: its weights"
                        + " would never be trained nor saved; declare it as track(\"lost\", ...)");
        assertThatThrownBy(Twice::new).hasMessage("Twice() has a metric \"m\" already: give one of them another name");
    }
}
