package io.todosystem.notification.feed;

import java.util.UUID;

/** What one user is to be told: plain text, the title in one line. */
public record Notice(UUID userId, String kind, String title, String body, UUID subjectId) {}
