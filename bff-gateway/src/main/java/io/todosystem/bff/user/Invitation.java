package io.todosystem.bff.user;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.CreateInvitationResponse;
import java.time.Instant;

/** A new invitation. */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(description = "A new invitation.", example = """
                {"id": "0198f3b2-7c1e-7d4a-9b60-3f2a51c8e7d5", "email": "grace@example.org",
                 "create_time": "2026-11-20T09:00:00Z", "expire_time": "2026-11-27T09:00:00Z",
                 "code": "pX3sV0h7bYk1c9Qe5mW2rT8uZ4nL6aJd0fGiHoKxCvB"}""")
record Invitation(
        String id,

        @Schema(description = "Empty if it is good for any address.")
        String email,

        Instant createTime,
        Instant expireTime,

        @Schema(description = "The invite_code of a registration, once. It is told only here.")
        String code) {

    static Invitation from(CreateInvitationResponse answer) {
        var invitation = answer.getInvitation();
        return new Invitation(
                invitation.getId(),
                invitation.getEmail(),
                Times.instant(invitation.getCreateTime()),
                Times.instant(invitation.getExpireTime()),
                answer.getCode());
    }

    @Override
    public String toString() {
        return "Invitation[" + id + "]";
    }
}
