package jacobian.keras.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.initializers.Ones;
import jacobian.keras.layers.Conv2DTranspose;
import jacobian.keras.layers.DepthwiseConv2D;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What golden values do not show: symbolic sizes, limits, complex results, refusals.
class NNTest {
    private static Tensor wave(int... sizes) {
        int count = IntStream.of(sizes).reduce(1, Math::multiplyExact);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(i * 1.3);
        }
        return Tensor.of(values, sizes);
    }

    @Test
    void one_program_serves_any_batch() {
        var kernel = wave(3, 3, 2, 4);
        var program = Compiled.of(args -> List.of(
                NN.conv(args.get(0), kernel, conv -> conv.padding(Padding.SAME).strides(2)),
                NN.adaptiveAveragePool(args.get(0), new int[] {2, 3}, DataFormat.CHANNELS_LAST),
                NN.depthToSpace(NN.spaceToDepth(args.get(0), 2, DataFormat.CHANNELS_LAST), 2, DataFormat.CHANNELS_LAST),
                NN.fold(
                        NN.unfold(args.get(0).transpose(0, 3, 1, 2), new int[] {2}, blocks -> blocks.stride(2)),
                        new int[] {4, 6},
                        new int[] {2},
                        blocks -> blocks.stride(2)),
                attended(args.get(0))));
        for (int batch : new int[] {1, 3}) {
            var x = wave(batch, 4, 6, 2);
            var results = program.apply(x);
            assertThat(results.get(0).shape()).isEqualTo(Shape.of(batch, 2, 3, 4));
            assertThat(results.get(1).shape()).isEqualTo(Shape.of(batch, 2, 3, 2));
            assertThat(results.get(2).doubles()).isEqualTo(x.doubles());
            assertThat(results.get(3).doubles())
                    .isEqualTo(x.transpose(0, 3, 1, 2).doubles());
            assertThat(results.get(4).doubles()).isEqualTo(attended(x).doubles());
        }
    }

    @Test
    void channels_are_where_the_configuration_says() {
        var x = wave(2, 4, 6, 2);
        var kernel = wave(3, 3, 2, 2);
        var first = x.moveaxis(-1, 1);
        var expected = NN.conv(x, kernel, conv -> {}).moveaxis(-1, 1).doubles();
        var blurred = Images.gaussianBlur(x, blur -> {}).moveaxis(-1, 1).doubles();
        var larger =
                new Conv2DTranspose(2, 3).dataFormat(DataFormat.CHANNELS_LAST).kernelInitializer(new Ones());
        var deep = new DepthwiseConv2D(3).dataFormat(DataFormat.CHANNELS_LAST).depthwiseInitializer(new Ones());
        var layers = List.of(larger.apply(x).doubles(), deep.apply(x).doubles());
        Config.setImageDataFormat(DataFormat.CHANNELS_FIRST);
        try {
            assertThat(NN.conv(first, kernel, conv -> {}).doubles()).isEqualTo(expected);
            assertThat(Images.gaussianBlur(first, blur -> {}).doubles()).isEqualTo(blurred);
            assertThat(larger.apply(x).doubles()).isEqualTo(layers.get(0));
            assertThat(deep.apply(x).doubles()).isEqualTo(layers.get(1));
        } finally {
            Config.setImageDataFormat(DataFormat.CHANNELS_LAST);
        }
    }

    @Test
    void arguments_of_a_program_agree_in_their_batches() {
        var program = Compiled.of(args -> List.of(
                NN.dotProductAttention(args.get(0), args.get(1), args.get(2), attention -> {}),
                NN.psnr(args.get(0), args.get(1), 1),
                NN.binaryCrossentropy(args.get(0), args.get(1), true),
                Images.ssim(args.get(0), args.get(1), ssim -> ssim.filterSize(3))));
        for (int batch : new int[] {1, 3}) {
            var x = wave(batch, 4, 6, 2);
            var y = x.sin();
            var results = program.apply(x, y, x);
            assertThat(results.get(0).doubles())
                    .isEqualTo(NN.dotProductAttention(x, y, x, attention -> {}).doubles());
            assertThat(results.get(1).item()).isEqualTo(NN.psnr(x, y, 1).item());
            assertThat(results.get(2).shape()).isEqualTo(x.shape());
            assertThat(results.get(3).shape()).isEqualTo(Shape.of(batch));
        }
    }

    private static Tensor attended(Tensor x) {
        var shared = x.range(2, 0, 2);
        return NN.dotProductAttention(x, shared, shared, attention -> attention.isCausal(true));
    }

    @Test
    void likelihoods_of_all_labels_add_up_to_one() {
        var scores = wave(1, 3, 3);
        double sum = 0;
        for (int[] labels : new int[][] {
            {0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {1, 2, 0}, {2, 1, 0}, {1, 1, 0}, {2, 2, 0}, {1, 2, 1}, {2, 1, 2}
        }) {
            int length = (int) IntStream.of(labels).filter(label -> label > 0).count();
            var loss = NN.ctcLoss(Tensor.of(labels).reshape(1, 3), scores, Tensor.of(new int[] {length}), 0);
            sum += Math.exp(-loss.doubles()[0]);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void the_score_of_a_beam_is_the_likelihood_of_its_labels() {
        var scores = wave(2, 4, 3);
        var lengths = Tensor.of(4, 3);
        var decoded = NN.ctcDecode(
                scores,
                lengths,
                decode -> decode.strategy(CtcDecodeOptions.Strategy.BEAM_SEARCH)
                        .beamWidth(50)
                        .topPaths(2));
        for (int path = 0; path < 2; path++) {
            var labels = decoded.paths().at(0, path);
            var known = labels.greaterEqual(Tensor.of(0));
            var counts = known.cast(labels.dtype()).sum(1);
            var loss = NN.ctcLoss(labels.maximum(0), scores, counts, lengths, 0);
            assertThat(loss.negative().floats())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(decoded.scores().at(1, path).floats());
        }
    }

    @Test
    void polar_numbers_have_real_and_imaginary_parts() {
        var numbers = NN.polar(Tensor.of(2.0, 1.0), Tensor.of(Math.PI / 2, Math.PI));
        assertThat(numbers.real().floats()).usingComparatorWithPrecision(1e-6f).containsExactly(0, -1);
        assertThat(numbers.imaginary().floats())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(2, 0);
    }

    @Test
    void refusals_say_what_is_needed() {
        var x = wave(2, 4, 6, 2);
        assertThatThrownBy(() -> NN.conv(x, wave(3, 3, 3, 4), conv -> {}))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "conv cannot take 2 channels with the kernel (3, 3, 3, 4): needs a multiple of its 3 channels");
        assertThatThrownBy(() -> NN.conv(x, wave(3, 2, 4), conv -> {}))
                .hasMessage("conv cannot take (2, 4, 6, 2): needs (batch, steps, channels)");
        assertThatThrownBy(() -> NN.conv(x, wave(3, 3, 2, 4), conv -> conv.padding(Padding.CAUSAL)))
                .hasMessage("padding=causal: operations take valid or same, Conv1D takes causal");
        assertThatThrownBy(() -> NN.conv(x, wave(3, 3, 2, 4), conv -> conv.strides(1, 2, 3)))
                .hasMessage("strides=[1, 2, 3]: needs one number, or one for each of the 2 spatial axes");
        assertThatThrownBy(() -> NN.convTranspose(x, wave(3, 3, 4, 2), conv -> conv.outputPadding(1)))
                .hasMessage("output_padding=1: must be smaller than the stride 1");
        assertThatThrownBy(() -> NN.depthToSpace(x, 2, DataFormat.CHANNELS_LAST))
                .hasMessage("depth_to_space cannot take (2, 4, 6, 2): needs a multiple of 4 channels");
        assertThatThrownBy(() -> NN.binaryCrossentropy(wave(2, 3), wave(2, 2), false))
                .hasMessage("binary_crossentropy cannot compare the target (2, 3) with the output (2, 2): "
                        + "needs equal shapes");
        assertThatThrownBy(() -> NN.dotProductAttention(x, x, wave(2, 4, 5, 2), attention -> {}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("key and value of equal steps and heads");
        assertThatThrownBy(() -> wave(2, 5).glu(1)).hasMessage("glu cannot take (2, 5): axis 1 needs an even size");
    }
}
