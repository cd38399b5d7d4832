package io.todosystem.platform.grpc.server;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class InboundBudgetTest {
    private final InboundBudget budget = new InboundBudget();

    @Test
    void what_is_large_is_refused_while_too_much_is_on_its_way() {
        ServerStreamTracer first = request();
        first.inboundWireSize(InboundBudget.OF_ALL);

        assertThatThrownBy(() -> request().inboundWireSize(InboundBudget.SMALL + 1))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("RESOURCE_EXHAUSTED");
        assertThatCode(() -> request().inboundWireSize(InboundBudget.SMALL)).doesNotThrowAnyException();
    }

    @Test
    void what_has_come_whole_or_has_ended_is_not_on_its_way() {
        ServerStreamTracer whole = request();
        whole.inboundWireSize(InboundBudget.OF_ALL);
        whole.inboundMessageRead(0, InboundBudget.OF_ALL, InboundBudget.OF_ALL);
        ServerStreamTracer ended = request();
        ended.inboundWireSize(InboundBudget.OF_ALL);
        ended.streamClosed(Status.CANCELLED);

        assertThatCode(() -> request().inboundWireSize(InboundBudget.OF_ALL)).doesNotThrowAnyException();
    }

    private ServerStreamTracer request() {
        return budget.newServerStreamTracer("any/Method", new Metadata());
    }
}
