package jacobian.keras.ops;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.function.UnaryOperator;

/// One image or a batch of them, its channels where `format` has them.
record Picture(String op, Tensor images, DataFormat format) {
    /// The result of `function` on the batch `(batch, height, width, channels)` with known height and width, in
    /// the form that the images have.
    Tensor map(UnaryOperator<Tensor> function) {
        var axes = axes();
        var result = axes.back(function.apply(batch()));
        return images.rank() == 3 ? result.squeeze(0) : result;
    }

    /// The images as `(batch, height, width, channels)` with known height and width.
    Tensor batch() {
        if (images.rank() != 3 && images.rank() != 4) {
            throw new ShapeException(op + " cannot take " + images.shape() + ": needs one image "
                    + (format == DataFormat.CHANNELS_FIRST ? "(channels, height, width)" : "(height, width, channels)")
                    + " or a batch of them");
        }
        var axes = axes();
        return axes.fixed(axes.last(images.rank() == 3 ? images.expandDims(0) : images));
    }

    private Spatial axes() {
        return new Spatial(op, format, 2);
    }
}
