package io.todosystem.bff.user;

import com.google.protobuf.Timestamp;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.bff.problem.Refusal;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.CreateInvitationRequest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** An invitation to be made. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "An invitation to be made.", example = "{\"email\": \"grace@example.org\"}")
record InvitationDraft(
        @Schema(description = "The only address that it is to be good for; without it any.") @Nullable
        String email,

        @Schema(
                description = "When it ends (RFC 3339), at most 30 days from now; default 7 days.",
                format = "date-time")
        @Nullable
        String expireTime) {

    CreateInvitationRequest request() {
        var request = CreateInvitationRequest.newBuilder();
        if (email != null) {
            request.setEmail(email);
        }
        if (expireTime != null) {
            request.setExpireTime(time(expireTime));
        }
        return request.build();
    }

    private static Timestamp time(String text) {
        try {
            return Times.timestamp(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid("expire_time", "must be a time such as 2026-11-30T09:00:00Z");
        }
    }

    @Override
    public String toString() {
        return "InvitationDraft[]";
    }
}
