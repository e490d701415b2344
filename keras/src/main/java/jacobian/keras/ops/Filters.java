package jacobian.keras.ops;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.List;

/// Weighted sums of the pixels around, for each channel.
final class Filters {
    private Filters() {}

    /// `images` `(batch, height, width, channels)` blurred; sizes and sigmas of columns, then of rows.
    static Tensor gaussian(Tensor images, int[] size, double[] sigma) {
        var rows = bell(size[1], sigma[1]);
        var columns = bell(size[0], sigma[0]);
        return NN.depthwiseConv(images, kernel(images, rows, columns), Filters::around);
    }

    /// The products of `rows` and `columns` as a depthwise kernel for `images`.
    private static Tensor kernel(Tensor images, double[] rows, double[] columns) {
        var products = new double[rows.length * columns.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = rows[i / columns.length] * columns[i % columns.length];
        }
        var dims = List.of(
                Dim.fixed(rows.length),
                Dim.fixed(columns.length),
                images.shape().dim(-1),
                Dim.fixed(1));
        return Tensor.float64(products)
                .cast(images.dtype())
                .reshape(rows.length, columns.length, 1, 1)
                .broadcastTo(Shape.of(dims));
    }

    /// The normal distribution at `size` places around its centre, made to add up to 1.
    private static double[] bell(int size, double sigma) {
        var weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = (i - (size - 1) / 2.0) / sigma;
            weights[i] = Math.exp(-0.5 * distance * distance);
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    static Tensor sobel(Tensor images, DataFormat format) {
        var given = new Picture("sobel_edges", images, format);
        if (images.rank() != 4) {
            throw new ShapeException("sobel_edges cannot take " + images.shape() + ": needs a batch of images");
        }
        var x = given.batch().floating();
        var kernels = Tensor.of(new float[] {-1, -1, -2, 0, -1, 1, 0, -2, 0, 0, 0, 2, 1, -1, 2, 0, 1, 1})
                .cast(x.dtype())
                .reshape(3, 3, 1, 2)
                .broadcastTo(
                        Shape.of(List.of(Dim.fixed(3), Dim.fixed(3), x.shape().dim(-1), Dim.fixed(2))));
        var edges = NN.depthwiseConv(x, kernels, Filters::around);
        var shape = x.shape().insert(4, Dim.fixed(2));
        var stacked = edges.reshape(shape);
        return format == DataFormat.CHANNELS_FIRST ? stacked.transpose(0, 3, 1, 2, 4) : stacked;
    }

    static Tensor ssim(Tensor image1, Tensor image2, SsimOptions options) {
        var a = new Picture("ssim", image1, options.dataFormat()).batch().floating();
        var b = new Picture("ssim", image2, options.dataFormat()).batch().cast(a.dtype());
        if (!Spatial.agree(a.shape(), b.shape())) {
            throw new ShapeException(
                    "ssim cannot compare " + image1.shape() + " with " + image2.shape() + ": needs equal shapes");
        }
        var bell = bell(options.filterSize(), options.filterSigma());
        var kernel = kernel(a, bell, bell);
        var meanA = mean(a, kernel);
        var meanB = mean(b, kernel);
        var both = meanA.multiply(meanB);
        var squares = meanA.square().add(meanB.square());
        var covariance = mean(a.multiply(b), kernel).subtract(both);
        var variances = mean(a.square(), kernel).add(mean(b.square(), kernel)).subtract(squares);
        var c1 = a.constant(options.c1(), a.dtype());
        var c2 = a.constant(options.c2(), a.dtype());
        var alike = both.add(both).add(c1).multiply(covariance.add(covariance).add(c2));
        var map = alike.divide(squares.add(c1).multiply(variances.add(c2)));
        var result = map.mean(1, 2, 3);
        return image1.rank() == 3 ? result.squeeze(0) : result;
    }

    private static void around(ConvolutionOptions options) {
        options.padding(Padding.SAME).dataFormat(DataFormat.CHANNELS_LAST);
    }

    private static Tensor mean(Tensor x, Tensor kernel) {
        return NN.depthwiseConv(x, kernel, conv -> conv.dataFormat(DataFormat.CHANNELS_LAST));
    }
}
