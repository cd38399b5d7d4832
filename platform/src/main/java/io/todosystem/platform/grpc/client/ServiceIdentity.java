package io.todosystem.platform.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.BearerToken;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.platform.grpc.Failures;

/**
 * Calls as this process, and says from where the person comes for whom it calls; a token that the other side refuses is
 * not used again.
 */
final class ServiceIdentity implements ClientInterceptor {
    private final ServiceToken serviceToken;

    ServiceIdentity(ServiceToken serviceToken) {
        this.serviceToken = serviceToken;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        String token;
        try {
            token = serviceToken.current();
        } catch (Failure failure) {
            return new FailedCall<>(failure);
        }
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                BearerToken.into(headers, token);
                String client = ClientAddress.current();
                if (!client.isEmpty()) {
                    headers.discardAll(ClientAddress.HEADER);
                    headers.put(ClientAddress.HEADER, client);
                }
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                if (refused(status, trailers)) {
                                    serviceToken.forget(token);
                                }
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }

    private static boolean refused(Status status, Metadata trailers) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                && Failures.from(status.asRuntimeException(trailers))
                        .resource()
                        .map(resource -> resource.type().equals(BearerToken.RESOURCE))
                        .orElse(false);
    }
}
