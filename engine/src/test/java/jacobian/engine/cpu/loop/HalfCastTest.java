package jacobian.engine.cpu.loop;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Casts between float32 and the types of 16 bits give one result, bit for bit, on tiles and in emitted loops.
class HalfCastTest {
    private static BoundLoop cast(DType from, DType to, long count) {
        var body = List.<Instruction>of(new Instruction.Load(0), new Instruction.Apply(new Cast(to), List.of(0)));
        var loop = new Loop(1, 0, List.of(), List.of(full(from), full(to)), body, List.of(new LoopOutput.Store(1, 1)));
        return BoundLoop.of(loop, new long[] {count}, new long[][] {{1}, {1}});
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void every_half_becomes_its_float(DType dtype) {
        int count = 1 << 16;
        var bound = cast(dtype, DType.FLOAT32, count);
        assertThat(bound.compilable()).isTrue();
        try (var arena = Arena.ofShared()) {
            long from = Memory.allocate(arena, 2L * count);
            long to = Memory.allocate(arena, 4L * count);
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(ValueLayout.JAVA_SHORT, from + 2L * i, (short) i);
            }
            for (var version : List.of(bound.onTiles(), bound.compiled())) {
                version.run(ThreadTeam.of(2), new long[] {from, to}, Memory.allocate(arena, version.scratchBytes(2)));
                for (int i = 0; i < count; i++) {
                    float expected = HalfPrecision.number(dtype, (short) i);
                    float found = Memory.ALL.get(ValueLayout.JAVA_FLOAT, to + 4L * i);
                    assertThat(Float.floatToIntBits(found)).isEqualTo(Float.floatToIntBits(expected));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void floats_of_every_exponent_around_every_tie_are_rounded_alike(DType dtype) {
        var random = new SplittableRandom(5);
        // The upper half counts through all of them, the lower is a tie of one of the two types, or anything.
        check(dtype, 1 << 16, i -> i << 16);
        check(dtype, 1 << 16, i -> i << 16 | 0x8000);
        check(dtype, 1 << 16, i -> i << 16 | 0x7FFF);
        check(dtype, 1 << 16, i -> i << 16 | 0x1000);
        check(dtype, (1 << 16) + 13, i -> i << 16 | random.nextInt(1 << 16));
    }

    private static void check(DType dtype, int count, IntUnaryOperator bits) {
        var bound = cast(DType.FLOAT32, dtype, count);
        try (var arena = Arena.ofShared()) {
            long from = Memory.allocate(arena, 4L * count);
            long to = Memory.allocate(arena, 2L * count);
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(ValueLayout.JAVA_INT, from + 4L * i, bits.applyAsInt(i));
            }
            for (var version : List.of(bound.onTiles(), bound.compiled())) {
                version.run(ThreadTeam.of(2), new long[] {from, to}, Memory.allocate(arena, version.scratchBytes(2)));
                for (int i = 0; i < count; i++) {
                    float number = Memory.ALL.get(ValueLayout.JAVA_FLOAT, from + 4L * i);
                    assertThat(Memory.ALL.get(ValueLayout.JAVA_SHORT, to + 2L * i))
                            .as("%s of %s", dtype, number)
                            .isEqualTo(HalfPrecision.bits(dtype, number));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void loops_refuse_arithmetic_on_halves(DType dtype) {
        var body = List.<Instruction>of(new Instruction.Load(0), new Instruction.Apply(Binary.ADD, List.of(0, 0)));
        assertThatThrownBy(() -> new Loop(
                        1, 0, List.of(), List.of(full(dtype), full(dtype)), body, List.of(new LoopOutput.Store(1, 1))))
                .hasMessageContaining("cast it to float32 first");
    }
}
