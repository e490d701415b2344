package jacobian.keras.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static List<String> drawn(Session session) {
        return session.call(() -> Stream.concat(
                        IntStream.range(0, 3).mapToObj(_ -> Names.unique("dense")),
                        IntStream.range(0, 3).mapToObj(_ -> Long.toString(Seeds.next())))
                .toList());
    }

    @Test
    void seeds_and_names_follow_from_the_seed_of_the_session_alone() {
        var first = drawn(new Session(5));
        Seeds.next();
        Names.unique("dense");
        assertThat(drawn(new Session(5))).isEqualTo(first).startsWith("dense", "dense_1", "dense_2");
        assertThat(drawn(new Session(6))).isNotEqualTo(first);
        assertThat(IntStream.range(0, 50).parallel().mapToObj(_ -> drawn(new Session(5))))
                .allMatch(first::equals);
    }

    @Test
    void what_is_outside_does_not_see_it() {
        Seeds.setRandomSeed(1);
        long next = Seeds.next();
        Seeds.setRandomSeed(1);
        new Session(9).call(() -> {
            Seeds.setRandomSeed(7);
            return Seeds.next();
        });
        assertThat(Seeds.next()).isEqualTo(next);
    }

    @Test
    void a_session_goes_on_where_it_ended() {
        var session = new Session(5);
        var both =
                Stream.concat(drawn(session).stream(), drawn(session).stream()).toList();
        assertThat(both).doesNotHaveDuplicates().contains("dense_5");
    }

    @Test
    void a_state_is_restored_within_the_session() {
        long again = new Session(5).call(() -> {
            Seeds.next();
            var state = Seeds.state();
            long drawn = Seeds.next();
            Seeds.restore(state);
            return drawn - Seeds.next();
        });
        assertThat(again).isZero();
    }
}
