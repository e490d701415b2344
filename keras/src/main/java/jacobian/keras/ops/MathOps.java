package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What the Fourier and mathematics parts of `keras.ops` are here.
final class MathOps {
    private MathOps() {}

    private static List<Tensor> parts(Complex x) {
        return List.of(x.real(), x.imaginary());
    }

    private static Complex complex(List<Tensor> in) {
        return new Complex(in.get(0), in.get(1));
    }

    static OpTable fourier() {
        return new OpTable()
                .many("fft", (in, _) -> parts(Fourier.fft(complex(in))))
                .many("fft2", (in, _) -> parts(Fourier.fft2(complex(in))))
                .many("ifft2", (in, _) -> parts(Fourier.ifft2(complex(in))))
                .many(
                        "rfft",
                        (in, args) -> parts(
                                args.has("fft_length")
                                        ? Fourier.rfft(in.get(0), args.integer("fft_length", 0))
                                        : Fourier.rfft(in.get(0))))
                .one(
                        "irfft",
                        (in, args) -> args.has("fft_length")
                                ? Fourier.irfft(complex(in), args.integer("fft_length", 0))
                                : Fourier.irfft(complex(in)))
                .many("stft", (in, args) -> parts(stft(in.get(0), args)))
                .one("istft", (in, args) -> istft(complex(in), args))
                .many("view_as_complex", (in, _) -> parts(Complex.viewAsComplex(in.get(0))))
                .one("view_as_real", (in, _) -> complex(in).viewAsReal());
    }

    private static boolean isPlain(Given args) {
        return !args.json().has("window") && !args.has("center") && !args.has("length");
    }

    private static Fourier.Window window(Given args) {
        boolean none = args.json().has("window") && !args.has("window");
        return none
                ? Fourier.Window.NONE
                : args.text("window", "hann").equals("hann") ? Fourier.Window.HANN : Fourier.Window.HAMMING;
    }

    private static boolean isOwn(Given args) {
        return args.has("window") && args.json().get("window").isObject();
    }

    private static Complex stft(Tensor x, Given args) {
        int length = args.integer("sequence_length", 0);
        int stride = args.integer("sequence_stride", 0);
        int fft = args.integer("fft_length", 0);
        boolean center = args.flag("center", true);
        if (isPlain(args)) {
            return Fourier.stft(x, length, stride, fft);
        }
        return isOwn(args)
                ? Fourier.stft(x, length, stride, fft, args.tensor("window").orElseThrow(), center)
                : Fourier.stft(x, length, stride, fft, window(args), center);
    }

    private static Tensor istft(Complex x, Given args) {
        int sequence = args.integer("sequence_length", 0);
        int stride = args.integer("sequence_stride", 0);
        int fft = args.integer("fft_length", 0);
        int length = args.integer("length", 0);
        boolean center = args.flag("center", true);
        if (isPlain(args)) {
            return Fourier.istft(x, sequence, stride, fft);
        }
        return isOwn(args)
                ? Fourier.istft(
                        x, sequence, stride, fft, length, args.tensor("window").orElseThrow(), center)
                : Fourier.istft(x, sequence, stride, fft, length, window(args), center);
    }

    static OpTable mathematics() {
        return new OpTable()
                .one("segment_sum", (in, args) -> in.get(0).segmentSum(in.get(1), args.integer("num_segments", 0)))
                .one("segment_prod", (in, args) -> in.get(0).segmentProd(in.get(1), args.integer("num_segments", 0)))
                .one("segment_max", (in, args) -> in.get(0).segmentMax(in.get(1), args.integer("num_segments", 0)))
                .one("segment_min", (in, args) -> in.get(0).segmentMin(in.get(1), args.integer("num_segments", 0)))
                .binary("cdist", Tensor::cdist)
                .unary("erf", Tensor::erf)
                .unary("erfc", Tensor::erfc)
                .unary("erfinv", Tensor::erfinv)
                .unary("rsqrt", Tensor::rsqrt)
                .of(
                        "extract_sequences",
                        (x, args) -> x.extractSequences(
                                args.integer("sequence_length", 0), args.integer("sequence_stride", 0)))
                .one("in_top_k", (in, args) -> in.get(0).inTopK(in.get(1), args.integer("k", 0)))
                .of(
                        "logsumexp",
                        (x, args) -> args.flag("keepdims")
                                ? x.logsumexpKeep(args.ints("axis"))
                                : x.logsumexp(args.ints("axis")))
                .many("top_k", (in, args) -> {
                    var indices = in.get(0).topK(args.integer("k", 0));
                    return List.of(in.get(0).takeAlongAxis(indices, -1), indices);
                });
    }
}
