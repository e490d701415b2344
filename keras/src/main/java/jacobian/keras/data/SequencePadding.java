package jacobian.keras.data;

import jacobian.keras.config.Checks;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Sequences of different lengths as rows of one length.
///
/// ```java
/// int[][] rows = new SequencePadding().maxlen(100).pad(sequences);
/// ```
public final class SequencePadding {
    /// Which end of a sequence is meant.
    public enum End {
        /// The first elements.
        PRE,
        /// The last elements.
        POST
    }

    private int maxlen;
    private End padding = End.PRE;
    private End truncating = End.PRE;
    private double value;

    /// Sets the length of rows; that of the longest sequence unless set.
    public SequencePadding maxlen(int maxlen) {
        this.maxlen = Checks.positive("maxlen", maxlen);
        return this;
    }

    /// Sets at which end short sequences are filled up; before the first element unless set.
    public SequencePadding padding(End padding) {
        this.padding = padding;
        return this;
    }

    /// Sets at which end long sequences lose elements; the first ones unless set.
    public SequencePadding truncating(End truncating) {
        this.truncating = truncating;
        return this;
    }

    /// Sets what short sequences are filled up with; 0 unless set.
    public SequencePadding value(double value) {
        this.value = value;
        return this;
    }

    /// Sequences of whole numbers, such as the numbers of words: `(sequences, maxlen)`.
    public int[][] pad(int[][] sequences) {
        int length = length(Arrays.stream(sequences).mapToInt(each -> each.length));
        var rows = new int[sequences.length][length];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], (int) value);
            copy(sequences[i], sequences[i].length, rows[i], length);
        }
        return rows;
    }

    /// Sequences of numbers: `(sequences, maxlen)`.
    public float[][] pad(float[][] sequences) {
        int length = length(Arrays.stream(sequences).mapToInt(each -> each.length));
        var rows = new float[sequences.length][length];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], (float) value);
            copy(sequences[i], sequences[i].length, rows[i], length);
        }
        return rows;
    }

    private int length(IntStream lengths) {
        return maxlen > 0 ? maxlen : lengths.max().orElse(0);
    }

    /// `count` elements of the array `from`, as many as fit, to their place in the array `to`.
    @SuppressWarnings("SuspiciousSystemArraycopy")
    private void copy(Object from, int count, Object to, int length) {
        int kept = Math.min(count, length);
        int first = truncating == End.PRE ? count - kept : 0;
        System.arraycopy(from, first, to, padding == End.PRE ? length - kept : 0, kept);
    }
}
