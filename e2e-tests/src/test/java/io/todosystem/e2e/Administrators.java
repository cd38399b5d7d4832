package io.todosystem.e2e;

import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import java.util.Map;
import java.util.UUID;

/** Makes administrators as {@code ./todo admin create} does. */
public final class Administrators {
    private Administrators() {}

    /** A new one, signed in. */
    public static Rest create(Stack stack) {
        return stack.rest().as(accessToken(stack));
    }

    /** The token of a new one. */
    public static String accessToken(Stack stack) {
        return create(
                stack, "admin." + UUID.randomUUID() + "@example.com", "correct horse battery " + UUID.randomUUID());
    }

    /** Answers the token of the first session. */
    public static String create(Stack stack, String email, String password) {
        var auth = AuthServiceGrpc.newBlockingStub(stack.channel("auth"));
        var token = auth.issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("operator")
                        .setClientSecret(stack.clientSecret("operator"))
                        .build())
                .getAccessToken();
        var _ = auth.withInterceptors(Bearer.of(token))
                .createAdministrator(CreateAdministratorRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .setDisplayName("Operator")
                        .build());
        var answer = stack.rest().post("/api/v1/auth/login", Map.of("email", email, "password", password));
        if (answer.status() != 200) {
            throw new AssertionError("login: " + answer);
        }
        return answer.text("/access_token");
    }
}
