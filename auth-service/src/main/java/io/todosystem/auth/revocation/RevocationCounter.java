package io.todosystem.auth.revocation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** Rises with each revocation. */
@MappedEntity("revocation_counter")
record RevocationCounter(@Id boolean onlyRow, long version) {}
