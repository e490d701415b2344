package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Prints what the doctor measures of each network and says of it, for the seeds given as arguments: the table by
/// which thresholds are set.
///
/// `java -cp ... jacobian.keras.callbacks.doctor.Figures 1 2 3`
final class Figures {
    private Figures() {}

    public static void main(String[] arguments) {
        var only = System.getProperty("only", "");
        IO.println("name | seed | extremes | found");
        for (var patient : Stream.of(Ill.all(), Sound.all(), Strangers.all())
                .flatMap(List::stream)
                .toList()) {
            for (var seed : arguments) {
                if (patient.name().contains(only)) {
                    long began = System.nanoTime();
                    var doctor = patient.examine(Long.parseLong(seed));
                    boolean isRight = patient.expected().isEmpty()
                            ? doctor.findings().isEmpty()
                            : doctor.findings().stream()
                                    .anyMatch(each ->
                                            each.problem() == patient.expected().get());
                    IO.println(String.format(
                            Locale.ROOT,
                            "%s %s | %s | %s | %s | %.1f s",
                            isRight ? "  " : "!!",
                            patient.name(),
                            seed,
                            doctor.extremes(),
                            doctor.findings().stream().map(Finding::headline).toList(),
                            (System.nanoTime() - began) * 1e-9));
                }
            }
        }
    }
}
