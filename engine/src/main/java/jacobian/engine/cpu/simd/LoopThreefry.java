package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopCode.INTS;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jacobian.engine.cpu.loop.Threefry;
import java.lang.constant.MethodTypeDesc;

/// Emits the bits of [jacobian.engine.graph.RandomBits] for one vector of consecutive linear indices.
///
/// Lane `l` of the vector at `index` has place `index % 32 + l`: its block is `counter + 16 * (index / 32)`
/// plus 16 for every 32
/// places plus the place modulo 16, and places 16 to 31 of every 32 take the block's second word.
final class LoopThreefry {
    private final LoopCode v;
    private final int key;
    private final int counter;
    private final int index;

    /// @param key local variable that holds the key, as `counter` and `index` hold theirs
    LoopThreefry(LoopCode code, int key, int counter, int index) {
        this.v = code;
        this.key = key;
        this.counter = counter;
        this.index = index;
    }

    /// Bits of the vector at any index.
    int bits() {
        v.code.lload(index).invokestatic(LoopTypes.READ, "place", MethodTypeDesc.of(CD_int, CD_long));
        int place = v.count();
        int group = v.lanewise("LSHL", v.lanewise("LSHR", place, 5), 4);
        var words = rounds(v.call(INTS, "add", group, v.lanewise("AND", place, 15)));
        int second = v.compareInts("NE", v.lanewise("AND", place, 16), v.intOf(0));
        return v.blendInts(words[0], words[1], second);
    }

    /// Both words of the blocks of a vector in the first half of its group of 32.
    int[] words() {
        v.code.lload(index).invokestatic(LoopTypes.READ, "place", MethodTypeDesc.of(CD_int, CD_long));
        return rounds(v.count());
    }

    private int[] rounds(int offset) {
        block("blockLow");
        int a = v.withInt("add", offset);
        int carry = v.compareInts("ULT", a, offset);
        block("blockHigh");
        int high = v.withInt("add", v.intOf(0));
        int b = v.blendInts(high, v.call("add", high, 1), carry);
        a = inject(a, 0, 0);
        b = inject(b, 1, 0);
        for (int round = 0; round < 20; round++) {
            a = v.call(INTS, "add", a, b);
            b = v.lanewise(INTS, "XOR", v.lanewise("ROL", b, Threefry.rotation(round)), a);
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                a = inject(a, injection % 3, 0);
                b = inject(b, (injection + 1) % 3, injection);
            }
        }
        return new int[] {a, b};
    }

    private void block(String half) {
        v.code.lload(counter).lload(index);
        v.code.invokestatic(LoopTypes.READ, half, MethodTypeDesc.of(CD_int, CD_long, CD_long));
    }

    private int inject(int x, int word, int plus) {
        v.code.lload(key).loadConstant(word).loadConstant(plus);
        v.code.invokestatic(LoopTypes.READ, "keyWord", MethodTypeDesc.of(CD_int, CD_long, CD_int, CD_int));
        return v.withInt("add", x);
    }
}
