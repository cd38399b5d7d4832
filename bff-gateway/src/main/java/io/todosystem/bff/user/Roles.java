package io.todosystem.bff.user;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What a user is to be allowed. */
@Serdeable
@Schema(description = "What a user is to be allowed.", example = "{\"roles\": [\"USER\", \"ADMIN\"]}")
record Roles(
        @Schema(description = "These and no others; USER may be left out, everybody has it.")
        List<UserRole> roles) {}
