package jacobian.cli;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The module path a user of `jacobian.keras`, `jacobian.dashboard` and `jacobian.plots` has, taken from the class
/// path of the tests.
final class Modules {
    /// Root modules of users.
    static final String KERAS = "jacobian.keras,jacobian.dashboard,jacobian.plots";

    /// The module path, as `java -p` takes it.
    static final String PATH = path();

    private Modules() {}

    private static String path() {
        var found = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Modules::isModule)
                .toArray(Path[]::new);
        return Configuration.resolve(
                        ModuleFinder.of(found),
                        List.of(ModuleLayer.boot().configuration()),
                        ModuleFinder.ofSystem(),
                        Set.of(KERAS.split(",")))
                .modules()
                .stream()
                .map(module -> module.reference().location().orElseThrow())
                .filter(location -> location.getScheme().equals("file"))
                .map(location -> Path.of(location).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isModule(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll().size() == 1;
        } catch (FindException e) {
            return false;
        }
    }
}
