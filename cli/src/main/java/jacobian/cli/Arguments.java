package jacobian.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/// The options of one command line, checked where they are asked for.
///
/// @param before what stands before the command
/// @param after what stands after it
record Arguments(ParseResult before, ParseResult after) {
    static Arguments of(ParseResult parsed) {
        return new Arguments(parsed, parsed.hasSubcommand() ? parsed.subcommand() : parsed);
    }

    /// The text given with an option.
    Optional<String> text(String option) {
        return Stream.of(after, before)
                .filter(each -> each.hasMatchedOption(option))
                .map(each -> each.matchedOption(option).stringValues().getFirst())
                .findFirst();
    }

    /// Whether a flag was given.
    boolean has(String flag) {
        return after.hasMatchedOption(flag) || before.hasMatchedOption(flag);
    }

    /// What is no option.
    List<String> words() {
        return after.matchedPositionals().stream()
                .flatMap(each -> each.stringValues().stream())
                .toList();
    }

    /// A whole number of at least `least`.
    OptionalInt whole(String option, int least) {
        var text = text(option);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= least) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(option + " " + text.get() + ": a whole number from " + least
                + " on is expected, such as " + option + " " + Math.max(least, 2));
    }

    /// A number above 0.
    OptionalDouble positive(String option) {
        var value = number(option);
        if (value.isPresent() && !(value.getAsDouble() > 0)) {
            throw new UsageException(option + " " + text(option).orElseThrow() + ": a number above 0 is expected");
        }
        return value;
    }

    /// A number from 0 on.
    OptionalDouble notNegative(String option) {
        var value = number(option);
        if (value.isPresent() && value.getAsDouble() < 0) {
            throw new UsageException(option + " " + text(option).orElseThrow() + ": a number from 0 on is expected");
        }
        return value;
    }

    /// A part of the whole: from 0 to less than 1.
    OptionalDouble fraction(String option) {
        var value = number(option);
        if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() < 1)) {
            throw new UsageException(option + " " + text(option).orElseThrow()
                    + ": a part of the examples is expected, from 0 to less than 1, such as 0.2");
        }
        return value;
    }

    private OptionalDouble number(String option) {
        var text = text(option);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get().strip());
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException(option + " " + text.get() + ": a number is expected");
    }

    /// One of the constants of an enum, in lower case.
    <E extends Enum<E>> Optional<E> choice(String option, Class<E> type) {
        return text(option)
                .map(given -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(given))
                        .findFirst()
                        .orElseThrow(() -> new UsageException(option + " " + given + ": one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + " is expected")));
    }

    /// Texts separated by commas.
    List<String> list(String option) {
        return text(option).stream()
                .flatMap(given -> Arrays.stream(given.split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
