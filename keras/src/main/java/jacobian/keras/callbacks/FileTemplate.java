package jacobian.keras.callbacks;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file's name with numbers in it, as Python formats them: `{epoch:02d}-{val_loss:.2f}.keras`.
record FileTemplate(String text) {
    private static final Pattern FIELD = Pattern.compile("\\{\\{|\\}\\}|\\{(\\w+)(?::([^{}]*))?\\}");
    private static final Pattern FORM = Pattern.compile("([<>])?(0?)(\\d*)(,?)(?:\\.(\\d+))?([dfeEgG%]?)");

    /// The name with the numbers in `values`.
    String with(Map<String, Number> values) {
        return FIELD.matcher(text).replaceAll(found -> {
            if (found.group(1) == null) {
                return found.group().substring(1);
            }
            var value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the file is called " + text + ", but \"" + found.group(1)
                        + "\" is not logged: there are " + values.keySet());
            }
            return Matcher.quoteReplacement(formatted(value, found.group(2)));
        });
    }

    private String formatted(Number value, String form) {
        if (form == null || form.isEmpty()) {
            return value.toString();
        }
        var parts = FORM.matcher(form);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the file is called " + text + ": numbers are formatted as in 02d, .3f,"
                    + " .2e or .1%, not as " + form);
        }
        boolean isWhole = value instanceof Long || value instanceof Integer;
        var kind = parts.group(6).isEmpty() ? isWhole ? "d" : "g" : parts.group(6);
        if (kind.equals("d") && !isWhole) {
            throw new IllegalArgumentException(
                    "the file is called " + text + ": " + value + " is no whole number, as " + form + " needs it");
        }
        var precision = parts.group(5) == null ? kind.equals("d") ? "" : ".6" : "." + parts.group(5);
        var sign = "<".equals(parts.group(1)) && !parts.group(3).isEmpty() ? "-" : "";
        var java = "%" + sign + parts.group(4) + parts.group(2) + parts.group(3) + precision;
        return switch (kind) {
            case "d" -> String.format(Locale.ROOT, java + "d", value.longValue());
            case "%" -> String.format(Locale.ROOT, java + "f", value.doubleValue() * 100) + "%";
            default -> String.format(Locale.ROOT, java + kind, value.doubleValue());
        };
    }
}
