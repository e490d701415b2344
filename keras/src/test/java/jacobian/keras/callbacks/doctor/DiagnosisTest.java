package jacobian.keras.callbacks.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The doctor on networks of which is known what is wrong with them. Thresholds were set on seeds 1 to 3.
class DiagnosisTest {
    private static final List<Long> JUDGED = List.of(54L, 55L, 56L);

    /// Those that take a moment only.
    private static final Set<String> FAST = Set.of(
            "dead ReLU",
            "unscaled inputs",
            "zero weights",
            "shuffled labels",
            "tiny learning rate",
            "huge learning rate",
            "log of 0",
            "constant label",
            "softmax of one unit",
            "perceptron, Adam",
            "one in twenty",
            "small data",
            "gradients accumulated",
            "logistic regression");

    static Stream<Patient> fast() {
        return patients().filter(each -> FAST.contains(each.name()));
    }

    static Stream<Arguments> judged() {
        return patients().flatMap(each -> JUDGED.stream().map(seed -> Arguments.of(each, seed)));
    }

    private static Stream<Patient> patients() {
        return Stream.of(Ill.all(), Sound.all(), Strangers.all()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("fast")
    void a_network_is_named_what_it_is(Patient patient) {
        check(patient, JUDGED.getFirst());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("judged")
    void every_network_is_named_what_it_is_on_seeds_that_thresholds_were_not_set_on(Patient patient, long seed) {
        check(patient, seed);
    }

    static Stream<Patient> watched() {
        return Sound.all().stream()
                .filter(each -> Set.of("convolutions", "LSTM", "Transformer block", "batch-normalised, RMSprop")
                        .contains(each.name()));
    }

    @ParameterizedTest
    @MethodSource("watched")
    void no_bit_of_the_training_is_changed(Patient patient) {
        var with = patient.weights(5, new GradientDoctor().onFinding(_ -> {}));
        var without = patient.weights(5);
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i)).isEqualTo(without.get(i));
        }
    }

    private static void check(Patient patient, long seed) {
        var doctor = patient.examine(seed);
        var found = doctor.findings().stream().map(Finding::problem).toList();
        if (patient.expected().isEmpty()) {
            assertThat(found).as(doctor.report()).isEmpty();
        } else {
            assertThat(found).as(doctor.report()).contains(patient.expected().get());
        }
    }
}
