package jacobian.keras.layers;

/// The limits of the corrections of batch renormalization: `r` lies in `[rmin, rmax]`, `d` in `[-dmax, dmax]`.
public record RenormClipping(double rmin, double rmax, double dmax) {
    /// No limits but that of a scale, 0.
    public static final RenormClipping NONE = new RenormClipping(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public RenormClipping {
        if (!(rmin >= 0) || !(rmax >= rmin)) {
            throw new IllegalArgumentException(
                    "renorm_clipping: rmin=" + rmin + ", rmax=" + rmax + ": needs 0 <= rmin <= rmax");
        }
        if (!(dmax >= 0)) {
            throw new IllegalArgumentException("renorm_clipping: dmax=" + dmax + ": needs a number of 0 or more");
        }
    }
}
