package jacobian.keras.ops;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.DataFormat;
import java.util.List;

/// Pixels that become channels, and channels that become pixels.
final class Rearrangements {
    private Rearrangements() {}

    static Tensor depthToSpace(Tensor x, int block, DataFormat format) {
        Checks.positive("block_size", block);
        boolean first = format == DataFormat.CHANNELS_FIRST;
        var image = image("depth_to_space", x, first);
        int channels = x.shape().size(first ? 1 : 3);
        if (channels < 1 || channels % (block * block) != 0) {
            throw new ShapeException(
                    "depth_to_space cannot take " + x.shape() + ": needs a multiple of " + block * block + " channels");
        }
        var cell = Dim.fixed(block);
        var rest = Dim.fixed(channels / (block * block));
        var wide = first
                ? x.reshape(Shape.of(List.of(image.batch, rest, cell, cell, image.height, image.width)))
                        .transpose(0, 1, 4, 2, 5, 3)
                : x.reshape(Shape.of(List.of(image.batch, image.height, image.width, cell, cell, rest)))
                        .transpose(0, 1, 3, 2, 4, 5);
        int from = first ? 2 : 1;
        return wide.flattenAxes(from, from + 1).flattenAxes(from + 1, from + 2);
    }

    static Tensor spaceToDepth(Tensor x, int block, DataFormat format) {
        Checks.positive("block_size", block);
        boolean first = format == DataFormat.CHANNELS_FIRST;
        var image = image("space_to_depth", x, first);
        if (image.height.size() % block != 0 || image.width.size() % block != 0) {
            throw new ShapeException("space_to_depth cannot take " + x.shape()
                    + ": needs a height and a width that are multiples of " + block);
        }
        var cell = Dim.fixed(block);
        var high = Dim.fixed(image.height.size() / block);
        var wide = Dim.fixed(image.width.size() / block);
        var channels = x.shape().dim(first ? 1 : 3);
        return first
                ? x.reshape(Shape.of(List.of(image.batch, channels, high, cell, wide, cell)))
                        .transpose(0, 1, 3, 5, 2, 4)
                        .flattenAxes(1, 3)
                : x.reshape(Shape.of(List.of(image.batch, high, cell, wide, cell, channels)))
                        .transpose(0, 1, 3, 2, 4, 5)
                        .flattenAxes(3, 5);
    }

    private record Image(Dim batch, Dim height, Dim width) {}

    private static Image image(String op, Tensor x, boolean first) {
        if (x.rank() != 4 || !x.shape().range(1, 4).isKnown()) {
            throw new ShapeException(op + " cannot take " + x.shape() + ": needs "
                    + (first ? "(batch, channels, height, width)" : "(batch, height, width, channels)")
                    + " with all but the batch known");
        }
        int at = first ? 2 : 1;
        return new Image(x.shape().dim(0), x.shape().dim(at), x.shape().dim(at + 1));
    }
}
