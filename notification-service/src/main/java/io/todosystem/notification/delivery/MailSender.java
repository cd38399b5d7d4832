package io.todosystem.notification.delivery;

import io.todosystem.notification.link.Link;
import io.todosystem.notification.link.MailLinks;
import io.todosystem.notification.link.Minted;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Writes a mail, with a link if it needs one, and hands it over. The link lives no longer here than that takes. */
@Singleton
final class MailSender {

    private final MailLinks links;
    private final SmtpMailer mailer;
    private final DeliveryScope scope;
    private final MailConfig config;

    MailSender(MailLinks links, SmtpMailer mailer, DeliveryScope scope, MailConfig config) {
        this.links = links;
        this.mailer = mailer;
        this.scope = scope;
        this.config = config;
    }

    Outcome send(Delivery delivery, String address) {
        return switch (links.mint(delivery.userId(), delivery.kind())) {
            case Minted.Made(Link link) -> hand(delivery, address, Optional.of(link));
            case Minted.NotNeeded() -> hand(delivery, address, Optional.empty());
            case Minted.NotWanted() -> new Outcome.Dropped("LINK_NOT_WANTED");
            case Minted.Unavailable(String reason) -> new Outcome.Postponed(reason);
        };
    }

    private Outcome hand(Delivery delivery, String address, Optional<Link> link) {
        Mail mail = Mail.about(delivery, config.publicUrl(), link);
        return scope.smtp(() -> mailer.send(delivery, mail, address));
    }
}
