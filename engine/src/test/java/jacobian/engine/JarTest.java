package jacobian.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// What a user gets: one jar, small, with nothing behind it (see also [HouseTest]).
class JarTest {
    private static final int LIMIT = 1 << 20;

    @Test
    void the_engine_fits_into_one_megabyte() throws IOException {
        var classes = Path.of("target", "classes");
        var bytes = new ByteArrayOutputStream();
        try (var jar = new ZipOutputStream(bytes);
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        assertThat(bytes.size())
                .as("bytes of the engine's classes, packed (leaving names of local variables out saves a ninth)")
                .isBetween(1, LIMIT);
    }
}
