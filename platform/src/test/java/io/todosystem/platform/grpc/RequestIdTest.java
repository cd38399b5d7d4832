package io.todosystem.platform.grpc;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdTest {
    @Test
    void a_plain_one_is_kept() {
        assertThat(RequestId.keepOrMake("0b6f-A.b_1")).isEqualTo("0b6f-A.b_1");
    }

    @Test
    void one_that_could_spoil_a_log_is_replaced() {
        assertThat(RequestId.keepOrMake("a b")).doesNotContain(" ");
        assertThat(RequestId.keepOrMake("x\n{\"level\":\"ERROR\"}")).hasSize(36);
        assertThat(RequestId.keepOrMake("x".repeat(65))).hasSize(36);
        assertThat(RequestId.keepOrMake("")).hasSize(36);
        assertThat(RequestId.keepOrMake(null)).hasSize(36);
    }
}
