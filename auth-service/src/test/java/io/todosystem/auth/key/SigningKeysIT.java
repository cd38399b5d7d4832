package io.todosystem.auth.key;

import io.todosystem.auth.AuthProcess;
import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import io.todosystem.eventing.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of keys, as one replica sees what another one does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SigningKeysIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private AuthProcess auth;
    private SigningKeys keys;

    @BeforeAll
    void start() {
        auth = AuthProcess.start(POSTGRES, clock);
        keys = auth.bean(SigningKeys.class);
    }

    @AfterAll
    void stop() {
        auth.close();
    }

    @Test
    void a_rotation_by_another_replica_is_followed() throws Exception {
        SigningKey first = keys.active();
        SigningKey next = addKey();
        assertThat(keys.find(next.id())).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        assertThat(keys.find(next.id())).isPresent();
        assertThat(keys.published().getKeyByKeyId(next.id())).isNotNull();
        assertThat(keys.active().id()).isEqualTo(first.id());

        activate(first, next);
        clock.advance(Duration.ofMinutes(1));
        assertThat(keys.active().id()).isEqualTo(next.id());
        assertThat(keys.find(first.id())).isPresent();
        assertThat(keys.published().getKeys()).hasSize(2);
    }

    private SigningKey addKey() {
        SigningKey next = SigningKey.generate();
        var seal = auth.bean(KeyEncryption.class).seal();
        auth.bean(Transactions.class).inTransactionDo(tx -> auth.bean(SigningKeyStore.class)
                .save(next.row(KeyState.NEXT, seal, clock.instant())));
        return next;
    }

    private void activate(SigningKey first, SigningKey next) throws Exception {
        try (var connection = POSTGRES.connect();
                var update = connection.prepareStatement("UPDATE signing_keys SET state = ? WHERE kid = ?")) {
            update.setString(1, "RETIRED");
            update.setString(2, first.id());
            update.executeUpdate();
            update.setString(1, "ACTIVE");
            update.setString(2, next.id());
            update.executeUpdate();
        }
    }
}
