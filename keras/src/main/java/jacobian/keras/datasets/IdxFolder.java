package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with images and their classes in IDX files.
///
/// @param name the data set, for messages
record IdxFolder(String name, Path folder) {
    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";

    /// The examples of the part whose files begin with `prefix`.
    Examples part(String prefix, List<String> classNames) {
        var images = find(prefix, IMAGES);
        var labels = labels(images);
        try (var x = Files.newInputStream(images);
                var y = Files.newInputStream(labels)) {
            return Idx.examples(x, y, classNames);
        } catch (IOException e) {
            throw new UncheckedIOException(images + " and " + labels.getFileName() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(images + " and " + labels.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /// `train-images...` before others such as `train10k-images...`, what is not compressed before what is.
    private Path find(String prefix, String kind) {
        var found = names().stream()
                .filter(file -> file.startsWith(prefix) && stem(file).endsWith(kind))
                .toList();
        for (var wanted : List.of(prefix + kind, prefix + kind + ".gz")) {
            if (found.contains(wanted)) {
                return folder.resolve(wanted);
            }
        }
        var stems = found.stream().map(IdxFolder::stem).distinct().toList();
        if (stems.size() > 1) {
            throw new IllegalArgumentException(folder + " has several files for the " + prefix + " part of " + name
                    + ", " + String.join(", ", stems) + ": keep one of them, or call the right one " + prefix + kind);
        }
        if (stems.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no file " + prefix + "*" + kind + "[.gz], which " + name
                    + " needs: give the folder with its files");
        }
        return folder.resolve(found.contains(stems.get(0)) ? stems.get(0) : stems.get(0) + ".gz");
    }

    private Path labels(Path images) {
        var stem = stem(images.getFileName().toString()).replace(IMAGES, LABELS);
        for (var file : List.of(stem, stem + ".gz")) {
            if (Files.isRegularFile(folder.resolve(file))) {
                return folder.resolve(file);
            }
        }
        throw new IllegalArgumentException(folder + " has " + images.getFileName() + " but no " + stem
                + "[.gz]: put the labels beside the images");
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + (Files.exists(folder) ? " is no folder" : " does not exist")
                    + ": give the folder with the files of " + name);
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String stem(String file) {
        return file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    }
}
