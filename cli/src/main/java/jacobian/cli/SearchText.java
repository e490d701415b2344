package jacobian.cli;

import jacobian.keras.tuners.Domain;
import jacobian.keras.tuners.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Reads `--search`: `units=32..512/32, learning-rate=1e-4..1e-2 log, activation=relu|tanh`.
final class SearchText {
    static final String EXAMPLE = "units=32..512/32, learning-rate=1e-4..1e-2 log, activation=relu|tanh";

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
    private static final Map<String, Sampling> SAMPLINGS =
            Map.of("log", Sampling.LOG, "linear", Sampling.LINEAR, "reverse-log", Sampling.REVERSE_LOG);

    private final String text;
    private int at;

    private SearchText(String text) {
        this.text = text;
    }

    /// What each name may be, in the order of the text.
    static SequencedMap<String, Domain<?>> parse(String text) {
        return new SearchText(text).items();
    }

    private SequencedMap<String, Domain<?>> items() {
        var domains = new LinkedHashMap<String, Domain<?>>();
        do {
            skip();
            int begin = at;
            var name = until("=,|").strip();
            if (!NAME.matcher(name).matches()) {
                throw wrong(begin, name, "a name is expected, such as units=32..512/32");
            }
            if (!take("=")) {
                throw wrong(at, rest(), "= and values are expected after " + name + ", such as " + name + "=1..3");
            }
            if (domains.put(name, domain(name)) != null) {
                throw wrong(begin, name, "it stands there twice: once is expected");
            }
            skip();
        } while (take(","));
        if (at < text.length()) {
            throw wrong(at, rest(), "a comma before the next name is expected, or log after a range");
        }
        return domains;
    }

    private Domain<?> domain(String name) {
        skip();
        int begin = at;
        var first = word();
        if (first.isEmpty()) {
            throw wrong(
                    begin,
                    rest(),
                    "values are expected after " + name + "=: a range such as 32..512/32, or" + " relu|tanh");
        }
        return take("..") ? range(begin, first) : choice(begin, first);
    }

    private Domain<?> range(int begin, String first) {
        int at = this.at;
        var last = word();
        var step = take("/") ? word() : "";
        int end = this.at;
        skip();
        int place = this.at;
        var sampling = take("reverse-log") ? "reverse-log" : take("log") ? "log" : take("linear") ? "linear" : "";
        number(begin, first);
        number(at, last);
        boolean stepped = this.text.substring(at, end).contains("/");
        if (stepped) {
            number(end - step.length(), step);
        }
        boolean whole = WHOLE.matcher(first).matches() && WHOLE.matcher(last).matches();
        if (stepped && whole && !WHOLE.matcher(step).matches()) {
            throw wrong(end - step.length(), step, "a whole number is expected, as between whole numbers");
        }
        var chosen = SAMPLINGS.getOrDefault(sampling, Sampling.LINEAR);
        try {
            return whole ? whole(first, last, step, chosen) : real(first, last, step, chosen);
        } catch (NumberFormatException e) {
            throw wrong(
                    begin, text.substring(begin, end), "whole numbers up to " + Integer.MAX_VALUE + " are expected");
        } catch (IllegalArgumentException e) {
            throw wrong(begin, text.substring(begin, Math.max(place, this.at)).strip(), String.valueOf(e.getMessage()));
        }
    }

    private static Domain<?> whole(String first, String last, String step, Sampling sampling) {
        var domain = new Domain.Whole(Integer.parseInt(first), Integer.parseInt(last)).sampling(sampling);
        return step.isEmpty() ? domain : domain.step(Integer.parseInt(step));
    }

    private static Domain<?> real(String first, String last, String step, Sampling sampling) {
        var domain = new Domain.Real(Double.parseDouble(first), Double.parseDouble(last)).sampling(sampling);
        return step.isEmpty() ? domain : domain.step(Double.parseDouble(step));
    }

    private void number(int begin, String word) {
        if (!NUMBER.matcher(word).matches()) {
            throw wrong(
                    begin,
                    word.isEmpty() ? rest() : word,
                    "a number is expected, such as 32..512/32 or 1e-4..1e-2 log");
        }
    }

    /// Values with bars between them: all whole numbers, all numbers, or all words.
    private Domain<?> choice(int begin, String first) {
        var words = new ArrayList<>(List.of(first));
        while (take("|")) {
            int at = this.at;
            skip();
            var word = word();
            if (word.isEmpty()) {
                throw wrong(at, rest(), "a value is expected after |, such as relu|tanh");
            }
            words.add(word);
        }
        if (words.size() == 1) {
            throw wrong(begin, first, "a range such as 32..512/32, or several values such as relu|tanh, are expected");
        }
        try {
            return new Domain.Choice<>(values(words).toArray());
        } catch (IllegalArgumentException e) {
            throw wrong(begin, String.join("|", words), "different values are expected");
        }
    }

    private static List<Object> values(List<String> words) {
        if (words.stream().allMatch(word -> WHOLE.matcher(word).matches())) {
            return words.stream().<Object>map(Integer::valueOf).toList();
        }
        if (words.stream().allMatch(word -> NUMBER.matcher(word).matches())) {
            return words.stream().<Object>map(Double::valueOf).toList();
        }
        return List.copyOf(words);
    }

    // ---- the text ----

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(String sign) {
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    private String until(String signs) {
        int begin = at;
        while (at < text.length() && signs.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    /// Up to a sign, a space or the end; two dots are a sign.
    private String word() {
        int begin = at;
        while (at < text.length() && "=,|/ \t".indexOf(text.charAt(at)) < 0 && !text.startsWith("..", at)) {
            at++;
        }
        return text.substring(begin, at);
    }

    private String rest() {
        return text.substring(at);
    }

    private UsageException wrong(int position, String what, String expected) {
        return new UsageException("--search, at character " + (position + 1) + ", "
                + (what.isEmpty() ? "the end" : "\"" + what + "\"") + ": " + expected);
    }
}
