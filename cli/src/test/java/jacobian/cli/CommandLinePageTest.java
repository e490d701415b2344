package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.Npy;
import jacobian.keras.saving.Npz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines of README and docs/command-line.md, one after the other as a user calls them, with small files in
/// place of the user's and one epoch in place of many.
class CommandLinePageTest {
    /// What downloads, measures for minutes, or is answered by the launcher; the other tests parse these.
    private static final List<String> LEFT_OUT =
            List.of("./jac test", "./jac install", "./jac bench", "./jac dashboard", "./jac train fashion-mnist");

    private static final List<String> FOLDERS = List.of("pets", "backup", "logs", "path/to/mnist");
    private static final String FILE = ".*\\.(keras|h5|safetensors|npz|npy|csv|csv\\.gz|png)";
    private static final int ROWS = 60;

    /// Names of temporary files are long.
    private static final int MOST_COLUMNS = 110;

    @TempDir
    private static Path folder;

    private static final Random RANDOM = new Random(1);

    @BeforeAll
    static void write() throws IOException {
        table("houses.csv", "rooms,town,price", i -> i % 7 + ",t" + i % 3 + "," + (1000 + 10.5 * i));
        table("houses-new.csv", "rooms,town,price", i -> i % 5 + ",t" + i % 2 + "," + (1000 + 10.5 * i));
        table("rows.csv", "town,rooms", i -> "t1," + i % 7);
        table("train.csv", "a,target", i -> i + "," + 1.5 * i);
        table("test.csv", "a,target", i -> i + "," + 1.5 * i);
        table("people.csv", "name,ticket,age,survived", i -> "n" + i + "," + i + "," + i % 50 + "," + i % 2);
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("people.csv.gz")))) {
            Files.copy(folder.resolve("people.csv"), out);
        }
        Npz.write(folder.resolve("data.npz"), Map.of("x", numbers(ROWS, 4), "y", classes()));
        Npz.write(
                folder.resolve("reviews.npz"),
                Map.of("x", numbers(ROWS, 6).abs().multiply(9).cast(DType.INT32), "y", classes()));
        Npy.write(folder.resolve("rows.npy"), numbers(3, 4));
        Npy.write(folder.resolve("digits.npy"), numbers(5, 8, 8, 1));
        for (int i = 0; i < ROWS; i++) {
            var file =
                    folder.resolve("pets").resolve(i % 2 == 0 ? "cat" : "dog").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            var image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i % 6, i / 6 % 6, RANDOM.nextInt(1 << 24));
            ImageIO.write(image, "png", file.toFile());
        }
        Files.createDirectories(folder.resolve("path/to/mnist"));
        idx("train", ROWS);
        idx("t10k", ROWS / 2);
    }

    private static void table(String name, String head, IntFunction<String> row) throws IOException {
        Files.writeString(
                folder.resolve(name),
                IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining("\n", head + "\n", "\n")));
    }

    private static Tensor numbers(int... sizes) {
        var values = new float[IntStream.of(sizes).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) RANDOM.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static Tensor classes() {
        return Tensor.of(IntStream.range(0, ROWS).map(i -> i % 3).toArray());
    }

    private static void idx(String part, int count) throws IOException {
        try (OutputStream images =
                        Files.newOutputStream(folder.resolve("path/to/mnist/" + part + "-images-idx3-ubyte"));
                OutputStream labels =
                        Files.newOutputStream(folder.resolve("path/to/mnist/" + part + "-labels-idx1-ubyte"))) {
            images.write(ByteBuffer.allocate(16)
                    .putInt(0x803)
                    .putInt(count)
                    .putInt(28)
                    .putInt(28)
                    .array());
            images.write(new byte[count * 28 * 28]);
            labels.write(ByteBuffer.allocate(8).putInt(0x801).putInt(count).array());
            for (int i = 0; i < count; i++) {
                labels.write(i % 10);
            }
        }
    }

    @Test
    void every_line_does_what_the_page_says() {
        var lines = new ArrayList<String>();
        for (var page : List.of("README.md", "docs/command-line.md")) {
            Block.of(Tree.ROOT.resolve(page)).stream()
                    .filter(block -> block.language().equals("bash"))
                    .flatMap(block -> block.text().lines())
                    .map(String::strip)
                    .filter(line -> line.startsWith("./jac"))
                    .filter(line -> LEFT_OUT.stream().noneMatch(line::startsWith))
                    .forEach(lines::add);
        }
        assertThat(lines).hasSizeGreaterThan(40);
        for (var line : lines) {
            var words = here(Block.words(line));
            var run = Run.jac(words.toArray(String[]::new));
            boolean differs = words.contains(DiffCommand.NAME) && run.code() == Main.FAILED;
            assertThat(run.code()).as(line + "\n" + run.err()).isEqualTo(differs ? Main.FAILED : Main.DONE);
            assertThat(run.lines())
                    .as(line)
                    .isNotEmpty()
                    .allMatch(each -> words.contains("--json") || each.length() <= MOST_COLUMNS);
        }
    }

    /// The words with files in the folder of this test, and training short.
    private static List<String> here(List<String> words) {
        var here = new ArrayList<String>();
        for (var word : words) {
            boolean epochs = !here.isEmpty() && here.getLast().equals("--epochs");
            here.add(epochs ? "1" : file(word));
        }
        if (here.contains(TrainCommand.NAME) && !here.contains("--help")) {
            if (!here.contains("--epochs")) {
                here.addAll(List.of("--epochs", "1"));
            }
            if (here.contains("--dashboard")) {
                here.addAll(List.of("--logs", folder.resolve("watched").toString()));
            }
            if (!here.contains("--out")) {
                var data = here.get(here.indexOf(TrainCommand.NAME) + 1);
                here.addAll(List.of(
                        "--out", folder.resolve(DataNames.stem(data) + ".keras").toString()));
            }
        }
        if (here.contains(TuneCommand.NAME) && !here.contains("--help")) {
            here.addAll(List.of("--epochs", "1", "--trials", "2"));
            if (!here.contains("--out")) {
                here.addAll(List.of("--out", folder.resolve("best.keras").toString()));
            }
        }
        return here;
    }

    private static String file(String word) {
        if (FOLDERS.contains(word)) {
            return folder.resolve(word).toString();
        }
        if (!word.matches(FILE)) {
            return word;
        }
        return (word.startsWith("docs/") ? Tree.ROOT : folder).resolve(word).toString();
    }
}
