package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/// The buffers behind a program's inputs, and the locks under which it may use them.
final class Stores {
    private final List<Node> inputs;
    private final List<Lock> locks = new ArrayList<>();

    /// `inputs` are leaves; `written` are the stores that the program replaces.
    Stores(List<Node> inputs, Set<Store> written) {
        this.inputs = inputs;
        var stores = new TreeMap<Long, Lock>();
        written.forEach(store -> stores.put(store.id, store.lock.writeLock()));
        locks.addAll(stores.values());
    }

    void lock() {
        locks.forEach(Lock::lock);
    }

    void unlock() {
        locks.reversed().forEach(Lock::unlock);
    }

    Buffer[] buffers() {
        var buffers = new Buffer[inputs.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = buffer(((Input) inputs.get(i).op()).source());
        }
        return buffers;
    }

    static Buffer buffer(Source source) {
        return switch (source) {
            case Held held -> held.buffer;
            case Version version -> version.value();
            default -> throw new IllegalStateException("a tensor of a traced program has no value outside it");
        };
    }
}
