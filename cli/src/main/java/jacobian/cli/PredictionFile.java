package jacobian.cli;

import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Npy;
import jacobian.keras.saving.Npz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A file of predictions; its name says of which kind.
record PredictionFile(Path path, Kind kind) {
    /// By the ending of names.
    enum Kind {
        NPY,
        NPZ,
        CSV,
        JSON
    }

    static PredictionFile of(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> word.endsWith("." + kind.name().toLowerCase(java.util.Locale.ROOT)))
                .findFirst()
                .map(kind -> new PredictionFile(Path.of(word), kind))
                .orElseThrow(() ->
                        new UsageException("--out " + word + ": a name ending in .npy .npz .csv .json is expected"));
    }

    void write(Answers answers, boolean labels) {
        switch (kind) {
            case NPY -> {
                if (answers.outputs().size() != 1) {
                    throw new IllegalArgumentException(path + " holds one array, and the model has the outputs "
                            + String.join(", ", answers.outputs().keySet()) + ": give --out a name ending in .npz");
                }
                Npy.write(path, answers.outputs().firstEntry().getValue());
            }
            case NPZ -> Npz.write(path, answers.outputs());
            case CSV ->
                text(answers.table(labels).stream()
                        .map(line -> line.stream().map(PredictionFile::quoted).collect(Collectors.joining(",")) + "\n")
                        .toList());
            case JSON -> text(List.of(Json.of(answers.json()) + "\n"));
        }
    }

    private void text(List<String> parts) {
        AtomicFile.write(path, out -> out.write(String.join("", parts).getBytes(StandardCharsets.UTF_8)));
    }

    private static String quoted(String cell) {
        return cell.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0) ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
