package jacobian.keras.ops;

/// What [Images#cropImages] can be told.
public final class CropOptions extends BorderOptions<CropOptions> {
    CropOptions() {}

    @Override
    CropOptions self() {
        return this;
    }

    /// Sets how many rows are cut off at the top.
    public CropOptions topCropping(int rows) {
        return top(rows);
    }

    /// Sets how many columns are cut off at the left.
    public CropOptions leftCropping(int columns) {
        return left(columns);
    }

    /// Sets how many rows are cut off at the bottom.
    public CropOptions bottomCropping(int rows) {
        return bottom(rows);
    }

    /// Sets how many columns are cut off at the right.
    public CropOptions rightCropping(int columns) {
        return right(columns);
    }
}
