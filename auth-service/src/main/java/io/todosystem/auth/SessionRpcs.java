package io.todosystem.auth;

import io.todosystem.auth.session.SessionPage;
import io.todosystem.auth.session.SessionPages;
import io.todosystem.auth.session.Sessions;
import io.todosystem.platform.auth.Caller;
import io.todosystem.proto.auth.v1.ListSessionsRequest;
import io.todosystem.proto.auth.v1.ListSessionsResponse;
import io.todosystem.proto.auth.v1.LogoutResponse;
import io.todosystem.proto.auth.v1.RevokeSessionRequest;
import io.todosystem.proto.auth.v1.RevokeSessionResponse;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The caller's own sessions. */
@Singleton
final class SessionRpcs {
    private final Sessions sessions;
    private final SessionPages pages;

    SessionRpcs(Sessions sessions, SessionPages pages) {
        this.sessions = sessions;
        this.pages = pages;
    }

    LogoutResponse logout() {
        sessions.logout(Caller.requireUser());
        return LogoutResponse.getDefaultInstance();
    }

    ListSessionsResponse listSessions(ListSessionsRequest request) {
        Caller.User caller = Caller.requireUser();
        SessionPage page = pages.list(caller, request.getPageSize(), request.getPageToken());
        return ListSessionsResponse.newBuilder()
                .addAllSessions(page.sessions().stream()
                        .map(session -> Answers.session(session, caller))
                        .toList())
                .setNextPageToken(page.nextPageToken())
                .build();
    }

    RevokeSessionResponse revokeSession(RevokeSessionRequest request) {
        sessions.revoke(Caller.requireUser(), UUID.fromString(request.getSessionId()));
        return RevokeSessionResponse.getDefaultInstance();
    }
}
