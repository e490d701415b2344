package jacobian.engine.cpu;

/// What attention does with one row of scores or of features, float32. Addresses are in bytes.
///
/// A row of scores is followed by memory up to the next multiple of [#LANES] elements, which may be read and
/// written. Sums have 16 virtual lanes, as those of fused loops; every version gives the same bits.
public interface AttentionRows {
    /// Virtual lanes of a sum.
    int LANES = 16;

    /// The largest of `n` numbers, minus infinity of none.
    float max(long row, int n);

    /// Replaces `n` scores by `e^(score - largest) * scale`, and what follows them up to a multiple of [#LANES] by
    /// 0.
    void exponentials(long row, int n, float largest, float scale);

    /// The sum of `n` numbers; what follows them up to a multiple of [#LANES] is 0.
    float sum(long row, int n);

    /// Replaces the upstreams of `n` weights by those of their scores, `weight * (upstream - even)`.
    void scoreUpstreams(long upstreams, long weights, int n, float even);

    /// Puts `value` where the byte of `mask` is 0; `step` is 1, or 0 where one byte is for the whole row.
    void hide(long row, int n, long mask, int step, float value);

    /// Puts `value` into `n` elements.
    void fill(long row, int n, float value);

    /// Multiplies `n` elements by `factor`.
    void scale(long row, int n, float factor);

    /// The sum of products of `n` elements; those beyond the last whole lanes are added one after the other.
    float dot(long a, long b, int n);
}
