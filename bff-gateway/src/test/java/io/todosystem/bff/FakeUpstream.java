package io.todosystem.bff;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.FailureMapping;
import io.todosystem.platform.grpc.ResponseMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real gRPC server for a fake service: it can stop and start on its port, hang, and fail when it is told to. */
final class FakeUpstream implements AutoCloseable {
    private static final String ALL = "";
    private static final Context.Key<String> CALLER = Context.key("fake-caller");
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Map<String, Metadata> headers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final HealthStatusManager health = new HealthStatusManager();
    private final List<BindableService> services;
    private volatile boolean hanging;
    private volatile String held = ALL;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private int port;
    private @Nullable Server server;

    FakeUpstream(BindableService... services) {
        this.services = List.of(services);
        start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The next calls of this RPC fail so, until {@link #recover}. */
    void fail(String rpc, Failure failure) {
        failures.put(rpc, failure);
    }

    /** From now on no call is answered, health included. */
    void hang() {
        hanging = true;
    }

    /** From now on calls wait, until {@link #release}. */
    void hold() {
        hold(ALL);
    }

    /** The same for one RPC. */
    void hold(String rpc) {
        held = rpc;
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void recover() {
        failures.clear();
        hanging = false;
    }

    /** Calls that reached the server, health apart. */
    int calls() {
        return calls.get();
    }

    /** Questions for its health that reached the server. */
    int checks() {
        return checks.get();
    }

    /** Calls that the client gave up. */
    int cancelled() {
        return cancelled.get();
    }

    /** Headers of the last call of this RPC. */
    @Nullable
    String header(String rpc, String name) {
        var last = headers.get(rpc);
        return last == null ? null : last.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    /** The token of the current call. */
    static String token() {
        return CALLER.get();
    }

    static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        try {
            observer.onNext(work.get());
            observer.onCompleted();
        } catch (Failure failure) {
            observer.onError(FailureMapping.toStatus(failure));
        }
    }

    void start() {
        try {
            var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .intercept(new Behaviour())
                    .addService(health.getHealthService());
            services.forEach(builder::addService);
            server = builder.build().start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        var running = server;
        if (running == null) {
            return;
        }
        try {
            running.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = null;
    }

    boolean isRunning() {
        return server != null;
    }

    @Override
    public void close() {
        stop();
    }

    private void passGate(String rpc) {
        try {
            if (held.equals(ALL) || held.equals(rpc)) {
                gate.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Behaviour implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
            var rpc = String.valueOf(call.getMethodDescriptor().getBareMethodName());
            if (rpc.equals("Check")) {
                checks.incrementAndGet();
            } else {
                calls.incrementAndGet();
                headers.put(rpc, metadata);
            }
            Context.current()
                    .addListener(
                            context -> {
                                if (context.cancellationCause() != null) {
                                    cancelled.incrementAndGet();
                                }
                            },
                            Runnable::run);
            if (hanging) {
                call.request(1);
                return new ServerCall.Listener<>() {};
            }
            passGate(rpc);
            var failure = failures.get(rpc);
            if (failure != null) {
                var status = FailureMapping.toStatus(failure);
                var trailers = status.getTrailers();
                call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
                return new ServerCall.Listener<>() {};
            }
            var authorization = metadata.get(AUTHORIZATION);
            var token = authorization == null ? "" : authorization.substring("Bearer ".length());
            return Contexts.interceptCall(
                    Context.current().withValue(CALLER, token), new Versioned<>(call), metadata, next);
        }
    }

    /** Tells the version of each answer, as services tell that of a change. */
    private static final class Versioned<Q, R> extends SimpleForwardingServerCall<Q, R> {
        Versioned(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata metadata) {
            metadata.put(ResponseMetadata.VERSION, "list:1");
            super.sendHeaders(metadata);
        }
    }
}
