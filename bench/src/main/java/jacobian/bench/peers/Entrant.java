package jacobian.bench.peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/// One that takes its turn in each round: how it is called, what a turn is, and the speeds of its turns so far.
final class Entrant {
    private final String name;
    private final DoubleSupplier turn;
    private final List<Double> speeds = new ArrayList<>();
    private String failure = "";

    /// @param turn one turn, which returns its speed
    Entrant(String name, DoubleSupplier turn) {
        this.name = name;
        this.turn = turn;
    }

    String name() {
        return name;
    }

    /// The speed of each turn, in the order of the rounds.
    List<Double> speeds() {
        return Collections.unmodifiableList(speeds);
    }

    /// Why it takes no more turns; empty while it does.
    String failure() {
        return failure;
    }

    /// Takes a turn; one that fails takes no more.
    void turn() {
        if (!failure.isEmpty()) {
            return;
        }
        try {
            speeds.add(turn.getAsDouble());
        } catch (WorkerException e) {
            failure = e.reason();
        }
    }
}
