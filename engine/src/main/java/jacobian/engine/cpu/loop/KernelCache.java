package jacobian.engine.cpu.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Kernels by form, shared by all programs, made in the background.
///
/// A loop starts on tiles. Once it has done some work, its kernel is emitted and warmed up (it is some 60 times
/// slower before that); then loops of this form change over. They may do so at any moment, since the bits are
/// the same.
final class KernelCache {
    /// Steps on elements, about 2 ms of tiles, for each instruction, after which a kernel is worth its making:
    /// that takes tens of milliseconds an instruction of a core that others want, too.
    private static final double ENOUGH_AN_INSTRUCTION = 20_000_000;

    /// Forms remembered; the least recently bound are forgotten first.
    private static final int LARGEST = 4_096;

    private static final List<KernelMaker> MAKER = maker();
    private static final Map<KernelForm, KernelSlot> SLOTS = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KernelForm, KernelSlot> eldest) {
            return size() > LARGEST;
        }
    };

    private KernelCache() {}

    /// The maker is named by a string, so that without the Vector API no class of it is ever loaded.
    private static List<KernelMaker> maker() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return List.of();
        }
        try {
            var type = Class.forName("jacobian.engine.cpu.simd.LoopEmitter");
            return List.of((KernelMaker) type.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the engine is incomplete: its loops on the Vector API are missing", e);
        }
    }

    /// `form`, or the same for whole vectors only, if that is better.
    static KernelForm suited(KernelForm form) {
        return !MAKER.isEmpty()
                        && MAKER.getFirst().supports(form)
                        && MAKER.getFirst().leavesRest(form)
                ? form.ofWholeVectors()
                : form;
    }

    /// Whether a kernel can be made for `form`.
    static boolean supports(KernelForm form) {
        return !MAKER.isEmpty() && MAKER.getFirst().supports(form);
    }

    /// The slot of `form`, which is supported.
    static KernelSlot slot(KernelForm form) {
        synchronized (SLOTS) {
            return SLOTS.computeIfAbsent(form, KernelSlot::new);
        }
    }

    /// Passes of a kernel over a row.
    static int passes(KernelForm form) {
        return MAKER.getFirst().passes(form);
    }

    /// A kernel made now, for tests and measurements.
    static LoopKernel make(KernelForm form) {
        return MAKER.getFirst().make(form);
    }

    /// Counts work done on tiles in the slot's place, and has the kernel made when it is enough.
    static void count(KernelSlot slot, double elementSteps) {
        if (slot.hot(
                elementSteps, ENOUGH_AN_INSTRUCTION * slot.form.loop().body().size())) {
            KernelWarmUp.begin(slot);
        }
    }
}
