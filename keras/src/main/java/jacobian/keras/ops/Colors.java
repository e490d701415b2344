package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.List;

/// One space of colours for another.
final class Colors {
    private Colors() {}

    private static int axis(String op, Tensor images, DataFormat format) {
        int axis = format == DataFormat.CHANNELS_FIRST ? -3 : -1;
        if ((images.rank() != 3 && images.rank() != 4) || images.shape().size(axis) != 3) {
            throw new ShapeException(op + " cannot take " + images.shape() + ": needs one image or a batch of images"
                    + " with three channels along axis " + axis);
        }
        return axis;
    }

    private static Tensor requireFloating(String op, Tensor images) {
        if (!images.dtype().isFloating()) {
            throw new DTypeException(op + " of " + images.type() + ": needs a floating type (cast it first)");
        }
        return images;
    }

    static Tensor grayscale(Tensor images, DataFormat format) {
        if (images.rank() > 2 && images.shape().size(format == DataFormat.CHANNELS_FIRST ? -3 : -1) == 1) {
            return images;
        }
        int axis = axis("rgb_to_grayscale", images, format);
        var x = images.floating();
        double[] weights = {0.2989, 0.5870, 0.1140};
        var sum = x.range(axis, 0, 1).multiply(constant(x, weights[0]));
        for (int i = 1; i < 3; i++) {
            var channel = x.range(axis, new Range(i, i + 1, 1));
            sum = sum.add(channel.multiply(constant(x, weights[i])));
        }
        return sum.cast(images.dtype());
    }

    static Tensor rgbToHsv(Tensor images, DataFormat format) {
        int axis = axis("rgb_to_hsv", images, format);
        var given = requireFloating("rgb_to_hsv", images);
        var zero = constant(given, 0);
        double epsilon = given.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
        var x = given.abs().less(constant(given, epsilon)).select(zero, given);
        var r = x.at(axis, 0);
        var g = x.at(axis, 1);
        var b = x.at(axis, 2);
        var value = r.maximum(g).maximum(b);
        var range = value.subtract(r.minimum(g).minimum(b));
        var one = constant(x, 1);
        var light = value.greater(zero);
        var coloured = range.greater(zero);
        var saturation = light.select(range.divide(light.select(value, one)), zero);
        var norm = coloured.select(range, one).multiply(constant(x, 6)).reciprocal();
        var green = norm.multiply(b.subtract(r)).add(constant(x, 2.0 / 6));
        var blue = norm.multiply(r.subtract(g)).add(constant(x, 4.0 / 6));
        var red = norm.multiply(g.subtract(b));
        var hue = value.equal(r).select(red, value.equal(g).select(green, blue));
        var turned = coloured.select(hue, zero).add(hue.less(zero).cast(x.dtype()));
        return Tensor.stack(List.of(turned, saturation, value), axis);
    }

    static Tensor hsvToRgb(Tensor images, DataFormat format) {
        int axis = axis("hsv_to_rgb", images, format);
        var x = requireFloating("hsv_to_rgb", images);
        var value = x.at(axis, 2);
        var saturation = x.at(axis, 1);
        var one = constant(x, 1);
        var two = constant(x, 2);
        var gray = one.subtract(saturation);
        var place = x.at(axis, 0).mod(one).multiply(constant(x, 6));
        var red = place.subtract(constant(x, 3)).abs().subtract(one);
        var green = two.subtract(place.subtract(two).abs());
        var blue = two.subtract(place.subtract(constant(x, 4)).abs());
        var planes = List.of(red, green, blue).stream()
                .map(part -> part.maximum(constant(x, 0)).minimum(one))
                .map(part -> value.multiply(gray.add(saturation.multiply(part))))
                .toList();
        return Tensor.stack(planes, axis);
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
