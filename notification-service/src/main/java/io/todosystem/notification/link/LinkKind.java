package io.todosystem.notification.link;

import io.todosystem.proto.auth.v1.MailLinkPurpose;
import java.util.Optional;

import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_RESET_PASSWORD;
import static io.todosystem.proto.auth.v1.MailLinkPurpose.MAIL_LINK_PURPOSE_VERIFY_EMAIL;

/** Which mails carry a link, and what it is for. */
enum LinkKind {
    WELCOME("user.registered", MAIL_LINK_PURPOSE_VERIFY_EMAIL, false),
    VERIFICATION("user.verification-requested", MAIL_LINK_PURPOSE_VERIFY_EMAIL, true),
    RESET("user.password-reset-requested", MAIL_LINK_PURPOSE_RESET_PASSWORD, true);

    private final String notice;
    private final MailLinkPurpose purpose;
    private final boolean needed;

    LinkKind(String notice, MailLinkPurpose purpose, boolean needed) {
        this.notice = notice;
        this.purpose = purpose;
        this.needed = needed;
    }

    static Optional<LinkKind> of(String notice) {
        for (LinkKind kind : values()) {
            if (kind.notice.equals(notice)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    MailLinkPurpose purpose() {
        return purpose;
    }

    /** Whether the mail is pointless without it. */
    boolean isNeeded() {
        return needed;
    }

    String action() {
        return purpose == MAIL_LINK_PURPOSE_VERIFY_EMAIL ? "Confirm that this address is yours" : "Set a new password";
    }

    String path() {
        return purpose == MAIL_LINK_PURPOSE_VERIFY_EMAIL ? "/verify-email" : "/reset-password";
    }
}
