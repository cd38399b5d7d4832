package io.todosystem.localstack.mail;

import java.time.Instant;
import java.util.List;

/**
 * A mail as people read it.
 *
 * @param id names its file; sorts by arrival
 * @param recipients the addresses it was delivered to, lower case
 * @param html empty when the mail has no HTML part
 */
public record StoredMail(
        String id,
        Instant received,
        String from,
        List<String> recipients,
        String subject,
        String messageId,
        String text,
        String html) {

    public StoredMail {
        recipients = List.copyOf(recipients);
    }
}
