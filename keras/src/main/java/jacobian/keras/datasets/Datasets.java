package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import jacobian.keras.data.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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

    /// The 1,797 handwritten digits of UCI and scikit-learn: images `(8, 8, 1)` of uint8, 0 to 16, and their classes.
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

    private static InputStream resource(String name) {
        var stream = Datasets.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the jar of jacobian.keras lacks " + name + ": build it again");
        }
        return stream;
    }
}
