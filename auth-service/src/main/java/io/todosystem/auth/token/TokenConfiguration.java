package io.todosystem.auth.token;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;

/**
 * Who issues access tokens and for whom. Both are the same in every process of an installation and in no other one.
 *
 * @param issuer claim {@code iss}
 * @param audience claim {@code aud}
 */
@ConfigurationProperties("todo.auth.tokens")
record TokenConfiguration(
        @Bindable(defaultValue = "https://auth.todosystem.io") @NotBlank
        String issuer,

        @Bindable(defaultValue = "todo-system") @NotBlank String audience) {}
