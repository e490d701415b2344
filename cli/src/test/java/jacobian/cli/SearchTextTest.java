package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.tuners.Domain;
import jacobian.keras.tuners.Sampling;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTextTest {
    @Test
    void ranges_steps_samplings_and_choices_are_read() {
        var domains = SearchText.parse(
                "units=32..512/32, layers=1..3,learning-rate=1e-4..1e-2 log , activation=relu|tanh|leaky_relu,"
                        + "dropout=0..0.5/0.1, batch-size=8..64/2 log, keep=0.9..0.999 reverse-log, n=1|2|3, x=1|0.5");
        assertThat(domains.keySet())
                .containsExactly(
                        "units", "layers", "learning-rate", "activation", "dropout", "batch-size", "keep", "n", "x");
        assertThat(domains.get("units")).isEqualTo(new Domain.Whole(32, 512).step(32));
        assertThat(domains.get("layers")).isEqualTo(new Domain.Whole(1, 3));
        assertThat(domains.get("learning-rate")).isEqualTo(new Domain.Real(1e-4, 1e-2).sampling(Sampling.LOG));
        assertThat(domains.get("activation")).isEqualTo(new Domain.Choice<Object>("relu", "tanh", "leaky_relu"));
        assertThat(domains.get("dropout")).isEqualTo(new Domain.Real(0, 0.5).step(0.1));
        assertThat(domains.get("batch-size"))
                .isEqualTo(new Domain.Whole(8, 64).step(2).sampling(Sampling.LOG));
        assertThat(domains.get("keep")).isEqualTo(new Domain.Real(0.9, 0.999).sampling(Sampling.REVERSE_LOG));
        assertThat(domains.get("n")).isEqualTo(new Domain.Choice<Object>(1, 2, 3));
        assertThat(domains.get("x")).isEqualTo(new Domain.Choice<Object>(1.0, 0.5));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("", "1, the end: a name is expected, such as units=32..512/32"),
                Arguments.of("32..64", "1, \"32..64\": a name is expected, such as units=32..512/32"),
                Arguments.of("units", "6, the end: = and values are expected after units, such as units=1..3"),
                Arguments.of(
                        "units=",
                        "7, the end: values are expected after units=: a range such as 32..512/32, or relu|tanh"),
                Arguments.of("units=32..", "11, the end: a number is expected, such as 32..512/32 or 1e-4..1e-2 log"),
                Arguments.of("units=32..x", "11, \"x\": a number is expected, such as 32..512/32 or 1e-4..1e-2 log"),
                Arguments.of(
                        "layers=1..2, units=a..64",
                        "20, \"a\": a number is expected, such as 32..512/32 or 1e-4..1e-2 log"),
                Arguments.of(
                        "units=32..64/", "14, the end: a number is expected, such as 32..512/32 or 1e-4..1e-2 log"),
                Arguments.of("units=32..64/0.5", "14, \"0.5\": a whole number is expected, as between whole numbers"),
                Arguments.of(
                        "units=64..32",
                        "7, \"64..32\": from 64.0 to 32.0 there is nothing: needs a first number that is not larger"),
                Arguments.of(
                        "units=0..32 log",
                        "7, \"0..32 log\": from 0.0 to 32.0 with sampling LOG: needs numbers above 0, or sampling"
                                + " LINEAR"),
                Arguments.of(
                        "units=1..3 cubic",
                        "12, \"cubic\": a comma before the next name is expected, or log after a range"),
                Arguments.of(
                        "activation=relu",
                        "12, \"relu\": a range such as 32..512/32, or several values such as relu|tanh, are expected"),
                Arguments.of("activation=relu|", "17, the end: a value is expected after |, such as relu|tanh"),
                Arguments.of("activation=relu|relu", "12, \"relu|relu\": different values are expected"),
                Arguments.of("units=1..3, units=2..4", "13, \"units\": it stands there twice: once is expected"),
                Arguments.of("units=1..3,", "12, the end: a name is expected, such as units=32..512/32"),
                Arguments.of(
                        "units=1..99999999999", "7, \"1..99999999999\": whole numbers up to 2147483647 are expected"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String text, String message) {
        assertThatThrownBy(() -> SearchText.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--search, at character " + message);
    }
}
