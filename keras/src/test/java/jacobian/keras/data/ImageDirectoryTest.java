package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ImageDirectoryTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ImageDirectoryTest.class.getResource("images/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> keras() {
        var cases = new ObjectMapper().readTree(new File(resource("keras.json").toString()));
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each -> Arguments.of(
                        each.get("file").asString() + " " + each.get("mode").asString(), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keras")
    void an_image_is_read_and_resized_as_keras_does(String name, JsonNode expected) {
        var mode = ColorMode.valueOf(expected.get("mode").asString().toUpperCase(Locale.ROOT));
        var image = ImageFile.read(resource(expected.get("file").asString()), mode);
        assertThat(image.height()).isEqualTo(expected.get("height").asInt());
        assertThat(image.width()).isEqualTo(expected.get("width").asInt());
        // Decoders of JPEG may differ by rounding.
        float tolerance = name.contains(".jpg") ? 2 : 0;
        assertThat(image.values()).containsExactly(floats(expected.get("values")), within(tolerance));
        assertThat(image.resized(4, 6).values())
                .containsExactly(floats(expected.get("resized")), within(tolerance + 1e-3f));
    }

    private static float[] floats(JsonNode numbers) {
        var values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return values;
    }

    @Test
    void folders_are_classes_and_files_their_examples() {
        var images = new ImageDirectory(resource("")).imageSize(4, 6);
        assertThat(images.classNames()).containsExactly("colours", "greys");
        assertThat(images.files()).hasSize(8);
        var examples = images.examples();
        assertThat(examples.x().type().shape().toString()).isEqualTo("(4, 6, 3)");
        assertThat(examples.classes()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        var batches = images.dataset().batch(8).batches(0).iterator();
        var batch = batches.next();
        assertThat(batches.hasNext()).isFalse();
        assertThat(batch.inputs().getFirst().floats())
                .isEqualTo(Rows.of(images.preprocessing().inputs(images.files()))
                        .elements()
                        .toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED));
        assertThat(batch.targets().getFirst().ints()).isEqualTo(examples.classes());
    }

    @Test
    void size_and_colours_may_follow_the_images() throws IOException {
        write("a/one.png", 5, 4, 0x202020);
        write("b/two.png", 5, 4, 0x909090);
        var alike = new ImageDirectory(folder).like(96).preprocessing();
        assertThat(alike).isEqualTo(new ImagePreprocessing(4, 5, ColorMode.GRAYSCALE, 255, alike.classNames()));
        write("b/three.png", 200, 4, 0x908090);
        var differing = new ImageDirectory(folder).like(96).preprocessing();
        assertThat(differing).isEqualTo(new ImagePreprocessing(96, 96, ColorMode.RGB, 255, alike.classNames()));
    }

    private void write(String name, int width, int height, int rgb) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void values_come_in_the_range_of_training() throws IOException {
        write("a/one.png", 2, 2, 0xffffff);
        var digits = new ImagePreprocessing(2, 2, ColorMode.GRAYSCALE, 16, java.util.List.of());
        assertThat(digits.input(folder.resolve("a/one.png")).floats()).containsOnly(16);
    }

    @Test
    void what_is_no_image_is_refused_by_name() throws IOException {
        var text = Files.writeString(folder.resolve("a.png"), "no image");
        assertThatThrownBy(() -> ImageFile.read(text, ColorMode.RGB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text + " is no image: PNG, JPEG, GIF or BMP was expected, and its first bytes are none of"
                        + " them");
        var missing = folder.resolve("none.png");
        assertThatThrownBy(() -> ImageFile.read(missing, ColorMode.RGB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(missing + " does not exist: give the path of an image");
        assertThatThrownBy(() -> new ImageDirectory(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder + " has no images: it needs a folder for each class with .png, .jpg, .gif or .bmp"
                        + " files in it, and has no folders");
    }

    @Test
    void a_small_file_that_claims_to_be_huge_is_refused_before_it_is_decoded() throws IOException {
        var header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        var side = (short) 60_000;
        header.put("GIF89a".getBytes(StandardCharsets.US_ASCII)).putShort(side).putShort(side);
        header.put(new byte[3]).put((byte) ',').putInt(0).putShort(side).putShort(side);
        var bomb = Files.write(folder.resolve("bomb.gif"), header.array());
        assertThatThrownBy(() -> ImageFile.read(bomb, ColorMode.RGB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(bomb + " has 60000 x 60000 pixels, more than the limit of 67108864: make it smaller");
    }
}
