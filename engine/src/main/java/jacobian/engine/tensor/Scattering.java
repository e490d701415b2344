package jacobian.engine.tensor;

/// How [Tensor#scatterUpdate] joins what stands at an index with the updates that meet there.
public enum Scattering {
    /// Their sum.
    ADD,
    /// Their product.
    MUL,
    /// The largest.
    MAX,
    /// The smallest.
    MIN
}
