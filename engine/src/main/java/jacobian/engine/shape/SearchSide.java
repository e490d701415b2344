package jacobian.engine.shape;

/// On which side of equal elements a searched value is put.
public enum SearchSide {
    /// Before them.
    LEFT,
    /// After them.
    RIGHT
}
