package jacobian.keras.ops;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Values between the cells of a grid: of the nearest cell (`order` 0) or the weighted mean of the cells around
/// (1), with `value` outside the grid where that is constant.
record Sampling(int order, FillMode mode, double value) {
    Sampling {
        if (order != 0 && order != 1) {
            throw new IllegalArgumentException("order=" + order + ": needs 0 (nearest) or 1 (linear)");
        }
    }

    /// Cells along one axis, by index: whether they lie inside, where that is asked, and what they weigh, where
    /// it is not 1.
    private record Cell(Tensor index, Optional<Tensor> inside, Optional<Tensor> weight) {
        /// Both axes together, this one the outer, `size` that of the inner.
        Cell and(Cell inner, int size) {
            var both = index.multiply(index.constant(size, DType.INT32)).add(inner.index);
            return new Cell(
                    both,
                    inside.flatMap(mine -> inner.inside.map(mine::logicalAnd)),
                    weight.flatMap(mine -> inner.weight.map(mine::multiply)));
        }

        Cell from(Tensor start) {
            return new Cell(index.add(start), inside, weight);
        }
    }

    /// The values at `coordinates`, one tensor for each axis of the grid `sizes`, all of one shape. `rows` holds
    /// what is in each cell, row-major, one row a cell.
    Tensor at(Tensor rows, int[] sizes, List<Tensor> coordinates) {
        return sum(rows, cells(sizes, coordinates));
    }

    /// Pixels of images `(batch, height, width, channels)` at the rows `y` and columns `x`, `(batch or 1, new
    /// height, new width)`.
    Tensor at(Tensor images, Tensor y, Tensor x) {
        var shape = images.shape();
        int[] sizes = {shape.size(1), shape.size(2)};
        var ones = List.of(shape.dim(0), Dim.fixed(1), Dim.fixed(1));
        var number = images.apply(new Iota(new TensorType(DType.INT32, Shape.of(ones)), 0), List.of());
        var start = number.multiply(number.constant(sizes[0] * sizes[1], DType.INT32));
        var cells = cells(sizes, List.of(y, x)).stream()
                .map(each -> each.from(start))
                .toList();
        return sum(images.flattenAxes(0, 2), cells);
    }

    private List<Cell> cells(int[] sizes, List<Tensor> coordinates) {
        var all = along(coordinates.get(0), sizes[0]);
        for (int i = 1; i < sizes.length; i++) {
            int size = sizes[i];
            var inner = along(coordinates.get(i), size);
            all = all.stream()
                    .flatMap(outer -> inner.stream().map(each -> outer.and(each, size)))
                    .toList();
        }
        return all;
    }

    private Tensor sum(Tensor given, List<Cell> cells) {
        var rows = given.floating();
        var parts = new ArrayList<Tensor>();
        for (var cell : cells) {
            var part = rows.take(cell.index(), 0);
            var known = cell.inside()
                    .map(inside -> wide(inside, rows).select(part, rows.constant(value, rows.dtype())))
                    .orElse(part);
            parts.add(cell.weight()
                    .map(weight -> known.multiply(wide(weight.cast(rows.dtype()), rows)))
                    .orElse(known));
        }
        var sum = parts.stream().reduce(Tensor::add).orElseThrow();
        return given.dtype().isFloating() ? sum : rounded(sum).cast(given.dtype());
    }

    /// `x` with an axis for what a row holds.
    private static Tensor wide(Tensor x, Tensor rows) {
        return rows.rank() == 1 ? x : x.expandDims(-1);
    }

    /// The cells that count for `coordinate` along an axis of `size`.
    private List<Cell> along(Tensor coordinate, int size) {
        var place = coordinate.floating();
        if (order == 0) {
            return List.of(cell(rounded(place).cast(DType.INT32), size, Optional.empty()));
        }
        var lower = place.floor().stopGradient();
        var upper = place.subtract(lower);
        var index = lower.cast(DType.INT32);
        var rest = upper.constant(1, upper.dtype()).subtract(upper);
        return List.of(
                cell(index, size, Optional.of(rest)),
                cell(index.add(index.constant(1, DType.INT32)), size, Optional.of(upper)));
    }

    /// Halves away from 0.
    private static Tensor rounded(Tensor x) {
        return x.abs().add(x.constant(0.5, x.dtype())).floor().multiply(x.sign());
    }

    private Cell cell(Tensor index, int size, Optional<Tensor> weight) {
        var last = index.constant(size - 1, DType.INT32);
        var zero = index.constant(0, DType.INT32);
        var nearest = index.maximum(zero).minimum(last);
        return switch (mode) {
            case CONSTANT ->
                new Cell(nearest, Optional.of(index.greaterEqual(zero).logicalAnd(index.lessEqual(last))), weight);
            case NEAREST -> new Cell(nearest, Optional.empty(), weight);
            case WRAP -> new Cell(index.mod(index.constant(size, DType.INT32)), Optional.empty(), weight);
            case MIRROR -> new Cell(size == 1 ? nearest : wave(index, size - 1), Optional.empty(), weight);
            case REFLECT -> {
                // Between cells twice as many, edges are cells too: a wave over them turns round at the edges.
                var one = index.constant(1, DType.INT32);
                var odd = wave(index.add(index).add(one), 2 * size);
                yield new Cell(odd.subtract(one).floorDivide(index.constant(2, DType.INT32)), Optional.empty(), weight);
            }
        };
    }

    /// 0, 1, ..., `half`, ..., 1, 0, 1, ... at 0, 1, ...
    private static Tensor wave(Tensor index, int half) {
        var turn = index.constant(half, DType.INT32);
        var round = index.constant(2 * half, DType.INT32);
        return index.add(turn).mod(round).subtract(turn).abs();
    }
}
