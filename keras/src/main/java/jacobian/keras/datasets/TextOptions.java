package jacobian.keras.datasets;

import jacobian.keras.config.Checks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Which words of a collection of texts are kept, and under which numbers: `Datasets.imdb(texts ->
/// texts.numWords(10_000))`.
public final class TextOptions {
    private Optional<Path> path = Optional.empty();
    private OptionalInt numWords = OptionalInt.empty();
    private int skipTop;
    private OptionalInt maxlen = OptionalInt.empty();
    private long seed = 113;
    private double testSplit = 0.2;
    private boolean isDivided;
    private OptionalInt startChar = OptionalInt.of(1);
    private OptionalInt oovChar = OptionalInt.of(2);
    private int indexFrom = 3;

    TextOptions() {}

    /// Sets a file `.npz` to read; unless set it is downloaded at the first use.
    public TextOptions path(Path path) {
        this.path = Optional.of(path);
        return this;
    }

    /// Sets that only words whose number is below `numWords` are kept; all are unless set.
    public TextOptions numWords(int numWords) {
        this.numWords = OptionalInt.of(Checks.positive("num_words", numWords));
        return this;
    }

    /// Sets how many of the most frequent words are left out; 0 unless set.
    public TextOptions skipTop(int skipTop) {
        this.skipTop = Checks.notNegative("skip_top", skipTop);
        return this;
    }

    /// Sets that only texts shorter than `maxlen` words are kept; all are unless set.
    public TextOptions maxlen(int maxlen) {
        this.maxlen = OptionalInt.of(Checks.positive("maxlen", maxlen));
        return this;
    }

    /// Sets what the order of texts is drawn from; 113 unless set, as in Keras, whose order it is.
    public TextOptions seed(long seed) {
        this.seed = seed;
        return this;
    }

    /// Sets which part of [Datasets#reuters()] tests, 0 or more and below 1; 0.2 unless set. [Datasets#imdb()] is
    /// divided already.
    public TextOptions testSplit(double testSplit) {
        this.testSplit = Splitting.checked(testSplit);
        isDivided = true;
        return this;
    }

    /// Sets the number that begins each text; 1 unless set.
    public TextOptions startChar(int startChar) {
        this.startChar = OptionalInt.of(startChar);
        return this;
    }

    /// Begins no text with a number of its own.
    public TextOptions noStartChar() {
        this.startChar = OptionalInt.empty();
        return this;
    }

    /// Sets the number of all words that are not kept; 2 unless set.
    public TextOptions oovChar(int oovChar) {
        this.oovChar = OptionalInt.of(oovChar);
        return this;
    }

    /// Leaves words that are not kept out of the texts.
    public TextOptions noOovChar() {
        this.oovChar = OptionalInt.empty();
        return this;
    }

    /// Sets what is added to the numbers of words; 3 unless set.
    public TextOptions indexFrom(int indexFrom) {
        this.indexFrom = Checks.notNegative("index_from", indexFrom);
        return this;
    }

    Optional<Path> path() {
        return path;
    }

    long seed() {
        return seed;
    }

    double testSplit() {
        return testSplit;
    }

    boolean isDivided() {
        return isDivided;
    }

    /// The words with their start and under their final numbers, before any is left out.
    int[] numbered(int[] words) {
        var numbers = Arrays.stream(words).map(word -> word + indexFrom);
        return IntStream.concat(startChar.stream(), numbers).toArray();
    }

    boolean isKept(int[] numbered) {
        return maxlen.isEmpty() || numbered.length < maxlen.getAsInt();
    }

    /// The limit of numbers: what was set, else the largest number that occurs, which is left out as in Keras.
    int limit(IntStream numbers) {
        return numWords.orElseGet(() -> numbers.max().orElse(0));
    }

    /// Words outside of the limits replaced or left out.
    int[] limited(int[] numbers, int limit) {
        var all = Arrays.stream(numbers);
        return oovChar.isPresent()
                ? all.map(word -> skipTop <= word && word < limit ? word : oovChar.getAsInt())
                        .toArray()
                : all.filter(word -> skipTop <= word && word < limit).toArray();
    }
}
