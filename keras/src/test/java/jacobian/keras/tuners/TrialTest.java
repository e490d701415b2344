package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.activations.Activations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static Trial trial(int number) {
        return new Trial(number, Trial.drawn(1, number, 0));
    }

    @Test
    void a_name_has_one_value_in_a_trial() {
        var trial = trial(0);
        int units = trial.integer("units", 1, 1000);
        assertThat(trial.integer("units", 1, 1000)).isEqualTo(units);
        assertThatThrownBy(() -> trial.integer("units", 1, 10))
                .hasMessageContaining("\"units\" is 1..1000 and 1..10 in one trial");
    }

    @Test
    void one_more_hyperparameter_changes_none_of_the_others() {
        var one = trial(4);
        double rate = one.real("rate", 0, 1);
        var other = trial(4);
        other.choice("new", 1, 2, 3);
        assertThat(other.real("rate", 0, 1)).isEqualTo(rate);
        assertThat(trial(5).real("rate", 0, 1)).isNotEqualTo(rate);
    }

    @Test
    void what_belongs_to_a_value_is_asked_for_under_it_alone() {
        var asked = new HashSet<List<String>>();
        for (int number = 0; number < 50; number++) {
            var trial = trial(number);
            var optimizer = trial.choice("optimizer", "sgd", "adam");
            var inside = new ArrayList<String>();
            trial.when("optimizer", "sgd", () -> {
                inside.add("momentum");
                trial.real("momentum", 0, 1);
                trial.when("optimizer", List.of("sgd", "lion"), () -> trial.bool("nesterov"));
            });
            trial.when("optimizer", "adam", () -> trial.real("beta", 0.8, 0.9));
            assertThat(trial.values().containsKey("momentum")).isEqualTo(optimizer.equals("sgd"));
            assertThat(trial.values().containsKey("beta")).isEqualTo(optimizer.equals("adam"));
            asked.add(trial.asked().stream().map(Tunable::toString).toList());
        }
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        List.of("optimizer=sgd|adam", "beta=0.8..0.9 where optimizer = adam"),
                        List.of(
                                "optimizer=sgd|adam",
                                "momentum=0.0..1.0 where optimizer = sgd",
                                "nesterov=false|true where optimizer = sgd and optimizer in [sgd, lion]"));
    }

    @Test
    void a_condition_needs_a_value() {
        assertThatThrownBy(() -> trial(0).when("optimizer", "sgd", () -> {}))
                .hasMessageContaining("\"optimizer\" has no value yet");
    }

    @Test
    void values_are_plain() {
        var trial = trial(0);
        trial.choice("activation", Activations.RELU);
        trial.choice("long", 3L);
        trial.choice("float", 0.1f);
        trial.fixed("fixed", "x");
        trial.bool("bool");
        assertThat(trial.values())
                .containsEntry("activation", "relu")
                .containsEntry("long", 3)
                .containsEntry("float", 0.1)
                .containsEntry("fixed", "x");
        assertThat(trial.values().get("bool")).isInstanceOf(Boolean.class);
    }

    @Test
    void a_trial_by_hand_has_the_given_values_and_initial_ones() {
        var trial = Trial.of(Map.of("units", 8, "activation", Activations.TANH));
        assertThat(trial.integer("units", 1, 10)).isEqualTo(8);
        assertThat(trial.choice("activation", Activations.RELU, Activations.TANH))
                .isEqualTo(Activations.TANH);
        assertThat(trial.real("rate", 0.25, 1)).isEqualTo(0.25);
        assertThatThrownBy(() -> Trial.of(Map.of("units", 80)).integer("units", 1, 10))
                .hasMessageContaining("80 is none of 1..10");
    }

    @Test
    void the_direction_is_told_by_the_name() {
        assertThat(Objective.of("val_loss")).isEqualTo(Objective.min("val_loss"));
        assertThat(Objective.of("val_accuracy")).isEqualTo(Objective.max("val_accuracy"));
        assertThat(Objective.of("mae")).isEqualTo(Objective.min("mae"));
        assertThat(Objective.of("val_f1_score")).isEqualTo(Objective.max("val_f1_score"));
        assertThat(Objective.of("root_mean_squared_error")).isEqualTo(Objective.min("root_mean_squared_error"));
        assertThatThrownBy(() -> Objective.of("profit")).hasMessageContaining("Objective.max(\"profit\")");
    }
}
