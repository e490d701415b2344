package jacobian.keras.ops;

/// How an axis of `from` pixels becomes one of `to`: a pixel at `x` goes to `scale * x + translation`; with
/// `antialias` an axis that becomes shorter is smoothed first. Pixels are squares, so that their centres lie at
/// halves.
public record Resampling(int from, int to, double scale, double translation, boolean antialias) {
    /// The whole axis of `from` pixels over the whole axis of `to`.
    public static Resampling of(int from, int to, boolean antialias) {
        return new Resampling(from, to, (double) to / from, 0, antialias);
    }

    /// Where the centre of pixel `to` comes from, counted in pixels of the old axis from the centre of its first.
    double place(int to) {
        return (to + 0.5 - translation) / scale - 0.5;
    }

    /// By how much a kernel is stretched so that it covers what becomes one pixel.
    double stretch() {
        return antialias ? Math.max(1 / scale, 1) : 1;
    }
}
