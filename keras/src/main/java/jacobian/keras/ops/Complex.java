package jacobian.keras.ops;

import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// Complex numbers as two tensors of one type and shape; Keras takes and gives the same pairs in its Fourier
/// transforms.
///
/// Gradients treat the parts as independent real numbers: a gradient by a complex number is the pair of the
/// gradients by its parts.
///
/// @param real the real parts
/// @param imaginary the imaginary parts
public record Complex(Tensor real, Tensor imaginary) {
    public Complex {
        if (!real.shape().equals(imaginary.shape()) || real.dtype() != imaginary.dtype()) {
            throw new ShapeException("the parts of complex numbers are " + real.type() + " and " + imaginary.type()
                    + ": they need one type and shape");
        }
        if (!real.dtype().isFloating()) {
            throw new DTypeException(
                    "the parts of complex numbers are " + real.type() + ": they need a floating type, cast them");
        }
    }

    /// `keras.ops.view_as_complex`: the numbers whose parts lie side by side in `x` `(..., 2)`.
    public static Complex viewAsComplex(Tensor x) {
        if (x.rank() == 0 || x.shape().size(-1) != 2) {
            throw new ShapeException("viewAsComplex needs (..., 2), real and imaginary part, not " + x.type());
        }
        var parts = x.floating();
        return new Complex(parts.at(-1, 0), parts.at(-1, 1));
    }

    /// `keras.ops.view_as_real`: the parts side by side, `(..., 2)`.
    public Tensor viewAsReal() {
        return Tensor.stack(List.of(real, imaginary), -1);
    }

    /// The conjugates: the imaginary parts negated.
    public Complex conjugate() {
        return new Complex(real, imaginary.negative());
    }

    /// The products, element by element.
    public Complex multiply(Complex other) {
        return new Complex(
                real.multiply(other.real).subtract(imaginary.multiply(other.imaginary)),
                real.multiply(other.imaginary).add(imaginary.multiply(other.real)));
    }

    /// The magnitudes.
    public Tensor abs() {
        return real.square().add(imaginary.square()).sqrt();
    }
}
