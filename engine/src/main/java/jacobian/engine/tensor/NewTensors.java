package jacobian.engine.tensor;

import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The functions of [Tensor] that make one from nothing but its description. Where no dtype is given it is
/// float32.
abstract class NewTensors extends MathTensors {
    /// 0 everywhere.
    public static Tensor zeros(Shape shape) {
        return full(0, DType.FLOAT32, shape);
    }

    /// 0 everywhere.
    public static Tensor zeros(Shape shape, DType dtype) {
        return full(0, dtype, shape);
    }

    /// [#zeros(Shape)]: memory is never without a value here.
    public static Tensor empty(Shape shape) {
        return zeros(shape);
    }

    /// [#zeros(Shape, DType)]: memory is never without a value here.
    public static Tensor empty(Shape shape, DType dtype) {
        return zeros(shape, dtype);
    }

    /// 1 everywhere.
    public static Tensor ones(Shape shape) {
        return full(1, DType.FLOAT32, shape);
    }

    /// 1 everywhere.
    public static Tensor ones(Shape shape, DType dtype) {
        return full(1, dtype, shape);
    }

    /// `value` everywhere; `shape` has known sizes.
    public static Tensor full(double value, DType dtype, Shape shape) {
        return Tensor.scalar(value, dtype).broadcastTo(shape);
    }

    /// 0, 1, ..., `size` - 1 as int32.
    public static Tensor arange(int size) {
        return arange(0, size);
    }

    /// `start`, `start` + 1, ... below `stop` as int32.
    public static Tensor arange(int start, int stop) {
        return arange(start, stop, 1);
    }

    /// `start`, `start` + `step`, ... before `stop` as int32.
    public static Tensor arange(int start, int stop, int step) {
        return arange(start, stop, step, DType.INT32);
    }

    /// `start`, `start` + `step`, ... before `stop` as float32.
    public static Tensor arange(double start, double stop, double step) {
        return arange(start, stop, step, DType.FLOAT32);
    }

    /// `start`, `start` + `step`, ... before `stop`; `step` may be negative.
    public static Tensor arange(double start, double stop, double step, DType dtype) {
        if (step == 0) {
            throw new ShapeException("arange from " + start + " to " + stop + " by 0: the step must not be 0");
        }
        int count = (int) Math.max(0, Math.ceil((stop - start) / step));
        if (start == 0 && step == 1 && dtype == DType.INT32) {
            return Tensor.pending(Node.of(new Iota(TensorType.of(DType.INT32, count), 0)));
        }
        return vector(IntStream.range(0, count).mapToDouble(i -> start + i * step), dtype);
    }

    /// `num` numbers at equal distances from `start` to `stop`, both included.
    public static Tensor linspace(double start, double stop, int num) {
        return linspace(Tensor.scalar(start), Tensor.scalar(stop), Spacing.of(num));
    }

    /// Numbers at equal distances from `start` to `stop`, which are broadcast, along a new axis.
    public static Tensor linspace(Tensor start, Tensor stop, Spacing spacing) {
        return spacing.between(start, stop);
    }

    /// Numbers at equal ratios from 10^`start` to 10^`stop`, both included.
    public static Tensor logspace(double start, double stop, int num) {
        return logspace(Tensor.scalar(start), Tensor.scalar(stop), Spacing.of(num), 10);
    }

    /// Numbers at equal ratios from `base`^`start` to `base`^`stop`, which are broadcast, along a new axis.
    public static Tensor logspace(Tensor start, Tensor stop, Spacing spacing, double base) {
        var exponents = spacing.between(start, stop);
        return exponents.multiply(Math.log(base)).exp();
    }

    /// `num` numbers at equal ratios from `start` to `stop`, both included and of one sign.
    public static Tensor geomspace(double start, double stop, int num) {
        return geomspace(Tensor.scalar(start), Tensor.scalar(stop), Spacing.of(num));
    }

    /// Numbers at equal ratios from `start` to `stop`, which are broadcast and of one sign, along a new axis.
    public static Tensor geomspace(Tensor start, Tensor stop, Spacing spacing) {
        var ratios = spacing.between(start.abs().log(), stop.abs().log()).exp();
        return ratios.multiply(start.floating().sign().expandDims(spacing.axis()));
    }

    /// The identity matrix.
    public static Tensor identity(int n) {
        return eye(n);
    }

    /// The identity matrix.
    public static Tensor identity(int n, DType dtype) {
        return eye(n, n, 0, dtype);
    }

    /// The identity matrix.
    public static Tensor eye(int n) {
        return eye(n, n, 0, DType.FLOAT32);
    }

    /// A matrix of `n` rows and `m` columns with 1 on diagonal `k` and 0 elsewhere.
    public static Tensor eye(int n, int m, int k, DType dtype) {
        return offset(n, m).equal(k).cast(dtype);
    }

    /// A square matrix with 1 on and below the main diagonal and 0 above.
    public static Tensor tri(int n) {
        return tri(n, n, 0, DType.FLOAT32);
    }

    /// A matrix of `n` rows and `m` columns with 1 on and below diagonal `k` and 0 above.
    public static Tensor tri(int n, int m, int k, DType dtype) {
        return offset(n, m).lessEqual(k).cast(dtype);
    }

    /// How far each element of an `n` by `m` matrix is to the right of the main diagonal.
    private static Tensor offset(int n, int m) {
        return arange(m).subtract(arange(n).expandDims(1));
    }

    /// Bartlett's window of `n` numbers: a triangle.
    public static Tensor bartlett(int n) {
        return window(n, t -> 1 - Math.abs(2 * t - 1));
    }

    /// Blackman's window of `n` numbers.
    public static Tensor blackman(int n) {
        return window(n, t -> 0.42 - 0.5 * Math.cos(2 * Math.PI * t) + 0.08 * Math.cos(4 * Math.PI * t));
    }

    /// Hamming's window of `n` numbers.
    public static Tensor hamming(int n) {
        return window(n, t -> 0.54 - 0.46 * Math.cos(2 * Math.PI * t));
    }

    /// Hann's window of `n` numbers.
    public static Tensor hanning(int n) {
        return window(n, t -> 0.5 - 0.5 * Math.cos(2 * Math.PI * t));
    }

    /// Kaiser's window of `n` numbers: `i0(beta sqrt(1 - t^2)) / i0(beta)` for t from -1 to 1.
    public static Tensor kaiser(int n, double beta) {
        var places = window(n, t -> beta * Math.sqrt(Math.max(0, 1 - (2 * t - 1) * (2 * t - 1))));
        return n == 1
                ? places.onesLike()
                : places.i0().divide(Tensor.scalar(beta).i0());
    }

    /// `shape` at `n` places from 0 to 1; a window of one number is 1.
    private static Tensor window(int n, DoubleUnaryOperator shape) {
        var values = IntStream.range(0, n).mapToDouble(i -> n == 1 ? 1 : shape.applyAsDouble(i / (n - 1.0)));
        return vector(values, DType.FLOAT32);
    }

    private static Tensor vector(DoubleStream values, DType dtype) {
        var array = values.toArray();
        if (dtype == DType.BOOL && array.length > 2) {
            throw new DTypeException("a range of " + array.length + " numbers as bool: needs a number type");
        }
        return Literals.of(dtype, array.length, array);
    }
}
