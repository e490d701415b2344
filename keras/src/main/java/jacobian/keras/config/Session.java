package jacobian.keras.config;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Seeds and names of its own: what is made within [#call] depends on nothing that is made outside of it, in
/// whatever thread or order. Everything else of a program is in one session.
///
/// ```java
/// var model = new Session(42).call(() -> new Sequential(new Input(4), new Dense(3)));
/// ```
public final class Session {
    private static final ScopedValue<Session> CURRENT = ScopedValue.newInstance();
    private static final Session PROGRAM = new Session();

    /// How often each name was asked for.
    final Map<String, AtomicInteger> names = new ConcurrentHashMap<>();

    private @Nullable SplittableRandom source;
    private long seed;
    private long drawn;

    private Session() {}

    /// A session whose seeds follow from `seed`, and whose names begin without numbers.
    public Session(long seed) {
        setSeed(seed);
    }

    /// The session of this thread.
    static Session current() {
        return CURRENT.orElse(PROGRAM);
    }

    /// What `body` gives, run within this session by this thread; a later call goes on where this one ends.
    public <T> T call(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    synchronized void setSeed(long seed) {
        source = new SplittableRandom(seed);
        this.seed = seed;
        drawn = 0;
    }

    private SplittableRandom source() {
        if (source == null) {
            setSeed(new SplittableRandom().nextLong());
            return source();
        }
        return source;
    }

    synchronized Seeds.State state() {
        source();
        return new Seeds.State(seed, drawn);
    }

    synchronized void restore(Seeds.State state) {
        setSeed(state.seed());
        while (drawn < state.drawn()) {
            next();
        }
    }

    synchronized long next() {
        drawn++;
        return source().nextLong();
    }
}
