package io.todosystem.auth.apitoken;

/** An API token and, this once, its secret. */
public record NewApiToken(ApiToken token, String secret) {
    @Override
    public String toString() {
        return "NewApiToken[" + token.id() + "]";
    }
}
