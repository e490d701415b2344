package jacobian.keras.datasets;

import java.net.URI;
import java.nio.file.Path;

/// A file of Keras' data sets: where it is found, and the checksum that Keras has for it.
///
/// @param checksum SHA-256, or MD5 where Keras has no other
record KerasFile(URI address, String checksum) {
    private static final URI FOLDER = URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/");

    KerasFile(String file, String checksum) {
        this(FOLDER.resolve(file), checksum);
    }

    String name() {
        var path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The file in `cache`, downloaded if it is not there.
    Path fetch(String dataset, DownloadCache cache) {
        cache.fetch(dataset, address, new IdxCollection.Download(name(), checksum));
        return cache.folder().resolve(dataset).resolve(name());
    }
}
