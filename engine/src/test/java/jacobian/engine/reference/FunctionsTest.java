package jacobian.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    /// Values from mpmath with 30 digits.
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126022e-300",
        "1e-08, 1.1283791670955125599e-8",
        "0.1, 0.1124629160182848984",
        "0.5, 0.52049987781304653768",
        "1.0, 0.84270079294971486934",
        "1.49, 0.96489786484320421101",
        "1.51, 0.96727674812871163694",
        "2.0, 0.99532226501895273416",
        "3.0, 0.99997790950300141456",
        "4.5, 0.99999999980338395585",
        "5.9, 0.9999999999999999281",
        "7.0, 1.0",
    })
    void erf_is_right_to_the_last_places(double x, double expected) {
        assertThat(Functions.erf(x)).isCloseTo(expected, within(4e-16 * Math.abs(expected)));
        assertThat(Functions.erf(-x)).isEqualTo(-Functions.erf(x));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-300, 8.8622692545275803586e-301",
        "1e-06, 8.8622692545298998721e-7",
        "0.1, 0.088855990494257691974",
        "0.49, 0.46586860023505733723",
        "0.51, 0.48812205051595882241",
        "0.9, 1.1630871536766741628",
        "0.99, 1.8213863677184494559",
        "0.999999, 3.4589107372754987775",
        "0.999999999999, 5.0420318985726961301",
        "0.9999999999999999, 5.8635847487551679272",
    })
    void erfinv_is_right_to_the_last_places(double y, double expected) {
        assertThat(Functions.erfinv(y)).isCloseTo(expected, within(2e-15 * Math.abs(expected)));
        assertThat(Functions.erfinv(-y)).isEqualTo(-Functions.erfinv(y));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-09, 1.0000000000000000621e-9, 0.000044721361396399915609, 9.7656250000000006082e-13",
        "0.001, 0.00099999983333340835411, 0.044717633608306847513, 9.7656250000031046119e-7",
        "0.3, 0.29567304756342242847, 0.7564329108569596397, 0.00029296875838190359235",
        "1.0, 0.88137358701954302523, 1.3169578969248167086, 0.00097656281044103584096",
        "5.0, 2.3124383412727526203, 2.4778887302884750048, 0.0048828513056623966109",
        "100.0, 5.2983423656105887574, 5.3082431890990014463, 0.097968479405976112272",
        "1000.0, 7.6009027095419886115, 7.6019017103743235174, 2.2173886000297052717",
    })
    void inverse_hyperbolic_functions_are_right_to_the_last_places(double x, double asinh, double acosh, double atanh) {
        assertThat(Functions.asinh(x)).isCloseTo(asinh, within(4e-16 * Math.abs(asinh)));
        assertThat(Functions.acosh(1 + x)).isCloseTo(acosh, within(6e-16 * Math.abs(acosh)));
        assertThat(Functions.atanh(x / 1024)).isCloseTo(atanh, within(6e-16 * Math.abs(atanh)));
    }

    @Test
    void ends_of_the_domains_are_what_the_limits_say() {
        assertThat(Functions.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Functions.erf(Double.NaN)).isNaN();
        assertThat(Functions.erfinv(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Functions.erfinv(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Functions.erfinv(1.1)).isNaN();
        assertThat(Functions.atanh(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Functions.acosh(0.5)).isNaN();
        assertThat(Functions.asinh(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Functions.asinh(1e300)).isCloseTo(691.4686750787736, within(1e-12));
    }

    @Test
    void remainders_take_the_sign_of_the_divisor_as_in_python() {
        assertThat(Functions.mod(-7.5, 2)).isEqualTo(0.5);
        assertThat(Functions.mod(7.5, -2)).isEqualTo(-0.5);
        assertThat(Functions.mod(-7L, 3L)).isEqualTo(2);
        assertThat(Functions.mod(7L, -3L)).isEqualTo(-2);
        assertThat(Functions.floorDivide(-7L, 3L)).isEqualTo(-3);
        assertThat(Functions.floorDivide(1, 0.1)).isEqualTo(9);
        assertThat(Functions.floorDivide(-2.5, Double.POSITIVE_INFINITY)).isEqualTo(-1);
        assertThat(Functions.floorDivide(-7, 0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Functions.mod(7L, 0L)).isZero();
        assertThat(Functions.floorDivide(7L, 0L)).isZero();
    }

    @Test
    void powers_of_one_are_one_as_in_c_and_python() {
        assertThat(Functions.power(1, Double.NaN)).isEqualTo(1);
        assertThat(Functions.power(-1, Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(Functions.power(2, 0.5)).isCloseTo(Math.sqrt(2), within(1e-15));
    }

    @Test
    void integer_powers_wrap_and_truncate() {
        assertThat(Functions.power(3L, 5L)).isEqualTo(243);
        assertThat(Functions.power(-2L, 63L)).isEqualTo(Long.MIN_VALUE);
        assertThat(Functions.power(0L, 0L)).isEqualTo(1);
        assertThat(Functions.power(-1L, -3L)).isEqualTo(-1);
        assertThat(Functions.power(2L, -1L)).isZero();
        assertThat(Functions.power(0L, -1L)).isZero();
    }
}
