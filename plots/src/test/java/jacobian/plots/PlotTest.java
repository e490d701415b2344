package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    @TempDir
    private Path folder;

    private static Plot plot() {
        return Plots.history(Map.of("loss", List.of(3, 2, 1.5), "val_loss", List.of(3.1, 2.4, 2.2)));
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void svg_is_an_xml_document_of_the_size_that_was_asked_for() {
        var svg = Xml.parse(plot().size(500, 300)).getDocumentElement();
        assertThat(svg.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(svg.getAttribute("width")).isEqualTo("500");
        assertThat(svg.getAttribute("height")).isEqualTo("300");
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 500 300");
    }

    @Test
    void png_has_scale_pixels_for_one() throws IOException {
        assertThat(image(plot().size(500, 300).png()))
                .returns(1000, BufferedImage::getWidth)
                .returns(600, BufferedImage::getHeight);
        assertThat(image(plot().size(500, 301).scale(0.5).png()))
                .returns(250, BufferedImage::getWidth)
                .returns(151, BufferedImage::getHeight);
    }

    @Test
    void png_has_ink_and_letters() throws IOException {
        var image = image(plot().title("A title").png());
        int ink = 0;
        for (int x = 0; x < 300; x++) {
            for (int y = 0; y < 60; y++) {
                ink += (image.getRGB(x, y) & 0xff) < 100 ? 1 : 0;
            }
        }
        assertThat(ink).as("dark pixels where the title is").isGreaterThan(100);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void the_same_plot_gives_the_same_bytes() {
        assertThat(plot().svg()).isEqualTo(plot().svg());
        assertThat(plot().png()).isEqualTo(plot().png());
    }

    @Test
    void the_ending_says_the_form_of_a_file() throws IOException {
        plot().save(folder.resolve("a.svg"));
        plot().save(folder.resolve("b.PNG").toString());
        assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(plot().svg());
        assertThat(Files.readAllBytes(folder.resolve("b.PNG"))).isEqualTo(plot().png());
        try (var files = Files.list(folder)) {
            assertThat(files).as("no temporary is left").hasSize(2);
        }
    }

    @Test
    void another_ending_is_refused_before_anything_is_written() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot().save("history.pdf"))
                .withMessage("cannot tell the form of history.pdf by its ending: needs .svg or .png");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().save(folder.resolve("plot")));
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> plot().save(folder.resolve("no/a.svg")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no folder");
    }

    @Test
    void sizes_that_no_picture_has_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot().size(0, 300))
                .withMessage("a picture of 0 by 300 pixels: needs 50 to 20000 each way");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().size(300, 20_001));
        assertThatIllegalArgumentException().isThrownBy(() -> plot().scale(Double.NaN));
        assertThatIllegalStateException()
                .isThrownBy(() -> plot().size(20_000, 20_000).png())
                .withMessageContaining("too large");
    }

    @Test
    void small_and_large_pictures_are_drawn() {
        assertThat(Xml.parse(plot().size(50, 50)).getDocumentElement()).isNotNull();
        assertThat(Xml.parse(plot().size(20_000, 400)).getDocumentElement()).isNotNull();
    }

    @Test
    void a_title_may_have_any_letters() {
        var plot = plot().title("a < b & \"c\" \u0001 \u4e2d \ud83d\ude00").subtitle("x > 1 %");
        assertThat(Xml.texts(plot)).contains("x > 1 %").anyMatch(text -> text.startsWith("a < b & \"c\""));
        assertThat(plot.png()).isNotEmpty();
    }

    @Test
    void a_long_title_takes_several_lines() {
        var plot =
                plot().size(300, 300).title("a title of so many words that it cannot stand in one line of the picture");
        assertThat(Xml.texts(plot)).filteredOn(text -> text.contains("title")).hasSize(1);
        assertThat(Xml.texts(plot)).noneMatch(text -> text.contains("title") && text.contains("picture"));
    }

    @Test
    void axes_are_called_otherwise_where_there_are_two() {
        var plot = plot().labels("Epoche", "Verlust");
        assertThat(Xml.texts(plot)).contains("Epoche", "Verlust").doesNotContain("epoch");
        assertThatIllegalStateException()
                .isThrownBy(() -> Plots.confusionMatrix(new int[] {0, 1}, new int[] {0, 1})
                        .labels("a", "b"))
                .withMessageContaining("nothing to label");
    }

    @Test
    void a_notebook_gets_svg_png_and_text() throws IOException {
        var bundle = plot().title("Digits").size(300, 200).mimeBundle();
        assertThat(bundle.keySet()).containsExactly("image/svg+xml", "image/png", "text/plain");
        assertThat(bundle.get("image/svg+xml")).startsWith("<svg ");
        assertThat(image(Base64.getDecoder().decode(bundle.get("image/png"))).getWidth())
                .isEqualTo(600);
        assertThat(bundle.get("text/plain")).isEqualTo("Plot(Digits, 300 by 200)");
    }

    @Test
    void clips_of_two_pictures_in_one_page_have_different_names() {
        var rates = List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0);
        var one = Plots.learningRates(rates, List.of(2.0, 1.9, 1.0, 0.9, 99.0));
        var other = Plots.learningRates(rates, List.of(2.0, 1.9, 1.0, 0.8, 99.0));
        var ids = Xml.elements(one, "clipPath").stream()
                .map(clip -> clip.getAttribute("id"))
                .toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        assertThat(Xml.elements(other, "clipPath")).noneMatch(clip -> ids.contains(clip.getAttribute("id")));
        assertThat(one.svg()).contains("url(#" + ids.getFirst() + ")");
    }
}
