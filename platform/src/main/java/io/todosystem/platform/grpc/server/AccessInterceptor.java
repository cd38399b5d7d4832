package io.todosystem.platform.grpc.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.todosystem.platform.auth.Authenticator;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.VerifiedToken;
import io.todosystem.platform.failure.Failure;
import io.todosystem.platform.grpc.BearerToken;
import io.todosystem.platform.grpc.ClientAddress;
import io.todosystem.platform.grpc.TrustedProxies;
import io.todosystem.platform.limit.UserLimit;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets a call through if its token says who calls and the RPC's access rule allows that caller.
 *
 * <p>A PUBLIC RPC ignores whatever token comes along, but that of a gateway which says for whom it calls. Streams are
 * handed to {@link OpenStreams}, which ends them with their token.
 */
final class AccessInterceptor implements ServerInterceptor {
    private static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of(TrustedProxies.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final AccessRules rules;
    private final Authenticator authenticator;
    private final OpenStreams openStreams;
    private final UserLimit limit;
    private final Set<String> forwarders;
    private final TrustedProxies proxies;

    AccessInterceptor(
            AccessRules rules,
            Authenticator authenticator,
            OpenStreams openStreams,
            UserLimit limit,
            ServerSettings settings) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.openStreams = openStreams;
        this.limit = limit;
        this.forwarders = Set.copyOf(settings.forwarders());
        this.proxies = new TrustedProxies("todo.server.proxies", settings.proxies());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        GuardedCall<Q, R> guarded = (GuardedCall<Q, R>) call;
        boolean stream = call.getMethodDescriptor().getType() != MethodType.UNARY;
        if (rules.isPublic(method)) {
            if (stream) {
                openStreams.add(guarded);
            }
            Context context = Context.current().withValue(ClientAddress.KEY, clientOf(call, headers));
            return Contexts.interceptCall(context, call, headers, next);
        }
        String token = BearerToken.from(headers);
        VerifiedToken verified = verify(token);
        guarded.record().calledBy(verified.caller());
        limit.require(verified.caller());
        rules.check(method, verified.caller());
        if (stream) {
            openStreams.add(guarded, token, verified);
        }
        return Contexts.interceptCall(contextOf(verified.caller(), token), call, headers, next);
    }

    private String clientOf(ServerCall<?, ?> call, Metadata headers) {
        String told = headers.get(ClientAddress.HEADER);
        return told != null && isForwarder(headers) ? told : behindProxies(call, headers);
    }

    private String behindProxies(ServerCall<?, ?> call, Metadata headers) {
        if (!(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress peer)) {
            return "";
        }
        List<String> hops = new ArrayList<>();
        Iterable<String> lines = headers.getAll(FORWARDED);
        if (lines != null) {
            lines.forEach(hops::add);
        }
        return proxies.clientOf(peer, hops);
    }

    /** Nobody is refused here: whoever does not prove to be one is taken for the person itself. */
    private boolean isForwarder(Metadata headers) {
        try {
            return authenticator.authenticate(BearerToken.from(headers)) instanceof Caller.Service service
                    && forwarders.contains(service.clientId());
        } catch (Failure noProof) {
            return false;
        }
    }

    private VerifiedToken verify(String token) {
        try {
            return authenticator.verify(token);
        } catch (Failure failure) {
            throw failure.resource(BearerToken.RESOURCE, "");
        }
    }

    /** Only a user's token may be handed on: a service speaks for itself. */
    private static Context contextOf(Caller caller, String token) {
        Context context = Context.current().withValue(Caller.KEY, caller);
        return caller instanceof Caller.User ? context.withValue(BearerToken.KEY, token) : context;
    }
}
