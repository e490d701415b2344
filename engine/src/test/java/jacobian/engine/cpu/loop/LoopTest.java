package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class LoopTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_loops_of_all_types_agree_with_the_naive_evaluator(long seed) {
        new RandomLoops(seed, RandomLoops.allTypes(), true).next().check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_loops_of_float32_int32_and_bool_are_the_same_compiled(long seed) {
        new RandomLoops(seed, java.util.List.of(DType.FLOAT32, DType.FLOAT32, DType.INT32, DType.BOOL), false)
                .next()
                .check();
    }
}
