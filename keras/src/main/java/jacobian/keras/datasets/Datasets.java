package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import jacobian.keras.data.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Well-known data sets.
///
/// ```java
/// var digits = Datasets.digits().split(0.2, 42);
/// model.fit(digits.train().dataset(), fit -> fit.epochs(10).validation(digits.test().dataset()));
/// ```
///
/// Sources and licences of what is embedded stand in `SOURCES.md` beside it in the jar.
public final class Datasets {
    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    private Datasets() {}

    /// The 1,797 handwritten digits of UCI and scikit-learn: images `(8, 8, 1)` of uint8, 0 to 16, and their
    /// classes.
    public static Examples digits() {
        try (var images = resource("digits-images-idx3-ubyte.gz");
                var labels = resource("digits-labels-idx1-ubyte.gz")) {
            return Idx.examples(images, labels, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded digits cannot be read: " + e.getMessage(), e);
        }
    }

    /// Fisher's 150 irises: four lengths in centimetres and one of three species.
    public static Examples iris() {
        var table = irisTable();
        var species = table.column("target").stream().distinct().sorted().toList();
        var lengths = new float[table.rows()][4];
        var classes = new int[table.rows()];
        for (int row = 0; row < lengths.length; row++) {
            for (int i = 0; i < 4; i++) {
                lengths[row][i] = Float.parseFloat(table.cell(row, i));
            }
            classes[row] = species.indexOf(table.cell(row, 4));
        }
        return Examples.of(lengths, classes, species);
    }

    /// Fisher's 150 irises with the names of their columns; the species is in `target`.
    public static Table irisTable() {
        return Table.csv("iris", resource("iris.csv"));
    }

    /// MNIST, downloaded at the first use (11 MB) to `.jacobian/datasets` in the user's home: 60,000 and 10,000
    /// handwritten digits, images `(28, 28, 1)` of uint8, 0 to 255, and their classes.
    public static Examples.Split mnist() {
        return IdxCollection.MNIST.download(DownloadCache.standard());
    }

    /// As [#mnist()], from the files `train*-images-idx3-ubyte`, `t10k-images-idx3-ubyte` and their labels in
    /// `folder`, each with or without `.gz`.
    public static Examples.Split mnist(Path folder) {
        return IdxCollection.MNIST.read(folder);
    }

    /// Zalando's Fashion-MNIST, downloaded at the first use (30 MB): as [#mnist()] with ten kinds of clothing.
    public static Examples.Split fashionMnist() {
        return IdxCollection.FASHION_MNIST.download(DownloadCache.standard());
    }

    /// As [#fashionMnist()], from the files in `folder`.
    public static Examples.Split fashionMnist(Path folder) {
        return IdxCollection.FASHION_MNIST.read(folder);
    }

    /// The Boston housing prices of 1978, 506 rows of 13 features, downloaded at the first use (57 KB). Known
    /// for a feature that should not be used; [#californiaHousing()] has none.
    public static Examples.Split bostonHousing() {
        return bostonHousing(_ -> {});
    }

    /// As [#bostonHousing()], divided otherwise or from a file of one's own.
    public static Examples.Split bostonHousing(Consumer<HousingOptions> options) {
        return housing(Housing.BOSTON, options);
    }

    /// Median house prices of 20,640 blocks of California in 1990 with eight features, downloaded at the first
    /// use (740 KB): income, age, rooms, bedrooms, people, people a household, latitude and longitude.
    public static Examples.Split californiaHousing() {
        return californiaHousing(_ -> {});
    }

    /// As [#californiaHousing()], divided otherwise, only its beginning, or from a file of one's own.
    public static Examples.Split californiaHousing(Consumer<HousingOptions> options) {
        return housing(Housing.CALIFORNIA, options);
    }

    private static Examples.Split housing(Housing housing, Consumer<HousingOptions> options) {
        var chosen = new HousingOptions();
        options.accept(chosen);
        return housing.read(chosen, DownloadCache.standard());
    }

    /// CIFAR-10, downloaded at the first use (163 MB): 50,000 and 10,000 colour images `(32, 32, 3)` of uint8
    /// and one of ten classes.
    public static Examples.Split cifar10() {
        return Cifar.TEN.download(DownloadCache.standard());
    }

    /// As [#cifar10()], from `archive`, the file `cifar-10-python.tar.gz`.
    public static Examples.Split cifar10(Path archive) {
        return Cifar.TEN.read(archive);
    }

    /// Which classes [#cifar100()] has.
    public enum LabelMode {
        /// A hundred.
        FINE,
        /// Twenty groups of them.
        COARSE
    }

    /// CIFAR-100, downloaded at the first use (161 MB): as [#cifar10()] with a hundred classes.
    public static Examples.Split cifar100() {
        return cifar100(LabelMode.FINE);
    }

    /// As [#cifar100()], with the classes or with groups of them.
    public static Examples.Split cifar100(LabelMode labelMode) {
        return cifar(labelMode).download(DownloadCache.standard());
    }

    /// As [#cifar100(LabelMode)], from `archive`, the file `cifar-100-python.tar.gz`.
    public static Examples.Split cifar100(Path archive, LabelMode labelMode) {
        return cifar(labelMode).read(archive);
    }

    private static Cifar cifar(LabelMode labelMode) {
        return switch (labelMode) {
            case FINE -> Cifar.FINE;
            case COARSE -> Cifar.COARSE;
        };
    }

    /// 25,000 and 25,000 reviews of films, positive or not, as the numbers of their words in the order of
    /// frequency, downloaded at the first use (17 MB).
    public static WordSequences.Split imdb() {
        return imdb(_ -> {});
    }

    /// As [#imdb()], with other words, or from a file of one's own.
    public static WordSequences.Split imdb(Consumer<TextOptions> options) {
        return Texts.IMDB.readDivided(chosen(options), DownloadCache.standard());
    }

    /// The number of each word of [#imdb()], before 3, or what `indexFrom` says, is added.
    public static Map<String, Integer> imdbWordIndex() {
        return Texts.IMDB.wordIndex(DownloadCache.standard());
    }

    /// 11,228 news of Reuters and one of 46 topics, as the numbers of their words in the order of frequency,
    /// downloaded at the first use (2 MB).
    public static WordSequences.Split reuters() {
        return reuters(_ -> {});
    }

    /// As [#reuters()], with other words, divided otherwise, or from a file of one's own.
    public static WordSequences.Split reuters(Consumer<TextOptions> options) {
        return Texts.REUTERS.read(chosen(options), DownloadCache.standard());
    }

    /// The number of each word of [#reuters()], before 3, or what `indexFrom` says, is added.
    public static Map<String, Integer> reutersWordIndex() {
        return Texts.REUTERS.wordIndex(DownloadCache.standard());
    }

    /// The 46 topics of [#reuters()].
    public static List<String> reutersLabelNames() {
        return Texts.REUTERS.classNames();
    }

    private static TextOptions chosen(Consumer<TextOptions> options) {
        var chosen = new TextOptions();
        options.accept(chosen);
        return chosen;
    }

    private static InputStream resource(String name) {
        var stream = Datasets.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the jar of jacobian.keras lacks " + name + ": build it again");
        }
        return stream;
    }
}
