package io.backstitch.approval;

import io.backstitch.directory.Person;

/**
 * Whom a right was given to: by name, and by the realm's own id. A name may be given out again, an id never is.
 *
 * @param id empty when nobody knew it; then the name counts alone
 */
record Identity(String userName, String id) {

    static Identity of(Person person) {
        return new Identity(person.userName(), person.id());
    }

    /** Whether the person is the one, and not somebody who has got the name since. */
    boolean is(Person person) {
        return userName.equals(person.userName()) && hasId(person.id());
    }

    /** Whether nothing speaks against it that the bearer of the name has this id. */
    boolean hasId(String other) {
        return id.isEmpty() || other.isEmpty() || id.equals(other);
    }
}
