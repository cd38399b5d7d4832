package io.todosystem.e2e.walk;

import io.todosystem.proto.access.v1.Access;
import io.todosystem.proto.access.v1.Rule;
import io.todosystem.proto.access.v1.Scope;
import java.util.Set;

/** Somebody who comes to a door, and what the rule on it means for them. */
sealed interface Guest {
    /** Empty for nobody. */
    String token();

    Verdict verdict(Access access);

    record Nobody() implements Guest {
        @Override
        public String token() {
            return "";
        }

        @Override
        public Verdict verdict(Access access) {
            return access.getRule() == Rule.RULE_PUBLIC ? Verdict.LET_IN : Verdict.UNAUTHENTICATED;
        }

        @Override
        public String toString() {
            return "nobody";
        }
    }

    record Person(String token, boolean administrator) implements Guest {
        @Override
        public Verdict verdict(Access access) {
            return switch (access.getRule()) {
                case RULE_PUBLIC, RULE_USER -> Verdict.LET_IN;
                case RULE_ADMIN -> administrator ? Verdict.LET_IN : Verdict.NOT_ALLOWED;
                case RULE_SERVICE -> Verdict.NOT_ALLOWED;
                case RULE_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError("no rule");
            };
        }

        @Override
        public String toString() {
            return administrator ? "an administrator" : "a user";
        }
    }

    record Program(String token, Set<Scope> scopes) implements Guest {
        @Override
        public Verdict verdict(Access access) {
            return switch (access.getRule()) {
                case RULE_PUBLIC -> Verdict.LET_IN;
                case RULE_USER -> scopes.contains(access.getScope()) ? Verdict.LET_IN : Verdict.INSUFFICIENT_SCOPE;
                case RULE_ADMIN, RULE_SERVICE -> Verdict.NOT_ALLOWED;
                case RULE_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError("no rule");
            };
        }

        @Override
        public String toString() {
            return "an API token for " + scopes;
        }
    }

    record Process(String token, String clientId) implements Guest {
        @Override
        public Verdict verdict(Access access) {
            return access.getRule() == Rule.RULE_PUBLIC
                            || access.getServicesList().contains(clientId)
                    ? Verdict.LET_IN
                    : Verdict.NOT_ALLOWED;
        }

        @Override
        public String toString() {
            return clientId;
        }
    }

    /** What the door says. */
    enum Verdict {
        LET_IN,
        UNAUTHENTICATED,
        NOT_ALLOWED,
        INSUFFICIENT_SCOPE;

        /** By the code of a problem or the reason of a failure; whatever speaks of something else has let them in. */
        static Verdict of(String code) {
            return switch (code) {
                case "MISSING_TOKEN", "TOKEN_REQUIRED", "INVALID_TOKEN" -> UNAUTHENTICATED;
                case "NOT_ALLOWED" -> NOT_ALLOWED;
                case "INSUFFICIENT_SCOPE" -> INSUFFICIENT_SCOPE;
                default -> LET_IN;
            };
        }
    }
}
