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
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Which methods the edge lets through, from their access rules. */
final class GrpcMethods {
    /** Open to anybody who knows a client's secret, and those are all inside. */
    private static final Set<String> INSIDE = Set.of("IssueServiceToken");

    private static final Set<Rule> PEOPLE = Set.of(Rule.RULE_PUBLIC, Rule.RULE_USER, Rule.RULE_ADMIN);

    /** What guesses at secrets or makes accounts is limited by address as narrowly as over REST; the zone of each. */
    private static final Map<String, String> ZONES = Map.of(
            "Login", "sign_in",
            "ForgotPassword", "sign_in",
            "ResetPassword", "sign_in",
            "VerifyEmail", "sign_in",
            "Register", "sign_up");

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
                .forEach((upstream, services) -> services.forEach(service -> methods(service)
                        .forEach((rules, methods) -> text.append(
                                """

                                location ~ ^/%s/(%s)$ {
                                %s    include grpc-call.conf;
                                    grpc_pass grpc://%s;
                                }
                                """.formatted(service.getName().replace(".", "\\."), methods, rules, upstream)))));
        return text.toString();
    }

    /** The names of a service's methods for people, by what their locations begin with. */
    private static Map<String, String> methods(ServiceDescriptor service) {
        return service.getMethods().stream()
                .map(GrpcMethods::schema)
                .filter(method -> !INSIDE.contains(method.getName())
                        && PEOPLE.contains(access(method).getRule()))
                .collect(Collectors.groupingBy(
                        GrpcMethods::rules,
                        TreeMap::new,
                        Collectors.mapping(MethodDescriptor::getName, sortedAlternatives())));
    }

    private static Collector<String, ?, String> sortedAlternatives() {
        return Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), names -> String.join("|", names));
    }

    private static String rules(MethodDescriptor method) {
        var rules = new StringBuilder();
        if (ZONES.containsKey(method.getName())) {
            rules.append("    limit_req zone=%s burst=20 nodelay;\n".formatted(ZONES.get(method.getName())));
        }
        if (access(method).getRule() != Rule.RULE_PUBLIC) {
            rules.append("    auth_request /_validate;\n");
        }
        // A stream may say nothing for as long as its token lives.
        rules.append("    grpc_read_timeout %s;\n".formatted(method.isServerStreaming() ? "11m" : "1m"));
        return rules.toString();
    }

    private static MethodDescriptor schema(io.grpc.MethodDescriptor<?, ?> method) {
        var schema = (ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor());
        return schema.getMethodDescriptor();
    }
}
