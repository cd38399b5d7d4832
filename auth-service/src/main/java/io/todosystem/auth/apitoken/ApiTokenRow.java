package io.todosystem.auth.apitoken;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.proto.access.v1.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token at rest. */
@MappedEntity("api_tokens")
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record ApiTokenRow(
        @Id UUID id,
        UUID userId,
        String name,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> scopes,
        byte[] hash,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    ApiToken token() {
        return new ApiToken(id, name, known(), createdAt, expiresAt, Optional.ofNullable(lastUsedAt));
    }

    /** One that another version knows gives no right here. */
    List<Scope> known() {
        return scopes.stream().flatMap(scope -> Scopes.named(scope).stream()).toList();
    }

    @Override
    public String toString() {
        return "ApiTokenRow[" + id + "]";
    }
}
