package io.todosystem.auth.sealing;

import io.todosystem.auth.sealing.Seal.BrokenSeal;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class SealTest {
    private static final byte[] CONTEXT = "context".getBytes(UTF_8);
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final Seal seal = sealOf((byte) 1);

    @Test
    void what_was_sealed_is_opened_by_the_same_key_in_the_same_context() throws BrokenSeal {
        assertThat(seal.open(seal.close(CONTENT, CONTEXT), CONTEXT)).isEqualTo(CONTENT);
    }

    @Test
    void the_same_content_never_looks_the_same() {
        assertThat(seal.close(CONTENT, CONTEXT)).isNotEqualTo(seal.close(CONTENT, CONTEXT));
    }

    @Test
    void another_key_another_context_and_changed_bytes_break_it() {
        byte[] sealed = seal.close(CONTENT, CONTEXT);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertBroken(sealOf((byte) 2), sealed, CONTEXT);
        assertBroken(seal, sealed, "other".getBytes(UTF_8));
        assertBroken(seal, changed, CONTEXT);
        assertBroken(seal, Arrays.copyOf(sealed, 11), CONTEXT);
        assertBroken(seal, new byte[0], CONTEXT);
    }

    private static void assertBroken(Seal seal, byte[] sealed, byte[] context) {
        assertThatExceptionOfType(BrokenSeal.class).isThrownBy(() -> seal.open(sealed, context));
    }

    private static Seal sealOf(byte filler) {
        byte[] key = new byte[32];
        Arrays.fill(key, filler);
        return new Seal(new SecretKeySpec(key, "AES"));
    }
}
