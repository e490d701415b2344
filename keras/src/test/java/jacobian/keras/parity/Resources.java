package jacobian.keras.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The files that the page is made of.
final class Resources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Resources() {}

    static JsonNode json(String name) {
        try (var stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The golden files of numbers, in the order of their names; those of configurations hold none.
    static List<Path> golden() {
        try {
            var folder = Path.of(
                            Resources.class.getResource("/golden/losses.json").toURI())
                    .getParent();
            try (var files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith(".json"))
                        .filter(file -> !file.getFileName().toString().startsWith("configs"))
                        .sorted()
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `path` below the root of the repository.
    static Path repository(String path) {
        return Files.isDirectory(Path.of("keras", "src"))
                ? Path.of(path)
                : Path.of("..").resolve(path);
    }

    /// All classes of a package whose class files lie in the folder of `neighbour`'s module.
    static List<? extends Class<?>> classes(Class<?> neighbour, String packageName) {
        try {
            var root = Path.of(neighbour
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var folder = root.resolve(packageName.replace('.', '/'));
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (var files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                        .filter(name -> !name.contains("$"))
                        .sorted()
                        .map(name -> load(packageName + "." + name.substring(0, name.length() - 6)))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Resources.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
