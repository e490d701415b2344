package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import jacobian.keras.data.SequencePadding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Texts as the numbers of their words, of different lengths, and the class of each.
///
/// @param sequences the words of each text; 0 is kept for padding
/// @param labels the class of each text
/// @param classNames what the classes are called
public record WordSequences(int[][] sequences, int[] labels, List<String> classNames) {
    /// Two parts of the same data.
    public record Split(WordSequences train, WordSequences test) {}

    public WordSequences {
        classNames = List.copyOf(classNames);
        if (sequences.length != labels.length) {
            throw new IllegalArgumentException(
                    "there are " + sequences.length + " texts and " + labels.length + " labels: each text needs one");
        }
    }

    /// How many.
    public int count() {
        return labels.length;
    }

    /// Rows of one length, made by `padding`, and the classes.
    public Examples padded(SequencePadding padding) {
        var rows = padding.pad(sequences);
        var words = new float[rows.length][];
        Arrays.setAll(words, i -> floats(rows[i]));
        return Examples.of(words, labels, classNames);
    }

    private static float[] floats(int[] row) {
        var result = new float[row.length];
        IntStream.range(0, row.length).forEach(i -> result[i] = row[i]);
        return result;
    }

    /// The texts with these numbers.
    WordSequences select(int... rows) {
        return new WordSequences(
                Arrays.stream(rows).mapToObj(row -> sequences[row]).toArray(int[][]::new),
                Arrays.stream(rows).map(row -> labels[row]).toArray(),
                classNames);
    }
}
