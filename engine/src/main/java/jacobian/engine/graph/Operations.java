package jacobian.engine.graph;

/// All families of operations together: what a [Node] and a tensor can do, and what families ask of each other.
public interface Operations<T extends Operations<T>>
        extends Elementwise<T>,
                Transcendental<T>,
                Numbers<T>,
                FloatingPoint<T>,
                Bits<T>,
                Reduction<T>,
                NanReduction<T>,
                Statistics<T>,
                Ordering<T>,
                Indexing<T>,
                Arrangement<T>,
                Borders<T>,
                LinearAlgebra<T>,
                Products<T>,
                Matrices<T>,
                Neural<T>,
                Synonyms<T> {}
