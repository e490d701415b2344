package jacobian.keras.datasets;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.keras.data.Examples;
import jacobian.keras.data.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Colour images of 32 by 32 in batches, each a pickle of `data`, a row of 3,072 bytes for each image, and labels
/// (Krizhevsky 2009).
///
/// @param labels the key of labels in a batch
/// @param names the key of their names in the description
/// @param classes how many there are
record Cifar(String name, KerasFile file, String labels, String names, int classes) {
    private static final String FOLDER = "https://www.cs.toronto.edu/~kriz/";
    private static final int PIXELS = 32 * 32;
    private static final KerasFile HUNDRED = new KerasFile(
            URI.create(FOLDER + "cifar-100-python.tar.gz"),
            "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7");

    static final Cifar TEN = new Cifar(
            "cifar10",
            new KerasFile(
                    URI.create(FOLDER + "cifar-10-python.tar.gz"),
                    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"),
            "labels",
            "label_names",
            10);

    static final Cifar FINE = new Cifar("cifar100", HUNDRED, "fine_labels", "fine_label_names", 100);

    static final Cifar COARSE = new Cifar("cifar100", HUNDRED, "coarse_labels", "coarse_label_names", 20);

    /// The files of an archive by name.
    private record Batches(TreeMap<String, Map<?, ?>> train, TreeMap<String, Map<?, ?>> test, List<Object> names) {}

    Examples.Split download(DownloadCache cache) {
        return read(file.fetch(name, cache));
    }

    Examples.Split read(Path archive) {
        var batches = new Batches(new TreeMap<>(), new TreeMap<>(), new java.util.ArrayList<>());
        Archives.tar(archive, (file, bytes) -> sort(batches, file, bytes));
        if (batches.train.isEmpty() || batches.test.isEmpty()) {
            throw new IllegalArgumentException(
                    archive + " holds no batches of " + name + ": the archive for Python is needed");
        }
        var classNames = batches.names.stream().map(Object::toString).toList();
        if (classNames.size() != classes) {
            throw new IllegalArgumentException(
                    archive + " names " + classNames.size() + " classes, not " + classes + ": fetch it anew");
        }
        return new Examples.Split(
                examples(List.copyOf(batches.train.values()), classNames),
                examples(List.copyOf(batches.test.values()), classNames));
    }

    private void sort(Batches batches, String file, byte[] bytes) {
        if (file.equals("train") || file.startsWith("data_batch_")) {
            batches.train.put(file, (Map<?, ?>) Pickle.read(bytes, 0));
        } else if (file.startsWith("test")) {
            batches.test.put(file, (Map<?, ?>) Pickle.read(bytes, 0));
        } else if (file.equals("meta") || file.equals("batches.meta")) {
            batches.names.addAll(list((Map<?, ?>) Pickle.read(bytes, 0), names));
        }
    }

    private List<?> list(Map<?, ?> batch, String key) {
        if (batch.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(name + " has " + batch.keySet() + " and no list \"" + key + "\"");
    }

    private Examples examples(List<Map<?, ?>> batches, List<String> classNames) {
        int count = batches.stream().mapToInt(each -> list(each, labels).size()).sum();
        var memory = Arena.ofAuto().allocate(Math.max(1L, count * 3L * PIXELS), 64);
        var chosen = new int[count];
        int row = 0;
        for (var batch : batches) {
            if (!(batch.get("data") instanceof NumpyArray images)) {
                throw new IllegalArgumentException(name + " has a batch without images: fetch the archive anew");
            }
            for (var label : list(batch, labels)) {
                chosen[row++] = ((Long) label).intValue();
            }
            int first = row - list(batch, labels).size();
            for (int i = 0; i < images.shape()[0]; i++) {
                copy(images.bytes(), i, memory, first + i);
            }
        }
        var type = new TensorType(DType.UINT8, Shape.of(32, 32, 3));
        return new Examples(new Rows(type, count, memory), Rows.of(chosen), classNames);
    }

    /// From one plane a colour to one pixel after the other.
    private static void copy(byte[] planes, int image, MemorySegment memory, int row) {
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int colour = 0; colour < 3; colour++) {
                byte value = planes[(image * 3 + colour) * PIXELS + pixel];
                memory.set(ValueLayout.JAVA_BYTE, (row * (long) PIXELS + pixel) * 3 + colour, value);
            }
        }
    }
}
