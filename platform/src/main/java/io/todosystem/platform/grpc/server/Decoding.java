package io.todosystem.platform.grpc.server;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.todosystem.platform.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a message that cannot be read the caller's mistake.
 *
 * <p>gRPC parses before any interceptor is asked and takes what the parser throws for a bug of ours (UNKNOWN, with a
 * stack trace in the log). Here a {@link Failure} takes the place of such a message, and {@link GuardedListener}
 * answers with it. The same goes for one that is too large: gRPC's own limit, which is higher and only protects the
 * memory, gives no reason.
 */
final class Decoding {
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private Decoding() {}

    static ServerServiceDefinition tolerant(ServerServiceDefinition service) {
        ServiceDescriptor descriptor = service.getServiceDescriptor();
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        service.getMethods().forEach(method -> methods.add(tolerant(method)));
        ServiceDescriptor.Builder wrapped = ServiceDescriptor.newBuilder(descriptor.getName())
                .setSchemaDescriptor(descriptor.getSchemaDescriptor());
        methods.forEach(method -> wrapped.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder result = ServerServiceDefinition.builder(wrapped.build());
        methods.forEach(result::addMethod);
        return result.build();
    }

    private static <Q, R> ServerMethodDefinition<Q, R> tolerant(ServerMethodDefinition<Q, R> method) {
        MethodDescriptor<Q, R> descriptor = method.getMethodDescriptor();
        Marshaller<Q> requests = new Tolerant<>(descriptor.getRequestMarshaller());
        return ServerMethodDefinition.create(
                descriptor.toBuilder(requests, descriptor.getResponseMarshaller())
                        .build(),
                method.getServerCallHandler());
    }

    private record Tolerant<T>(Marshaller<T> marshaller) implements Marshaller<T> {
        @Override
        public InputStream stream(T value) {
            return marshaller.stream(value);
        }

        @Override
        @SuppressWarnings("unchecked") // nobody takes it for a T before GuardedListener has looked at it
        public T parse(InputStream stream) {
            try {
                return stream.available() > MAX_MESSAGE ? (T) tooLarge() : marshaller.parse(stream);
            } catch (StatusRuntimeException | IOException e) {
                return (T) unreadable();
            }
        }

        private static Object tooLarge() {
            return new Failure(Status.Code.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE", "The message is larger than 4 MiB");
        }

        private static Object unreadable() {
            return new Failure(Status.Code.INVALID_ARGUMENT, "UNREADABLE_MESSAGE", "The message cannot be read");
        }
    }
}
