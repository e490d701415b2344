package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The texts of floating-point numbers that stand together in one array, with one number of digits, as in NumPy.
final class FloatFormat {
    private final List<Double> numbers;
    private final DType dtype;
    private final int precision;

    FloatFormat(List<Double> numbers, DType dtype, int precision) {
        this.numbers = numbers;
        this.dtype = dtype;
        this.precision = precision;
    }

    List<String> texts() {
        var finite = numbers.stream()
                .filter(Double::isFinite)
                .map(Math::abs)
                .filter(number -> number != 0)
                .toList();
        double max = finite.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double min = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        boolean scientific = max >= 1e8 || (min > 0 && (min < 1e-4 || max / min > 1e3 && (min < 1e-4 || max >= 1e8)));
        return scientific ? scientific() : fixed();
    }

    /// The shortest decimal that reads back as `number`, at most [#precision] digits after the point.
    private BigDecimal shortest(double number) {
        var decimal = exact(number);
        return decimal.scale() > precision ? decimal.setScale(precision, RoundingMode.HALF_EVEN) : decimal;
    }

    /// The shortest decimal that reads back as `number`.
    private BigDecimal exact(double number) {
        if (!dtype.isHalf()) {
            return new BigDecimal(dtype == DType.FLOAT32 ? Float.toString((float) number) : Double.toString(number));
        }
        for (int digits = 1; ; digits++) {
            var decimal = new BigDecimal(number).round(new MathContext(digits));
            if (HalfPrecision.round(dtype, decimal.doubleValue()) == number) {
                return decimal;
            }
        }
    }

    private static int digits(BigDecimal decimal) {
        return Math.max(0, decimal.stripTrailingZeros().scale());
    }

    private List<String> fixed() {
        int digits = numbers.stream()
                .filter(Double::isFinite)
                .mapToInt(number -> digits(shortest(number)))
                .max()
                .orElse(0);
        var texts = new ArrayList<String>();
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                texts.add(special(number));
                continue;
            }
            var text = shortest(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            var own = shortest(number).stripTrailingZeros();
            int spare = digits - Math.max(0, own.scale());
            var cut = digits == 0 ? text + "." : text.substring(0, text.length() - spare) + " ".repeat(spare);
            texts.add(number == 0 && 1 / number < 0 ? "-" + cut : cut);
        }
        return texts;
    }

    private List<String> scientific() {
        int digits = 0;
        for (double number : numbers) {
            if (Double.isFinite(number) && number != 0) {
                var round = exact(number).stripTrailingZeros();
                digits = Math.max(digits, Math.min(precision, round.precision() - 1));
            }
        }
        var texts = new ArrayList<String>();
        for (double number : numbers) {
            var text =
                    Double.isFinite(number) ? String.format(Locale.ROOT, "%." + digits + "e", number) : special(number);
            texts.add(digits == 0 ? text.replace("e", ".e") : text);
        }
        return texts;
    }

    private static String special(double number) {
        return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
}
