package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;

/// Images of another size.
final class Resizing {
    private Resizing() {}

    static Tensor resize(Tensor images, int height, int width, ResizeOptions options) {
        Checks.positive("height", height);
        Checks.positive("width", width);
        return new Picture("resize", images, options.dataFormat()).map(batch -> {
            var framed = framed(batch, height, width, options);
            var resized = along(along(framed, 1, height, options), 2, width, options);
            return resized.dtype() == images.dtype() ? resized : saturated(resized, images.dtype());
        });
    }

    /// `x`, rounded and brought into the range of `type` where that holds integers.
    private static Tensor saturated(Tensor x, DType type) {
        if (type.isFloating()) {
            return x.cast(type);
        }
        var whole = x.round();
        return (type == DType.UINT8 ? whole.clip(0, 255) : whole).cast(type);
    }

    private static Tensor along(Tensor x, int axis, int to, ResizeOptions options) {
        int from = x.shape().size(axis);
        if (from == to) {
            return x;
        }
        if (options.interpolation() == Interpolation.NEAREST) {
            var places = new int[to];
            for (int i = 0; i < to; i++) {
                places[i] = (int) Math.floor((i + 0.5f) * from / to);
            }
            return x.take(Tensor.of(places).reshape(to), axis);
        }
        return options.interpolation().along(x.floating(), axis, Resampling.of(from, to, options.antialias()));
    }

    /// The part of the images that is resized, or the images with what is put around them.
    private static Tensor framed(Tensor x, int height, int width, ResizeOptions options) {
        int high = x.shape().size(1);
        int wide = x.shape().size(2);
        int fitting = (int) ((double) wide * height / width);
        int alike = (int) ((double) high * width / height);
        if (options.crops()) {
            int newHeight = Math.max(Math.min(high, fitting), 1);
            int newWidth = Math.max(Math.min(wide, alike), 1);
            int top = (high - newHeight) / 2;
            int left = (wide - newWidth) / 2;
            return x.range(1, top, top + newHeight).range(2, left, left + newWidth);
        }
        if (!options.pads()) {
            return x;
        }
        int top = (Math.max(high, fitting) - high) / 2;
        int left = top > 0 ? 0 : (Math.max(wide, alike) - wide) / 2;
        if (top == 0 && left == 0) {
            return x;
        }
        int[] around = {0, top, left, 0};
        var fill = x.constant(options.fillValue(), x.dtype());
        // Zeros around the difference from the fill are the fill around the images.
        return x.subtract(fill).pad(around, around).add(fill);
    }

    static Tensor scaleAndTranslate(Tensor images, Interpolation method, boolean antialias, ScaledAxis... axes) {
        if (method == Interpolation.NEAREST || method == Interpolation.AREA) {
            throw new IllegalArgumentException("method=" + method + ": needs bilinear, bicubic, lanczos3 or lanczos5");
        }
        var x = images.floating();
        for (var axis : axes) {
            int from = x.shape().size(axis.axis());
            if (from < 1) {
                throw new ShapeException(
                        "scale_and_translate cannot take " + images.shape() + ": needs a known axis " + axis.axis());
            }
            x = method.along(x, axis.axis(), axis.resampling(from, antialias));
        }
        return x;
    }
}
