package jacobian.keras.ops;

/// What [Images#padImages] can be told.
public final class PadOptions extends BorderOptions<PadOptions> {
    PadOptions() {}

    @Override
    PadOptions self() {
        return this;
    }

    /// Sets how many rows of zeros are put at the top.
    public PadOptions topPadding(int rows) {
        return top(rows);
    }

    /// Sets how many columns of zeros are put at the left.
    public PadOptions leftPadding(int columns) {
        return left(columns);
    }

    /// Sets how many rows of zeros are put at the bottom.
    public PadOptions bottomPadding(int rows) {
        return bottom(rows);
    }

    /// Sets how many columns of zeros are put at the right.
    public PadOptions rightPadding(int columns) {
        return right(columns);
    }
}
