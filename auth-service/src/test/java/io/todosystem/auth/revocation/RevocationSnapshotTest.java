package io.todosystem.auth.revocation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RevocationSnapshotTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Revocation early = new Revocation(UUID.randomUUID(), NOON);
    private final Revocation late = new Revocation(UUID.randomUUID(), NOON.plusSeconds(60));

    @Test
    void the_etag_names_the_content_whatever_its_order() {
        assertThat(etag(early, late)).isEqualTo(etag(late, early)).isNotEqualTo(etag(early));
    }

    @Test
    void another_generation_is_another_set() {
        RevocationSnapshot next = RevocationSnapshot.of(new RevocationCounter(true, 2, 1), List.of(early));

        assertThat(next.set().etag()).isNotEqualTo(etag(early));
        assertThat(next.set().generation()).isEqualTo(1);
    }

    @Test
    void the_etag_fits_into_the_contract() {
        assertThat(etag().length()).isBetween(1, 64);
    }

    @Test
    void what_has_served_its_time_leaves_the_set_and_changes_its_etag() {
        RevocationSnapshot both = RevocationSnapshot.of(new RevocationCounter(true, 2, 0), List.of(early, late));

        assertThat(both.without(NOON.minusSeconds(1))).isSameAs(both);
        assertThat(both.without(NOON).set().sessionIds()).containsExactly(late.sessionId());
        assertThat(both.without(NOON).set().etag()).isEqualTo(etag(late));
    }

    private static String etag(Revocation... revocations) {
        return RevocationSnapshot.of(new RevocationCounter(true, 1, 0), List.of(revocations))
                .set()
                .etag();
    }
}
