package jacobian.keras.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.DataFormat;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What Keras on JAX cannot tell about operations on images, and what they refuse.
class ImagesTest {
    private static Tensor image(int... sizes) {
        int count = IntStream.of(sizes).reduce(1, Math::multiplyExact);
        return Tensor.float64(
                IntStream.range(0, count).mapToDouble(i -> Math.sin(i * 1.3)).toArray(), sizes);
    }

    @Test
    void area_is_the_mean_of_what_a_pixel_covers() {
        var x = Tensor.float64(new double[] {1, 2, 3, 4, 5, 6}, 1, 6, 1);
        var three = Images.resize(x, 1, 3, resize -> resize.interpolation(Interpolation.AREA));
        assertThat(three.doubles()).containsExactly(1.5, 3.5, 5.5);
        // Each new pixel covers one and a half: 1 and half of 2, half of 2 and 3, ...
        var four = Images.resize(x, 1, 4, resize -> resize.interpolation(Interpolation.AREA));
        assertThat(four.doubles())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(2 / 1.5, 4 / 1.5, 6.5 / 1.5, 8.5 / 1.5);
    }

    @Test
    void gradient_by_an_affine_transform_matches_finite_differences() {
        var x = image(2, 5, 6, 2);
        double[] transform = {0.9, 0.2, -0.71, -0.15, 1.1, 0.43, 0.013, -0.021};
        var variable = new Variable("transform", Tensor.float64(transform));
        var gradient = Gradients.of(
                        () -> Images.affineTransform(x, variable.tensor(), affine -> affine.fillMode(FillMode.WRAP))
                                .square()
                                .sum(),
                        List.of(variable))
                .gradient(0)
                .doubles();
        for (int i = 0; i < 8; i++) {
            double difference = (score(x, transform, i, 1e-6) - score(x, transform, i, -1e-6)) / 2e-6;
            assertThat(gradient[i]).as("gradient by number " + i).isCloseTo(difference, within(1e-4));
        }
    }

    private static double score(Tensor x, double[] transform, int i, double step) {
        var moved = transform.clone();
        moved[i] += step;
        return Images.affineTransform(x, Tensor.float64(moved), affine -> affine.fillMode(FillMode.WRAP))
                .square()
                .sum()
                .doubles()[0];
    }

    @Test
    void a_perspective_takes_its_corners_to_where_they_shall_be() {
        var x = image(7, 7, 1);
        // A quarter turn: what was at the top left comes to lie at the top right.
        var start = Tensor.of(new double[][] {{0, 0}, {6, 0}, {0, 6}, {6, 6}});
        var end = Tensor.of(new double[][] {{6, 0}, {6, 6}, {0, 0}, {0, 6}});
        var turned = Images.perspectiveTransform(x, start, end, perspective -> {});
        var expected = x.transpose(1, 0, 2).flip(1);
        assertThat(turned.subtract(expected).abs().max().doubles()[0]).isLessThan(1e-5);
    }

    @Test
    void an_elastic_transform_is_a_function_of_its_seed() {
        var x = image(2, 9, 8, 3);
        var first = Images.elasticTransform(x, elastic -> elastic.seed(4).sigma(2));
        var same = Images.elasticTransform(x, elastic -> elastic.seed(4).sigma(2));
        var other = Images.elasticTransform(x, elastic -> elastic.seed(5).sigma(2));
        assertThat(first.doubles()).isEqualTo(same.doubles()).isNotEqualTo(other.doubles());
        assertThat(first.shape()).isEqualTo(x.shape());
    }

    @Test
    void a_program_moves_pixels_anew_at_each_run() {
        var seed = new SeedGenerator(3);
        var program = Compiled.of(args -> List.of(Images.elasticTransform(args.get(0), elastic -> elastic.seed(seed))));
        var x = image(2, 9, 8, 3);
        assertThat(program.apply(x).get(0).doubles())
                .isNotEqualTo(program.apply(x).get(0).doubles());
    }

    @Test
    void an_elastic_transform_moves_pixels_of_a_slope_by_its_distances() {
        int size = 64;
        var slope = Tensor.arange(size).cast(DType.FLOAT64).reshape(1, size, 1).broadcastTo(Shape.of(size, size, 1));
        var moved = Images.elasticTransform(
                slope, elastic -> elastic.seed(1).alpha(3).sigma(2));
        var moves = moved.subtract(slope).range(0, 20, 44).range(1, 20, 44);
        // Of independent moves of deviation 2 a blur of sigma 2 leaves 2 / (2 * 2 sqrt(pi)), three times that here.
        assertThat(moves.std().doubles()[0]).isCloseTo(3 / (2 * Math.sqrt(Math.PI)), within(0.25));
    }

    @Test
    void one_program_serves_any_number_of_images() {
        var half = Compiled.of(args -> List.of(
                Images.resize(args.get(0), 2, 3, resize -> {}),
                Images.affineTransform(args.get(0), Tensor.of(1, 0, 0.5, 0, 1, 0, 0, 0), affine -> {}),
                Images.extractPatches(args.get(0), new int[] {2}, patches -> {})));
        for (int batch : new int[] {1, 3}) {
            var x = image(batch, 4, 6, 2).cast(DType.FLOAT32);
            var results = half.apply(x);
            assertThat(results.get(0).shape()).isEqualTo(Shape.of(batch, 2, 3, 2));
            assertThat(results.get(1).doubles())
                    .isEqualTo(Images.affineTransform(x, Tensor.of(1, 0, 0.5, 0, 1, 0, 0, 0), affine -> {})
                            .doubles());
            assertThat(results.get(2).shape()).isEqualTo(Shape.of(batch, 2, 3, 8));
        }
    }

    @Test
    void hue_and_back_is_the_same_colour() {
        var x = Tensor.float64(
                DoubleStream.iterate(0.07, v -> (v + 0.37) % 1).limit(36).toArray(), 3, 4, 3);
        var back = Images.hsvToRgb(Images.rgbToHsv(x, DataFormat.CHANNELS_LAST), DataFormat.CHANNELS_LAST);
        assertThat(back.subtract(x).abs().max().doubles()[0]).isLessThan(1e-12);
    }

    @Test
    void refusals_say_what_is_needed() {
        var x = image(4, 5, 2);
        assertThatThrownBy(() -> Images.resize(image(4, 5), 2, 2, resize -> {}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("resize cannot take (4, 5): needs one image (height, width, channels) or a batch of them");
        assertThatThrownBy(() -> Images.resize(
                        x, 2, 2, resize -> resize.cropToAspectRatio(true).padToAspectRatio(true)))
                .hasMessage("crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other: set one of them");
        assertThatThrownBy(() -> Images.resize(x, 2, 2, resize -> resize.fillMode(FillMode.WRAP)))
                .hasMessage("fill_mode=wrap: resize takes constant alone");
        assertThatThrownBy(() -> Images.cropImages(
                        x, crop -> crop.topCropping(1).leftCropping(0).rightCropping(0)))
                .hasMessage("of top, bottom and the target height 1 are given: needs two");
        assertThatThrownBy(() -> Images.padImages(
                        x,
                        pad -> pad.topPadding(1).targetHeight(3).leftPadding(0).rightPadding(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an axis of 4 pixels cannot become one of 3 with 1 before and -2 behind");
        assertThatThrownBy(() -> Images.rgbToHsv(x, DataFormat.CHANNELS_LAST))
                .hasMessage("rgb_to_hsv cannot take (4, 5, 2): needs one image or a batch of images with three "
                        + "channels along axis -1");
        assertThatThrownBy(() -> Images.rgbToHsv(image(2, 2, 3).cast(DType.UINT8), DataFormat.CHANNELS_LAST))
                .isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Images.extractPatches(x, new int[] {5}, patches -> {}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("do not fit into");
    }
}
