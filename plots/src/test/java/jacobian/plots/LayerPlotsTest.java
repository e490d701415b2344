package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.layers.Conv1D;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.models.Sequential;
import jacobian.plots.drawing.Tiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerPlotsTest {
    private static final Tensor IMAGES = Tensor.of(new float[3 * 8 * 8], 3, 8, 8, 1);

    private final Conv2D conv = new Conv2D(6, 3).name("edges");
    private final Dense dense = new Dense(4).activation(Activations.RELU).name("hidden");
    private final Sequential model =
            new Sequential(new Input(8, 8, 1), conv, new MaxPooling2D(2), new Flatten(), dense);

    private static List<?> images(Plot plot) {
        return ((Tiles) plot.drawing()).images();
    }

    @Test
    void each_channel_of_a_convolution_is_a_picture() {
        var one = Plots.activations(model, "edges", IMAGES.range(0, 0, 1));
        assertThat(images(one)).hasSize(6);
        assertThat(one.subtitle()).isEqualTo("6 maps of 6 \u00d7 6");
        var three = Plots.activations(model, conv, IMAGES);
        assertThat(images(three)).hasSize(18);
        assertThat(Xml.elements(three, "image")).hasSize(18);
    }

    @Test
    void a_picture_has_the_numbers_of_its_channel() {
        var grid = Pictures.grid(
                2, 3, new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, (row, column) -> (row * 2 + column) * 2 + 1);
        assertThat(grid.values()).containsExactly(1, 3, 5, 7, 9, 11);
        var tiles = Pictures.tiles(List.of(grid), List.of(), 1, "x", false);
        var image = tiles.images().getFirst();
        assertThat(image.getRGB(0, 0) & 0xffffff)
                .as("the smallest is dark violet")
                .isEqualTo(0x440154);
        assertThat(image.getRGB(1, 2) & 0xffffff).as("the largest is yellow").isEqualTo(0xfde725);
    }

    @Test
    void a_dense_layer_is_a_histogram_that_counts_silent_units() {
        dense.setWeights(List.of(Tensor.of(new float[54 * 4], 54, 4), Tensor.of(new double[] {1, 2, -1, -3})));
        var plot = Plots.activations(model, dense, IMAGES);
        assertThat(plot.subtitle())
                .isEqualTo("4 units, 3 inputs; 50.0 % of the numbers are 0, 2 units are 0 for every input");
        var histogram = ActivationPlot.Histogram.of(new double[] {0, 0, 1, 2, Double.NaN}, 4);
        assertThat(histogram.counts()).containsExactly(2, 0, 1, 1);
        assertThat(ActivationPlot.Histogram.of(new double[] {3, 3}, 4).counts()).containsExactly(0, 0, 2, 0);
    }

    @Test
    void steps_of_a_sequence_are_a_picture_for_each_input() {
        var sequence = new Sequential(new Input(10, 2), new Conv1D(5, 3).name("waves"));
        var plot = Plots.activations(sequence, "waves", Tensor.of(new float[40], 2, 10, 2));
        assertThat(images(plot)).hasSize(2);
        assertThat(plot.subtitle()).startsWith("8 steps (columns) by 5 features (rows)");
    }

    @Test
    void a_layer_of_another_model_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.activations(model, new Dense(2).name("stranger"), IMAGES))
                .withMessageContaining("does not call")
                .withMessageContaining("hidden");
        var unbuilt = new Sequential(new Dense(2).name("later"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.activations(unbuilt, "later", IMAGES))
                .withMessageContaining("begins with an Input");
    }

    @Test
    void filters_of_one_channel_stand_one_after_the_other() {
        var plot = Plots.filters(conv);
        assertThat(images(plot)).hasSize(6);
        assertThat(plot.subtitle()).isEqualTo("6 filters of 3 \u00d7 3");
    }

    @Test
    void filters_of_three_channels_have_colours_and_of_more_a_row_each() {
        var colored = new Conv2D(5, 3);
        colored.apply(Tensor.of(new float[5 * 5 * 3], 1, 5, 5, 3));
        assertThat(images(Plots.filters(colored))).hasSize(5);
        var deep = new Conv2D(40, 3);
        deep.apply(Tensor.of(new float[5 * 5 * 20], 1, 5, 5, 20));
        var plot = Plots.filters(deep);
        assertThat(images(plot)).hasSize(16 * 16);
        assertThat(plot.subtitle()).isEqualTo("16 of 40 filters (columns) of 3 \u00d7 3 on 16 of 20 channels (rows)");
    }

    @Test
    void kernels_of_other_layers_are_drawn_where_they_are_flat() {
        assertThat(images(Plots.filters(dense))).hasSize(1);
        var waves = new Conv1D(7, 3);
        waves.apply(Tensor.of(new float[20], 1, 10, 2));
        assertThat(images(Plots.filters(waves))).hasSize(7);
    }

    @Test
    void a_layer_without_a_kernel_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.filters(new Flatten()))
                .withMessageContaining("has no kernel to draw");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.filters(new Dense(3)))
                .withMessageContaining("call it on an input first");
    }
}
