package jacobian.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

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

    @Test
    void the_engine_brings_no_dependency() throws Exception {
        assertThat(scopes(Path.of("pom.xml"))).isEmpty();
        assertThat(scopes(Path.of("..", "pom.xml"))).isNotEmpty().isSubsetOf("provided", "test");
    }

    @Test
    void the_module_requires_the_jdk_alone() {
        var module = ModuleFinder.of(Path.of("target", "classes"))
                .find("jacobian.engine")
                .orElseThrow()
                .descriptor();
        assertThat(module.requires())
                .filteredOn(needed -> !needed.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .allMatch(name -> name.startsWith("java.") || name.startsWith("jdk."))
                .contains("jdk.incubator.vector");
    }

    /// The scopes of the dependencies a pom gives every build, `compile` where it names none.
    private static List<String> scopes(Path pom) throws Exception {
        var project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        var scopes = new ArrayList<String>();
        var all = project.getElementsByTagName("dependency");
        for (int i = 0; i < all.getLength(); i++) {
            var dependency = (Element) all.item(i);
            if (dependency.getParentNode().getParentNode() == project) {
                var scope = dependency.getElementsByTagName("scope");
                scopes.add(scope.getLength() == 0 ? "compile" : scope.item(0).getTextContent());
            }
        }
        return scopes;
    }
}
