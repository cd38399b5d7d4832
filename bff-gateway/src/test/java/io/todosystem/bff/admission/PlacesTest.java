package io.todosystem.bff.admission;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todosystem.bff.exchange.HttpSettings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlacesTest {
    private static final int PLACES = 8;
    private static final int OF_STRANGERS = 6;

    private final Places places = places(PLACES, 0);

    @Test
    void strangers_have_three_quarters_and_those_who_are_known_the_rest() {
        assertThat(admitted(places, true)).isEqualTo(OF_STRANGERS);
        assertThat(admitted(places, false)).isEqualTo(PLACES - OF_STRANGERS);
    }

    @Test
    void those_who_are_known_may_have_all_and_keep_strangers_out_of_none_that_is_free_again() {
        assertThat(admitted(places, false)).isEqualTo(PLACES);
        assertThat(admitted(places, true)).isZero();

        IntStream.range(0, PLACES).forEach(_ -> places.leave(false));
        assertThat(admitted(places, true)).isEqualTo(OF_STRANGERS);
    }

    @Test
    void who_leaves_makes_room_for_one() {
        assertThat(admitted(places, true)).isEqualTo(OF_STRANGERS);
        places.leave(true);
        assertThat(admitted(places, true)).isEqualTo(1);
    }

    @Test
    void strangers_cannot_have_more_places_than_there_are() {
        assertThat(admitted(places(PLACES, PLACES), true)).isEqualTo(PLACES);
        assertThatThrownBy(() -> places(PLACES, PLACES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("todo.http.max-concurrent-strangers");
    }

    @Test
    void strangers_have_three_quarters_of_however_many() {
        assertThat(places(1_000_000_000, 0).enter(true)).isTrue();
    }

    private static long admitted(Places places, boolean strangers) {
        return IntStream.range(0, 2 * PLACES)
                .filter(_ -> places.enter(strangers))
                .count();
    }

    private static Places places(int all, int strangers) {
        Duration second = Duration.ofSeconds(1);
        return new Places(new HttpSettings(all, strangers, 1, 1, second, second, second), new SimpleMeterRegistry());
    }
}
