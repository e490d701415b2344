package jacobian.keras.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurableTest {
    static final class Thing extends Configurable {
        private final Setting<Boolean> flag = setting("flag", true);
        private final Setting<List<Integer>> sizes = setting("sizes", List.of(1));
        private final Setting<String> hint = optional("hint", String.class);
        private final Setting<Integer> units = required("units", Integer.class);

        Thing(int units) {
            put(this.units, units);
        }

        Thing flag(boolean flag) {
            put(this.flag, flag);
            return this;
        }

        Thing hint(String hint) {
            put(this.hint, hint);
            return this;
        }

        Thing name(String name) {
            putName(name);
            return this;
        }

        Thing copy() {
            return (Thing) duplicate();
        }

        void use() {
            freeze();
        }
    }

    @Test
    void text_shows_what_differs_from_the_defaults_required_options_first_and_the_name_last() {
        assertThat(new Thing(3)).hasToString("Thing(units=3)");
        assertThat(new Thing(3).name("a").hint("b").flag(false))
                .hasToString("Thing(units=3, flag=false, hint=\"b\", name=\"a\")");
        assertThat(new Thing(3).flag(true)).hasToString("Thing(units=3)");
    }

    @Test
    void config_has_every_option_but_absent_ones() {
        assertThat(new Thing(3).name("a").config())
                .containsExactly(
                        java.util.Map.entry("name", "a"),
                        java.util.Map.entry("units", 3),
                        java.util.Map.entry("flag", true),
                        java.util.Map.entry("sizes", List.of(1)));
    }

    @Test
    void equal_options_are_equal_whatever_the_name() {
        assertThat(new Thing(3).name("a").sameConfig(new Thing(3).name("b"))).isTrue();
        assertThat(new Thing(3).sameConfig(new Thing(4))).isFalse();
        assertThat(new Thing(3).flag(true).sameConfig(new Thing(3))).isTrue();
    }

    @Test
    void a_used_thing_keeps_its_options_and_its_copy_is_free() {
        var thing = new Thing(3);
        thing.use();
        assertThatThrownBy(() -> thing.flag(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Thing(units=3) is built: set flag before its first call, or start from copy()");
        assertThat(thing.copy().flag(false)).hasToString("Thing(units=3, flag=false)");
        assertThat(thing).hasToString("Thing(units=3)");
    }

    @Test
    void an_option_set_twice_to_different_values_is_refused() {
        assertThat(new Thing(3).flag(false).flag(false)).hasToString("Thing(units=3, flag=false)");
        assertThatThrownBy(() -> new Thing(3).hint("a").hint("b"))
                .hasMessage("Thing(units=3, hint=\"a\") has hint=\"a\" already: start from copy() "
                        + "for \"b\", and do not set one option"
                        + " twice");
    }

    @Test
    void automatic_names_count_up_and_copies_get_their_own() {
        Names.clear();
        var first = new Thing(1);
        assertThat(first.name()).isEqualTo("thing").isEqualTo(first.name());
        assertThat(first.copy().name()).isEqualTo("thing_1");
    }

    @Test
    void snake_case_follows_keras() {
        assertThat(List.of(
                                "ReLU",
                                "LeakyReLU",
                                "ELU",
                                "Conv2DTranspose",
                                "GlobalAveragePooling2D",
                                "LSTM",
                                "RMSNormalization")
                        .stream()
                        .map(Names::snakeCase))
                .containsExactly(
                        "re_lu",
                        "leaky_re_lu",
                        "elu",
                        "conv2d_transpose",
                        "global_average_pooling2d",
                        "lstm",
                        "rms_normalization");
    }
}
