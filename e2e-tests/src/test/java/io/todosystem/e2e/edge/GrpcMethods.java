package io.todosystem.e2e.edge;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.todosystem.proto.access.v1.Access;
import io.todosystem.proto.access.v1.AccessOuterClass;
import io.todosystem.proto.access.v1.Rule;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.UserAdminServiceGrpc;
import io.todosystem.proto.notifications.v1.NotificationsServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which methods the edge lets through, from their access rules. */
final class GrpcMethods {
    /** Open to anybody who knows a client's secret, and those are all inside. */
    private static final Set<String> INSIDE = Set.of("IssueServiceToken");

    private GrpcMethods() {}

    /** The services by the name of their upstream. */
    static Map<String, List<ServiceDescriptor>> services() {
        return new TreeMap<>(Map.of(
                "auth_grpc",
                        List.of(AuthServiceGrpc.getServiceDescriptor(), UserAdminServiceGrpc.getServiceDescriptor()),
                "tasks_grpc", List.of(TasksServiceGrpc.getServiceDescriptor()),
                "notification_grpc", List.of(NotificationsServiceGrpc.getServiceDescriptor())));
    }

    static Access access(MethodDescriptor method) {
        return method.getOptions().getExtension(AccessOuterClass.access);
    }

    /** What nginx/grpc-methods.conf must say. */
    static String locations() {
        var text = new StringBuilder("""
                # Generated from the access rules in the protos; a test holds it against them.
                """);
        services()
                .forEach((upstream, services) -> services.forEach(service -> {
                    location(text, upstream, service, "", access -> access.getRule() == Rule.RULE_PUBLIC);
                    location(
                            text,
                            upstream,
                            service,
                            "    auth_request /_validate;\n",
                            access -> access.getRule() == Rule.RULE_USER || access.getRule() == Rule.RULE_ADMIN);
                }));
        return text.toString();
    }

    private static void location(
            StringBuilder text, String upstream, ServiceDescriptor service, String check, Predicate<Access> chosen) {
        var methods = service.getMethods().stream()
                .map(GrpcMethods::schema)
                .filter(method -> !INSIDE.contains(method.getName()) && chosen.test(access(method)))
                .map(MethodDescriptor::getName)
                .sorted()
                .collect(Collectors.joining("|"));
        if (!methods.isEmpty()) {
            text.append("""

                    location ~ ^/%s/(%s)$ {
                    %s    include grpc-call.conf;
                        grpc_pass grpc://%s;
                    }
                    """.formatted(service.getName().replace(".", "\\."), methods, check, upstream));
        }
    }

    private static MethodDescriptor schema(io.grpc.MethodDescriptor<?, ?> method) {
        var schema = (ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor());
        return schema.getMethodDescriptor();
    }
}
