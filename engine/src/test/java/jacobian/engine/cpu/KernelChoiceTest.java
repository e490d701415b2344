package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    private static final Logger LOGGER = Logger.getLogger(KernelChoice.class.getName());

    @Test
    void without_the_vector_api_loops_are_plain_and_one_line_names_the_flag() {
        var said = new ArrayList<LogRecord>();
        var handler = listener(said);
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
        try {
            assertThat(KernelChoice.choose(false)).isInstanceOf(ScalarKernels.class);
        } finally {
            LOGGER.removeHandler(handler);
            LOGGER.setUseParentHandlers(true);
        }
        assertThat(said).hasSize(1);
        assertThat(said.getFirst().getMessage())
                .startsWith("slow loops: start Java with --add-modules jdk.incubator.vector, or put the engine on the"
                        + " module path")
                .contains("Maven", "Gradle", "Spring Boot")
                .doesNotContain("\n");
    }

    private static Handler listener(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                records.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
