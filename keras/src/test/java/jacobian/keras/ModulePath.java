package jacobian.keras;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the modules under test lie, for tests that need a module path as users have it.
final class ModulePath {
    private ModulePath() {}

    static List<Path> entries() {
        return Stream.of(
                        Tensor.class,
                        Model.class,
                        de.siegmar.fastcsv.reader.CsvReader.class,
                        org.ejml.data.DMatrixRMaj.class,
                        org.ejml.dense.row.CommonOps_DDRM.class,
                        com.fasterxml.jackson.annotation.JsonProperty.class,
                        com.google.protobuf.CodedOutputStream.class,
                        tools.jackson.core.JsonParser.class,
                        tools.jackson.databind.json.JsonMapper.class)
                .map(ModulePath::of)
                .toList();
    }

    static String text() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
