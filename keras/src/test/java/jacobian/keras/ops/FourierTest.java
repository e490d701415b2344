package jacobian.keras.ops;

import static jacobian.keras.ops.Differences.check;
import static jacobian.keras.ops.Differences.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fourier transforms by their definition, their inverses and their gradients.
class FourierTest {
    private static Complex complex(long seed, int... sizes) {
        return new Complex(normal(seed, sizes), normal(seed + 1, sizes));
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape().sizes()).isEqualTo(expected.shape().sizes());
        assertThat(actual.doubles()).containsExactly(expected.doubles(), Offset.offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 30, 64, 97, 100})
    void every_length_is_transformed_by_the_definition(int n) {
        var x = complex(n, n);
        var re = new double[n];
        var im = new double[n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                double angle = -2 * Math.PI * ((long) j * k % n) / n;
                re[k] += x.real().doubles()[j] * Math.cos(angle) - x.imaginary().doubles()[j] * Math.sin(angle);
                im[k] += x.real().doubles()[j] * Math.sin(angle) + x.imaginary().doubles()[j] * Math.cos(angle);
            }
        }
        same(Fourier.fft(x).real(), Tensor.float64(re));
        same(Fourier.fft(x).imaginary(), Tensor.float64(im));
    }

    @Test
    void inverses_bring_back_what_was_transformed() {
        var x = complex(1, 2, 6, 5);
        same(Fourier.ifft2(Fourier.fft2(x)).real(), x.real());
        same(Fourier.ifft2(Fourier.fft2(x)).imaginary(), x.imaginary());
        for (int n : new int[] {1, 2, 7, 8, 15}) {
            var real = normal(n, 3, n);
            same(Fourier.irfft(Fourier.rfft(real), n), real);
        }
    }

    @Test
    void signals_come_back_from_their_short_time_transforms() {
        var x = normal(3, 2, 48);
        for (var window : Fourier.Window.values()) {
            var back = Fourier.istft(Fourier.stft(x, 12, 4, 16, window, true), 12, 4, 16, 48, window, true);
            // Keras scales by fft_length / sequence_stride without a window.
            same(window == Fourier.Window.NONE ? back.divide(4) : back, x);
        }
    }

    @Test
    void gradients_match_differences() {
        check(x -> Fourier.fft(new Complex(x, x.square())).imaginary().square(), normal(1, 2, 5));
        check(x -> Fourier.fft2(new Complex(x, x.sin())).real().square(), normal(2, 3, 4));
        check(x -> Fourier.ifft2(new Complex(x, x.sin())).imaginary().square(), normal(2, 3, 4));
        check(x -> Fourier.rfft(x, 6).real().square(), normal(3, 2, 5));
        check(x -> Fourier.irfft(new Complex(x, x.square())).square(), normal(4, 2, 4));
        check(x -> Fourier.stft(x, 4, 2, 6).imaginary().square(), normal(5, 12));
        check(x -> Fourier.istft(new Complex(x, x.square()), 6, 2, 6).square(), normal(6, 3, 4));
    }

    @Test
    void one_program_serves_batches_of_any_size() {
        var program = Compiled.of(args -> List.of(Fourier.rfft(args.get(0)).real()));
        for (int batch : new int[] {3, 1, 4}) {
            var x = normal(batch, batch, 6);
            same(program.apply(x).get(0), Fourier.rfft(x).real());
        }
    }

    @Test
    void complex_numbers_are_viewed_both_ways() {
        var x = normal(1, 3, 2);
        same(Complex.viewAsComplex(x).viewAsReal(), x);
        var square = Complex.viewAsComplex(x).multiply(Complex.viewAsComplex(x).conjugate());
        same(square.real(), Complex.viewAsComplex(x).abs().square());
        same(square.imaginary(), square.imaginary().zerosLike());
    }

    @Test
    void long_transforms_take_n_log_n_steps_and_stay_exact() {
        int n = 100_003; // a prime: the definition would take 10^10 products
        var x = Tensor.float64(
                IntStream.range(0, n).mapToDouble(i -> i % 17 - 8).toArray());
        same(Fourier.irfft(Fourier.rfft(x), n), x);
    }

    @Test
    void refusals_name_the_function_and_the_way_out() {
        assertThatThrownBy(() -> Fourier.stft(normal(1, 20), 8, 4, 6))
                .hasMessage(
                        "stft has sequenceLength 8, sequenceStride 4 and fftLength 6: each is 1 or more, fftLength at"
                                + " least sequenceLength");
        assertThatThrownBy(() -> Fourier.stft(normal(1, 3), 4, 4, 8))
                .hasMessage("stft cannot reflect 4 numbers at the ends of 3: give a longer x, a smaller fftLength, or"
                        + " center = false");
        assertThatThrownBy(() -> new Complex(normal(1, 3), normal(1, 4)))
                .hasMessage(
                        "the parts of complex numbers are float64(3,) and float64(4,): they need one type and shape");
        assertThatThrownBy(() -> new Complex(Tensor.of(1, 2), Tensor.of(1, 2)))
                .hasMessage("the parts of complex numbers are int32(2,): they need a floating type, cast them");
        assertThat(Fourier.rfft(Tensor.of(1.0, 2.0)).real().dtype()).isEqualTo(DType.FLOAT32);
    }
}
