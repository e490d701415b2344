package jacobian.keras.layers;

import static jacobian.keras.config.DataFormat.CHANNELS_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.constraints.NonNeg;
import jacobian.keras.initializers.Ones;
import jacobian.keras.ops.Padding;
import jacobian.keras.regularizers.L2;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Options that exclude each other, inputs that do not fit, and what an option changes.
class LayerOptionsTest {
    private static Tensor numbers(int... shape) {
        int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return Tensor.arange(count).cast(jacobian.engine.shape.DType.FLOAT32).reshape(shape);
    }

    // ---- channels first ----

    @Test
    void layers_with_channels_first_keep_the_contract() {
        LayerContract.of(() -> new Conv2D(2, 3).padding(Padding.SAME).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 4, 5);
        LayerContract.of(() -> new Conv1DTranspose(2, 3).strides(2).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 4);
        LayerContract.of(() -> new SeparableConv2D(2, 2).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 4, 3);
        LayerContract.of(() -> new DepthwiseConv1D(2).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 4);
        LayerContract.of(() -> new AveragePooling3D(2).dataFormat(CHANNELS_FIRST))
                .on(1, 2, 2, 4, 2);
        LayerContract.of(() -> new GlobalAveragePooling2D().keepdims(true).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 2, 2);
        LayerContract.of(() -> new AdaptiveAveragePooling1D(2).dataFormat(CHANNELS_FIRST))
                .on(2, 3, 5);
        LayerContract.of(() -> new UpSampling2D(2).dataFormat(CHANNELS_FIRST)).on(2, 3, 2, 2);
        LayerContract.of(() -> new ZeroPadding3D(1).dataFormat(CHANNELS_FIRST)).on(1, 2, 1, 2, 2);
        LayerContract.of(() -> new Cropping2D(1).dataFormat(CHANNELS_FIRST)).on(2, 2, 3, 4);
        LayerContract.of(() -> new Flatten().dataFormat(CHANNELS_FIRST)).on(2, 3, 2, 2);
        LayerContract.of(() -> new SpatialDropout3D(0.5).dataFormat(CHANNELS_FIRST))
                .on(2, 4, 2, 1, 2);
    }

    @Test
    void a_spatial_dropout_with_channels_first_drops_whole_channels() {
        var dropped = new SpatialDropout2D(0.5)
                .seed(3)
                .dataFormat(CHANNELS_FIRST)
                .apply(Mode.TRAINING, numbers(4, 8, 2, 3).onesLike());
        var sums = dropped.sum(2, 3);
        assertThat(sums.floats()).containsOnly(0, 12).contains(0, 12);
    }

    @Test
    void messages_name_the_axes_of_the_format() {
        assertThatThrownBy(() -> new Conv2D(4, 3).dataFormat(CHANNELS_FIRST).apply(numbers(2, 5, 5)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        Conv2D(filters=4, kernel_size=[3, 3], data_format=channels_first) cannot take (2, 5, 5)
                          needs  (batch, channels, height, width)
                          mend   put new Reshape(...) before it that adds an axis for channels""");
        assertThatThrownBy(() -> new MaxPooling1D(3).dataFormat(CHANNELS_FIRST).apply(numbers(2, 5, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        MaxPooling1D(data_format=channels_first, pool_size=[3]) cannot take (2, 5, 2)
                          needs  at least 3 cells along axis 2, over which its window reaches
                          mend   set padding SAME, or give it larger inputs""");
        assertThatThrownBy(() -> new GlobalMaxPooling3D().apply(numbers(2, 5, 2)))
                .hasMessageEndingWith("needs  (batch, depth, height, width, channels)");
        assertThatThrownBy(() -> new ZeroPadding2D().dataFormat(CHANNELS_FIRST).apply(numbers(2, 5)))
                .hasMessageEndingWith("needs  (batch, channels, height, width)");
        var layer = new SeparableConv1D(2, 2).dataFormat(CHANNELS_FIRST).name("mix");
        layer.apply(numbers(1, 3, 4));
        assertThatThrownBy(() -> layer.apply(numbers(1, 4, 3)))
                .hasMessageContaining("name=\"mix\") cannot take (1, 4, 3)")
                .hasMessageEndingWith("needs  (batch, 3, steps)");
    }

    // ---- options that exclude each other ----

    @Test
    void strides_and_dilations_exclude_each_other() {
        assertThatThrownBy(() -> new Conv2D(1, 2).strides(2).dilationRate(2).apply(numbers(1, 5, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "strides and dilation_rate exclude each other where they are above 1; leave one at 1");
        assertThatThrownBy(() ->
                        new Conv1DTranspose(1, 2).strides(2).dilationRate(2).apply(numbers(1, 5, 1)))
                .hasMessageContaining("exclude each other");
        new DepthwiseConv2D(2).strides(2).dilationRate(2).apply(numbers(1, 5, 5, 1));
    }

    @Test
    void sizes_of_zero_are_refused_by_name() {
        assertThatThrownBy(() -> new Conv1D(0, 1)).hasMessage("filters=0: needs a whole number of 1 or more");
        assertThatThrownBy(() -> new Conv1D(1, 0)).hasMessage("kernel_size=0: needs a whole number of 1 or more");
        assertThatThrownBy(() -> new Conv3D(1, 1).strides(1, 0, 1))
                .hasMessage("strides=0: needs a whole number of 1 or more");
        assertThatThrownBy(() -> new Conv2D(3, 1).groups(2)).hasMessage("groups=2: must divide the 3 filters");
        assertThatThrownBy(() -> new Conv2D(2, 2).padding(Padding.CAUSAL)).hasMessageContaining("only Conv1D");
        assertThatThrownBy(() -> new Dense(2).loraRank(0)).hasMessage("lora_rank=0: needs a whole number of 1 or more");
        assertThatThrownBy(() -> new AdaptiveMaxPooling1D(0)).hasMessageContaining("output_size=0");
    }

    @Test
    void renorm_options_need_renorm() {
        assertThatThrownBy(() -> new BatchNormalization().renormMomentum(0.5).apply(numbers(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchNormalization(renorm_momentum=0.5): renorm_clipping and renorm_momentum need"
                        + " renorm(true), or are to be left out");
        assertThatThrownBy(() -> new RenormClipping(2, 1, 0)).hasMessageContaining("needs 0 <= rmin <= rmax");
        assertThatThrownBy(() -> new RenormClipping(0, 1, -1)).hasMessageContaining("dmax=-1.0");
        assertThatThrownBy(() -> new BatchNormalization().axis(2).apply(numbers(2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageEndingWith("needs  a known axis 2");
    }

    @Test
    void on_one_device_synchronized_statistics_are_the_same() {
        var x = numbers(4, 3);
        assertThat(new BatchNormalization()
                        .synchronize(true)
                        .apply(Mode.TRAINING, x)
                        .floats())
                .isEqualTo(new BatchNormalization().apply(Mode.TRAINING, x).floats());
        assertThat(new BatchNormalization().synchronize(true)).hasToString("BatchNormalization(synchronized=true)");
    }

    // ---- low-rank adaptation ----

    @Test
    void enabling_an_adaptation_freezes_the_kernel_and_changes_no_result() {
        var layer = new Dense(3).kernelRegularizer(new L2(0.1));
        var x = numbers(2, 4);
        var before = layer.apply(x).floats();
        layer.enableLora(2, 4);
        assertThat(layer.apply(x).floats()).isEqualTo(before);
        assertThat(layer.trainableWeights().stream().map(each -> each.shape().toString()))
                .containsExactly("(3,)", "(4, 2)", "(2, 3)");
        assertThat(layer.nonTrainableWeights()).hasSize(1);
        assertThat(layer.losses()).hasSize(2);
        assertThat(layer.config()).containsEntry("lora_rank", 2).containsEntry("lora_alpha", 4.0);
        assertThat(layer.copy().apply(x).shape()).isEqualTo(layer.apply(x).shape());
    }

    @Test
    void an_adaptation_adds_its_product() {
        var layer = new Dense(2).useBias(false).kernelInitializer(new Ones());
        layer.apply(numbers(1, 2));
        layer.enableLora(1, 3);
        layer.setWeights(List.of(
                layer.getWeights().get(0),
                Tensor.of(1.0, 2).reshape(2, 1),
                Tensor.of(1.0, -1).reshape(1, 2)));
        assertThat(layer.apply(Tensor.of(1.0, 1).reshape(1, 2)).floats()).containsExactly(2 + 9, 2 - 9);
    }

    @Test
    void an_adaptation_is_refused_twice_or_beside_a_constraint() {
        var layer = new Embedding(4, 2);
        assertThatThrownBy(() -> layer.enableLora(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is not built: call it once, or set lora_rank instead");
        layer.apply(Tensor.of(1, 2));
        layer.enableLora(2);
        assertThatThrownBy(() -> layer.enableLora(2)).hasMessageContaining("is adapted already");
        assertThatThrownBy(() -> new Conv1D(2, 2)
                        .loraRank(1)
                        .kernelConstraint(new NonNeg())
                        .apply(numbers(1, 3, 1)))
                .hasMessageEndingWith("low-rank adaptation and kernel_constraint exclude each other; leave one out");
        assertThatThrownBy(() -> new Embedding(4, 2)
                        .loraRank(1)
                        .embeddingsConstraint(new NonNeg())
                        .apply(Tensor.of(1, 2)))
                .hasMessageContaining("embeddings_constraint exclude each other");
    }

    @Test
    void a_table_takes_given_weights() {
        var table = numbers(3, 2);
        assertThat(new Embedding(3, 2).weights(table).apply(Tensor.of(2, 0)).floats())
                .containsExactly(4, 5, 0, 1);
        assertThatThrownBy(() -> new Embedding(3, 2).weights(numbers(2, 3)))
                .hasMessage("Embedding(input_dim=3, output_dim=2): weights (2, 3), needs (3, 2)");
    }

    // ---- functions and wrappers ----

    @Test
    void a_function_gets_arguments_mask_and_mode() {
        Lambda.registerBody("scaled", (inputs, given) -> {
            var scaled = inputs.get(0).multiply(given.number("factor"));
            return given.training() ? scaled.negative() : scaled;
        });
        var layer = new Lambda("scaled").arguments(Map.of("factor", 3));
        assertThat(layer.apply(Tensor.of(1.0, 2)).floats()).containsExactly(3, 6);
        assertThat(layer.apply(Mode.TRAINING, Tensor.of(1.0, 2)).floats()).containsExactly(-3, -6);
        assertThat(layer.sameConfig(new Lambda("scaled").arguments(Map.of("factor", 3))))
                .isTrue();
        assertThatThrownBy(() -> new Lambda("scaled").apply(Tensor.of(1.0, 2)))
                .hasMessageContaining("needs a number as its argument \"factor\"");
    }

    @Test
    void a_function_keeps_its_mask_where_told() {
        var x = Masks.with(
                numbers(2, 3, 1), Tensor.of(1.0, 1, 0, 1, 0, 0).reshape(2, 3).notEqual(Tensor.scalar(0)));
        assertThat(Masks.of(new Lambda(Tensor::square).apply(x))).isEmpty();
        var keeps = new Lambda(Tensor::square).mask((_, masks) -> masks.get(0));
        assertThat(Masks.of(keeps.apply(x))).isPresent();
        assertThat(Masks.of(new Lambda(Tensor::square)
                        .mask((_, _) -> Optional.empty())
                        .apply(x)))
                .isEmpty();
    }

    @Test
    void a_function_that_breaks_its_promise_is_refused() {
        assertThat(new Lambda(x -> x.sum(1)).outputShape().apply(numbers(2, 3)).shape())
                .hasToString("(2,)");
        assertThatThrownBy(() -> new Lambda(x -> x.sum(1)).outputShape(3).apply(numbers(2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("its function gives (2,)");
    }

    private static final class Residual extends Wrapper<Residual> {
        Residual(FluentLayer<?> layer) {
            super(layer);
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return x.add(layer().apply(x));
        }
    }

    @Test
    void a_wrapper_builds_and_holds_its_layer() {
        var residual = new Residual(new Dense(2).kernelInitializer(new Ones()));
        assertThat(residual.apply(Tensor.of(1.0, 2).reshape(1, 2)).floats()).containsExactly(4, 5);
        assertThat(residual.weights()).hasSize(2);
        assertThat(residual.layers()).containsExactly(residual.layer());
    }

    @Test
    void a_softmax_leaves_masked_places_out() {
        var x = Tensor.of(1.0, 1, 5).reshape(1, 3);
        var mask = Tensor.of(1.0, 1, 0).reshape(1, 3).notEqual(Tensor.scalar(0));
        assertThat(new Softmax().apply(Masks.with(x, mask)).floats()).containsExactly(0.5f, 0.5f, 0);
        var other = Masks.with(numbers(2, 2, 4), numbers(2, 3).notEqual(numbers(2, 3)));
        assertThatThrownBy(() -> new Softmax().apply(other))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cannot take the mask");
    }
}
