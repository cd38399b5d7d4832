package io.todosystem.auth.revocation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * Rises with each revocation.
 *
 * @param generation rises when every token that was ever believed is to be asked about anew
 */
@MappedEntity("revocation_counter")
record RevocationCounter(@Id boolean onlyRow, long version, long generation) {}
