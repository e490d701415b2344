package jacobian.plots;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Who may see whom in `plots`.
class HouseTest {
    private static final JavaClasses PLOTS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jacobian.plots");

    @Test
    void drawing_knows_numbers_and_names_alone() {
        classes()
                .that()
                .resideInAPackage("jacobian.plots.drawing")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.imageio..",
                        "org.jfree..",
                        "org.jspecify.annotations..",
                        "jacobian.plots.drawing")
                .check(PLOTS);
    }

    @Test
    void only_drawing_draws_charts() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jacobian.plots.drawing")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jfree..")
                .check(PLOTS);
    }
}
