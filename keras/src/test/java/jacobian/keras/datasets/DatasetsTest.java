package jacobian.keras.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    @Test
    void digits_are_those_of_scikit_learn() {
        var digits = Datasets.digits();
        assertThat(digits.count()).isEqualTo(1797);
        assertThat(digits.x().type().shape()).isEqualTo(Shape.of(8, 8, 1));
        assertThat(digits.classCounts()).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        var pixels = digits.x().elements().toArray(ValueLayout.JAVA_BYTE);
        assertThat(pixels).startsWith(0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0);
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel;
        }
        assertThat(sum).isEqualTo(561718);
    }

    @Test
    void irises_are_fifty_of_each_species() {
        var iris = Datasets.iris();
        assertThat(iris.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(iris.classCounts()).containsExactly(50, 50, 50);
        assertThat(iris.x().elements().getAtIndex(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(5.1f);
    }

    @Test
    void a_folder_is_read_whatever_stands_between_train_and_images() throws IOException {
        write("train7-images-idx3-ubyte.gz", packed(images(3)));
        write("train7-labels-idx1-ubyte", labels(2, 0, 1));
        write("t10k-images-idx3-ubyte", images(2));
        write("t10k-labels-idx1-ubyte.gz", packed(labels(1, 1)));
        var data = collection(List.of()).read(folder);
        assertThat(data.train().count()).isEqualTo(3);
        assertThat(data.train().classes()).containsExactly(2, 0, 1);
        assertThat(data.train().x().type().shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(data.test().x().elements().toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void two_training_files_that_differ_in_more_than_gz_are_refused() throws IOException {
        write("train1-images-idx3-ubyte", images(3));
        write("train2-images-idx3-ubyte", images(3));
        assertThatThrownBy(() -> collection(List.of()).read(folder))
                .hasMessageContaining("several files for the train part of tiny, train1-images-idx3-ubyte, train2-");
    }

    @Test
    void files_that_lack_or_lie_are_named() throws IOException {
        assertThatThrownBy(() -> Datasets.mnist(folder))
                .hasMessage(folder + " has no file train*-images-idx3-ubyte[.gz], which mnist needs:"
                        + " give the folder with its files");
        assertThatThrownBy(() -> Datasets.mnist(folder.resolve("none"))).hasMessageContaining("does not exist");
        write("train-images-idx3-ubyte", images(3));
        assertThatThrownBy(() -> Datasets.mnist(folder)).hasMessageContaining("no train-labels-idx1-ubyte[.gz]");
        write("train-labels-idx1-ubyte", labels(1, 2));
        assertThatThrownBy(() -> collection(List.of()).read(folder))
                .hasMessageContaining("there are 3 images but 2 labels");
        write("train-labels-idx1-ubyte", labels(1, 2, 3));
        assertThatThrownBy(() -> collection(List.of()).read(folder))
                .hasMessageContaining("label 3 of example 2: classes go from 0 to 2");
        write("train-images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 3, 1});
        assertThatThrownBy(() -> collection(List.of()).read(folder))
                .hasMessageContaining("hold 1 bytes where the sizes ask for 18");
        write("train-images-idx3-ubyte", new byte[0]);
        assertThatThrownBy(() -> collection(List.of()).read(folder)).hasMessageContaining("end before their sizes do");
    }

    @Test
    void what_is_downloaded_lands_in_the_cache_once_and_whole() throws Exception {
        var source = Files.createDirectories(folder.resolve("source"));
        var files = List.of(
                file(source, "train-images-idx3-ubyte.gz", packed(images(3))),
                file(source, "train-labels-idx1-ubyte.gz", packed(labels(0, 1, 2))),
                file(source, "t10k-images-idx3-ubyte.gz", packed(images(1))),
                file(source, "t10k-labels-idx1-ubyte.gz", packed(labels(1))));
        var cache = new DownloadCache(folder.resolve("cache"));
        var collection = new IdxCollection("tiny", source.toUri(), files, NAMES);
        assertThat(collection.download(cache).train().classes()).containsExactly(0, 1, 2);
        for (var file : files) {
            Files.delete(source.resolve(file.file()));
        }
        assertThat(collection.download(cache).test().count()).isEqualTo(1);
        try (Stream<Path> cached = Files.list(folder.resolve("cache/tiny"))) {
            assertThat(cached).hasSize(4);
        }
    }

    @Test
    void a_download_with_another_checksum_is_refused_and_leaves_nothing() throws Exception {
        var source = Files.createDirectories(folder.resolve("source"));
        file(source, "train-images-idx3-ubyte.gz", packed(images(3)));
        var wrong = List.of(new IdxCollection.Download("train-images-idx3-ubyte.gz", "00".repeat(32)));
        var cache = new DownloadCache(folder.resolve("cache"));
        assertThatThrownBy(() -> new IdxCollection("tiny", source.toUri(), wrong, NAMES).download(cache))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("put the files into a folder of your own");
        try (Stream<Path> cached = Files.list(folder.resolve("cache/tiny"))) {
            assertThat(cached).isEmpty();
        }
    }

    private static IdxCollection.Download file(Path source, String name, byte[] bytes) throws Exception {
        Files.write(source.resolve(name), bytes);
        var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new IdxCollection.Download(name, HexFormat.of().formatHex(digest));
    }

    private IdxCollection collection(List<IdxCollection.Download> files) {
        return new IdxCollection("tiny", folder.toUri(), files, NAMES);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] images(int count) {
        var bytes = ByteBuffer.allocate(16 + 6 * count)
                .putInt(0x803)
                .putInt(count)
                .putInt(2)
                .putInt(3);
        for (int i = 0; i < 6 * count; i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    private static byte[] labels(int... classes) {
        var bytes = ByteBuffer.allocate(8 + classes.length).putInt(0x801).putInt(classes.length);
        for (int each : classes) {
            bytes.put((byte) each);
        }
        return bytes.array();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
