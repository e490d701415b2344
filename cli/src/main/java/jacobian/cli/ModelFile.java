package jacobian.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A file with a model or its weights; its name says which.
record ModelFile(Path path, Kind kind) {
    /// What such files are, by the ending of their names.
    enum Kind {
        KERAS(".keras", true),
        /// Before [#H5], whose ending this one has too.
        WEIGHTS_H5(".weights.h5", false),
        H5(".h5", true),
        SAFETENSORS(".safetensors", false),
        NPZ(".npz", false);

        private final String ending;
        private final boolean whole;

        Kind(String ending, boolean whole) {
            this.ending = ending;
            this.whole = whole;
        }

        String ending() {
            return ending;
        }

        /// Whether the layers stand in it, and not the weights alone.
        boolean isWhole() {
            return whole;
        }

        static Optional<Kind> of(Path path) {
            var name = String.valueOf(path.getFileName());
            return Arrays.stream(values())
                    .filter(kind -> name.endsWith(kind.ending))
                    .findFirst();
        }

        static String endings() {
            return Arrays.stream(values()).map(Kind::ending).collect(Collectors.joining(" "));
        }
    }

    /// The file that a word of the command line, `title` on its help page, names.
    static ModelFile of(String title, String word) {
        var path = Path.of(word);
        var kind = Kind.of(path)
                .orElseThrow(() -> new UsageException(
                        title + " " + word + ": a name ending in one of " + Kind.endings() + " is expected"));
        return new ModelFile(path, kind);
    }

    /// A file that holds layers, not weights alone.
    static ModelFile whole(String title, String word) {
        var file = of(title, word);
        if (!file.kind.isWhole()) {
            throw new UsageException(title + " " + word + " holds weights alone: a whole model, .keras or .h5, is"
                    + " expected (jac convert --into MODEL makes one)");
        }
        return file;
    }

    static void expect(String option, Path path, Kind kind) {
        if (Kind.of(path).orElse(Kind.NPZ) != kind) {
            throw new UsageException(option + " " + path + ": a name ending in " + kind.ending()
                    + " is expected (jac convert makes other kinds)");
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
