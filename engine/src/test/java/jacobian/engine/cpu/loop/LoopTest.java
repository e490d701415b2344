package jacobian.engine.cpu.loop;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class LoopTest {
    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_loops_of_all_types_agree_with_the_naive_evaluator(long seed) {
        new RandomLoops(seed, RandomLoops.allTypes()).next().check();
    }
}
