package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFolderTest {
    private static final List<String> OWN = List.of(
            "search.json",
            "command.json",
            "trial-12.weights.h5",
            ".search.json.9f3a.part~",
            ".trial-3.weights.h5.0.part~");

    @TempDir
    private Path temporary;

    private Path folder(List<String> names) throws IOException {
        var folder = Files.createDirectory(temporary.resolve("best.search"));
        for (var name : names) {
            Files.createFile(folder.resolve(name));
        }
        return folder;
    }

    @Test
    void an_ended_search_leaves_nothing_behind() throws IOException {
        var folder = folder(OWN);
        new SearchFolder(folder).end();
        assertThat(folder).doesNotExist();
    }

    @Test
    void what_somebody_else_has_put_there_stays() throws IOException {
        var folder = folder(OWN);
        var note = Files.createFile(folder.resolve("search.json.txt"));
        new SearchFolder(folder).end();
        assertThat(folder).isDirectoryContaining(each -> each.equals(note));
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }
}
