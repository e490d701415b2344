package jacobian.engine.cpu.simd;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.MTD_void;

import jacobian.engine.cpu.loop.KernelForm;
import jacobian.engine.cpu.loop.KernelMaker;
import jacobian.engine.cpu.loop.LoopKernel;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Emits a loop as a hidden class: for each row, for each pass, whole vectors in a loop and the rest under a
/// mask.
///
/// ```java
/// void run(long[] pointers, long[] rowSteps, int rows, int columns, long scratch) {
///     long p0 = pointers[0], ...;
///     for (; rows > 0; rows--, p0 += rowSteps[0], ...) {
///         // values that are the same along the row
///         int i = 0;
///         for (; i < columns / lanes * lanes; i += lanes) { /* one vector of each value */ }
///         if (i < columns) rest0(p0, ..., i, columns, ...);
///     }
/// }
/// ```
///
/// The rest is a method of its own, so that the loop stays small: a method too large for C1 may never reach C2.
public final class LoopEmitter implements KernelMaker {
    /// Calls of the Vector API in one method at most.
    private static final int LARGEST_METHOD = 110;

    private static final ClassDesc SELF = ClassDesc.of("jacobian.engine.cpu.simd.EmittedLoop");

    @Override
    public boolean supports(KernelForm form) {
        return LoopSupport.supports(form);
    }

    @Override
    public boolean leavesRest(KernelForm form) {
        return LoopSupport.leavesRest(form);
    }

    @Override
    public int passes(KernelForm form) {
        return new LoopPasses(form).count();
    }

    @Override
    public LoopKernel make(KernelForm form) {
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(emit(form), true);
            var constructor = lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class));
            return (LoopKernel) constructor.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot emit\n" + form.loop().explain(), e);
        }
    }

    static byte[] emit(KernelForm form) {
        var passes = new LoopPasses(form);
        return ClassFile.of().build(SELF, type -> {
            type.withFlags(ACC_PUBLIC | ACC_FINAL).withInterfaceSymbols(LoopTypes.KERNEL);
            type.withMethodBody(
                    "<init>",
                    MTD_void,
                    ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, "<init>", MTD_void)
                            .return_());
            type.withMethodBody("run", LoopTypes.RUN, ACC_PUBLIC | ACC_FINAL, code -> run(code, passes));
            for (int p = 0; p < passes.count(); p++) {
                if (separate(passes)) {
                    separatePass(type, passes, p);
                }
                if (!form.whole()) {
                    rest(type, passes, p);
                }
            }
        });
    }

    private static void run(CodeBuilder code, LoopPasses passes) {
        var body = new LoopBody(code, passes);
        int arrays = body.pointers.length;
        for (int k = 0; k < arrays; k++) {
            body.pointers[k] = code.allocateLocal(TypeKind.LONG);
            code.aload(1).loadConstant(k).laload().lstore(body.pointers[k]);
        }
        body.columns = 4;
        body.scratch = 5;
        body.index = code.allocateLocal(TypeKind.INT);
        body.rowBytes = code.allocateLocal(TypeKind.LONG);
        code.iconst_0().istore(body.index);
        code.iload(4).i2l().invokestatic(LoopTypes.KERNEL, "rowBytes", MethodTypeDesc.of(CD_long, CD_long), true);
        code.lstore(body.rowBytes);
        var top = code.newLabel();
        var end = code.newLabel();
        code.labelBinding(top).iload(3).ifle(end);
        for (int p = 0; p < passes.count(); p++) {
            body.uniforms(p);
            if (separate(passes)) {
                body.pushArguments();
                code.invokestatic(SELF, "pass" + p, LoopBody.argumentTypes(arrays));
            } else {
                pass(code, body, p);
            }
        }
        body.uniforms(passes.count());
        body.narrowOutputs();
        for (int k = 0; k < arrays; k++) {
            code.lload(body.pointers[k])
                    .aload(2)
                    .loadConstant(k)
                    .laload()
                    .ladd()
                    .lstore(body.pointers[k]);
        }
        code.iinc(3, -1).goto_(top).labelBinding(end).return_();
    }

    private static void pass(CodeBuilder code, LoopBody body, int p) {
        int unroll = body.sums().unroll(p);
        int step = unroll * LoopLanes.LANES;
        body.sums().start(p, false);
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(body.columns).loadConstant(-step).iand().istore(whole);
        code.iconst_0().istore(body.index);
        var top = code.newLabel();
        var end = code.newLabel();
        code.labelBinding(top).iload(body.index).iload(whole).if_icmpge(end);
        for (int u = 0; u < unroll; u++) {
            body.vector(p, u);
        }
        code.iinc(body.index, step).goto_(top).labelBinding(end);
        body.sums().store();
        if (!body.whole()) {
            var done = code.newLabel();
            code.iload(body.index).iload(body.columns).if_icmpge(done);
            body.pushArguments();
            code.invokestatic(SELF, "rest" + p, LoopBody.argumentTypes(body.pointers.length));
            code.labelBinding(done);
        }
        body.sums().meet(p);
    }

    /// Whether each pass is a method of its own, because all together would be too large.
    private static boolean separate(LoopPasses passes) {
        return passes.count() > 1 && LoopSupport.calls(passes.form) > LARGEST_METHOD;
    }

    private static void separatePass(ClassBuilder type, LoopPasses passes, int p) {
        int arrays = passes.form.contiguous().size();
        type.withMethodBody("pass" + p, LoopBody.argumentTypes(arrays), ACC_PRIVATE | ACC_STATIC, code -> {
            pass(code, LoopBody.ofArguments(code, passes, p), p);
            code.return_();
        });
    }

    private static void rest(ClassBuilder type, LoopPasses passes, int p) {
        int arrays = passes.form.contiguous().size();
        type.withMethodBody("rest" + p, LoopBody.argumentTypes(arrays), ACC_PRIVATE | ACC_STATIC, code -> {
            var body = LoopBody.ofArguments(code, passes, p);
            body.sums().start(p, true);
            for (int u = 0; u < body.sums().unroll(p); u++) {
                body.maskedVector(p, u);
            }
            body.sums().store();
            code.return_();
        });
    }
}
