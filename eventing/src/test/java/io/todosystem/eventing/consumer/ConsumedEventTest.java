package io.todosystem.eventing.consumer;

import com.google.protobuf.Duration;
import io.todosystem.proto.events.v1.UserRegistered;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsumedEventTest {
    @Test
    void a_field_of_a_newer_producer_is_ignored() {
        var payload = "{\"userId\": \"u\", \"fieldOfTheFuture\": {\"a\": [1]}}";
        assertThat(event(payload).into(UserRegistered.newBuilder()).getUserId()).isEqualTo("u");
    }

    @Test
    void what_is_no_json_is_an_error_that_names_the_event() {
        assertThatThrownBy(() -> event("{").into(Duration.newBuilder()))
                .hasMessageContaining(new UUID(0, 1).toString());
    }

    private static ConsumedEvent event(String payload) {
        return new ConsumedEvent(
                new UUID(0, 1), "type", "topic", "key", "subject", 1, Instant.EPOCH, "", payload.getBytes(UTF_8));
    }
}
