package io.todosystem.e2e.walk;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.todosystem.e2e.Bearer;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.Failures;
import io.todosystem.proto.access.v1.Access;
import io.todosystem.proto.access.v1.AccessOuterClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One RPC of the contracts at one process that serves it. */
public record Rpc(String process, String service, String method, boolean streams, Access access) {
    private static final Map<String, List<String>> SERVED_BY = Map.of(
            "todo.auth.v1", List.of("auth"),
            "todo.tasks.v1", List.of("tasks"),
            "todo.notifications.v1", List.of("notification"),
            "todo.admin.v1", List.of("auth", "tasks", "notification"));

    /** No protobuf message: whoever reads it has let the call in, and does nothing else for it. */
    private static final byte[] UNREADABLE = {(byte) 0xFF, (byte) 0xFF};

    /** All that the descriptors know. One whose package no process is known for is an error. */
    public static List<Rpc> all() {
        return image().getFileList().stream()
                .flatMap(file -> file.getServiceList().stream().flatMap(service -> of(file, service)))
                .toList();
    }

    private static Stream<Rpc> of(FileDescriptorProto file, ServiceDescriptorProto service) {
        var processes = SERVED_BY.get(file.getPackage());
        if (processes == null) {
            throw new AssertionError("Which process serves " + file.getPackage() + "? Say it in Rpc.SERVED_BY");
        }
        return processes.stream().flatMap(process -> service.getMethodList().stream()
                .map(method -> of(process, file.getPackage() + "." + service.getName(), method)));
    }

    private static Rpc of(String process, String service, MethodDescriptorProto method) {
        return new Rpc(
                process,
                service,
                method.getName(),
                method.getServerStreaming(),
                method.getOptions().getExtension(AccessOuterClass.access));
    }

    private static FileDescriptorSet image() {
        var registry = ExtensionRegistry.newInstance();
        AccessOuterClass.registerAllExtensions(registry);
        try (InputStream image = Rpc.class.getResourceAsStream("/todo-system.binpb")) {
            return FileDescriptorSet.parseFrom(Objects.requireNonNull(image), registry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What becomes of a call with a body that cannot be read; to be let in is {@code UNREADABLE_MESSAGE}. */
    public Failure call(Channel channel, @Nullable String token) {
        var called = token == null ? channel : ClientInterceptors.intercept(channel, Bearer.of(token));
        var options = CallOptions.DEFAULT.withDeadlineAfter(12, TimeUnit.SECONDS);
        try {
            if (streams) {
                var _ = ClientCalls.blockingServerStreamingCall(called, descriptor(), options, UNREADABLE)
                        .next();
            } else {
                var _ = ClientCalls.blockingUnaryCall(called, descriptor(), options, UNREADABLE);
            }
            throw new AssertionError(this + " understood what cannot be read");
        } catch (StatusRuntimeException e) {
            return Failures.from(e);
        }
    }

    private MethodDescriptor<byte[], byte[]> descriptor() {
        return MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
                .setType(streams ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                .setFullMethodName(service + "/" + method)
                .build();
    }

    @Override
    public String toString() {
        return process + " " + service + "/" + method;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
