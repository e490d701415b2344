package jacobian.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import module jacobian.keras;` brings every public type under its simple name, none of them twice.
class OneImportTest {
    @TempDir
    private Path folder;

    @Test
    void one_file_uses_every_public_type() throws Exception {
        assertThat(types()).contains("Tensor", "Shape", "Dense", "Sequential", "Adam", "Dataset", "EarlyStopping");
        var file = folder.resolve("Everything.java");
        Files.writeString(file, "import module jacobian.keras;\n\nclass Everything {\n" + uses() + "\n}\n");
        assertThat(compile(file)).isEmpty();
    }

    /// A compact source file also has all names of java.base: a program that writes one of these four imports
    /// it by name.
    @Test
    void a_compact_file_needs_an_import_for_four_names_of_java_base() throws Exception {
        var file = folder.resolve("Compact.java");
        Files.writeString(file, "import module jacobian.keras;\n\nvoid main() {\n}\n\n" + uses() + "\n");
        var ambiguous = compile(file)
                .lines()
                .filter(line -> line.contains("error: "))
                .map(line -> line.replaceAll(".*reference to (\\w+) is ambiguous", "$1"));
        assertThat(ambiguous).containsExactly("Buffer", "Callback", "Executable", "Identity");
    }

    private static Set<String> types() throws Exception {
        var types = new TreeSet<String>();
        for (var module : List.of("jacobian.engine", "jacobian.keras")) {
            types.addAll(publicTypes(ModuleFinder.of(ModulePath.entries().toArray(Path[]::new))
                    .find(module)
                    .orElseThrow()));
        }
        return types;
    }

    private static String uses() throws Exception {
        return types().stream()
                .map(type -> "    Class<?> of" + type + " = " + type + ".class;")
                .collect(Collectors.joining("\n"));
    }

    private String compile(Path file) {
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of(
                "--module-path",
                ModulePath.text(),
                "--add-modules",
                "jacobian.keras",
                "-d",
                folder.toString(),
                "-proc:none");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        // The Vector API is an incubator module, and the compiler says so.
        return messages.toString()
                .lines()
                .filter(line -> !line.contains("incubating") && !line.equals("1 warning"))
                .collect(Collectors.joining("\n"));
    }

    /// The simple names of the public top-level types in packages that are exported to everybody.
    private static List<String> publicTypes(ModuleReference module) throws Exception {
        var packages = module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
        var names = new ArrayList<String>();
        try (var reader = module.open();
                var entries = reader.list()) {
            for (var entry : entries.filter(each -> each.endsWith(".class") && !each.contains("$"))
                    .toList()) {
                var name =
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
                int dot = name.lastIndexOf('.');
                if (dot > 0 && packages.contains(name.substring(0, dot)) && isPublic(name)) {
                    names.add(name.substring(dot + 1));
                }
            }
        }
        return names;
    }

    private static boolean isPublic(String name) throws ClassNotFoundException {
        var type = Class.forName(name, false, OneImportTest.class.getClassLoader());
        return java.lang.reflect.Modifier.isPublic(type.getModifiers()) && !name.endsWith("package-info");
    }
}
