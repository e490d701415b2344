package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Images and classes in four IDX files, as MNIST has them: where they are found, and how they are told from
/// others.
record IdxCollection(String name, URI address, List<Download> files, List<String> classNames) {
    /// The mirror of Yann LeCun's files that TensorFlow's data sets come from.
    static final IdxCollection MNIST = new IdxCollection(
            "mnist",
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            List.of(
                    new Download(
                            "train-images-idx3-ubyte.gz",
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                    new Download(
                            "train-labels-idx1-ubyte.gz",
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                    new Download(
                            "t10k-images-idx3-ubyte.gz",
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                    new Download(
                            "t10k-labels-idx1-ubyte.gz",
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));

    /// Where Keras has Fashion-MNIST from (Xiao, Rasul, Vollgraf 2017; MIT licence).
    static final IdxCollection FASHION_MNIST = new IdxCollection(
            "fashion-mnist",
            URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            List.of(
                    new Download(
                            "train-images-idx3-ubyte.gz",
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                    new Download(
                            "train-labels-idx1-ubyte.gz",
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                    new Download(
                            "t10k-images-idx3-ubyte.gz",
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                    new Download(
                            "t10k-labels-idx1-ubyte.gz",
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"));

    /// A file by its name and the SHA-256 of its bytes, or their MD5, in hexadecimal digits.
    record Download(String file, String checksum) {
        /// Told by the number of digits.
        String algorithm() {
            return checksum.length() == 32 ? "MD5" : "SHA-256";
        }
    }

    /// Reads the files in `folder`.
    Examples.Split read(Path folder) {
        var files = new IdxFolder(name, folder);
        return new Examples.Split(files.part("train", classNames), files.part("t10k", classNames));
    }

    /// Fetches the files that are not in `cache` yet and reads them there.
    Examples.Split download(DownloadCache cache) {
        for (var file : files) {
            cache.fetch(name, address.resolve(file.file()), file);
        }
        return read(cache.folder().resolve(name));
    }
}
