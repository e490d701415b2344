package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

/// An operand of a case: its type, and from where its elements are drawn.
record Argument(TensorType type, Source source) {
    @FunctionalInterface
    interface Source {
        double[] draw(int size, DType dtype, Random random);
    }

    /// Numbers from `low` to `high`: whole ones for integers, true and false for bools.
    static Argument of(DType dtype, Shape shape, double low, double high) {
        return new Argument(new TensorType(dtype, shape), (size, type, random) -> {
            var values = new double[size];
            Arrays.setAll(values, _ -> number(type, low + random.nextDouble() * (high - low)));
            return values;
        });
    }

    /// Numbers that are at home in any element type.
    static Argument of(DType dtype, Shape shape) {
        return switch (dtype) {
            case BOOL -> of(dtype, shape, 0, 1);
            case UINT8 -> of(dtype, shape, 0, 9);
            case INT32, INT64 -> of(dtype, shape, -9, 9);
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> of(dtype, shape, -1, 1);
        };
    }

    private static double number(DType type, double x) {
        return type.isFloating() ? HalfPrecision.round(type, x) : Math.rint(x);
    }

    /// Numbers of both signs whose size is from `low` to `high`: away from a kink at 0.
    static Argument apart(DType dtype, Shape shape, double low, double high) {
        var sizes = of(dtype, shape, low, high).source;
        return new Argument(new TensorType(dtype, shape), (size, type, random) -> {
            var values = sizes.draw(size, type, random);
            for (int i = 0; i < size; i++) {
                values[i] = random.nextBoolean() && type != DType.UINT8 ? -values[i] : values[i];
            }
            return values;
        });
    }

    /// Different numbers at least `gap` apart, in random order, shifted by `start`: away from kinks where two are
    /// equal.
    static Argument spaced(DType dtype, Shape shape, double start, double gap) {
        return new Argument(new TensorType(dtype, shape), (size, type, random) -> {
            var values = new ArrayList<Double>();
            for (int i = 0; i < size; i++) {
                values.add(number(type, start + (i - size / 2) * gap));
            }
            Collections.shuffle(values, random);
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        });
    }

    /// Indices (int32) into an axis of size `bound`.
    static Argument indices(Shape shape, int bound) {
        return new Argument(new TensorType(DType.INT32, shape), (size, _, random) -> {
            var values = new double[size];
            Arrays.setAll(values, _ -> random.nextInt(bound));
            return values;
        });
    }

    /// The given numbers over and over.
    static Argument repeated(DType dtype, Shape shape, double... numbers) {
        return new Argument(new TensorType(dtype, shape), (size, _, _) -> {
            var values = new double[size];
            Arrays.setAll(values, i -> numbers[i % numbers.length]);
            return values;
        });
    }

    /// Elements for the known sizes of the type, the same for the same seed.
    double[] draw(long seed) {
        return source.draw(Math.toIntExact(type.shape().size()), type.dtype(), new Random(seed));
    }
}
