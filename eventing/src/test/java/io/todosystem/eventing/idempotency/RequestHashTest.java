package io.todosystem.eventing.idempotency;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.todosystem.proto.tasks.v1.CompleteTaskRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHashTest {
    @Test
    void the_request_id_is_no_part_of_the_request() {
        var one = CompleteTaskRequest.newBuilder()
                .setTaskId("t")
                .setRequestId("1")
                .build();
        var repeated = one.toBuilder().setRequestId("2").build();
        var other = one.toBuilder().setTaskId("u").build();
        assertThat(RequestHash.of(repeated)).isEqualTo(RequestHash.of(one)).hasSize(32);
        assertThat(RequestHash.of(other)).isNotEqualTo(RequestHash.of(one));
    }

    @Test
    void the_order_of_a_map_does_not_matter() {
        var value = Value.newBuilder().setBoolValue(true).build();
        var one =
                Struct.newBuilder().putFields("a", value).putFields("b", value).build();
        var other =
                Struct.newBuilder().putFields("b", value).putFields("a", value).build();
        assertThat(RequestHash.of(one)).isEqualTo(RequestHash.of(other));
    }
}
