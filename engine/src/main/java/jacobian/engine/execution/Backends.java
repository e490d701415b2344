package jacobian.engine.execution;

import jacobian.engine.backend.Backend;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// The back ends that are there, found by `ServiceLoader`.
public final class Backends {
    private static final Backend STANDARD = choose();

    private Backends() {}

    /// The back end named by the system property `jacobian.backend`, or else the one of highest priority.
    public static Backend standard() {
        return STANDARD;
    }

    /// All back ends, highest priority first.
    public static List<Backend> all() {
        return ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Backend::priority).reversed())
                .toList();
    }

    private static Backend choose() {
        var all = all();
        var name = System.getProperty("jacobian.backend");
        var names = all.stream().map(Backend::name).toList();
        return all.stream()
                .filter(backend -> name == null || backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no back end "
                        + (name == null ? "found" : "is called \"" + name + "\"") + ": there are " + names));
    }
}
