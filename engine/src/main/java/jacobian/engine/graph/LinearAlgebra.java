package jacobian.engine.graph;

/// Products of matrices.
public interface LinearAlgebra<T extends LinearAlgebra<T> & Elementwise<T> & Indexing<T>> extends Operand<T> {
    /// NumPy's matmul: the product of the last two axes, leading axes broadcast, a vector as a row on the left
    /// and a column on the right.
    default T matmul(T other) {
        return MatrixProduct.of(self(), other);
    }
}
