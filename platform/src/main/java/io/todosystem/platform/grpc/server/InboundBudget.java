package io.todosystem.platform.grpc.server;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is held of requests that have not come whole. Whoever begins many large ones and finishes none would else
 * take the memory by which all connections are read. A small request is never refused for it.
 */
final class InboundBudget extends ServerStreamTracer.Factory {
    static final long SMALL = 64 * 1024;
    static final long OF_ALL = 16 * 1024 * 1024;

    private final AtomicLong held = new AtomicLong();

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Request();
    }

    private final class Request extends ServerStreamTracer {
        private final AtomicLong own = new AtomicLong();

        /** What is thrown here ends the call. */
        @Override
        public void inboundWireSize(long bytes) {
            long all = held.addAndGet(bytes);
            if (own.addAndGet(bytes) > SMALL && all > OF_ALL) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("Too much is on its way to this process")
                        .asRuntimeException();
            }
        }

        @Override
        public void inboundMessageRead(int number, long wireSize, long size) {
            giveBack();
        }

        @Override
        public void streamClosed(Status status) {
            giveBack();
        }

        private void giveBack() {
            held.addAndGet(-own.getAndSet(0));
        }
    }
}
