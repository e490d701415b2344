package jacobian.engine.shape;

/// What stands around a padded tensor.
public enum PadMode {
    /// One number.
    CONSTANT,
    /// The elements mirrored at the outermost ones, which are not repeated: `3 2 | 1 2 3 | 2 1`.
    REFLECT,
    /// The elements mirrored at the border: `2 1 | 1 2 3 | 3 2`.
    SYMMETRIC
}
