package io.todosystem.auth;

import io.todosystem.auth.link.Purpose;
import io.todosystem.auth.recovery.EmailVerification;
import io.todosystem.auth.recovery.LinkMint;
import io.todosystem.auth.sealing.RandomToken;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import io.todosystem.proto.auth.v1.MailLinkPurpose;
import io.todosystem.proto.auth.v1.MintMailLinkRequest;
import io.todosystem.proto.auth.v1.MintMailLinkResponse;
import io.todosystem.proto.auth.v1.ResendVerificationResponse;
import io.todosystem.proto.auth.v1.VerifyEmailRequest;
import io.todosystem.proto.auth.v1.VerifyEmailResponse;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Links in mails, and the address that they prove. */
@Singleton
final class LinkRpcs {
    private final EmailVerification verification;
    private final LinkMint mint;

    LinkRpcs(EmailVerification verification, LinkMint mint) {
        this.verification = verification;
        this.mint = mint;
    }

    VerifyEmailResponse verifyEmail(VerifyEmailRequest request) {
        verification.verify(new RandomToken(request.getToken()));
        return VerifyEmailResponse.getDefaultInstance();
    }

    ResendVerificationResponse resendVerification() {
        verification.resend(Caller.requireUser().id());
        return ResendVerificationResponse.getDefaultInstance();
    }

    MintMailLinkResponse mintMailLink(MintMailLinkRequest request) {
        Purpose purpose = purpose(request.getPurpose());
        return MintMailLinkResponse.newBuilder()
                .setToken(
                        mint.mint(UUID.fromString(request.getUserId()), purpose).text())
                .setValidFor(Answers.duration(purpose.life()))
                .build();
    }

    private static Purpose purpose(MailLinkPurpose purpose) {
        return switch (purpose) {
            case MAIL_LINK_PURPOSE_VERIFY_EMAIL -> Purpose.VERIFY_EMAIL;
            case MAIL_LINK_PURPOSE_RESET_PASSWORD -> Purpose.RESET_PASSWORD;
            case MAIL_LINK_PURPOSE_UNSPECIFIED, UNRECOGNIZED -> throw Failure.invalid("purpose", "is not known");
        };
    }
}
