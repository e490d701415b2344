package jacobian.keras.ops;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Images whose pixels come from elsewhere: through a projective map, or moved at random.
final class Warping {
    private Warping() {}

    /// Eight numbers a to h for each image, each `(batch,)`: a pixel at `(x, y)` comes from `((a x + b y + c) /
    /// k, (d x + e y + f) / k)` with `k = g x + h y + 1`.
    private record Projection(List<Tensor> numbers) {
        Tensor of(Tensor images, Sampling sampling) {
            var y = index(images, 1, type());
            var x = index(images, 2, type());
            var k = row(6, x).add(row(7, y)).add(x.constant(1, type()));
            var fromX = row(0, x).add(row(1, y)).add(at(2)).divide(k);
            var fromY = row(3, x).add(row(4, y)).add(at(5)).divide(k);
            return sampling.at(images, fromY, fromX);
        }

        private DType type() {
            return numbers.get(0).dtype();
        }

        private Tensor at(int i) {
            return numbers.get(i).expandDims(-1).expandDims(-1);
        }

        private Tensor row(int i, Tensor x) {
            return at(i).multiply(x);
        }
    }

    /// The index along `axis` of images, `(1, height, width)`.
    private static Tensor index(Tensor images, int axis, DType type) {
        var shape = images.shape().range(0, 3).with(0, Dim.fixed(1));
        return images.apply(new Iota(new TensorType(DType.INT32, shape), axis), List.of())
                .cast(type);
    }

    static Tensor affine(Tensor images, Tensor transform, TransformOptions options) {
        if (transform.rank() < 1 || transform.rank() > 2 || transform.shape().size(-1) != 8) {
            throw new ShapeException(
                    "affine_transform cannot take the transform " + transform.shape() + ": needs (8,) or (batch, 8)");
        }
        var rows = (transform.rank() == 1 ? transform.expandDims(0) : transform).floating();
        var numbers = new ArrayList<Tensor>();
        for (int i = 0; i < 8; i++) {
            numbers.add(rows.at(1, i));
        }
        return new Picture("affine_transform", images, options.dataFormat())
                .map(batch -> new Projection(numbers).of(batch, options.sampling()));
    }

    static Tensor perspective(Tensor images, Tensor start, Tensor end, PerspectiveOptions options) {
        var projection = between(corners(start), corners(end));
        return new Picture("perspective_transform", images, options.dataFormat())
                .map(batch -> projection.of(batch, options.sampling()));
    }

    /// The eight coordinates of four points, `(batch, 4, 2)` or `(4, 2)`: x and y of each, going round.
    private static List<Tensor> corners(Tensor points) {
        if (points.rank() < 2
                || points.rank() > 3
                || points.shape().size(-2) != 4
                || points.shape().size(-1) != 2) {
            throw new ShapeException("perspective_transform cannot take the points " + points.shape()
                    + ": needs (4, 2) or (batch, 4, 2)");
        }
        // float64, so that points far from 0 do not cost the digits of the result.
        var all = (points.rank() == 2 ? points.expandDims(0) : points).cast(DType.FLOAT64);
        var numbers = new ArrayList<Tensor>();
        for (int corner : new int[] {0, 1, 3, 2}) {
            numbers.add(all.at(1, corner).at(1, 0));
            numbers.add(all.at(1, corner).at(1, 1));
        }
        return numbers;
    }

    /// The projection that takes the corners `end` to `start`: back to the unit square, and from there to the
    /// start.
    private static Projection between(List<Tensor> start, List<Tensor> end) {
        var to = fromSquare(start);
        var back = adjugate(fromSquare(end));
        var product = new ArrayList<Tensor>();
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            int column = i % 3;
            product.add(to.get(row)
                    .multiply(back.get(column))
                    .add(to.get(row + 1).multiply(back.get(column + 3)))
                    .add(to.get(row + 2).multiply(back.get(column + 6))));
        }
        return new Projection(product.subList(0, 8).stream()
                .map(each -> each.divide(product.get(8)).cast(DType.FLOAT32))
                .toList());
    }

    /// The matrix, row-major, that takes the corners of the unit square to four points (Heckbert, "Fundamentals
    /// of texture mapping and image warping", 1989).
    private static List<Tensor> fromSquare(List<Tensor> p) {
        var x1 = p.get(2).subtract(p.get(4));
        var x2 = p.get(6).subtract(p.get(4));
        var x3 = p.get(0).subtract(p.get(2)).subtract(x2);
        var y1 = p.get(3).subtract(p.get(5));
        var y2 = p.get(7).subtract(p.get(5));
        var y3 = p.get(1).subtract(p.get(3)).subtract(y2);
        var area = x1.multiply(y2).subtract(x2.multiply(y1));
        var g = x3.multiply(y2).subtract(x2.multiply(y3)).divide(area);
        var h = x1.multiply(y3).subtract(x3.multiply(y1)).divide(area);
        return List.of(
                p.get(2).subtract(p.get(0)).add(g.multiply(p.get(2))),
                p.get(6).subtract(p.get(0)).add(h.multiply(p.get(6))),
                p.get(0),
                p.get(3).subtract(p.get(1)).add(g.multiply(p.get(3))),
                p.get(7).subtract(p.get(1)).add(h.multiply(p.get(7))),
                p.get(1),
                g,
                h,
                g.onesLike());
    }

    /// The inverse of a matrix, row-major, times its determinant.
    private static List<Tensor> adjugate(List<Tensor> m) {
        var result = new ArrayList<Tensor>();
        for (int i = 0; i < 9; i++) {
            int column = i / 3;
            int row = i % 3;
            int up = (row + 1) % 3 * 3;
            int down = (row + 2) % 3 * 3;
            int left = (column + 1) % 3;
            int right = (column + 2) % 3;
            result.add(m.get(up + left)
                    .multiply(m.get(down + right))
                    .subtract(m.get(up + right).multiply(m.get(down + left))));
        }
        return result;
    }

    static Tensor elastic(Tensor images, ElasticOptions options) {
        var seed = options.seed();
        return new Picture("elastic_transform", images, options.dataFormat()).map(batch -> {
            var type = batch.dtype().floating();
            var moveX = moves(batch, options, seed.normal(drawn(batch)), type);
            var moveY = moves(batch, options, seed.normal(drawn(batch)), type);
            var fromX = index(batch, 2, type).add(moveX);
            var fromY = index(batch, 1, type).add(moveY);
            return options.sampling().at(batch, fromY, fromX);
        });
    }

    private static Shape drawn(Tensor batch) {
        return batch.shape().range(0, 3);
    }

    /// Smooth moves of pixels along one axis, `(batch, height, width)`.
    private static Tensor moves(Tensor batch, ElasticOptions options, Tensor normal, DType type) {
        double sigma = options.sigma();
        int size = (int) (6 * sigma) | 1;
        var wild = normal.cast(type).multiply(batch.constant(sigma, type)).expandDims(-1);
        var smooth = Filters.gaussian(wild, new int[] {size, size}, new double[] {sigma, sigma});
        return smooth.squeeze(-1).multiply(batch.constant(options.alpha(), type));
    }
}
