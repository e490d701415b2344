package jacobian.engine.shape;

/// What is known of a tensor before its values: element type and shape.
public record TensorType(DType dtype, Shape shape) {
    public static TensorType of(DType dtype, int... sizes) {
        return new TensorType(dtype, Shape.of(sizes));
    }

    public TensorType withShape(Shape other) {
        return new TensorType(dtype, other);
    }

    public TensorType withDType(DType other) {
        return new TensorType(other, shape);
    }

    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
