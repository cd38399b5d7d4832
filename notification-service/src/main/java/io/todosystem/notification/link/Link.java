package io.todosystem.notification.link;

import java.net.URI;
import java.time.Duration;

/**
 * A link that is good once.
 *
 * @param action what it does, in words for the reader
 * @param path of the page that uses the token
 */
public record Link(String action, String path, String token, Duration validFor) {

    /** The token stands behind the hash: browsers keep that to themselves, so it is in no server's log. */
    public String at(URI publicUrl) {
        return publicUrl.toString().replaceFirst("[?#].*$", "").replaceFirst("/$", "") + path + "#token=" + token;
    }

    /** {@code 8 hours}, {@code 30 minutes}. */
    public String life() {
        return validFor.compareTo(Duration.ofHours(2)) >= 0
                ? validFor.toHours() + " hours"
                : validFor.toMinutes() + " minutes";
    }

    @Override
    public String toString() {
        return "Link[" + path + "]";
    }
}
