package io.todosystem.notification.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/**
 * The mail server.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user empty: no authentication
 * @param password of {@code user}
 * @param tls {@code none}, {@code starttls} or {@code tls}; the last two refuse to send without encryption
 * @param connectTimeout until the server takes the connection
 * @param readTimeout until the server answers
 * @param writeTimeout until the server takes what is sent
 */
@ConfigurationProperties("todo.smtp")
record SmtpConfig(
        @Bindable(defaultValue = "127.0.0.1") @NotBlank String host,
        @Bindable(defaultValue = "1025") @Min(1) @Max(65535) int port,
        @Bindable(defaultValue = "") String user,
        @Bindable(defaultValue = "") String password,
        @Bindable(defaultValue = "none") Tls tls,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "10s") Duration readTimeout,
        @Bindable(defaultValue = "10s") Duration writeTimeout) {

    /** How the connection is encrypted. */
    enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmtpConfig[" + host + ':' + port + ", tls=" + tls + ']';
    }
}
