package jacobian.engine;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The order of the rooms of `engine`: who may see whom, and what only one of them may do.
class HouseTest {
    /// From the roof to the ground: a package sees those that stand after it, never one before it.
    private static final List<String> ORDER =
            List.of("tensor", "execution", "cpu", "reference", "backend", "compiler", "graph", "shape");

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jacobian.engine");

    @ParameterizedTest
    @MethodSource("packagesAboveGround")
    void a_package_sees_none_that_stands_above_it(String above, List<String> below) {
        noClasses()
                .that()
                .resideInAnyPackage(below.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree(above))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    static Stream<Arguments> packagesAboveGround() {
        return ORDER.stream()
                .limit(ORDER.size() - 1)
                .map(name -> Arguments.of(
                        name,
                        ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                                .map(HouseTest::tree)
                                .toList()));
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        assertThat(ENGINE.stream().map(HouseTest::room).distinct())
                .as("packages of engine; a new one needs its place in HouseTest.ORDER")
                .isSubsetOf(ORDER);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("jacobian.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void programs_are_cached_without_knowing_any_back_end_by_name() {
        never("execution", "cpu");
        never("execution", "reference");
        never("tensor", "cpu");
        never("tensor", "reference");
    }

    @Test
    void the_oracle_shares_nothing_with_what_it_judges() {
        never("reference", "compiler");
        never("cpu", "reference");
    }

    @Test
    void only_cpu_simd_imports_the_vector_api() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("cpu.simd"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(ENGINE);
    }

    @Test
    void cpu_simd_is_reached_by_reflection_alone_since_the_vector_api_may_be_missing() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("cpu.simd"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("cpu.simd"))
                .check(ENGINE);
    }

    @Test
    void only_memory_calls_restricted_methods() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("jacobian.engine.cpu.Memory")
                .should()
                .callMethodWhere(target(nameMatching("reinterpret|withTargetLayout|downcallHandle|upcallStub"
                                + "|libraryLookup|load|loadLibrary|enableNativeAccess"))
                        .and(target(owner(nameMatching("java\\.lang\\.(foreign\\..*|System|Runtime|ModuleLayer.*)")))))
                .check(ENGINE);
    }

    @Test
    void the_engine_stands_on_the_jdk_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.incubator.vector..",
                        "com.sun.management..",
                        "jacobian.engine..",
                        "org.jspecify.annotations..")
                .check(ENGINE);
    }

    private static void never(String from, String to) {
        noClasses()
                .that()
                .resideInAPackage(tree(from))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree(to))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    private static String tree(String room) {
        return "jacobian.engine." + room + "..";
    }

    private static String room(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
