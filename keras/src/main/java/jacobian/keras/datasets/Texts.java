package jacobian.keras.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Collections of texts in NumPy's files, and the numbers of their words.
record Texts(String name, KerasFile file, KerasFile index, List<String> classNames) {
    static final Texts IMDB = new Texts(
            "imdb",
            new KerasFile("imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"),
            new KerasFile("imdb_word_index.json", "bfafd718b763782e994055a2d397834f"),
            List.of("negative", "positive"));

    static final Texts REUTERS = new Texts(
            "reuters",
            new KerasFile("reuters.npz", "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"),
            new KerasFile("reuters_word_index.json", "4d44cc38712099c9e383dc6e5f11a921"),
            List.of(("cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship"
                            + " cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin"
                            + " strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange"
                            + " pet-chem dlr gas silver wpi hog lead")
                    .split(" ")));

    /// Texts that the file has in two parts.
    WordSequences.Split readDivided(TextOptions options, DownloadCache cache) {
        if (options.isDivided()) {
            throw new IllegalArgumentException("test_split: " + name + " is divided already, leave the option out");
        }
        var path = options.path().orElseGet(() -> file.fetch(name, cache));
        var arrays = Archives.arrays(path);
        var random = new MersenneTwister(options.seed());
        var train = numbered(arrays, path, "_train", random, options);
        var test = numbered(arrays, path, "_test", random, options);
        return limited(train, test, options);
    }

    /// Texts that the file has in one part.
    WordSequences.Split read(TextOptions options, DownloadCache cache) {
        var path = options.path().orElseGet(() -> file.fetch(name, cache));
        var all = numbered(Archives.arrays(path), path, "", new MersenneTwister(options.seed()), options);
        int training = Splitting.training(all.count(), options.testSplit());
        var train = all.select(IntStream.range(0, training).toArray());
        var test = all.select(IntStream.range(training, all.count()).toArray());
        return limited(train, test, options);
    }

    private WordSequences numbered(
            Map<String, NumpyArray> arrays, Path path, String part, MersenneTwister random, TextOptions options) {
        var texts = Archives.array(arrays, "x" + part, path).lists();
        var labels = Archives.array(arrays, "y" + part, path).ints();
        var kept = new ArrayList<int[]>();
        var classes = IntStream.builder();
        for (int i : random.permutation(texts.length)) {
            var numbers = options.numbered(texts[i]);
            if (options.isKept(numbers)) {
                kept.add(numbers);
                classes.add(labels[i]);
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(name + ": no text is shorter than maxlen, give a larger one");
        }
        return new WordSequences(kept.toArray(int[][]::new), classes.build().toArray(), classNames);
    }

    private static WordSequences.Split limited(WordSequences train, WordSequences test, TextOptions options) {
        int limit = options.limit(Stream.of(train, test)
                .flatMap(each -> Arrays.stream(each.sequences()))
                .flatMapToInt(Arrays::stream));
        return new WordSequences.Split(limited(train, limit, options), limited(test, limit, options));
    }

    private static WordSequences limited(WordSequences texts, int limit, TextOptions options) {
        var sequences = Arrays.stream(texts.sequences())
                .map(each -> options.limited(each, limit))
                .toArray(int[][]::new);
        return new WordSequences(sequences, texts.labels(), texts.classNames());
    }

    /// The number of each word, before `index_from` is added.
    Map<String, Integer> wordIndex(DownloadCache cache) {
        return wordIndex(index.fetch(name, cache));
    }

    static Map<String, Integer> wordIndex(Path file) {
        try {
            return new WordIndex(Files.readString(file)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
