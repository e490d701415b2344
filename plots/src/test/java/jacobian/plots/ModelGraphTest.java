package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Concatenate;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelGraphTest {
    @Test
    void boxes_tell_names_classes_shapes_and_weights() {
        var plot =
                Plots.modelGraph(new Sequential(new Input(4), new Dense(3).name("hidden"), new Dense(2).name("out")));
        assertThat(Xml.texts(plot))
                .contains("hidden", "Dense, 15 weights", "(None, 3)", "out", "(None, 2)", "23 weights");
        assertThat(Xml.elements(plot, "path"))
                .filteredOn(path -> path.getAttribute("fill").equals("#5c636b"))
                .as("heads of arrows")
                .hasSize(2);
    }

    @Test
    void a_model_inside_a_model_is_a_frame() {
        var inner = new Sequential(new Input(4), new Dense(3).name("deep")).name("encoder");
        var left = new Input(4).name("left");
        var right = new Input(4).name("right");
        var both = new Concatenate().name("both").apply(inner.apply(left), inner.apply(right));
        var plot = Plots.modelGraph(new Model(List.of(left, right), List.of(both)));
        assertThat(Xml.texts(plot)).contains("left", "right", "both");
        assertThat(Xml.texts(plot).stream().filter(text -> text.startsWith("encoder")))
                .as("called twice, drawn twice")
                .hasSize(2);
        assertThat(Xml.texts(plot).stream().filter(text -> text.startsWith("deep")))
                .hasSize(2);
    }

    @Test
    void a_way_around_layers_is_an_arrow_of_its_own() {
        var in = new Input(4).name("in");
        var hidden = new Dense(4).name("hidden").apply(in);
        var sum = new Add().name("sum").apply(hidden, in);
        var plot = Plots.modelGraph(new Model(in, sum));
        assertThat(Xml.elements(plot, "path"))
                .filteredOn(path -> path.getAttribute("fill").equals("#5c636b"))
                .hasSize(3);
    }

    /// A model whose call is code.
    private static final class Own extends Model {
        private final Dense first = track("first", new Dense(3));
        private final Dense second = track("second", new Dense(2));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return second.apply(first.apply(x));
        }
    }

    @Test
    void a_model_of_code_shows_its_layers_without_arrows() {
        var model = new Own();
        model.apply(Tensor.of(new double[][] {{1, 2}}));
        var plot = Plots.modelGraph(model);
        assertThat(plot.subtitle()).contains("its call is code of its own");
        assertThat(Xml.elements(plot, "path"))
                .filteredOn(path -> path.getAttribute("fill").equals("#5c636b"))
                .isEmpty();
        assertThat(plot.height()).isGreaterThan(150);
    }

    @Test
    void a_hundred_layers_fit_into_one_picture() {
        var model = new Sequential(new Input(2));
        for (int i = 0; i < 100; i++) {
            model.add(new Dense(2).name("a_layer_with_quite_a_long_name_number_" + i));
        }
        var plot = Plots.modelGraph(model);
        assertThat(plot.height()).isBetween(5_000, 20_000);
        assertThat(Xml.texts(plot)).contains("a_layer_with_quite_a_long_name_number_99");
        assertThat(plot.scale(1).png()).isNotEmpty();
    }

    @Test
    void a_model_without_layers_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.modelGraph(new Sequential()))
                .withMessageContaining("has no layers yet");
    }
}
