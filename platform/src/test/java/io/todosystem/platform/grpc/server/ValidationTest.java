package io.todosystem.platform.grpc.server;

import com.google.protobuf.Message;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.failure.Failure.FieldViolation;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import io.todosystem.proto.auth.v1.RegisterRequest;
import io.todosystem.proto.tasks.v1.CreateTaskRequest;
import io.todosystem.proto.tasks.v1.TaskInput;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class ValidationTest {
    private final Validation validation = new Validation();

    @Test
    void each_field_that_breaks_a_rule_is_named() {
        var register = RegisterRequest.newBuilder().setEmail("nobody").build();

        assertThat(violations(register)).extracting(FieldViolation::field).contains("email", "display_name");
    }

    @Test
    void of_many_violations_twenty_are_told() {
        var task = TaskInput.newBuilder().setTitle("x").addAllTags(Collections.nCopies(1_000, ""));

        assertThat(violations(CreateTaskRequest.newBuilder().setTask(task).build()))
                .hasSize(20);
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_rule_that_is_broken_a_million_times_is_told_once() {
        var token = CreateApiTokenRequest.newBuilder().setName("x");
        token.addAllScopesValue(Collections.nCopies(4_000_000, 0));

        assertThat(violations(token.build())).hasSize(1);
    }

    private List<FieldViolation> violations(Message message) {
        return catchThrowableOfType(Failure.class, () -> validation.check(message))
                .violations();
    }
}
