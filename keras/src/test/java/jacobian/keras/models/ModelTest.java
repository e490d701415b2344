package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Concatenate;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.Huber;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTest {
    /// A model that is no graph.
    static final class Own extends Model {
        private final Dense first = track("first", new Dense(4).activation(RELU));
        private final Dense last = track("last", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return last.apply(first.apply(x));
        }
    }

    @Test
    void a_shared_layer_has_one_set_of_weights() {
        var a = new Input(3);
        var b = new Input(3);
        var shared = new Dense(2).name("shared");
        var model = new Model(List.of(a, b), List.of(new Add().apply(shared.apply(a), shared.apply(b))));
        assertThat(model.weights()).hasSize(2);
        var x = Tensor.of(new double[][] {{1, 2, 3}});
        var y = model.apply(x, x).floats();
        var once = shared.apply(x).multiply(2).floats();
        assertThat(y).isEqualTo(once);
    }

    @Test
    void arithmetic_between_layers_is_part_of_the_graph() {
        var x = new Input(2);
        var hidden = new Dense(3).apply(x);
        var model = new Model(x, hidden.multiply(0.5).add(1).reshape(-1, 3, 1));
        var given = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
        var expected = model.layers().get(1).apply(given).multiply(0.5).add(1);
        assertThat(model.apply(given).shape().sizes()).containsExactly(4, 3, 1);
        assertThat(model.apply(given).floats()).isEqualTo(expected.floats());
    }

    @Test
    void inputs_and_outputs_go_by_name() {
        var a = new Input(2);
        var b = new Input(3);
        var sum = new Concatenate().apply(a, b);
        var outputs = new LinkedHashMap<String, Tensor>();
        outputs.put("wide", new Dense(4).apply(sum));
        outputs.put("slim", new Dense(1).apply(sum));
        var model = new Model(Map.of("b", b, "a", a), outputs);
        assertThat(model.inputNames()).containsExactly("a", "b");
        assertThat(model.outputNames()).containsExactly("wide", "slim");
        model.compile(
                new Adam(),
                c -> c.loss(new MeanSquaredError()).loss("slim", new Huber()).lossWeight("wide", 2));
        var data = Dataset.of(
                Map.of("b", Tensor.ones(Shape.of(5, 3)), "a", Tensor.ones(Shape.of(5, 2))),
                Map.of("slim", Tensor.ones(Shape.of(5, 1)), "wide", Tensor.ones(Shape.of(5, 4))));
        var history = model.fit(data, fit -> fit.epochs(2).batchSize(2));
        assertThat(history.history().keySet()).containsExactly("loss", "wide_loss", "slim_loss");
        double first = history.get("loss").get(0);
        assertThat(first)
                .isCloseTo(
                        2 * history.get("wide_loss").get(0)
                                + history.get("slim_loss").get(0),
                        org.assertj.core.api.Assertions.within(1e-5));
        assertThat(model.predictAll(data).get(0).shape().sizes()).containsExactly(5, 4);
    }

    @Test
    void a_model_is_a_layer_of_another() {
        var inner = new Sequential(new Input(4), new Dense(3)).name("inner");
        var x = new Input(4);
        var model = new Model(x, new Dense(1).apply(inner.apply(x)));
        model.compile(new SGD(0.1), new MeanSquaredError());
        var before = inner.getWeights().get(0).floats();
        model.fit(Tensor.ones(Shape.of(3, 4)), Tensor.ones(Shape.of(3, 1)));
        assertThat(model.weights()).hasSize(4);
        assertThat(inner.getWeights().get(0).floats()).isNotEqualTo(before);
    }

    @Test
    void a_model_that_is_no_graph_trains_alike() {
        var model = new Own();
        model.compile(new Adam(0.05), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{0, 1}, {1, 0}, {1, 1}});
        var y = Tensor.of(new double[][] {{1}, {1}, {2}});
        var history = model.fit(x, y, fit -> fit.epochs(60));
        assertThat(history.last("loss")).isLessThan(history.get("loss").get(0) / 4);
        assertThat(model.summary()).contains("Model: \"" + model.name() + "\"", "(Dense)");
        assertThat(model.name()).startsWith("own");
        assertThat(model.predict(x).shape().sizes()).containsExactly(3, 1);
    }

    @Test
    void a_layer_that_does_not_fit_is_refused_as_it_is_added() {
        var model = new Sequential(new Input(28, 28), new Flatten());
        assertThatThrownBy(() -> model.add(new Conv2D(8, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        Conv2D(filters=8, kernel_size=[3, 3]) cannot take (None, 784)
                          needs  (batch, height, width, channels)
                          mend   check the data's axes""");
    }

    @Test
    void one_layer_twice_is_refused() {
        var dense = new Dense(4);
        assertThatThrownBy(() -> new Sequential(dense, new Flatten(), dense))
                .hasMessage("Dense(units=4) is in this model already: use copy() for another layer of its settings");
    }

    @Test
    void two_layers_of_one_name_are_refused() {
        assertThatThrownBy(() -> new Sequential(new Dense(4).name("a"), new Dense(2).name("a")))
                .hasMessage("two layers are called \"a\": give one of them another name");
    }

    @Test
    void layers_can_be_taken_away_and_put_on() {
        var model = new Sequential(new Input(3), new Dense(4), new Dense(2));
        var kept = model.weights().get(0);
        assertThat(model.pop()).hasToString("Dense(units=2)");
        model.add(new Dense(7));
        assertThat(model.weights().get(0)).isSameAs(kept);
        assertThat(model.apply(Tensor.ones(Shape.of(1, 3))).shape().sizes()).containsExactly(1, 7);
    }

    @Test
    void an_output_without_its_input_is_refused() {
        var a = new Input(3).name("a");
        var b = new Input(3).name("b");
        var sum = new Add().apply(a, b);
        assertThatThrownBy(() -> new Model(a, sum))
                .hasMessage("the outputs depend on Input(shape=[3], name=\"b\"), which is not "
                        + "among the inputs of the model: add it to"
                        + " them");
    }

    @Test
    void a_last_axis_of_one_may_be_missing() {
        var model = new Sequential(new Input(1), new Dense(2));
        assertThat(model.apply(Tensor.of(1.0, 2.0, 3.0)).shape().sizes()).containsExactly(3, 2);
    }

    @Test
    void compile_refuses_names_of_outputs_that_are_not_there() {
        var model = new Sequential(new Input(1), new Dense(2).name("y"));
        assertThatThrownBy(() -> model.compile(new SGD(0.1), c -> c.loss("z", new MeanSquaredError())))
                .hasMessage("compile names an output \"z\": the model has [y]");
    }

    @Test
    void explain_shows_the_programs_that_have_run() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(0.1), new MeanSquaredError());
        model.trainOnBatch(Tensor.ones(Shape.of(2, 2)), Tensor.ones(Shape.of(2, 1)));
        assertThat(model.explain()).contains("TRAIN");
    }
}
