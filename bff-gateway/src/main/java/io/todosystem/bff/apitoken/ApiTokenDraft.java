package io.todosystem.bff.apitoken;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.proto.auth.v1.CreateApiTokenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An API token to be made. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "An API token to be made.", example = """
                {"name": "backup script", "scopes": ["tasks.read"], "expires_in_days": 30}""")
record ApiTokenDraft(
        @Schema(description = "1 to 100 characters.") String name,

        @Schema(
                description =
                        "What it may do, at least one of tasks.read, tasks.write, notifications.read, notifications.write, profile.read.")
        List<String> scopes,

        @Schema(description = "1 to 365; default 90.") @Nullable
        Integer expiresInDays) {

    CreateApiTokenRequest request() {
        var request = CreateApiTokenRequest.newBuilder().setName(name);
        List<Problem.Fault> unknown = new ArrayList<>();
        for (int i = 0; i < scopes.size(); i++) {
            var pointer = "/scopes/" + i;
            Scopes.named(scopes.get(i))
                    .ifPresentOrElse(
                            request::addScopes,
                            () -> unknown.add(new Problem.Fault(
                                    pointer,
                                    "must be one of "
                                            + Scopes.ALL.stream()
                                                    .map(Scopes::name)
                                                    .collect(Collectors.joining(", ")))));
        }
        if (!unknown.isEmpty()) {
            throw Refusal.of("INVALID_FIELD", unknown);
        }
        if (expiresInDays != null) {
            if (expiresInDays == 0) {
                throw Refusal.invalid("expires_in_days", "must be 1 to 365");
            }
            request.setLifeDays(expiresInDays);
        }
        return request.build();
    }
}
