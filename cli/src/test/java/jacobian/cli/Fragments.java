package jacobian.cli;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the Java fragments of one document, each as the continuation of those before it.
///
/// A fragment is either declarations (classes, methods) or statements. One that does not compile after the
/// others, say because it gives a name again, may start anew.
final class Fragments {
    /// What every fragment may use without an import.
    private static final String PRELUDE = """
            import module jacobian.keras;
            import static jacobian.keras.activations.Activations.*;
            """;

    private final Path folder;
    private final List<String> declarations = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> imports = new ArrayList<>();

    /// Class files go to `folder`.
    Fragments(Path folder) {
        this.folder = folder;
    }

    /// The errors of the fragment, empty where it compiles.
    List<String> compile(String fragment) {
        var own = fragment.lines().filter(Fragments::isImport).toList();
        var body = fragment.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        var errors = new ArrayList<String>();
        for (boolean anew : new boolean[] {false, true}) {
            if (anew && declarations.isEmpty() && statements.isEmpty()) {
                break;
            }
            for (boolean declares : new boolean[] {true, false}) {
                var after = anew ? new Fragments(folder) : copy();
                after.imports.addAll(own);
                (declares ? after.declarations : after.statements).add(body);
                var found = errors(folder, "Fragment", after.source());
                if (found.isEmpty()) {
                    take(after);
                    return List.of();
                }
                errors.addAll(found);
            }
        }
        return errors;
    }

    private Fragments copy() {
        var copy = new Fragments(folder);
        copy.take(this);
        return copy;
    }

    private void take(Fragments other) {
        declarations.clear();
        declarations.addAll(other.declarations);
        statements.clear();
        statements.addAll(other.statements);
        imports.clear();
        imports.addAll(other.imports);
    }

    private String source() {
        return PRELUDE
                + String.join("\n", imports.stream().distinct().toList())
                + "\n"
                + String.join("\n", declarations)
                + "\nvoid main() throws Exception {\n"
                + String.join("\n", statements)
                + "\n}\n";
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /// What javac says against `source` as the file `name`.java.
    static List<String> errors(Path folder, String name, String source) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var options =
                List.of("-p", Modules.PATH, "--add-modules", Modules.KERAS, "-proc:none", "-d", folder.toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(new StringWriter(), null, diagnostics, options, null, List.of(file))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .flatMap(each -> Stream.of(each.getMessage(Locale.ROOT) + " in: " + line(source, each.getLineNumber())))
                .toList();
    }

    private static String line(String source, long number) {
        return number < 1
                ? ""
                : source.lines().skip(number - 1).findFirst().orElse("").strip();
    }
}
