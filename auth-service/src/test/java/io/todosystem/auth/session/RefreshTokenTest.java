package io.todosystem.auth.session;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RefreshTokenTest {
    private final UUID session = UUID.randomUUID();
    private final RefreshToken first = RefreshToken.random();
    private final RefreshToken second = RefreshToken.random();

    @Test
    void a_token_is_256_random_bits() {
        assertThat(Base64.getUrlDecoder().decode(first.text())).hasSize(32);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void a_token_opens_its_own_successor() {
        byte[] sealed = first.sealSuccessor(second, session);

        assertThat(first.openSuccessor(sealed, session)).isEqualTo(second);
    }

    @Test
    void nothing_else_opens_it() {
        byte[] sealed = first.sealSuccessor(second, session);

        assertThatThrownBy(() -> second.openSuccessor(sealed, session)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> first.openSuccessor(sealed, UUID.randomUUID()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_token_never_shows_in_text() {
        assertThat(first).hasToString("RefreshToken");
        assertThat(new OpenSession(session, UUID.randomUUID(), first.text(), Instant.EPOCH).toString())
                .doesNotContain(first.text());
    }
}
