package jacobian.keras.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The names of parameters, which class files do not always keep: read from the sources.
final class Parameters {
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*$");

    private final Map<Class<?>, String> sources = new HashMap<>();

    /// The names of all parameters of all methods `method` of `type` and what it extends.
    Set<String> of(Class<?> type, String method) {
        return hierarchy(type).flatMap(each -> inSource(each, method).stream()).collect(Collectors.toSet());
    }

    Set<String> ofConstructor(Class<?> type) {
        return inSource(type, type.getSimpleName());
    }

    private Set<String> inSource(Class<?> type, String method) {
        var source = sources.computeIfAbsent(type, Parameters::source);
        var names = new HashSet<String>();
        var head = Pattern.compile("(?m)^    [^/\\s{}=][^{}=;()]*?\\b" + Pattern.quote(method) + "\\(");
        var start = Pattern.compile("(?m)^    (?:public |protected )?" + Pattern.quote(method) + "\\(");
        for (var pattern : new Pattern[] {head, start}) {
            var found = pattern.matcher(source);
            while (found.find()) {
                addNames(source, found.end(), names);
            }
        }
        return names;
    }

    /// Adds the last word of each parameter in the list that begins at `at`.
    private static void addNames(String source, int at, Set<String> names) {
        int depth = 0;
        int from = at;
        for (int i = at; i < source.length() && depth >= 0; i++) {
            char sign = source.charAt(i);
            depth += sign == '(' || sign == '<' ? 1 : sign == ')' || sign == '>' ? -1 : 0;
            if (sign == ',' && depth == 0 || depth < 0) {
                var name = NAME.matcher(source.substring(from, i));
                if (name.find()) {
                    names.add(name.group(1));
                }
                from = i + 1;
            }
        }
    }

    private static String source(Class<?> type) {
        var path = type.getName().replace('.', '/') + ".java";
        for (var module : new String[] {"keras", "engine"}) {
            Path file = Resources.repository(module + "/src/main/java/" + path);
            if (Files.exists(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return "";
    }

    private static Stream<Class<?>> hierarchy(@Nullable Class<?> type) {
        if (type == null) {
            return Stream.of();
        }
        return Stream.concat(
                Stream.of(type), Stream.concat(hierarchy(type.getSuperclass()), Stream.of(type.getInterfaces())));
    }

    /// `from_logits` as `fromLogits`, `beta_1` as `beta1`.
    static String camelCase(String key) {
        var words = key.split("_");
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            if (!words[i].isEmpty()) {
                name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
        }
        return name.toString();
    }
}
