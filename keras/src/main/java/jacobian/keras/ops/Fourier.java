package jacobian.keras.ops;

import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.HostArray;
import jacobian.engine.tensor.HostOperation;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Fourier transforms: `keras.ops.fft` and its relatives, of any length n in O(n log n).
///
/// Complex tensors are pairs ([Complex]). Transforms run over the last axis (or the last two), all axes before
/// are a batch; float32 and float64, computed in float64. All have gradients, and gradients of gradients.
public final class Fourier {
    /// The windows of [#stft] that have a name; k counts from 0 to n - 1 over the sequence.
    public enum Window {
        /// 0.5 - 0.5 cos(2 pi k / n).
        HANN(0.5),
        /// 0.54 - 0.46 cos(2 pi k / n).
        HAMMING(0.54),
        /// 1 everywhere, also where the sequence is padded to the length of the transform.
        NONE(1);

        private final double offset;

        Window(double offset) {
            this.offset = offset;
        }

        private Tensor of(int length) {
            var values = new double[length];
            Arrays.setAll(values, k -> offset - (1 - offset) * StrictMath.cos(2 * StrictMath.PI * k / length));
            return Tensor.float64(values);
        }
    }

    /// Pairs of real and imaginary parts to pairs, with exp(-2 pi i j k / n) and no factor.
    private static final HostOperation FORWARD = new HostOperation(
            "fft",
            types -> types,
            (inputs, results) -> transform(inputs, results, false),
            (inputs, results, upstreams) -> Fourier.BACKWARD.applyAll(upstreams));

    /// The same with exp(+2 pi i j k / n): each is the gradient of the other.
    private static final HostOperation BACKWARD = new HostOperation(
            "fft backward",
            types -> types,
            (inputs, results) -> transform(inputs, results, true),
            (inputs, results, upstreams) -> FORWARD.applyAll(upstreams));

    private Fourier() {}

    private static void transform(List<HostArray> inputs, List<HostArray> results, boolean backward) {
        int n = inputs.get(0).type().shape().size(-1);
        if (n == 0) {
            return;
        }
        var plan = FourierPlan.of(n);
        for (long at = 0; at < inputs.get(0).size(); at += n) {
            var real = inputs.get(0).doubles(at, n);
            var imaginary = inputs.get(1).doubles(at, n);
            if (backward) {
                plan.backward(real, imaginary);
            } else {
                plan.forward(real, imaginary);
            }
            results.get(0).set(at, real);
            results.get(1).set(at, imaginary);
        }
    }

    private static Complex transform(HostOperation operation, Complex x) {
        if (x.real().rank() == 0) {
            throw new ShapeException("a Fourier transform needs an axis, but got a scalar");
        }
        var results = operation.applyAll(List.of(x.real(), x.imaginary()));
        return new Complex(results.get(0), results.get(1));
    }

    /// `fft`: X_k = sum over j of x_j exp(-2 pi i j k / n) along the last axis.
    public static Complex fft(Complex x) {
        return transform(FORWARD, wide(x));
    }

    /// `fft2`: [#fft] along the last two axes.
    public static Complex fft2(Complex x) {
        return two(FORWARD, wide(x));
    }

    /// `ifft2`: the inverse of [#fft2].
    public static Complex ifft2(Complex x) {
        var sums = two(BACKWARD, wide(x));
        var size = sums.real().count(sums.real().dtype(), -2, -1);
        return new Complex(sums.real().divide(size), sums.imaginary().divide(size));
    }

    private static Complex two(HostOperation operation, Complex x) {
        if (x.real().rank() < 2) {
            throw new ShapeException(
                    "fft2 and ifft2 need (..., rows, columns), not " + x.real().type());
        }
        return turned(transform(operation, turned(transform(operation, x))));
    }

    private static Complex turned(Complex x) {
        return new Complex(Matrices.transpose(x.real()), Matrices.transpose(x.imaginary()));
    }

    /// Both parts as float32 or float64.
    private static Complex wide(Complex x) {
        return new Complex(wide(x.real()), wide(x.imaginary()));
    }

    private static Tensor wide(Tensor x) {
        return x.dtype() == DType.FLOAT64 ? x : x.cast(DType.FLOAT32);
    }

    /// `rfft`: the n/2 + 1 numbers of [#fft] that say all of a real `x` `(..., n)`.
    public static Complex rfft(Tensor x) {
        return rfft(x, known("rfft", x));
    }

    /// The same after `x` was cut or filled with zeros at its end to `fftLength`.
    public static Complex rfft(Tensor x, int fftLength) {
        check("rfft", fftLength);
        var sized = resized(wide(x), fftLength);
        var all = transform(FORWARD, new Complex(sized, sized.zerosLike()));
        int bins = fftLength / 2 + 1;
        return new Complex(all.real().range(-1, 0, bins), all.imaginary().range(-1, 0, bins));
    }

    /// `irfft`: the real `(..., n)` with n = 2 (m - 1) whose [#rfft] is `x` `(..., m)`.
    public static Tensor irfft(Complex x) {
        return irfft(x, Math.max(1, 2 * (known("irfft", x.real()) - 1)));
    }

    /// The same of length `fftLength`; `x` is cut or filled with zeros to its `fftLength` / 2 + 1 numbers.
    public static Tensor irfft(Complex x, int fftLength) {
        check("irfft", fftLength);
        int bins = fftLength / 2 + 1;
        var real = resized(wide(x.real()), bins);
        var imaginary = resized(wide(x.imaginary()), bins);
        // The other half mirrors the first.
        int mirrored = (fftLength + 1) / 2;
        var all = new Complex(
                Tensor.concatenate(List.of(real, real.range(-1, 1, mirrored).flip(-1)), -1),
                Tensor.concatenate(
                        List.of(
                                imaginary,
                                imaginary.range(-1, 1, mirrored).flip(-1).negative()),
                        -1));
        var sums = transform(BACKWARD, all).real();
        return sums.divide(sums.constant(fftLength, sums.dtype()));
    }

    /// [#stft] with the window [Window#HANN], centred.
    public static Complex stft(Tensor x, int sequenceLength, int sequenceStride, int fftLength) {
        return stft(x, sequenceLength, sequenceStride, fftLength, Window.HANN, true);
    }

    /// `stft`: the short-time Fourier transform of real `x` `(..., n)`, `(..., sequences, fftLength / 2 + 1)`:
    /// the [#rfft] of every `sequenceStride`-th piece of `fftLength` numbers, times the window.
    ///
    /// @param sequenceLength length of the window, which stands in the middle of the piece
    /// @param center whether `x` is first reflected at both ends by `fftLength` / 2: pieces lie around their
    /// place
    public static Complex stft(
            Tensor x, int sequenceLength, int sequenceStride, int fftLength, Window window, boolean center) {
        boolean plain = window == Window.NONE;
        var values = plain ? window.of(fftLength) : window.of(sequenceLength);
        check("stft", sequenceLength, sequenceStride, fftLength);
        return pieces(x, sequenceStride, centred(values, fftLength, wide(x).dtype()), center);
    }

    /// The same with a window of one's own, `(sequenceLength,)`.
    public static Complex stft(
            Tensor x, int sequenceLength, int sequenceStride, int fftLength, Tensor window, boolean center) {
        check("stft", sequenceLength, sequenceStride, fftLength);
        check(window, sequenceLength);
        return pieces(x, sequenceStride, centred(window, fftLength, wide(x).dtype()), center);
    }

    private static Complex pieces(Tensor x, int stride, Tensor window, boolean center) {
        var signal = wide(x);
        int length = window.shape().size(0);
        if (center) {
            signal = signal.take(reflection(known("stft", x), length / 2), -1);
        }
        return rfft(signal.extractSequences(length, stride).multiply(window));
    }

    /// The indices of `n` numbers with `by` more at each end, reflected about the first and the last.
    private static Tensor reflection(int n, int by) {
        if (by >= n) {
            throw new ShapeException("stft cannot reflect " + by + " numbers at the ends of " + n
                    + ": give a longer x, a smaller fftLength, or center = false");
        }
        return Tensor.of(IntStream.range(-by, n + by)
                .map(i -> i < 0 ? -i : i < n ? i : 2 * (n - 1) - i)
                .toArray());
    }

    /// [#istft] with the window [Window#HANN], of centred sequences, as long as they tell.
    public static Tensor istft(Complex x, int sequenceLength, int sequenceStride, int fftLength) {
        return istft(x, sequenceLength, sequenceStride, fftLength, 0, Window.HANN, true);
    }

    /// `istft`: the real `(..., n)` whose [#stft] comes nearest to `x` `(..., sequences, fftLength / 2 + 1)`: the
    /// pieces
    /// times the window, added where they overlap, divided by the sum of the squares of the windows.
    ///
    /// @param length n; 0 for what the sequences cover
    /// @param center whether `x` is of a [#stft] that was centred, whose reflected ends are cut off
    public static Tensor istft(
            Complex x,
            int sequenceLength,
            int sequenceStride,
            int fftLength,
            int length,
            Window window,
            boolean center) {
        check("istft", sequenceLength, sequenceStride, fftLength);
        var dtype = wide(x).real().dtype();
        if (window == Window.NONE) {
            // Keras divides by the stride here, where it has multiplied by the sum of the window.
            var plain = joined(x, sequenceStride, window.of(fftLength).cast(dtype));
            var factor = plain.constant((double) fftLength / sequenceStride, dtype);
            return cut(plain.multiply(factor), fftLength, length, center);
        }
        var values = centred(window.of(sequenceLength), fftLength, dtype);
        return cut(joined(x, sequenceStride, values), fftLength, length, center);
    }

    /// The same with a window of one's own, `(sequenceLength,)`.
    public static Tensor istft(
            Complex x,
            int sequenceLength,
            int sequenceStride,
            int fftLength,
            int length,
            Tensor window,
            boolean center) {
        check("istft", sequenceLength, sequenceStride, fftLength);
        check(window, sequenceLength);
        var values = centred(window, fftLength, wide(x).real().dtype());
        return cut(joined(x, sequenceStride, values), fftLength, length, center);
    }

    private static Tensor joined(Complex x, int stride, Tensor window) {
        if (x.real().rank() < 2) {
            throw new ShapeException("istft needs (..., sequences, fftLength / 2 + 1), not "
                    + x.real().type());
        }
        int length = window.shape().size(0);
        var pieces = irfft(x, length).multiply(window);
        int sequences = known("istft", x.real().swapaxes(-1, -2));
        var weights = window.square().expandDims(0).broadcastTo(pieces.shape().range(pieces.rank() - 2, pieces.rank()));
        var sums = overlapped(pieces, sequences, stride);
        var norm = overlapped(weights, sequences, stride);
        var small = norm.lessEqual(norm.constant(1e-10, norm.dtype()));
        return sums.divide(small.select(norm.onesLike(), norm));
    }

    /// `(..., sequences, length)` added up where they overlap when each begins `stride` after the one before.
    private static Tensor overlapped(Tensor pieces, int sequences, int stride) {
        int length = pieces.shape().size(-1);
        var at = new int[sequences][length];
        for (int i = 0; i < sequences; i++) {
            for (int j = 0; j < length; j++) {
                at[i][j] = i * stride + j;
            }
        }
        var op = new ScatterAdd(pieces.rank() - 2, Dim.fixed((sequences - 1) * stride + length));
        return pieces.apply(op, List.of(Tensor.of(at), pieces));
    }

    private static Tensor cut(Tensor x, int fftLength, int length, boolean center) {
        int from = center ? fftLength / 2 : 0;
        int end = x.shape().size(-1) - (center ? fftLength / 2 : 0);
        return x.range(-1, from, length > 0 ? from + length : end);
    }

    /// `window` in the middle of `length` numbers, zeros around it.
    private static Tensor centred(Tensor window, int length, DType dtype) {
        int more = length - window.shape().size(0);
        return window.cast(dtype).pad(new int[] {more / 2}, new int[] {more - more / 2});
    }

    /// `x` cut, or filled with zeros, at the end of its last axis.
    private static Tensor resized(Tensor x, int size) {
        int more = size - known("a Fourier transform", x);
        if (more <= 0) {
            return more == 0 ? x : x.range(-1, 0, size);
        }
        var high = new int[x.rank()];
        high[x.rank() - 1] = more;
        return x.pad(new int[x.rank()], high);
    }

    private static int known(String op, Tensor x) {
        if (x.rank() == 0 || x.shape().size(-1) < 1) {
            throw new ShapeException(op + " needs a last axis of known size and at least one element, not " + x.type());
        }
        return x.shape().size(-1);
    }

    private static void check(String op, int fftLength) {
        if (fftLength < 1) {
            throw new ShapeException(op + " has fftLength " + fftLength + ": it is 1 or more");
        }
    }

    private static void check(String op, int sequenceLength, int sequenceStride, int fftLength) {
        if (sequenceLength < 1 || sequenceStride < 1 || fftLength < sequenceLength) {
            throw new ShapeException(op + " has sequenceLength " + sequenceLength + ", sequenceStride "
                    + sequenceStride + " and fftLength " + fftLength
                    + ": each is 1 or more, fftLength at least sequenceLength");
        }
    }

    private static void check(Tensor window, int sequenceLength) {
        if (window.rank() != 1 || window.shape().size(0) != sequenceLength) {
            throw new ShapeException(
                    "window is " + window.type() + ": needs (" + sequenceLength + ",), the sequenceLength");
        }
    }
}
