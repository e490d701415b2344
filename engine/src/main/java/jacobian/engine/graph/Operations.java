package jacobian.engine.graph;

/// All families of operations together: what a [Node] and a tensor can do, and what families ask of each other.
public interface Operations<T extends Operations<T>>
        extends Elementwise<T>, Bits<T>, Reduction<T>, Indexing<T>, LinearAlgebra<T>, Neural<T> {}
