package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What [Tensor] can do with pieces: cut them out, put them in, arrange them anew. All have gradients.
abstract class PlacedTensors extends LoopedTensors {
    /// The tensor that this is.
    public abstract Tensor tensor();

    /// `keras.ops.slice`: the piece of `shape` that begins at `startIndices`, one number an axis each; a size
    /// of -1 takes what remains. The piece must lie inside.
    public Tensor slice(int[] startIndices, int[] shape) {
        return Pieces.cut(tensor(), startIndices, shape);
    }

    /// The same from where the integer vector `startIndices` says, moved inside where the piece would not fit.
    /// Sizes are all given.
    public Tensor slice(Tensor startIndices, int[] shape) {
        return Pieces.cut(tensor(), startIndices, shape);
    }

    /// `keras.ops.slice_update`: this tensor with `updates`, which has as many axes, in place of the piece that
    /// begins at
    /// `startIndices`. The piece must lie inside.
    public Tensor sliceUpdate(int[] startIndices, Tensor updates) {
        return Pieces.put(tensor(), startIndices, updates);
    }

    /// The same at where the integer vector `startIndices` says, moved inside where the piece would not fit.
    public Tensor sliceUpdate(Tensor startIndices, Tensor updates) {
        return Pieces.put(tensor(), startIndices, updates);
    }

    /// `keras.ops.unstack`: the pieces along `axis`, of known size, each without this axis.
    public List<Tensor> unstack(int axis) {
        return unstack(tensor().shape().size(axis), axis);
    }

    /// The same of an axis whose size, `num`, may not be known yet.
    public List<Tensor> unstack(int num, int axis) {
        Pieces.checkCount(tensor(), num, axis);
        return IntStream.range(0, num).mapToObj(i -> tensor().at(axis, i)).toList();
    }

    /// `keras.ops.rearrange`: axes split, reordered and joined as an einops pattern says: names of axes, those
    /// of one axis in parentheses.
    ///
    /// ```java
    /// images.rearrange("b h w c -> b (c h w)");
    /// ```
    public Tensor rearrange(String pattern) {
        return rearrange(pattern, Map.of());
    }

    /// The same with `axesLengths` for axes that are split; of each split one may follow from the rest.
    ///
    /// ```java
    /// images.rearrange("b (h p) (w q) c -> b h w (p q c)", Map.of("p", 4, "q", 4));
    /// ```
    public Tensor rearrange(String pattern, Map<String, Integer> axesLengths) {
        return Rearrangement.of(pattern, axesLengths).apply(tensor());
    }

    /// `keras.ops.scatter`: zeros of `shape` to which `values` are added at `indices`.
    ///
    /// @param indices integers `(..., k)`: where each value goes, along the first k axes
    /// @param values `(..., rest)`, the rest being the axes of `shape` after the first k
    public static Tensor scatter(Tensor indices, Tensor values, Shape shape) {
        return values.constant(0, values.dtype()).broadcastTo(shape).scatterUpdate(indices, values, Scattering.ADD);
    }

    /// `keras.ops.scatter_update`: this tensor with `updates` in place of what stands at `indices`; where an
    /// index comes twice the last update stays.
    ///
    /// @param indices integers `(n, k)`: where each update goes, along the first k axes; none is negative
    /// @param updates `(n, rest)`, the rest being the axes after the first k
    public Tensor scatterUpdate(Tensor indices, Tensor updates) {
        return Scatters.set(tensor(), indices, updates);
    }

    /// The same with what stands there joined with all its updates by `reduction`. The gradient of a maximum or
    /// minimum
    /// is shared by those that are equal.
    public Tensor scatterUpdate(Tensor indices, Tensor updates, Scattering reduction) {
        return Scatters.join(tensor(), indices, updates, reduction);
    }

    /// `keras.ops.extract_sequences`: every `sequenceStride`-th piece of `sequenceLength` numbers of `(...,
    /// n)`, as `(..., pieces, sequenceLength)`; n is known.
    public Tensor extractSequences(int sequenceLength, int sequenceStride) {
        return Pieces.sequences(tensor(), sequenceLength, sequenceStride);
    }

    /// `keras.ops.segment_sum`: the sums of the rows (axis 0) of each segment, `(numSegments, ...)`.
    ///
    /// @param segmentIds an integer vector: the segment of each row, from 0 to `numSegments` - 1, in any order
    public Tensor segmentSum(Tensor segmentIds, int numSegments) {
        return Scatters.segments(tensor(), segmentIds, numSegments, Scattering.ADD);
    }

    /// `keras.ops.segment_prod`: as [#segmentSum], products; 1 of no rows.
    public Tensor segmentProd(Tensor segmentIds, int numSegments) {
        return Scatters.segments(tensor(), segmentIds, numSegments, Scattering.MUL);
    }

    /// `keras.ops.segment_max`: as [#segmentSum], the largest; the lowest number of the type of no rows.
    public Tensor segmentMax(Tensor segmentIds, int numSegments) {
        return Scatters.segments(tensor(), segmentIds, numSegments, Scattering.MAX);
    }

    /// `keras.ops.segment_min`: as [#segmentSum], the smallest; the highest number of the type of no rows.
    public Tensor segmentMin(Tensor segmentIds, int numSegments) {
        return Scatters.segments(tensor(), segmentIds, numSegments, Scattering.MIN);
    }

    /// `keras.ops.saturate_cast`: the same numbers in another element type, those beyond its range at its ends.
    public Tensor saturateCast(DType dtype) {
        return Saturation.cast(tensor(), dtype);
    }
}
