package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A loop done point by point in the most obvious way: floats in double (rounded to their type after each
/// step), all
/// others in long.
final class PointLoop {
    private final Loop loop;
    private final long[] extents;
    private final long[][] strides;
    private final List<DType> dtypes;
    private final Map<List<Object>, Number> sums = new HashMap<>();

    PointLoop(Loop loop, long[] extents, long[][] strides) {
        this.loop = loop;
        this.extents = extents;
        this.strides = strides;
        this.dtypes = loop.dtypes();
    }

    private long product(int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= extents[axis];
        }
        return product;
    }

    void run(long[] addresses) {
        int outer = loop.rank() - loop.rowAxes();
        long rows = product(0, outer);
        long columns = product(outer, loop.rank());
        for (var output : loop.outputs()) {
            if (output instanceof LoopOutput.Reduced reduced) {
                start(reduced, addresses);
            }
        }
        for (long row = 0; row < rows; row++) {
            row(addresses, row, columns);
        }
    }

    /// Every result of a reduction begins as the identity, even of an empty space.
    private void start(LoopOutput.Reduced reduced, long[] addresses) {
        var kept = extents.clone();
        loop.reducedAxes().forEach(axis -> kept[axis] = 1);
        if (loop.operands().get(reduced.operand()).perRow()) {
            for (int axis = loop.rank() - loop.rowAxes(); axis < loop.rank(); axis++) {
                kept[axis] = 1;
            }
        }
        long count = 1;
        for (long extent : kept) {
            count *= extent;
        }
        for (long i = 0; i < count; i++) {
            long rest = i;
            var index = new long[loop.rank()];
            for (int axis = loop.rank() - 1; axis >= 0; axis--) {
                index[axis] = rest % kept[axis];
                rest /= kept[axis];
            }
            var dtype = dtypes.get(reduced.value());
            write(
                    dtype,
                    addresses[reduced.operand()] + offset(reduced.operand(), index) * dtype.bytes(),
                    identity(reduced.kind(), dtype));
        }
    }

    private void row(long[] addresses, long row, long columns) {
        var constant = loop.rowConstant();
        var values = new Number[loop.body().size()][(int) Math.max(1, columns)];
        for (int i = 0; i < values.length; i++) {
            if (loop.body().get(i) instanceof Instruction.RowReduce(var kind, int arg)) {
                var total = identity(kind, dtypes.get(i));
                for (int j = 0; j < columns; j++) {
                    total = PointMath.widened(kind, dtypes.get(i), total, values[arg][j]);
                }
                java.util.Arrays.fill(values[i], PointMath.round(total, dtypes.get(i)));
            } else {
                for (int j = 0; j < (columns == 0 && constant[i] ? 1 : columns); j++) {
                    values[i][j] = value(addresses, i, row * columns + j, values, j, row);
                }
            }
        }
        for (var output : loop.outputs()) {
            boolean perRow = loop.operands().get(output.operand()).perRow();
            for (int j = 0; j < (perRow ? 1 : columns); j++) {
                put(addresses, output, perRow ? rowIndex(row) : index(row * columns + j), values[output.value()][j]);
            }
        }
    }

    /// The index of the first point of a row, which may have none.
    private long[] rowIndex(long row) {
        var index = new long[loop.rank()];
        long rest = row;
        for (int axis = loop.rank() - loop.rowAxes() - 1; axis >= 0; axis--) {
            index[axis] = rest % extents[axis];
            rest /= extents[axis];
        }
        return index;
    }

    private long[] index(long point) {
        var index = new long[loop.rank()];
        long rest = point;
        for (int axis = loop.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % extents[axis];
            rest /= extents[axis];
        }
        return index;
    }

    private long offset(int operand, long[] index) {
        long offset = 0;
        for (int axis = 0; axis < loop.rank(); axis++) {
            offset += index[axis] * strides[operand][axis];
        }
        return offset;
    }

    private Number value(long[] addresses, int i, long point, Number[][] values, int j, long row) {
        return switch (loop.body().get(i)) {
            case Instruction.Load(int operand) -> {
                var dtype = loop.operands().get(operand).dtype();
                var index = loop.operands().get(operand).perRow() ? rowIndex(row) : index(point);
                yield read(dtype, addresses[operand] + offset(operand, index) * dtype.bytes());
            }
            case Instruction.Literal(double value, var dtype) -> PointMath.cast(value, DType.FLOAT64, dtype);
            case Instruction.Index(int axis) -> index(point)[axis];
            case Instruction.RandomBits(int key, int counter) ->
                PointMath.randomBits(
                        (Long) read(DType.INT64, addresses[key]), (Long) read(DType.INT64, addresses[counter]), point);
            case Instruction.Apply(var op, var args) -> {
                var numbers = args.stream().map(arg -> values[arg][j]).toList();
                yield PointMath.apply(op, args.stream().map(dtypes::get).toList(), numbers);
            }
            case Instruction.RowReduce _ -> throw new IllegalStateException();
        };
    }

    private void put(long[] addresses, LoopOutput output, long[] index, Number value) {
        var dtype = dtypes.get(output.value());
        switch (output) {
            case LoopOutput.Store(int _, int operand) ->
                write(dtype, addresses[operand] + offset(operand, index) * dtype.bytes(), value);
            case LoopOutput.Reduced(int _, var kind, int operand) -> {
                loop.reducedAxes().forEach(axis -> index[axis] = 0);
                long address = addresses[operand] + offset(operand, index) * dtype.bytes();
                var total =
                        sums.merge(List.of(operand, address), value, (a, b) -> PointMath.widened(kind, dtype, a, b));
                write(
                        dtype,
                        address,
                        PointMath.reduce(kind, dtype, identity(kind, dtype), PointMath.round(total, dtype)));
            }
        }
    }

    static Number identity(Reduce.Kind kind, DType dtype) {
        return switch (kind) {
            case SUM -> PointMath.cast(0, DType.FLOAT64, dtype);
            case PRODUCT -> PointMath.cast(1, DType.FLOAT64, dtype);
            case MAX -> dtype.isFloating() ? (Number) Double.NEGATIVE_INFINITY : (Number) PointMath.lowest(dtype);
            case MIN -> dtype.isFloating() ? (Number) Double.POSITIVE_INFINITY : (Number) PointMath.highest(dtype);
        };
    }

    static Number read(DType dtype, long address) {
        return switch (dtype) {
            case BOOL -> (long) Memory.ALL.get(ValueLayout.JAVA_BYTE, address);
            case UINT8 -> Memory.ALL.get(ValueLayout.JAVA_BYTE, address) & 0xFFL;
            case INT32 -> (long) Memory.ALL.get(ValueLayout.JAVA_INT, address);
            case INT64 -> Memory.ALL.get(ValueLayout.JAVA_LONG, address);
            case FLOAT32 -> (double) Memory.ALL.get(ValueLayout.JAVA_FLOAT, address);
            case FLOAT64 -> Memory.ALL.get(ValueLayout.JAVA_DOUBLE, address);
            case BFLOAT16, FLOAT16 ->
                (double) HalfPrecision.number(dtype, Memory.ALL.get(ValueLayout.JAVA_SHORT, address));
        };
    }

    static void write(DType dtype, long address, Number value) {
        switch (dtype) {
            case BOOL, UINT8 -> Memory.ALL.set(ValueLayout.JAVA_BYTE, address, value.byteValue());
            case INT32 -> Memory.ALL.set(ValueLayout.JAVA_INT, address, value.intValue());
            case INT64 -> Memory.ALL.set(ValueLayout.JAVA_LONG, address, value.longValue());
            case FLOAT32 -> Memory.ALL.set(ValueLayout.JAVA_FLOAT, address, value.floatValue());
            case FLOAT64 -> Memory.ALL.set(ValueLayout.JAVA_DOUBLE, address, value.doubleValue());
            case BFLOAT16, FLOAT16 ->
                Memory.ALL.set(ValueLayout.JAVA_SHORT, address, HalfPrecision.bits(dtype, value.floatValue()));
        }
    }
}
