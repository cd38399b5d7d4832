package io.todosystem.notification.feed;

import java.util.List;

/** Some entries of a feed, and how many of all its entries are unread. */
record FeedPage(List<FeedEntry> entries, long unreadCount) {}
