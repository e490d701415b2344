package jacobian.keras.callbacks.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that is looked for, causes before consequences, and which finding makes which other one idle.
final class Rules {
    private static final List<Rule> ALL = List.of(
            new NonFiniteRule(),
            new SymmetryRule(),
            new ConstantLabelsRule(),
            new InputScaleRule(),
            new ExplosionRule(),
            new FastRule(),
            new DeadUnitsRule(),
            new SaturationRule(),
            new VanishingRule(),
            new SlowRule(),
            new ConstantOutputRule(),
            new NoSignalRule(),
            new PlateauRule(),
            new OverfittingRule());

    /// What follows from a problem by itself.
    private static final Map<Problem, Set<Problem>> CONSEQUENCES = new EnumMap<>(Map.of(
            Problem.SYMMETRIC_WEIGHTS,
            EnumSet.of(
                    Problem.DEAD_UNITS,
                    Problem.VANISHING_GRADIENTS,
                    Problem.LEARNING_RATE_TOO_LOW,
                    Problem.CONSTANT_OUTPUTS,
                    Problem.NO_SIGNAL,
                    Problem.PLATEAU),
            Problem.CONSTANT_LABELS,
            EnumSet.of(
                    Problem.CONSTANT_OUTPUTS,
                    Problem.NO_SIGNAL,
                    Problem.PLATEAU,
                    Problem.SATURATED_UNITS,
                    Problem.VANISHING_GRADIENTS,
                    Problem.DEAD_UNITS),
            Problem.UNSCALED_INPUTS,
            EnumSet.of(
                    Problem.EXPLODING_GRADIENTS,
                    Problem.SATURATED_UNITS,
                    Problem.CONSTANT_OUTPUTS,
                    Problem.NO_SIGNAL,
                    Problem.PLATEAU),
            Problem.LEARNING_RATE_TOO_HIGH,
            EnumSet.of(
                    Problem.EXPLODING_GRADIENTS,
                    Problem.SATURATED_UNITS,
                    Problem.VANISHING_GRADIENTS,
                    Problem.CONSTANT_OUTPUTS,
                    Problem.NO_SIGNAL,
                    Problem.PLATEAU),
            Problem.EXPLODING_GRADIENTS,
            EnumSet.of(
                    Problem.LEARNING_RATE_TOO_HIGH,
                    Problem.SATURATED_UNITS,
                    Problem.LEARNING_RATE_TOO_LOW,
                    Problem.CONSTANT_OUTPUTS,
                    Problem.NO_SIGNAL,
                    Problem.PLATEAU),
            Problem.DEAD_UNITS,
            EnumSet.of(Problem.VANISHING_GRADIENTS, Problem.CONSTANT_OUTPUTS, Problem.NO_SIGNAL, Problem.PLATEAU),
            Problem.SATURATED_UNITS,
            EnumSet.of(Problem.VANISHING_GRADIENTS, Problem.CONSTANT_OUTPUTS, Problem.NO_SIGNAL, Problem.PLATEAU),
            Problem.VANISHING_GRADIENTS,
            EnumSet.of(Problem.CONSTANT_OUTPUTS, Problem.NO_SIGNAL, Problem.PLATEAU),
            Problem.LEARNING_RATE_TOO_LOW,
            EnumSet.of(Problem.CONSTANT_OUTPUTS, Problem.NO_SIGNAL, Problem.PLATEAU),
            Problem.NO_SIGNAL,
            EnumSet.of(Problem.PLATEAU, Problem.CONSTANT_OUTPUTS)));

    private Rules() {}

    /// What is new at `moment`; each problem is found once.
    static List<Finding> examine(Course course, Moment moment, List<Finding> known) {
        var named = EnumSet.noneOf(Problem.class);
        known.forEach(each -> named.add(each.problem()));
        var found = new ArrayList<Finding>();
        for (var rule : ALL) {
            boolean isIdle = named.contains(rule.problem())
                    || named.stream()
                            .anyMatch(each ->
                                    CONSEQUENCES.getOrDefault(each, Set.of()).contains(rule.problem()));
            if (!isIdle) {
                rule.examine(course, moment).ifPresent(finding -> {
                    found.add(finding);
                    named.add(finding.problem());
                });
            }
        }
        return found;
    }
}
