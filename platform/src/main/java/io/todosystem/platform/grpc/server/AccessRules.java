package io.todosystem.platform.grpc.server;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.auth.Role;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.access.v1.Access;
import io.todosystem.proto.access.v1.AccessOuterClass;
import io.todosystem.proto.access.v1.Rule;
import io.todosystem.proto.access.v1.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may call which RPC, as the protos say. A service with an RPC without a rule is refused, so that the server does
 * not start.
 */
final class AccessRules {
    private static final Access PUBLIC =
            Access.newBuilder().setRule(Rule.RULE_PUBLIC).build();

    private final Map<String, Access> rules = new HashMap<>();

    AccessRules(List<ServerServiceDefinition> services) {
        for (ServerServiceDefinition service : services) {
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                String name = method.getMethodDescriptor().getFullMethodName();
                rules.put(name, ruleOf(name, method.getMethodDescriptor().getSchemaDescriptor()));
            }
        }
    }

    boolean isPublic(String fullMethodName) {
        return rule(fullMethodName).getRule() == Rule.RULE_PUBLIC;
    }

    /** Throws if this caller may not call. */
    void check(String fullMethodName, Caller caller) {
        Access access = rule(fullMethodName);
        boolean allowed =
                switch (caller) {
                    case Caller.Service service -> access.getServicesList().contains(service.clientId());
                    case Caller.User user -> allows(access.getRule(), user);
                    case Caller.Anonymous _ ->
                        throw Failure.unauthenticated("TOKEN_REQUIRED", "This needs an access token");
                };
        if (!allowed) {
            throw Failure.permissionDenied("NOT_ALLOWED", "The caller may not do this");
        }
        if (caller instanceof Caller.User user && !user.holds(access.getScope())) {
            throw insufficientScope(access.getScope());
        }
    }

    private static Failure insufficientScope(Scope needed) {
        return Failure.permissionDenied(
                "INSUFFICIENT_SCOPE",
                needed == Scope.SCOPE_UNSPECIFIED
                        ? "No API token may do this; sign in"
                        : "The API token needs the scope " + Scopes.name(needed) + " for this");
    }

    private Access rule(String fullMethodName) {
        Access access = rules.get(fullMethodName);
        if (access == null) {
            throw new IllegalStateException("No access rule for " + fullMethodName);
        }
        return access;
    }

    private static boolean allows(Rule rule, Caller.User user) {
        return switch (rule) {
            case RULE_PUBLIC, RULE_USER -> true;
            case RULE_ADMIN -> user.roles().contains(Role.ADMIN);
            case RULE_SERVICE, RULE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static Access ruleOf(String fullMethodName, @org.jspecify.annotations.Nullable Object schema) {
        // Health and reflection are gRPC's own and carry no option of ours.
        if (fullMethodName.startsWith("grpc.health.v1.") || fullMethodName.startsWith("grpc.reflection.")) {
            return PUBLIC;
        }
        if (schema instanceof ProtoMethodDescriptorSupplier supplier) {
            MethodDescriptor method = supplier.getMethodDescriptor();
            Access access = method.getOptions().getExtension(AccessOuterClass.access);
            boolean serviceRuleWithoutNames = access.getRule() == Rule.RULE_SERVICE && access.getServicesCount() == 0;
            if (access.getRule() != Rule.RULE_UNSPECIFIED && !serviceRuleWithoutNames) {
                return access;
            }
        }
        throw new IllegalStateException(fullMethodName + " has no access rule (option todo.access.v1.access)");
    }
}
