package jacobian.keras;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The order of the rooms of `keras`: who may see whom, and what they may use of the engine.
class HouseTest {
    /// From the roof to the ground: a package sees those on the floors below, and neighbours where that makes no
    /// cycle.
    private static final List<List<String>> FLOORS = List.of(
            List.of("tuners"),
            List.of("models"),
            List.of("callbacks"),
            List.of("serialization"),
            List.of("layers"),
            List.of("datasets"),
            List.of("data"),
            List.of("losses", "metrics", "optimizers"),
            List.of("activations", "initializers", "regularizers", "constraints"),
            List.of("ops"),
            List.of("random"),
            List.of("saving", "tensorboard"),
            List.of("config"));

    private static final JavaClasses KERAS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jacobian.keras");

    @ParameterizedTest
    @MethodSource("floors")
    void a_package_sees_none_on_a_floor_above(List<String> floor, List<String> below) {
        noClasses()
                .that()
                .resideInAnyPackage(trees(below))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(trees(floor))
                .allowEmptyShould(true)
                .check(KERAS);
    }

    static Stream<Arguments> floors() {
        return IntStream.range(0, FLOORS.size() - 1)
                .mapToObj(i -> Arguments.of(
                        FLOORS.get(i),
                        FLOORS.subList(i + 1, FLOORS.size()).stream()
                                .flatMap(Collection::stream)
                                .toList()));
    }

    @Test
    void every_package_has_its_floor() {
        assertThat(KERAS.stream().map(HouseTest::room).distinct())
                .as("packages of keras; a new one needs its floor in HouseTest.FLOORS")
                .isSubsetOf(FLOORS.stream().flatMap(Collection::stream).toList());
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("jacobian.keras.(*)..").should().beFreeOfCycles().check(KERAS);
    }

    @Test
    void layers_know_no_back_end() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jacobian.engine.cpu..", "jacobian.engine.reference..", "jacobian.engine.compiler..")
                .check(KERAS);
    }

    @Test
    void only_data_reads_csv() {
        noClasses()
                .that()
                .resideOutsideOfPackages("jacobian.keras.data..", "jacobian.keras.datasets..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.siegmar..")
                .check(KERAS);
    }

    @Test
    void only_ops_decomposes_matrices() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jacobian.keras.ops..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ejml..")
                .check(KERAS);
    }

    @Test
    void keras_stands_on_the_engine_and_named_libraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.imageio..",
                        "jacobian.engine..",
                        "jacobian.keras..",
                        "de.siegmar..",
                        "org.ejml..",
                        "tools.jackson..",
                        "com.google.protobuf..",
                        "org.jspecify.annotations..")
                .check(KERAS);
    }

    private static String[] trees(List<String> rooms) {
        return rooms.stream().map(room -> "jacobian.keras." + room + "..").toArray(String[]::new);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
