package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopCode.FLOATS;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Emits the code of one vector of each value, into the loop or, under a mask, into what follows it.
final class LoopBody {
    private static final int NO_MASK = -1;

    private final CodeBuilder code;
    private final LoopCode v;
    private final LoopOperations operations;
    private final LoopSums sums;
    private final LoopPasses passes;
    private final List<DType> dtypes;

    /// Local variables: a pointer to the row of each array, position in the row, columns, scratch memory,
    /// bytes of a row of it.
    final int[] pointers;

    int index;
    int columns;
    int scratch;
    int rowBytes;
    private int mask = NO_MASK;

    /// Local variables that hold a vector of a value.
    private final Map<Integer, Integer> uniforms = new HashMap<>();

    private final Map<Integer, Integer> locals = new HashMap<>();

    /// Local variables with the second words of random blocks, by instruction and vector of the group.
    private final Map<List<Integer>, Integer> secondWords = new HashMap<>();

    LoopBody(CodeBuilder code, LoopPasses passes) {
        this.code = code;
        this.v = new LoopCode(code);
        this.operations = new LoopOperations(v);
        this.passes = passes;
        this.dtypes = passes.form.loop().dtypes();
        this.pointers = new int[passes.form.contiguous().size()];
        this.sums = new LoopSums(v, passes, this);
    }

    /// In a method that takes what [#pushArguments] pushes, for pass `p`: with all uniform values known before
    /// it.
    static LoopBody ofArguments(CodeBuilder code, LoopPasses passes, int p) {
        var body = new LoopBody(code, passes);
        int arrays = body.pointers.length;
        for (int k = 0; k < arrays; k++) {
            body.pointers[k] = 2 * k;
        }
        body.index = 2 * arrays;
        body.columns = 2 * arrays + 1;
        body.scratch = 2 * arrays + 2;
        body.rowBytes = 2 * arrays + 4;
        for (int q = 0; q <= p; q++) {
            body.uniforms(q);
        }
        return body;
    }

    /// The local variable with value `i`.
    int local(int i) {
        var uniform = uniforms.get(i);
        return uniform != null ? uniform : Objects.requireNonNull(locals.get(i));
    }

    /// Puts pointer + (index + u vectors) * bytes on the stack.
    private void address(int pointer, int u, int bytes) {
        code.lload(pointer).iload(index).i2l();
        if (u > 0) {
            code.loadConstant((long) u * LoopLanes.LANES).ladd();
        }
        if (bytes > 1) {
            code.loadConstant(bytes == 2 ? 1 : 2).lshl();
        }
        code.ladd();
    }

    /// Computes the uniform values that are known before pass `p`.
    void uniforms(int p) {
        for (int i : passes.before(p)) {
            var instruction = passes.body.get(i);
            uniforms.put(
                    i,
                    switch (instruction) {
                        case Instruction.Literal(double value, var dtype) -> literal(value, dtype);
                        case Instruction.Load(int operand) -> {
                            code.lload(pointers[operand]);
                            yield v.repeated(dtypes.get(i));
                        }
                        case Instruction.Index _ -> {
                            code.lload(pointers[passes.form.indexArray(instruction)])
                                    .l2i();
                            yield v.withInt("add", v.intOf(0));
                        }
                        case Instruction.RowReduce _ -> {
                            sums.address(i);
                            yield v.repeated(DType.FLOAT32);
                        }
                        case Instruction.Apply apply -> apply(apply, i);
                        case Instruction.RandomBits _ ->
                            throw new IllegalStateException("random bits differ along a row");
                    });
        }
    }

    private int literal(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> v.floatOf((float) value);
            case INT32 -> v.intOf((int) value);
            case BFLOAT16, FLOAT16 -> v.intOf(HalfPrecision.bits(dtype, (float) value) & 0xFFFF);
            case BOOL, UINT8, INT64, FLOAT64 -> v.boolOf(value != 0);
        };
    }

    private int apply(Instruction.Apply apply, int i) {
        var args = apply.args().stream().map(this::local).toList();
        return operations.apply(apply.op(), dtypes.get(apply.args().getLast()), dtypes.get(i), args);
    }

    /// One vector of everything in pass `p`, `u` vectors behind the index.
    void vector(int p, int u) {
        locals.clear();
        for (int i : passes.values(p)) {
            locals.put(i, value(i, p, u));
            if (passes.keptRow(i) >= 0 && passes.computed(i, p)) {
                keptAddress(i, u);
                v.store(dtypes.get(i), local(i), mask);
            }
        }
        sums.take(p, u, mask);
        if (p == passes.count() - 1) {
            wideOutputs(u);
        }
    }

    /// The same for the last columns, `u` vectors behind the index.
    void maskedVector(int p, int u) {
        mask = v.rest(index, u * LoopLanes.LANES, columns);
        vector(p, u);
        mask = NO_MASK;
    }

    private void wideOutputs(int u) {
        for (var output : passes.wide()) {
            var dtype = dtypes.get(output.value());
            int pointer = pointers[output.operand()];
            switch (output) {
                case LoopOutput.Store(int value, int _) -> {
                    address(pointer, u, dtype.bytes());
                    v.store(dtype, local(value), mask);
                }
                case LoopOutput.Reduced(int value, var kind, int _) -> {
                    if (!passes.form.lanes()) {
                        address(pointer, u, dtype.bytes());
                        int sum = v.call(FLOATS, LoopSums.method(kind), v.fetch(dtype, mask), local(value));
                        address(pointer, u, dtype.bytes());
                        v.store(dtype, sum, mask);
                    }
                }
            }
        }
    }

    private int value(int i, int p, int u) {
        var instruction = passes.body.get(i);
        if (!passes.computed(i, p)) {
            keptAddress(i, u);
            return v.fetch(dtypes.get(i), mask);
        }
        return switch (instruction) {
            case Instruction.Load(int operand) -> {
                address(pointers[operand], u, dtypes.get(i).bytes());
                yield v.fetch(dtypes.get(i), mask);
            }
            case Instruction.Index _ -> {
                code.lload(pointers[passes.form.indexArray(instruction)])
                        .l2i()
                        .iload(index)
                        .iadd();
                code.loadConstant(u * LoopLanes.LANES).iadd();
                yield v.count();
            }
            case Instruction.RandomBits(int key, int counter) -> {
                int linear = code.allocateLocal(TypeKind.LONG);
                address(pointers[passes.form.indexArray(instruction)], u, 1);
                code.lstore(linear);
                yield bits(i, u, new LoopThreefry(v, longFrom(key), longFrom(counter), linear));
            }
            case Instruction.Apply apply -> apply(apply, i);
            case Instruction.Literal _, Instruction.RowReduce _ ->
                throw new IllegalStateException("uniform: " + instruction);
        };
    }

    /// Random bits; where the index is aligned, a block's first word now and its second half a group of
    /// vectors later.
    private int bits(int i, int u, LoopThreefry threefry) {
        int half = 16 / LoopLanes.LANES;
        if (!passes.form.aligned()) {
            return threefry.bits();
        } else if (u >= half) {
            return Objects.requireNonNull(secondWords.get(List.of(i, u - half)));
        }
        var words = threefry.words();
        secondWords.put(List.of(i, u), words[1]);
        return words[0];
    }

    private int longFrom(int operand) {
        int local = code.allocateLocal(TypeKind.LONG);
        code.lload(pointers[operand]).invokestatic(LoopTypes.READ, "readLong", MethodTypeDesc.of(CD_long, CD_long));
        code.lstore(local);
        return local;
    }

    /// Puts the address of value `i` in its row of scratch memory on the stack.
    private void keptAddress(int i, int u) {
        int row = code.allocateLocal(TypeKind.LONG);
        code.lload(scratch).loadConstant(64L * passes.slots()).ladd();
        code.lload(rowBytes)
                .loadConstant((long) passes.keptRow(i))
                .lmul()
                .ladd()
                .lstore(row);
        address(row, u, dtypes.get(i).bytes());
    }

    /// Whether columns come in whole vectors.
    boolean whole() {
        return passes.form.whole();
    }

    LoopSums sums() {
        return sums;
    }

    /// Outputs with one number a row, after the last pass.
    void narrowOutputs() {
        for (var output : passes.narrow()) {
            var dtype = dtypes.get(output.value());
            int result = local(output.value());
            if (output instanceof LoopOutput.Reduced(int _, var kind, int operand)) {
                code.lload(pointers[operand]);
                result = v.call(FLOATS, LoopSums.method(kind), v.repeated(dtype), result);
            }
            code.lload(pointers[output.operand()]);
            v.storeOne(dtype, result);
        }
    }

    /// All local variables that a method for the last columns takes, pushed in order.
    void pushArguments() {
        for (int pointer : pointers) {
            code.lload(pointer);
        }
        code.iload(index).iload(columns).lload(scratch).lload(rowBytes);
    }

    /// The type of that method.
    static MethodTypeDesc argumentTypes(int arrays) {
        var types = new ArrayList<java.lang.constant.ClassDesc>();
        for (int i = 0; i < arrays; i++) {
            types.add(CD_long);
        }
        types.addAll(List.of(CD_int, CD_int, CD_long, CD_long));
        return MethodTypeDesc.of(java.lang.constant.ConstantDescs.CD_void, types);
    }
}
