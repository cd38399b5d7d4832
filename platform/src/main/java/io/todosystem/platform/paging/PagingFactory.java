package io.todosystem.platform.paging;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotBlank;
import java.util.Base64;

/** Makes the page tokens of this process, for those that have pages. */
@Factory
final class PagingFactory {
    @Singleton
    PageTokens pageTokens(Settings settings) {
        try {
            return new PageTokens(Base64.getDecoder().decode(settings.pageTokenKey()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("todo.page-token-key (TODO_PAGE_TOKEN_KEY) must be 32 bytes in base64");
        }
    }

    /**
     * Paging, {@code todo.*}.
     *
     * @param pageTokenKey 32 bytes in base64, the same in every replica
     */
    @ConfigurationProperties("todo")
    record Settings(@NotBlank String pageTokenKey) {
        @Override
        public String toString() {
            return "Settings[]";
        }
    }
}
