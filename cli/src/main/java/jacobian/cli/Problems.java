package jacobian.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Exceptions as one line for people: what was given, what is expected, how to mend it.
final class Problems {
    private Problems() {}

    /// What is wrong with the command line.
    static String misuse(ParameterException e) {
        var command = e.getCommandLine().getCommandName();
        var help = "; see jac " + (command.equals("jac") ? "" : command + " ") + "--help";
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched) + help;
            case MissingParameterException missing when !missing.getMissing().isEmpty() -> missing(missing) + help;
            case OverwrittenOptionException twice ->
                option(twice.getOverwritten()) + " is given twice: once is expected" + help;
            default -> e.getMessage() + help;
        };
    }

    private static String missing(MissingParameterException e) {
        return option(e.getMissing().getFirst()) + " has no value: one is expected after it";
    }

    private static String option(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : "an argument";
    }

    private static String unmatched(UnmatchedArgumentException e) {
        var word = e.getUnmatched().getFirst();
        if (!word.startsWith("-")) {
            return "\"" + word + "\" is no command: one of " + Main.COMMANDS + " is expected";
        }
        var alike =
                e.getSuggestions().stream().filter(each -> each.startsWith("-")).findFirst();
        return word + " is no option of " + e.getCommandLine().getCommandName()
                + alike.map(each -> ": did you mean " + each + "?").orElse("");
    }

    /// What went wrong while a command ran.
    static String message(Throwable problem) {
        return switch (problem) {
            case OutOfMemoryError e ->
                "too little memory (" + e.getMessage() + "), the Java heap has "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB: give it more with JAC_JAVA_OPTIONS=-Xmx4g, or use fewer rows";
            case ExceptionInInitializerError e when e.getCause() != null -> message(e.getCause());
            case UncheckedIOException e
            when e.getCause() instanceof NoSuchFileException missing ->
                missing.getFile() + " does not exist: give another path";
            case UncheckedIOException e
            when e.getCause() instanceof AccessDeniedException denied ->
                denied.getFile() + " may not be read or written: change its permissions, or give another path";
            default ->
                problem.getMessage() == null || problem instanceof NullPointerException
                        ? "an error of jac itself, " + problem.getClass().getSimpleName()
                                + ": please report what -v prints"
                        : problem.getMessage();
        };
    }
}
