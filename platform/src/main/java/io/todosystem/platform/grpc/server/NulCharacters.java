package io.todosystem.platform.grpc.server;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the character NUL in the strings of a message, however deep. */
final class NulCharacters {
    private NulCharacters() {}

    /** The name of the first field with one, or null. */
    static @Nullable String findIn(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String found = find(field.getKey(), field.getValue());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String find(FieldDescriptor field, Object value) {
        return switch (value) {
            case String text -> text.indexOf('\0') >= 0 ? field.getName() : null;
            case Message nested -> prefix(field, findIn(nested));
            case List<?> items -> findInItems(field, items);
            default -> null;
        };
    }

    private static @Nullable String findInItems(FieldDescriptor field, List<?> items) {
        for (Object item : items) {
            String found = find(field, item);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String prefix(FieldDescriptor field, @Nullable String inner) {
        return inner == null ? null : field.getName() + "." + inner;
    }
}
